import base64
import io
import json
import quopri
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.config import IngestConfig
from kbgen.models import FileRead, RawConversation, Skipped
from kbgen.readers import Assumed, read
from kbgen.readers.mail_body import body
from kbgen.readers.mail_headers import addresses, decoded, headers, words
from kbgen.readers.mail_threads import bare_subject
from tests.readers.reading import SEOUL, results, said, seoul, write

HELP = "해솔몰 고객지원 <help@shop.example>"
KIM = "한가람 <garam@naver.com>"


def mail(key, sender, to, subject, text, day=1, refs=(), **fields):
    """A mail as bytes; `fields` are more header lines, with `_` for `-`."""
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Date: {day:02} Jun 2026 10:00:00 +0900"]
    if key:
        lines.append(f"Message-ID: <{key}@x.example>")
    if refs:
        lines += [
            f"References: {' '.join(f'<{ref}@x.example>' for ref in refs)}",
            f"In-Reply-To: <{refs[-1]}@x.example>",
        ]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return ("\n".join(lines) + f"\n\n{text}\n").encode()


def mbox(*mails):
    return b"".join(
        b"From x@x.example Mon Jun  1 10:00:00 2026\n" + one.replace(b"\nFrom ", b"\n>From ") + b"\n" for one in mails
    )


THREAD = [
    mail("1", KIM, HELP, "환불 문의", "환불은 언제 되나요?"),
    mail("2", HELP, KIM, "Re: 환불 문의", "3일 걸립니다.\n\n2026년 6월 1일 (월) 오전 10:00, 한가람 <garam@naver.com>님이 작성:\n> 환불은 언제 되나요?", 2, ["1"], X_Agent="노을"),
    mail("3", KIM, HELP, "Re: 환불 문의", "네\n\n-----원본 메시지-----\n보낸 사람: 해솔몰\n보낸 날짜: 2026-06-02\n\n3일 걸립니다.", 3, ["1", "2"]),
]  # fmt: skip
SAID = [("customer", "환불 문의\n환불은 언제 되나요?"), ("agent", "3일 걸립니다."), ("customer", "네")]
STAFF = IngestConfig(staff=("@shop.example",))


def conversation(folder, *mails, config=STAFF):
    found, _, _ = results(folder, {"a.mbox": mbox(*mails)}, config)
    assert len(found) == 1
    return next(iter(found.values()))


def test_a_mailbox_is_read_by_threads(tmp_path):
    found, files, skipped = results(tmp_path, {"a.mbox": mbox(*THREAD)})
    one = found["<1@x.example>"]
    assert said(one) == SAID
    assert (one.source.format, one.channel, one.customer) == ("mail", "email", "garam@naver.com")
    assert (one.names, one.staff) == (("한가람", "garam@naver.com"), ("노을", "해솔몰 고객지원"))
    assert [m.author for m in one.messages] == ["garam@naver.com", "노을", "garam@naver.com"]
    assert one.opened_at == seoul(2026, 6, 1, 10)
    assert files == {"a.mbox": ("mail", "mime", 1, 3)}
    assert skipped == []


