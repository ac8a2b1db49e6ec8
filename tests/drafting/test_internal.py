"""Internal notes: what may be decided, what is handed on; nothing about one customer."""

from kbgen.config import Config
from kbgen.drafting.internal import internal
from kbgen.mining.mine import Mined, mine
from tests import logs


def test_notes_are_sorted_into_what_to_decide_hand_on_and_know():
    turns = [
        [
            ("c", f"PT 환불 어떻게 신청해요 {i}?"),
            ("n", "개인 사정 환불은 한 번까지 예외로 승인 가능. 두 번째부터는 본사 회계팀에 확인 요청할 것."),
            ("n", "[이름]님 건은 제가 처리했습니다"),
            ("a", "PT 환불은 7일 안에 됩니다."),
        ]
        for i in range(3)
    ]
    conversations = logs.stored([logs.record(f"refund-{i}", t, day=i) for i, t in enumerate(turns)])
    (topic,) = mine(conversations, Mined(), {}, Config()).topics
    found = internal(topic, conversations)
    assert [s.text for s in found.decide] == ["개인 사정 환불은 한 번까지 예외로 승인 가능."]
    assert [s.text for s in found.escalate] == ["두 번째부터는 본사 회계팀에 확인 요청할 것."]
    assert found.know == ()
    assert len(found.decide[0].evidence) == 3
