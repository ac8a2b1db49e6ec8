"""Who is staff in a mailbox, as configured or as its threads tell; and which mails machines wrote."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kbgen.readers.base import Settings
from kbgen.readers.domains import company_domain
from kbgen.readers.mail_headers import Headers, addresses, first

_FAR_MORE = 3
_USUALLY = 2

AUTOMATIC = "automatic replies and notices"
BULK = "bulk mail"
RETURNED = "bounces and receipts"

_MACHINE = re.compile(
    r"(?:no|do[-_.]?not|not)[-_.]?reply|(?:auto|mailer|postmaster|notifications?|alerts?|bounces?)(?:[-_.+]|@)|mailer-daemon",
    re.I,
)
_DAEMON = re.compile(r"mailer-daemon|postmaster@|mail-daemon", re.I)
_RETURNED = re.compile(
    r"\A\W{0,40}(?:읽음\s?[:：]|수신\s?확인\s?[:：]|read receipt|read\s?:|undeliver|returned mail|mail delivery|delivery (?:status|failure)|"
    r"failure notice|배달(?:되지|할 수)|전송되지 않|(?:메일 )?(?:발송|전송) ?실패|반송된? ?메일)",
    re.I,
)
_AUTOMATIC = re.compile(
    r"\A\W{0,40}(?:자동 ?(?:회신|응답|답장|답변)|부재 ?중 ?(?:[:：\]]|자동|메일|회신|응답|안내)|automatic reply|auto(?:mated|matic)?[- ]?"
    r"(?:reply|response)|out of (?:the )?office|vacation|自動(?:返信|応答)|不在)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who answers: addresses, whole domains, and what `ingest.staff` lists."""

    addresses: frozenset[str] = frozenset()
    domain: str = ""
    settings: Settings | None = None

    def has(self, address: str, name: str = "") -> bool:
        """Tell whether somebody is staff, by address or name."""
        if self.settings is not None and self.settings.is_staff(address, name):
            return True
        return address in self.addresses or bool(self.domain and address.endswith(f"@{self.domain}"))


@dataclass(frozen=True, slots=True)
class Parties:
    """The addresses in a thread: those in its first mail's `From` and `To`, all who write, and all who take part."""

    starter: str
    asked: frozenset[str]
    writers: frozenset[str]
    everybody: frozenset[str]


def is_machine(address: str) -> bool:
    """Tell whether nobody reads what is sent to an address, by its name."""
    return _MACHINE.search(address) is not None


def machine_kind(fields: Headers, subject: str, sender: str) -> str:
    """Return what kind of automatic mail one is, by its header, or an empty text for a person's.

    `BULK` includes what comes over a mailing list, which may be the company's own group.
    """
    kind = first(fields, "content-type").lower()
    if kind.startswith("multipart/report") or _DAEMON.search(sender) or _RETURNED.match(subject):
        return RETURNED
    if first(fields, "return-path").strip() == "<>" or _AUTOMATIC.match(subject):
        return AUTOMATIC
    if first(fields, "auto-submitted").strip().lower() not in ("", "no"):
        return AUTOMATIC
    if any(name in fields for name in ("x-autoreply", "x-autorespond", "x-autoresponse")):
        return AUTOMATIC
    precedence = first(fields, "precedence", "x-precedence").strip().lower()
    if precedence == "auto_reply":
        return AUTOMATIC
    listed = any(
        name in fields for name in ("list-unsubscribe", "list-id", "x-campaign", "x-mailchimp-id", "feedback-id")
    )
    return BULK if listed or precedence in ("bulk", "junk", "list") else ""


def list_addresses(fields: Headers) -> str:
    """Return what a mail says about the list it came over, for telling the company's own group from others."""
    told = " ".join(first(fields, name) for name in ("list-post", "list-id", "mailing-list"))
    return told.lower()


def real_sender(fields: Headers) -> tuple[str, str]:
    """Return (name, address) of who wrote a mail; groups put their own address in `From` and the writer's elsewhere."""
    writers = addresses(fields.get("from", ())) or addresses(fields.get("sender", ()))
    name, address = writers[0] if writers else ("", "")
    originals = addresses([*fields.get("x-original-from", ()), *fields.get("x-original-sender", ())])
    if originals and originals[0][1] != address and "list-id" in fields:
        return originals[0][0] or name.partition(" via ")[0].strip("'\" "), originals[0][1]
    return name, address


def guessed(threads: Callable[[], Iterable[Parties]]) -> tuple[Staff, str]:
    """Tell who is staff, and in words what was taken for true: whose mailbox it is, and all of its mail domain.

    The mailbox is that of the address that takes part in most threads, among several of the one that is asked in most.
    Where most threads have nobody of another domain (a company's own help desk), of the domain only those are staff who
    answer far more than they ask. `threads` yields all of them, each time it is called.
    """
    part: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    total = 0
    for thread in threads():
        total += 1
        part.update(thread.everybody)
        asked.update(thread.asked - {thread.starter})
        asked.subtract([thread.starter])
    if not part:
        return Staff(), "no mail names anybody"
    if len(part) == 1 and sum(asked.values()) == -total:
        return Staff(), "the mails name nobody but their one writer, who is taken for a customer"
    own = max(part, key=lambda one: (part[one], asked[one], one))
    domain = company_domain(own)
    counts = f"{part[own]} of {total} threads"
    if not domain:
        return Staff(
            frozenset((own,))
        ), f"the address that takes part in {counts} is staff; its domain is a mail provider's"
    outside = sum(any(not one.endswith(f"@{domain}") for one in thread.writers) for thread in threads())
    if outside * _USUALLY >= total:
        return Staff(domain=domain), f"addresses at @{domain} are staff; one of them takes part in {counts}"
    helpers = _helpers(threads, domain) | {own}
    what = (
        f"most threads are held inside @{domain}: staff are {len(helpers)} addresses that answer far more than they ask"
    )
    return Staff(helpers), f"{what}; one of them takes part in {counts}"


def _helpers(threads: Callable[[], Iterable[Parties]], domain: str) -> frozenset[str]:
    asks = Counter(thread.starter for thread in threads())
    answers = Counter(one for thread in threads() for one in thread.writers - {thread.starter})
    return frozenset(
        one
        for one, count in answers.items()
        if count >= 2 and count >= _FAR_MORE * asks[one] and one.endswith(f"@{domain}")
    )