def test_mailboxes_single_mails_and_zips_thread_together(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("sent/sent.mbox", mbox(THREAD[1], THREAD[0]))
    files = {
        "a/3.eml": b"\xef\xbb\xbf" + THREAD[2].replace(b"\n", b"\r\n"),
        "b.mbox": mbox(THREAD[0]),
        "c.zip": stream.getvalue(),
    }
    found, done, skipped = results(tmp_path, files, STAFF)
    assert {key: said(one) for key, one in found.items()} == {"<1@x.example>": SAID}
    assert found["<1@x.example>"].source.path == str(tmp_path / "b.mbox")
    assert [one[2:] for one in done.values()] == [(0, 0), (1, 3), (0, 0)]
    assert skipped == [("sent.mbox", "1 mails", "the same mail as another one")]


def test_threads_whose_ids_are_lost_are_found_by_subject_and_customer(tmp_path):
    park = "박 <park@daum.net>"
    boxes = mbox(
        mail("1", KIM, HELP, "환불 문의", "환불은 언제 되나요?"),
        mail("2", HELP, KIM, "[Ticket #123] 회신: 환불 문의", "3일 걸립니다.", 2),
        mail("3", park, HELP, "Re: 환불 문의", "저는 다른 사람이에요", 3),
        mail("4", KIM, HELP, "RE: RE: 환불  문의", "네", 4),
        mail("5", KIM, HELP, "환불 문의", "또 문의합니다", 5),
        mail("6", KIM, HELP, "Re: 환불 문의", "오래 지났는데요", 28),
    )
    found, _, _ = results(tmp_path, {"a.mbox": boxes}, STAFF)
    assert {key[1]: [m.text for m in one.messages] for key, one in found.items()} == {
        "1": ["환불 문의\n환불은 언제 되나요?", "3일 걸립니다.", "네"],
        "3": ["환불 문의\n저는 다른 사람이에요"],
        "5": ["환불 문의\n또 문의합니다"],
        "6": ["환불 문의\n오래 지났는데요"],
    }


def test_everyone_who_answers_a_circular_is_a_conversation(tmp_path):
    boxes = mbox(
        mail("1", HELP, HELP, "여름 할인 안내", "할인합니다"),
        mail("2", KIM, HELP, "Re: 여름 할인 안내", "쿠폰도 되나요?", 2, ["1"]),
        mail("3", "박 <park@daum.net>", HELP, "Re: 여름 할인 안내", "언제까지예요?", 3, ["1"]),
        mail("4", HELP, "park@daum.net", "Re: 여름 할인 안내", "30일까지입니다", 4, ["1", "3"]),
    )
    found, _, _ = results(tmp_path, {"a.mbox": boxes}, STAFF)
    assert [[m.text.split("\n")[-1] for m in one.messages] for one in found.values()] == [
        ["할인합니다", "쿠폰도 되나요?"],
        ["언제까지예요?", "30일까지입니다"],
    ]


def test_what_machines_send_is_left_out_and_counted(tmp_path):
    shop = "shop@vendor.example"
    boxes = mbox(
        *THREAD,
        mail("a", KIM, HELP, "자동 회신: 휴가 중", "부재중입니다", 2, ["2"]),
        mail("b", KIM, HELP, "Re: 환불 문의", "out", 2, ["2"], Auto_Submitted="auto-replied"),
        mail("c", KIM, HELP, "hi", "out", 2, Precedence="auto_reply"),
        mail("d", shop, HELP, "세일", "특가", 3, List_Unsubscribe="<https://x.example>"),
        mail("e", shop, HELP, "세일", "특가", 3, Precedence="bulk"),
        mail("f", "MAILER-DAEMON@mx.example", HELP, "Undelivered Mail Returned to Sender", "x", 3),
        mail("g", KIM, HELP, "읽음: 환불 문의", "x", 3, Content_Type='multipart/report; report-type=disposition-notification; boundary="b"'),
        mail("h", "no-reply@bank.example", HELP, "입금 알림", "x", 3),
        mail("i", KIM, HELP, "부재중이라 택배를 못 받았어요", "다시 보내 주세요", 3, Auto_Submitted="no"),
        mail("j", HELP, "x@y.example", "안내", "보내 드립니다", 3),
    )  # fmt: skip
    found, _, skipped = results(tmp_path, {"a.mbox": boxes}, STAFF)
    assert list(found) == ["<1@x.example>", "<i@x.example>"]
    assert skipped == [
        ("a.mbox", "4 mails", "automatic replies and notices"),
        ("a.mbox", "2 mails", "bounces and receipts"),
        ("a.mbox", "2 mails", "bulk mail"),
        ("a.mbox", "1 mails", "in threads in which no customer writes"),
    ]


def test_who_speaks(tmp_path):
    one = conversation(
        tmp_path,
        THREAD[0],
        mail("b", HELP, KIM, "Re: 환불 문의", "접수되었습니다", 1, ["1"], Auto_Submitted="auto-replied"),
        mail("c", "no-reply@shop.example", KIM, "Re: 환불 문의", "접수 번호입니다", 1, ["1"]),
        mail("d", "노을 <noeul@shop.example>", "sol@shop.example", "Fwd: 환불 문의", "이거 봐 주세요", 2, ["1"]),
        mail("e", "Sol <sol@shop.example>", KIM, "Re: 환불 문의", "3일 걸립니다", 3, ["1"]),
        mail("f", "도우미 <helper@shop.example>", KIM, "Re: 환불 문의", "만족하셨나요", 4, ["1"]),
        config=IngestConfig(staff=("@shop.example",), bots=("도우미",)),
    )
    assert [(m.role, m.author) for m in one.messages] == [
        ("customer", "garam@naver.com"), ("bot", "해솔몰 고객지원"), ("bot", "no-reply@shop.example"),
        ("note", "노을"), ("agent", "Sol"), ("bot", "도우미"),
    ]  # fmt: skip


def test_forms_and_groups_hide_who_wrote(tmp_path):
    boxes = mbox(
        mail("1", "홈페이지 <no-reply@shop.example>", HELP, "문의", "언제 오나요?", Reply_To=KIM),
        mail("2", "'박' via 고객지원 <help@shop.example>", HELP, "질문", "어디서 받나요?", List_ID="<help.shop.example>", Precedence="list", X_Original_From="박 <park@daum.net>"),
        mail("3", "Forms <no-reply@forms.example>", HELP, "폼", "가능한가요?", Reply_To="lee@nate.com"),
    )  # fmt: skip
    found, _, _ = results(tmp_path, {"a.mbox": boxes}, STAFF)
    assert [(one.customer, said(one)[0][0]) for one in found.values()] == [
        ("garam@naver.com", "customer"), ("park@daum.net", "customer"), ("lee@nate.com", "customer"),
    ]  # fmt: skip


OWN = "me@gmail.com"
GUESSES = {
    "domain": ([(KIM, HELP), (HELP, KIM), ("a@b.example", HELP)], "addresses at @shop.example are staff; one of them takes part in 3 of 3 threads", ["customer", "agent", "customer"]),
    "free_mail": ([("a@naver.com", OWN), (OWN, "a@naver.com"), ("b@gmail.com", OWN)], "the address that takes part in 3 of 3 threads is staff; its domain is a mail provider's", ["customer", "agent", "customer"]),
    "one_mail": ([("a@b.example", "c@d.example")], "addresses at @d.example are staff; one of them takes part in 1 of 1 threads", ["customer"]),
    "one_writer": ([(KIM, "undisclosed-recipients:;")], "the mails name nobody but their one writer, who is taken for a customer", ["customer"]),
    "inside_one_company": ([("a@corp.example", "it@corp.example"), ("b@corp.example", "it@corp.example"), ("c@corp.example", "it@corp.example")], "most threads are held inside @corp.example: staff are 1 addresses that answer far more than they ask; one of them takes part in 3 of 3 threads", ["customer"] * 3),
}  # fmt: skip


@pytest.mark.parametrize(("people", "what", "roles"), GUESSES.values(), ids=list(GUESSES))
def test_who_is_staff_is_guessed_and_told(tmp_path, people, what, roles):
    mails = [mail(str(n), sender, to, f"글 {n}", "언제 되나요?", n + 1) for n, (sender, to) in enumerate(people)]
    if len(people) == 3 and roles[1] == "agent":
        mails.append(mail("9", people[1][1], people[1][0], "Re: 글 1", "네", 9, ["1"]))
    write(tmp_path, {"a.mbox": mbox(*mails)})
    found = list(read([tmp_path], IngestConfig(), SEOUL))
    assert [item for item in found if isinstance(item, Assumed)] == [
        Assumed(str(tmp_path / "a.mbox"), what, "ingest.staff")
    ]
    assert [item.messages[0].role for item in found if isinstance(item, RawConversation)] == roles
    assert "naver" not in what


def multipart(kind, *parts, boundary="b"):
    inner = b"".join(b"--%s\n%s\n" % (boundary.encode(), part) for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode() + inner + f"--{boundary}--\n".encode()


def part(kind, content, **fields):
    content = content if isinstance(content, bytes) else content.encode()
    lines = [f"Content-Type: {kind}", *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items())]
    return "\n".join(lines).encode() + b"\n\n" + content + b"\n"


IMAGE = "image/png; name=p.png"
PLAIN, PAGE = part("text/plain; charset=utf-8", "글"), part("text/html; charset=utf-8", "<p>글 <b>본</b></p>")
BODIES = {
    "plain": (PLAIN, ("글", 0)),
    "html": (PAGE, ("글 본", 0)),
    "no_type": (b"\n" + "글".encode(), ("글", 0)),
    "no_label_cp949": (b"\n" + "똠방각하".encode("cp949"), ("똠방각하", 0)),
    "euc_kr": (part("text/plain; charset=euc-kr", "똠방각하".encode("cp949")), ("똠방각하", 0)),
    "ks_c_base64": (part('text/plain; charset="ks_c_5601-1987"', base64.b64encode("안녕".encode("cp949")), Content_Transfer_Encoding="base64"), ("안녕", 0)),
    "wrong_label": (part("text/plain; charset=euc-kr", "안녕 세계"), ("안녕 세계", 0)),
    "latin_label": (part("text/plain; charset=iso-8859-1", "안녕하세요".encode("cp949")), ("안녕하세요", 0)),
    "really_latin": (part("text/plain; charset=iso-8859-1", "café".encode("latin-1")), ("café", 0)),
    "unknown_label": (part("text/plain; charset=x-nothing", "안녕"), ("안녕", 0)),
    "hex_is_no_charset": (part("text/plain; charset=hex", "안녕"), ("안녕", 0)),
    "iso_2022_kr": (part("text/plain; charset=iso-2022-kr", "안녕".encode("iso2022_kr")), ("안녕", 0)),
    "sjis": (part("text/plain; charset=shift_jis", "こんにちは".encode("shift_jis")), ("こんにちは", 0)),
    "quoted_printable": (part("text/plain; charset=utf-8", quopri.encodestring("가나다=라".encode()), Content_Transfer_Encoding="quoted-printable"), ("가나다=라", 0)),
    "broken_base64": (part("text/plain; charset=utf-8", base64.b64encode("안녕하세요".encode())[:-3] + b"*", Content_Transfer_Encoding="base64"), ("안녕하세", 0)),
    "meta_charset": (part("text/html", "<meta charset=euc-kr><p>안녕</p>".encode("cp949")), ("안녕", 0)),
    "alternative": (multipart("alternative", PLAIN, PAGE), ("글", 0)),
    "empty_plain": (multipart("alternative", part("text/plain", " \n"), PAGE), ("글 본", 0)),
    "stub": (multipart("alternative", part("text/plain", "HTML 메일입니다."), part("text/html; charset=utf-8", "<p>" + "환불은 삼 일 걸립니다. " * 9 + "</p>")), (("환불은 삼 일 걸립니다. " * 9).strip(), 0)),
    "attachment": (multipart("mixed", PLAIN, part("application/pdf; name=a.pdf", "x", Content_Disposition="attachment; filename=a.pdf"), part("text/plain", "로그", Content_Disposition="attachment")), ("글", 2)),
    "rfc2231_name": (multipart("mixed", PLAIN, part("application/octet-stream", "x", Content_Disposition="attachment; filename*=euc-kr''%B0%A1.pdf")), ("글", 1)),
    "inline_image": (multipart("related", PAGE, part(IMAGE, "x", Content_ID="<1>", Content_Disposition="inline")), ("글 본", 0)),
    "photo": (multipart("mixed", PLAIN, part("image/jpeg; name=p.jpg", "x", Content_Disposition="inline; filename=p.jpg"), part("text/plain; charset=utf-8", "나의 iPhone에서 보냄")), ("글", 1)),
    "nested": (multipart("mixed", multipart("alternative", PLAIN, multipart("related", PAGE, part(IMAGE, "x", Content_ID="<1>"), boundary="d"), boundary="c"), part(IMAGE, "x", Content_Disposition="attachment")), ("글", 1)),
    "forwarded_part": (multipart("mixed", PLAIN, part("message/rfc822", mail("9", KIM, HELP, "x", "남의 글"))), ("글", 1)),
    "only_a_file": (part("application/pdf", "x", Content_Disposition="attachment; filename=a.pdf"), ("", 1)),
    "signed": (multipart("signed", PLAIN, part("application/pgp-signature", "x")), ("글", 0)),
    "no_boundary": (part("multipart/mixed", "글"), ("글", 0)),
    "flowed": (part("text/plain; charset=utf-8; format=flowed", "긴 문장이 \n이어집니다.\n-- \n한가람"), ("긴 문장이 이어집니다.", 0)),
    "wrapped": (part("text/plain", "We would like to know whether the refund of the last order has been\nprocessed.\n\n- one\n- two"), ("We would like to know whether the refund of the last order has been processed.\n\n- one\n- two", 0)),
    "long_line": (part("text/plain; charset=utf-8", "주문 취소를 요청드립니다. 앱이 익숙하지 않은데 취소는 어디서 하면 되는지 알려주세요. 주문번호 MR-20261 입니다.\n한가람"), ("주문 취소를 요청드립니다. 앱이 익숙하지 않은데 취소는 어디서 하면 되는지 알려주세요. 주문번호 MR-20261 입니다.\n한가람", 0)),
    "html_in_plain": (part("text/plain; charset=utf-8", "<html><body><p>글</p></body></html>"), ("글", 0)),
}  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), BODIES.values(), ids=list(BODIES))
def test_bodies(data, expected):
    assert body(b"MIME-Version: 1.0\n" + data, mbox=False) == expected


