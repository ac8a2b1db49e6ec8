"""Mail: mailboxes (mbox) and single mails (.eml), threaded together.

Mails are read twice: first their headers, which are joined to threads and tell who is staff, then thread by thread the
bodies. So no more than the headers' gist is held, a few hundred bytes a mail.
"""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from sys import intern
from typing import BinaryIO

from kbgen.models import FileRead, RawConversation, RawMessage, Role, Skipped, Source
from kbgen.readers.base import Ahead, Assumed, Read, Settings
from kbgen.readers.detect import look
from kbgen.readers.files import File
from kbgen.readers.mail_body import body
from kbgen.readers.mail_files import MAX_MAIL, is_mailbox, mails
from kbgen.readers.mail_headers import addresses, first, headers, words
from kbgen.readers.mail_people import (
    AUTOMATIC,
    BULK,
    Parties,
    Staff,
    guessed,
    is_machine,
    list_addresses,
    machine_kind,
    real_sender,
)
from kbgen.readers.mail_threads import Mail, bare_subject, by_customer, by_reference, by_subject, digest
from kbgen.readers.rows import with_subject
from kbgen.readers.text import personal, squeezed, with_files
from kbgen.readers.times import moment_or_none
from kbgen.readers.words import NOBODY

_RECEIVERS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
_MAX_REFS = 50
_OPEN_FILES = 4
_REPEATED = 20
"""A message that repeats so many letters of an earlier one, and nothing else, was sent without a word."""
DOUBLE = "the same mail as another one"
ONE_SIDED = "in threads in which no customer writes"


@dataclass(slots=True)
class _Box:
    """All that is kept of the files while they are read; `streams` are the open ones, the last used at the end."""

    files: Sequence[File]
    settings: Settings
    mailboxes: list[bool] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)
    unread: set[int] = field(default_factory=set)
    lost: Counter[tuple[int, str]] = field(default_factory=Counter)
    streams: OrderedDict[int, BinaryIO] = field(default_factory=OrderedDict)


def read(files: Sequence[File], settings: Settings) -> Iterator[Read]:
    """Read all files together."""
    box = _Box(files, settings)
    yield from _all_headers(box)
    threads = by_reference(box.mails)
    staff, what = _staff(threads, box)
    if what:
        yield Assumed(files[0].shown, what, "ingest.staff")
    homes: dict[int, list[list[int]]] = {}
    for thread in _conversations(threads, staff, box):
        homes.setdefault(box.mails[thread[0]].home, []).append(thread)
    yield Ahead(sum(map(len, homes.values())))
    try:
        for home, file in enumerate(files):
            conversations = messages = 0
            for thread in homes.get(home, []):
                conversation = _conversation(thread, staff, box)
                if conversation is not None:
                    conversations += 1
                    messages += len(conversation.messages)
                    yield conversation
            if home not in box.unread:
                yield FileRead(file.shown, "mail", "mime", conversations, messages)
    finally:
        for stream in box.streams.values():
            stream.close()
    for (home, reason), count in sorted(box.lost.items()):
        yield Skipped(files[home].shown, f"{count} mails", reason)


def _all_headers(box: _Box) -> Iterator[Skipped]:
    known: set[bytes] = set()
    for home, file in enumerate(box.files):
        try:
            box.mailboxes.append(is_mailbox(look(file)))
            _headers(home, file, known, box)
        except OSError as error:
            box.mailboxes += [False] * (home + 1 - len(box.mailboxes))
            box.unread.add(home)
            yield Skipped(file.shown, "file", f"cannot be read ({error.strerror or error})")


