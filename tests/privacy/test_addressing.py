"""Who an agent addresses is a person, however rare the name; what somebody does is no name."""

import pytest

from kbgen.privacy.addressing import find_addressed
from kbgen.privacy.spans import Taken


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("네 곡용주님, 확인해 드릴게요.", ["곡용주"]),
        ("전아리아님, 택배사에 요청했습니다.", ["전아리아"]),
        ("안녕하세요. 옥분녀 고객님! 수정했습니다.", ["옥분녀"]),
        ("감사합니다\n확인되었습니다, 황보람결님.", ["황보람결"]),
        ("담당자님, 신청자님, 구매자 고객님.", []),
        ("변호사님. 조합원님. 정회원님. 양수인님. 보호자님.", []),
        ("저희가 곡용주님께 보냈습니다", []),
    ],
)
def test_names_at_the_beginning_of_a_sentence(text, names):
    assert [text[s.start : s.end] for s in find_addressed(text, Taken(len(text)))] == names
