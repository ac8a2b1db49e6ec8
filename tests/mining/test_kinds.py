"""Kinds of topics in trades that no rule was written for: a clinic, a bank, a railway, software by subscription."""

import pytest

from kbgen.mining.kinds import kind_of
from kbgen.mining.statements import statements
from tests import logs

TOPICS = {
    "clinic, result of one patient": (
        "account",
        [
            [("c", "검사 결과 나왔나요?"), ("a", "성함과 생년월일 알려주세요."), ("c", "[이름] [생년월일]"), ("a", "조회해 보니 5월 3일 접수분은 판독 중입니다.")],
            [("c", "제 혈액검사 결과 언제 나와요 [이름]"), ("a", "[이름]님 검체는 어제 도착했고 5월 9일에 나옵니다.")],
            [("c", "MRI 결과 확인 부탁드려요 [전화번호]"), ("a", "확인 결과 정상 소견이십니다. 5월 11일 진료 때 들으시면 됩니다.")],
            [("c", "내 결과지 왜 아직이에요 [이름] [전화번호]"), ("a", "담당 선생님이 오늘 서명하셨어요. 5월 14일 우편 발송됩니다.")],
        ],
    ),
    "clinic, rule for everybody": (
        "faq",
        [
            [("c", "위내시경 전에 물 마셔도 되나요? [이름]"), ("a", "[이름]님, 검사 8시간 전부터 금식이고 물은 2시간 전까지 가능합니다.")],
            [("c", "내시경 금식 몇시간이에요"), ("a", "음식은 8시간 전부터 안 되고요, 물은 2시간 전까지 드셔도 됩니다.")],
            [("c", "저 내일 내시경인데 뭐 먹어도 돼요? [전화번호]"), ("a", "확인해보니 내일 오전이시네요. 8시간 금식해 주세요.")],
        ],
    ),
    "bank, where one transfer is": (
        "account",
        [
            [("c", "My wire hasn't arrived, ref [order number]"), ("a", "I can see your wire was released on May 3 and is with the receiving bank.")],
            [("c", "where is my transfer"), ("a", "Could you share the reference number?"), ("c", "[order number]"), ("a", "I checked: it was returned on May 9 because the name did not match.")],
            [("c", "Transfer of last Monday still pending. [name], [account number]"), ("a", "Thanks [name]. It is being reviewed and should clear on May 14.")],
        ],
    ),
    "bank, how long a transfer takes": (
        "faq",
        [
            [("c", "How long does a wire take?"), ("a", "Domestic wires arrive the same day, international ones within 5 business days.")],
            [("c", "my wire [order number] is not there yet, how long does it take?"), ("a", "I see it was sent yesterday. International wires take up to 5 business days.")],
            [("c", "how many days for an international wire"), ("a", "Up to 5 business days.")],
            [("c", "when will an international transfer arrive? I'm [name]"), ("a", "Hi [name], within 5 business days.")],
        ],
    ),
    "railway, refunds are a rule, no wish": (
        "faq",
        [
            [("c", "Can I get a refund after the train left?"), ("a", "Refunds are not possible after departure. Before departure the fee is 10%.")],
            [("c", "missed my train, money back?"), ("a", "Tickets can't be refunded once the train has left. Until then we keep 10%.")],
            [("c", "refund for a train I missed?"), ("a", "No, refunds aren't available after departure.")],
        ],
    ),
    "railway, a wish": (
        "feature_request",
        [
            [("c", "Can I pick my seat in the app?"), ("a", "Seat maps aren't available yet, only the machine picks.")],
            [("c", "choose a seat?"), ("a", "We don't currently let you choose. It's on our roadmap for 2027.")],
            [("c", "please add seat selection"), ("a", "Thank you for the idea! There are no plans for it at this time.")],
        ],
    ),
    "bank, a wish": (
        "feature_request",
        [
            [("c", "앱에서 외화 통장 만들 수 있나요?"), ("a", "아직 앱에서는 안 됩니다. 내년 상반기 도입 예정입니다.")],
            [("c", "외화통장 비대면 개설 되나요"), ("a", "비대면 개설은 지원하지 않습니다.")],
            [("c", "외화 통장도 앱으로 열게 해주세요"), ("a", "현재 개발 중이며 일정은 미정입니다.")],
        ],
    ),
    "software, steps": (
        "guide",
        [
            [("c", "How do I invite a colleague?"), ("a", "Go to Team, click Invite and type the address.")],
            [("c", "invite users"), ("a", "1) Open Team\n2) Click Invite\n3) Enter the address")],
            [("c", "who can add people? [name]"), ("a", "Any admin can. The invitation is valid for 7 days.")],
        ],
    ),
    "software, anger that nobody answers": (
        "complaint",
        [
            [("c", "This is the worst support ever, I'm furious"), ("a", "We are very sorry.")],
            [("c", "Ridiculous. Three weeks of silence, so disappointing"), ("a", "Our apologies for the trouble.")],
        ],
    ),
    "an order that has not been prepared yet is no wish": (
        "account",
        [
            [("c", "제 면허증 언제 나와요 [이름]"), ("a", "확인해 보니 아직 심사가 안 끝났습니다.")],
            [("c", "면허증 발급 됐나요 [주문번호]"), ("a", "조회 결과 아직 발급 전이라 수령이 어렵습니다.")],
            [("c", "면허증 나왔어요? [이름] [생년월일]"), ("a", "[이름]님 면허증은 6월 2일에 나왔습니다.")],
        ],
    ),
}  # fmt: skip


def kind(dialogues):
    conversations = logs.stored([logs.record(f"k{i}", turns) for i, turns in enumerate(dialogues)])
    questions = logs.questions(conversations.values())
    return kind_of(questions, statements(questions, conversations, frozenset()), conversations)


@pytest.mark.parametrize("name", TOPICS)
def test_kinds_of_topics_in_other_trades(name):
    wanted, dialogues = TOPICS[name]
    assert kind(dialogues) == wanted


def test_an_answer_that_recurs_is_for_everybody_however_often_a_record_was_looked_up():
    looked_up = [
        [("c", f"회비 왜 이만큼 나왔어요 [이름] {i}"), ("a", f"확인해 보니 [이름]님은 {i}월에 가입하셨어요. 가입비는 첫 달에만 30,000원입니다.")]
        for i in range(1, 7)
    ]  # fmt: skip
    assert kind(looked_up) == "faq"
    once = [[turns[0], ("a", turns[1][1].split(". ")[0] + ".")] for turns in looked_up]
    assert kind(once) == "account"


def test_a_large_topic_is_judged_by_some_of_its_conversations_all_over_it():
    public = [[("c", "휴회 되나요?"), ("a", "휴회는 60일까지입니다.")]] * 150
    private = [[("c", "제 결제 확인해 주세요 [전화번호]"), ("a", "조회해 보니 중복 결제가 확인됩니다.")]] * 250
    assert kind(public + private) == "faq"
    assert kind(private + public[:40]) == "account"


def test_no_answer_and_no_question_is_other():
    assert kind_of([], [], {}) == "other"
    assert kind([[("c", "휴회 되나요?")]]) == "other"