def _headers(home: int, file: File, known: set[bytes], box: _Box) -> None:
    """Read the headers of a file; a mail that is in several files or folders counts once."""
    for place in mails(file, box.mailboxes[home]):
        fields = headers(place.header.lstrip(b"\xef\xbb\xbf\r\n"))
        own = _ids(fields.get("message-id", ()))[:1]
        sender = real_sender(fields)
        identity = own[0] if own else "\0".join((*sender, first(fields, "date"), first(fields, "subject")))
        key = digest(identity)
        if key in known:
            box.lost[home, DOUBLE] += 1
            continue
        known.add(key)
        refs = _ids([*fields.get("references", ()), *fields.get("in-reply-to", ())])
        receivers = [address for _, address in addresses([one for name in _RECEIVERS for one in fields.get(name, ())])]
        answers = addresses(fields.get("reply-to", ()))
        whole = first(fields, "subject")
        subject, reply = bare_subject(whole)
        box.mails.append(
            Mail(
                home=home,
                start=place.start,
                end=place.end,
                key=key,
                refs=b"".join(map(digest, dict.fromkeys(refs[:1] + refs[1:][-_MAX_REFS:]))),
                at=moment_or_none(first(fields, "date"), box.settings.zone),
                name=intern(sender[0]),
                sender=intern(sender[1]),
                answer_to=intern(answers[0][1] if answers else ""),
                agent=intern(first(fields, "x-agent")),
                people=tuple(map(intern, dict.fromkeys(receivers))),
                subject=intern(subject),
                reply=reply or bool(refs),
                machine=machine_kind(fields, whole, sender[1]),
                lists=list_addresses(fields),
            )
        )


def _ids(values: Sequence[str]) -> list[str]:
    """Return the message ids in fields, without their brackets."""
    text = " ".join(map(words, values))
    found = [part.partition(">")[0].strip() for part in text.split("<")[1:]]
    return [one for one in found or text.split() if one and not any(map(str.isspace, one))]


def _staff(threads: Sequence[list[int]], box: _Box) -> tuple[Staff, str]:
    """Return who is staff, and what was assumed for it unless it is configured."""
    told = Staff(settings=box.settings)
    if not box.mails:
        return told, ""
    if box.settings.staff and any(
        told.has(mail.sender, mail.name) or any(map(told.has, mail.people)) for mail in box.mails
    ):
        return told, ""
    return guessed(lambda: (_parties(held) for thread in threads if (held := _by_people(thread, box))))


def _by_people(thread: Iterable[int], box: _Box) -> list[Mail]:
    return [box.mails[number] for number in thread if box.mails[number].machine in ("", BULK)]


def _parties(held: Sequence[Mail]) -> Parties:
    writers = frozenset(mail.sender for mail in held if mail.sender)
    everybody = writers.union(*(mail.people for mail in held))
    return Parties(held[0].sender, frozenset(held[0].people), writers, everybody)


def _conversations(threads: Sequence[list[int]], staff: Staff, box: _Box) -> list[list[int]]:
    """Return the threads in which customers write, without what machines of others sent."""

    def outside(mail: Mail) -> frozenset[str]:
        writer = _writer(mail, staff)
        return frozenset(one for one in (writer, *mail.people) if one and not staff.has(one))

    def customer(mail: Mail) -> str:
        writer = _writer(mail, staff)
        return writer if not staff.has(writer, mail.name) else next(iter(sorted(outside(mail))), "")

    kept = []
    for thread in threads:
        rest = []
        for number in thread:
            reason = _unwanted(box.mails[number], staff)
            if reason:
                box.lost[box.mails[number].home, reason] += 1
            else:
                rest.append(number)
        if rest:
            kept += by_customer(rest, box.mails, outside)
    found = []
    for thread in by_subject(kept, box.mails, customer):
        if any(_role(box.mails[number], staff, box.settings) == "customer" for number in thread):
            found.append(thread)
        else:
            for number in thread:
                box.lost[box.mails[number].home, ONE_SIDED] += 1
    return found


def _unwanted(mail: Mail, staff: Staff) -> str:
    """Return why a mail is none of a conversation, or an empty text: machines wrote it, and not the company's own."""
    if staff.has(mail.sender, mail.name):
        return ""
    own_list = any(_is_own_list(part, staff) for part in mail.lists.split())
    if mail.machine and not (mail.machine == BULK and own_list):
        return mail.machine
    is_form = bool(mail.answer_to) and not is_machine(mail.answer_to) and mail.answer_to != mail.sender
    return AUTOMATIC if is_machine(mail.sender) and not is_form else ""


def _is_own_list(part: str, staff: Staff) -> bool:
    """Tell whether a part of a list's description is the company's address: `help@shop.example`, `help.shop.example`."""
    bare = part.strip("<>,;").removeprefix("mailto:").partition("?")[0]
    return staff.has(bare) or staff.has(bare.replace(".", "@", 1))