def test_escaped_lines_of_a_mailbox_are_no_quotes(tmp_path):
    one = conversation(tmp_path, mail("1", KIM, HELP, "", "Hello,\n\nFrom here on it fails."))
    assert said(one) == [("customer", "Hello,\n\nFrom here on it fails.")]


def test_a_reply_without_a_word_repeats_nothing(tmp_path):
    old = "환불은 영업일 기준으로 사흘에서 닷새쯤 걸립니다."
    quote = f"On Mon, Jun 2, 2026, Shop <help@shop.example> wrote:\n> {old}"
    first = mail("2", HELP, KIM, "Re: 환불 문의", old, 2, ["1"])
    one = conversation(tmp_path, THREAD[0], first, mail("3", KIM, HELP, "Re: 환불 문의", quote, 3, ["1", "2"]))
    assert [m.role for m in one.messages] == ["customer", "agent"]


def test_ids_of_mails_without_one_are_stable(tmp_path):
    mails = [mail("", KIM, HELP, "가", "언제 되나요?"), mail("", KIM, HELP, "나", "어디 있나요?")]
    found, _, _ = results(tmp_path / "a", {"a.mbox": mbox(*mails)}, STAFF)
    again, _, _ = results(tmp_path / "b", {"1.eml": mails[1], "2.eml": mails[0]}, STAFF)
    assert set(found) == set(again)
    assert [one[0] + one[-1] for one in found] == ["<>", "<>"]


