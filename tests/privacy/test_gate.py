"""The gate on whole conversations."""

from datetime import UTC, datetime

from kbgen.models import RawConversation, RawMessage, Source
from kbgen.privacy import Gate, rules_fingerprint

AT = [datetime(2026, 6, 1, 12, minute, tzinfo=UTC) for minute in range(9)]


def conversation(*messages, **more):
    source = more.pop("source", Source("csv", "log.csv", "77"))
    raw = tuple(RawMessage(role, text, AT[i], author) for i, (role, author, text) in enumerate(messages))
    return RawConversation(source, raw, **more)


def test_a_conversation():
    raw = conversation(
        ("customer", "u1", "배송 언제 오나요? 3일 됐어요"),
        ("bot", "봇", "주문번호와 성함을 남겨주세요."),
        ("customer", "u1", "2026061300291 봉나린"),
        (
            "agent",
            "김하늘",
            "안녕하세요 상담사 김하늘입니다. 나린님 건 6/16 출고, 송장 643 0918 2275. 1588-1234로 문의하세요",
        ),
        ("customer", "u1", "하늘님 감사해요. 봉나린이 칭찬한다고 전해주세요"),
        ("note", "김하늘", "봉나린 고객, 결제 52,000원"),
        customer="u1",
        tags=("배송", "봉나린"),
    )
    made, counts = Gate((), b"key").conversation(raw)
    assert [m.text for m in made.messages] == [
        "배송 언제 오나요? 3일 됐어요",
        "주문번호와 성함을 남겨주세요.",
        "[주문번호] [이름]",
        "안녕하세요 상담사 김하늘입니다. [이름]님 건 6/16 출고, 송장 [송장번호]. 1588-1234로 문의하세요",
        "하늘님 감사해요. [이름]이 칭찬한다고 전해주세요",
        "[이름] 고객, 결제 52,000원",
    ]
    assert made.tags == ("배송", "[이름]")
    assert counts == {"name": 5, "order": 1, "tracking": 1}
    assert (made.opened_at, made.closed_at, made.language) == (AT[0], AT[5], "ko")
    assert [m.author[:2] for m in made.messages] == ["c_", "b_", "c_", "a_", "c_", "a_"]
    assert made.messages[0].author == made.customer


def test_answers_are_read_with_the_question():
    raw = conversation(
        ("agent", "a", "성함과 휴대폰 뒷자리 부탁드려요"),
        ("customer", "u", "기다솜"),
        ("customer", "u", "0471 이에요"),
        ("agent", "a", "생년월일도 알려주세요"),
        ("customer", "u", "920311입니다"),
        ("agent", "a", "공동현관 비밀번호는요?"),
        ("customer", "u", "종15*2580 입니다"),
    )
    made, _ = Gate((), b"key").conversation(raw)
    assert [m.text for m in made.messages if m.role == "customer"] == [
        "[이름]",
        "[전화번호] 이에요",
        "[생년월일]입니다",
        "[출입 비밀번호] 입니다",
    ]


def test_english_conversations_have_english_placeholders():
    raw = conversation(
        ("customer", "u", "Hi, my name is Priya Raman and my order A7-4410932 never came."),
        ("agent", "Karen", "Hi Priya, I'm Karen. We refund within 5-10 business days."),
        staff=("Karen",),
    )
    made, _ = Gate((), b"key").conversation(raw)
    assert [m.text for m in made.messages] == [
        "Hi, my name is [name] and my order [order number] never came.",
        "Hi [name], I'm Karen. We refund within 5-10 business days.",
    ]
    assert made.language == "en"


def test_ids_are_stable_and_pseudonyms_keyed():
    raw = conversation(("customer", "u1", "안녕하세요"), customer="u1")
    other = conversation(("customer", "u1", "다른 문의"), customer="u1", source=Source("xlsx", "b.xlsx", "77"))
    one, two = Gate((), b"one"), Gate((), b"two")
    first, second = one.conversation(raw)[0], two.conversation(raw)[0]
    assert first.id == second.id == one.conversation(other)[0].id
    assert len(first.id) == 17
    assert first.customer == one.conversation(other)[0].customer != second.customer
    table = conversation(("customer", "u1", "안녕하세요"), unique=False)
    assert one.conversation(table)[0].id != first.id