def _writer(mail: Mail, staff: Staff) -> str:
    """Return who wrote a mail: of a form on the company's site the customer, whom answers go to."""
    if not mail.answer_to or mail.answer_to == mail.sender or mail.reply or is_machine(mail.answer_to):
        return mail.sender
    by_form = staff.has(mail.sender, mail.name) and bool(mail.people) and all(map(staff.has, mail.people))
    return mail.answer_to if (by_form and not staff.has(mail.answer_to)) or is_machine(mail.sender) else mail.sender


def _role(mail: Mail, staff: Staff, settings: Settings) -> Role:
    """Tell who speaks: machines of the company are bots, and what staff write to each other is a note."""
    writer = _writer(mail, staff)
    if settings.is_bot(mail.sender, mail.name, mail.agent):
        return "bot"
    if writer != mail.sender or not staff.has(mail.sender, mail.name):
        return "customer"
    if mail.machine or is_machine(mail.sender):
        return "bot"
    return "note" if mail.people and all(map(staff.has, mail.people)) else "agent"


def _conversation(thread: Sequence[int], staff: Staff, box: _Box) -> RawConversation | None:
    messages: list[RawMessage] = []
    names: dict[str, None] = {}
    agents: dict[str, None] = {}
    held = [box.mails[number] for number in thread]
    texts: list[str] = []
    for mail in held:
        role = _role(mail, staff, box.settings)
        writer = _writer(mail, staff)
        if role == "customer":
            names.update(dict.fromkeys((mail.name if writer == mail.sender else "", writer)))
        elif role in ("agent", "note"):
            agents.update(dict.fromkeys((mail.agent, mail.name)))
        text = _text(mail, texts, box)
        if text:
            texts.append(squeezed(text))
            author = writer if role == "customer" else mail.agent or mail.name or mail.sender
            messages.append(RawMessage(role, text, mail.at, author))
    customer = next((message.author for message in messages if message.role == "customer"), "")
    if not customer:
        box.lost[held[0].home, "no text of a customer in them"] += len(held)
        return None
    return RawConversation(
        source=Source("mail", box.files[held[0].home].shown, _id(held[0], box)),
        messages=with_subject(held[0].subject, tuple(messages)),
        channel="email",
        opened_at=messages[0].at,
        customer=customer,
        names=personal(names, NOBODY),
        staff=personal(agents, NOBODY),
    )


def _text(mail: Mail, earlier: Sequence[str], box: _Box) -> str:
    """Return what a mail says, empty when it only repeats an earlier one of its thread."""
    try:
        text, files = body(_bytes(mail, box).lstrip(b"\xef\xbb\xbf\r\n"), box.mailboxes[mail.home])
    except (OSError, ValueError) as error:
        reason = "damaged, cannot be taken apart" if isinstance(error, ValueError) else "cannot be read any more"
        box.lost[mail.home, reason] += 1
        return ""
    said = squeezed(text)
    if len(said) >= _REPEATED and any(said in one for one in earlier):
        text = ""
    return with_files(text, files)


def _bytes(mail: Mail, box: _Box, size: int = MAX_MAIL) -> bytes:
    """Read a mail; a few files stay open, since mails of a thread may lie in several."""
    stream = box.streams.pop(mail.home, None)
    if stream is None:
        if len(box.streams) >= _OPEN_FILES:
            box.streams.popitem(last=False)[1].close()
        stream = box.files[mail.home].open()
    box.streams[mail.home] = stream
    stream.seek(mail.start)
    return stream.read(min(mail.end - mail.start, size))


def _id(mail: Mail, box: _Box) -> str:
    """Return the message id of a mail in its brackets, or a digest of its header in some where it has none."""
    try:
        fields = headers(_bytes(mail, box, 256 << 10).lstrip(b"\xef\xbb\xbf\r\n"))
    except OSError:
        fields = {}
    own = _ids(fields.get("message-id", ()))[:1]
    gist = "\0".join((mail.sender, mail.at.isoformat() if mail.at else "", mail.subject, *mail.people))
    return f"<{own[0] if own else blake2b(gist.encode('utf-8', 'replace'), digest_size=12).hexdigest()}>"