def test_real_headers_are_recognised(tmp_path):
    received = "".join(
        f"Received: from a{n}.example\n by b.example\n with SMTP id x;\n Mon, 1 Jun 2026\n" for n in range(5)
    )
    head = f"Delivered-To: help@shop.example\n{received}ARC-Seal: i=1; a=rsa\nAuthentication-Results: mx\nReturn-Path: <garam@naver.com>\n"
    found, _, skipped = results(tmp_path, {"a.eml": head.encode() + THREAD[0]}, STAFF)
    assert (len(found), skipped) == (1, [])


def test_headers_in_the_wild():
    raw = "제목".encode("cp949")
    fields = headers(
        b"Subject: " + raw + b"\r\nTo: a@b.example,\r\n\tc@d.example\r\nBad line\r\nX: 1\r\n\r\nFrom: no\r\n"
    )
    assert fields == {"subject": ["제목"], "to": ["a@b.example, c@d.example"], "x": ["1"]}


def encoded(text, charset, cut):
    data = text.encode("cp949" if charset == "euc-kr" else charset)
    pieces = [base64.b64encode(piece).decode() for piece in (data[:cut], data[cut:])]
    return f"=?{charset}?B?{pieces[0]}?=\n =?{charset}?b?{pieces[1]}?="


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (encoded("환불 문의드립니다", "utf-8", 4), "환불 문의드립니다"),
        (encoded("똠 환불", "euc-kr", 4), "똠 환불"),
        ("Re: =?utf-8?Q?=ED=99=98_a?= b =?bad?B?!!?=", "Re: 환 a b"),
        ("=?utf-8?B?7ZmY?= =?euc-kr?B?sKE=?=", "환가"),
        ("=?utf-8*ko?Q?a?= plain", "a plain"),
        ("no =? word", "no =? word"),
    ],
)
def test_encoded_words(value, text):
    assert words(value) == text


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ('"Kim, Minsu" <K@X.example>, b@y.example, 노을 <n@z.example>', [("Kim, Minsu", "k@x.example"), ("", "b@y.example"), ("노을", "n@z.example")]),
        ("=?utf-8?B?7ZmY?= <a@b.example>", [("환", "a@b.example")]),
        ("help@shop.example", [("", "help@shop.example")]),
        ("undisclosed-recipients:;", []),
        (f"=?utf-8?B?{base64.b64encode('환 <a@b.example>'.encode()).decode()}?=", [("환", "a@b.example")]),
        ('"a@b.example" <a@b.example>', [("a@b.example", "a@b.example")]),
    ],
)  # fmt: skip
def test_addresses(value, people):
    assert addresses([value]) == people


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: RE : 회신: FW: 환불", ("환불", True)),
        ("[Ticket #1234] 환불", ("환불", True)),
        ("Re[2]: [#99] 환불", ("환불", True)),
        ("[해솔몰] 환불 3일", ("[해솔몰] 환불 3일", False)),
        ("Return policy", ("Return policy", False)),
    ],
)
def test_subjects(subject, bare):
    assert bare_subject(subject) == bare