def test_source_ids_lose_addresses_but_keep_message_ids():
    gate = Gate((), b"key")
    mail = conversation(("customer", "", "안녕하세요"), source=Source("mbox", "a.mbox", "someone@example.com"))
    thread = conversation(("customer", "", "안녕하세요"), source=Source("mbox", "a.mbox", "<1.2@mail.example.com>"))
    plain = conversation(("customer", "", "안녕하세요"), source=Source("slack", "z.zip", "C0412/1673464730.703009"))
    assert "someone" not in gate.conversation(mail)[0].source.id
    assert gate.conversation(thread)[0].source.id == "<1.2@mail.example.com>"
    assert gate.conversation(plain)[0].source.id == "C0412/1673464730.703009"


def test_single_texts():
    gate = Gate(("02-555-0101",), b"key")
    text, spans = gate.text("02 555 0101 말고 010-1234-5678로요")
    assert text == "02 555 0101 말고 [전화번호]로요"
    assert [s.type for s in spans] == ["phone"]


def test_the_company_s_own_stays_however_it_is_written():
    gate = Gate(("02-555-0101", "@shop.example", "서울 중구 세종대로 110 우리빌딩 3층", "김하늘"), b"key")
    for text in (
        "02 555 0101, (02)555-0101, +82 2-555-0101, ０２－５５５－０１０１",
        "help.me@shop.example 로 보내 주세요",
        "서울 중구 세종대로 110 우리빌딩 3층, 곧 서울 중구 세종대로 110으로 오세요",
        "김하늘님이 상담합니다",
    ):
        assert gate.text(text) == (text, ())
    assert gate.text("02-555-0102, me@other.example, 서울 중구 세종대로 112, 김하은님")[0] == (
        "[전화번호], [이메일], [주소], [이름]님"
    )


def test_the_digest_of_the_rules_follows_the_allow_list():
    assert Gate((), b"one").rules == Gate((), b"two").rules == rules_fingerprint(())
    assert Gate(("a", "b"), b"k").rules == Gate(("b", "a"), b"k").rules != Gate(("a",), b"k").rules
    assert len(Gate((), b"k").rules) == 16


def test_rows_without_an_id_are_told_apart_by_time_and_text():
    def ids(source_id, unique, *texts):
        raws = [
            conversation(("customer", "", t), source=Source("csv", "a.csv", source_id), unique=unique) for t in texts
        ]
        return [Gate((), b"key").conversation(raw)[0].id for raw in raws]

    first, second = ids("#2", False, "배송이 늦어요", "포장이 좋아요")
    assert first != second
    assert ids("#2", False, "배송이 늦어요") == [first]
    assert len(set(ids("", False, "배송이 늦어요", "포장이 좋아요"))) == 2
    assert len(set(ids("77", False, "배송이 늦어요", "포장이 좋아요"))) == 1
    assert len(set(ids("77", True, "배송이 늦어요", "포장이 좋아요"))) == 1


def test_what_the_record_tells_is_found_again():
    raw = conversation(
        ("agent", "a", "뒷자리 5678 맞으시죠? 민트색은 품절, 민트님께는 2026년 쿠폰을 드려요"),
        ("customer", "u", "네 Olivia Chen 이름으로요. 5678원은 왜 나갔죠?"),
        names=("민트", "010-1234-5678", "olivia.chen@example.com"),
    )
    made, _ = Gate((), b"key").conversation(raw)
    assert [m.text for m in made.messages] == [
        "뒷자리 [전화번호] 맞으시죠? 민트색은 품절, [이름]님께는 2026년 쿠폰을 드려요",
        "네 [이름2] 이름으로요. 5678원은 왜 나갔죠?",
    ]


def test_a_number_in_two_messages_is_one_number():
    raw = conversation(("customer", "u", "010"), ("customer", "u", "3482-9911"), ("customer", "u", "3482 개 주세요"))
    made, counts = Gate((), b"key").conversation(raw)
    assert [m.text for m in made.messages] == ["[전화번호]", "[전화번호2]", "3482 개 주세요"]
    assert counts == {"phone": 2}