@given(
    st.binary(max_size=80),
    st.sampled_from(["", "utf-8", "euc-kr", "utf-7", "iso-2022-kr", "utf-16", "zip", "\0", "latin1"]),
)
def test_no_bytes_make_decoding_fail(data, label):
    decoded(data, label)


LINES = [line for data, _ in BODIES.values() for line in data.split(b"\n")] + [
    line for one in THREAD for line in one.split(b"\n")
]


@given(
    st.lists(
        st.sampled_from([*LINES, b"From x@x.example Mon Jun  1 10:00:00 2026"]) | st.binary(max_size=30), max_size=25
    ),
    st.booleans(),
)
def test_no_mail_makes_it_fail(tmp_path_factory, lines, box):
    path = tmp_path_factory.getbasetemp() / "any.mail"
    path.write_bytes((b"From x@x.example Mon Jun  1 10:00:00 2026\n" if box else b"") + b"\n".join(lines))
    found = list(read([path], IngestConfig(), SEOUL, "mail"))
    assert sum(isinstance(item, FileRead) for item in found) == (
        path.stat().st_size > 0 and path.read_bytes().strip(b" \t\r\n\xef\xbb\xbf") != b""
    )


GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the sample exports are not beside the repository")
def test_the_sample_mailbox_is_read_as_its_truth_says():
    manifest = json.loads((GOLD / "exports" / "manifest.json").read_text())["conversations"]
    truth = {
        one["id"]: one for one in map(json.loads, (GOLD / "truth" / "conversations.jsonl").read_text().splitlines())
    }
    want = {one["native_id"]: truth[key] for key, one in manifest.items() if one["file"].endswith(".mbox")}
    found = list(read([GOLD / "exports" / "generic" / "help_inbox.mbox"], IngestConfig(), SEOUL))
    got = {item.source.id: [m.role for m in item.messages] for item in found if isinstance(item, RawConversation)}
    assert got == {key: [message["role"] for message in one["messages"]] for key, one in want.items()}
    assert not any(isinstance(item, Skipped) for item in found)
