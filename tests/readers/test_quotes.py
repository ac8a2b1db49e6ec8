import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.readers.markup import plain
from kbgen.readers.quotes import own_html, own_words
from kbgen.readers.text import clean
from tests.limits import ends

OLD = "> 안녕하세요\n>\n> 옛 글입니다."
HEADER = (
    "From: Shop <help@shop.example>\nSent: Monday, June 1, 2026 3:00 PM\nTo: Kim <kim@example.com>\nSubject: RE: order"
)
WORDS = {
    "gmail_ko": (f"안 열려요\n\n2026년 9월 2일 (수) 오후 2:50, 해솔몰 <help@shop.example>님이 작성:\n\n{OLD}", "안 열려요"),
    "gmail_ko_wrapped": (f"안 열려요\n2026년 9월 2일 (수) 오후 2:50, 해솔몰 고객지원\n<help@shop.example>님이 작성:\n{OLD}", "안 열려요"),
    "gmail_ko_nameless": (f"안 열려요\n\n2026년 9월 2일, 한가람님이 작성:\n{OLD}", "안 열려요"),
    "gmail_en": (f"Works, thanks!\n\nOn Mon, Jun 1, 2026 at 3:00 PM Shop <help@shop.example> wrote:\n\n{OLD}", "Works, thanks!"),
    "gmail_en_wrapped": (f"Works.\n\nOn Mon, Jun 1, 2026 at 3:00 PM Shop Support Team\n<help@shop.example> wrote:\n{OLD}", "Works."),
    "gmail_ja": (f"了解です\n\n2026年9月2日(水) 14:50 Shop <help@shop.example>:\n{OLD}", "了解です"),
    "iphone_ko": (f"네\n\n나의 iPhone에서 보냄\n\n2026. 9. 2. 오후 2:50, 해솔몰 <help@shop.example> 작성:\n\n{OLD}", "네"),
    "iphone_quoted_attribution": ("네 감사합니다.\n> 2026. 9. 2. 해솔몰 <help@shop.example> 작성:\n> 옛 글", "네 감사합니다."),
    "unmarked_quote": ("확인했어요.\n\n2026년 9월 2일 (수) 오후 2:50, 해솔몰 <help@shop.example>님이 작성:\n\n옛 글입니다.", "확인했어요."),
    "nothing_below": ("확인했어요.\n\nOn Mon, Jun 1, 2026, Shop <help@shop.example> wrote:", "확인했어요."),
    "german": (f"Danke!\n\nAm 01.06.2026 um 15:00 schrieb Shop <help@shop.example>:\n{OLD}", "Danke!"),
    "outlook": (f"Still broken.\n\n{HEADER}\n\nold text", "Still broken."),
    "outlook_ko": ("아직이요\n________________________________\n보낸 사람: 해솔몰\n보낸 날짜: 2026년 9월 2일\n받는 사람: 한가람\n제목: RE: 주문\n\n옛 글", "아직이요"),
    "outlook_rule_only": ("아직이요\n\n----------\n정리하면 이렇습니다.", "아직이요\n\n----------\n정리하면 이렇습니다."),
    "original_en": (f"Thanks a lot!\n\n-----Original Message-----\n{HEADER}\n\nold text", "Thanks a lot!"),
    "original_ko": ("네.\n\n-----원본 메시지-----\n보낸 사람: 해솔몰 <help@shop.example>\n보낸 날짜: 2026-07-09 09:51\n\n옛 글", "네."),
    "naver": ('네.\n\n-----Original Message-----\nFrom: "해솔몰"<help@shop.example>\nTo: <kim@example.com>\nCc:\nSent: 2026-09-02 (수)\nSubject: 안내\n\n옛 글', "네."),
    "daum": ("네.\n\n--------- 원본 메일 ---------\n보낸사람 : 해솔몰\n받는사람 : 한가람\n날짜 : 2026\n제목 : 안내\n\n옛 글", "네."),
    "forward_with_words": (f"이 메일 맞나요?\n\n---------- Forwarded message ---------\n{HEADER}\n\n옛 글", "이 메일 맞나요?"),
    "bare_forward": (f"---------- Forwarded message ---------\n{HEADER}\n\n환불이 안 됩니다.\n\n{OLD}", "환불이 안 됩니다."),
    "apple_forward": ("전달된 메시지 시작:\n\n보낸 사람: 한가람 <g@example.com>\n제목: 문의\n날짜: 2026. 9. 2.\n받는 사람: help@shop.example\n\n환불이 안 됩니다.", "환불이 안 됩니다."),
    "all_quoted": ("On Mon, Jun 1, 2026, Kim <k@example.com> wrote:\n> Where is it?\n> Thanks", "Where is it?\nThanks"),
    "inline": ("On Mon, Jun 1, 2026, Kim <k@example.com> wrote:\n> Where is it?\nIt ships today.\n> And the invoice?\nAttached.\n", "It ships today.\nAttached."),
    "zendesk_reply": ("알겠습니다\n\n##- 이 줄 위에 회신을 입력하세요 -##\n\n옛 글", "알겠습니다"),
    "zendesk_notice": ("##- Please type your reply above this line -##\n\nYour ticket is solved.", "Your ticket is solved."),
    "signature": ("Where is my order?\n\n-- \nKim Minsu\nAcme Inc.\n+82 2 123 4567", "Where is my order?"),
    "only_signature": ("--\n한가람", "--\n한가람"),
    "galaxy": ("언제 오나요?\n\nGalaxy에서 보냄", "언제 오나요?"),
    "naver_app": ("언제 오나요?\n네이버 메일 앱에서 보냄", "언제 오나요?"),
    "outlook_ios": ("When?\n\nGet Outlook for iOS", "When?"),
    "samsung": ("When?\n\nSent from my Samsung Galaxy smartphone.", "When?"),
    "device_in_words": ("어제 회사에서 보냈습니다.", "어제 회사에서 보냈습니다."),
    "only_device": ("네이버 메일 앱에서 보냄", "네이버 메일 앱에서 보냄"),
    "closing_ko": ("견적 부탁드립니다.\n\n감사합니다.\n\n한가람\n(주)해솔 구매팀\nT. 02-123-4567", "견적 부탁드립니다.\n\n감사합니다."),
    "closing_en": ("Please send a quote.\n\nBest regards,\nKim Minsu\nBuyer | Acme Inc.\nTel. +82 2 123 4567", "Please send a quote."),
    "closing_name": ("It still fails.\n\nThanks,\nMinsu", "It still fails."),
    "named": ("언제 오나요?\n\n한가람 드림", "언제 오나요?"),
    "no_signature": ("선착순으로\n쿠폰 드림", "선착순으로\n쿠폰 드림"),
    "matter_below_thanks": ("환불 부탁드립니다.\n감사합니다.\n환불계좌: 해솔은행 1234", "환불 부탁드립니다.\n감사합니다.\n환불계좌: 해솔은행 1234"),
    "survey": ("7일 안에 됩니다.\n\n상담은 만족스러우셨나요? 아래에서 평가해 주세요.\nhttps://shop.example/s/1\n만족 | 불만족", "7일 안에 됩니다."),
    "survey_en": ("Within 7 days.\n\nHow would you rate the support you received?\n[Good] | [Bad]", "Within 7 days."),
    "unsubscribe": ("배송이 시작되었습니다.\n\n수신을 원하지 않으시면 여기를 클릭해 주세요.", "배송이 시작되었습니다."),
    "asks_to_unsubscribe": ("안녕하세요.\n\n광고 문자 수신거부 부탁드립니다.", "안녕하세요.\n\n광고 문자 수신거부 부탁드립니다."),
    "asks_about_footer": ("메일 아래 수신거부를 눌러도 계속 와요", "메일 아래 수신거부를 눌러도 계속 와요"),
    "send_only": ("결제되었습니다.\n\n본 메일은 발신 전용으로 회신되지 않습니다.\nCopyright ⓒ 2026 해솔몰. All rights reserved.", "결제되었습니다."),
    "legal": ("How do I export?\n\nThis e-mail and any attachments are confidential and intended solely\nfor the addressee. If you are not the recipient, please delete it.", "How do I export?"),
    "legal_ko": ("문의합니다.\n\n본 메일은 지정된 수신인만을 위한 것이며 기밀이 포함될 수 있습니다.\n수신인이 아니면 삭제해 주십시오.", "문의합니다."),
    "wrapped_menu": ("마이페이지 >\n> 쿠폰함을 눌렀어요", "마이페이지 >\n> 쿠폰함을 눌렀어요"),
    "emoticon": ("안 돼요\n>_< 도와주세요", "안 돼요\n>_< 도와주세요"),
    "parcel": ("보낸 사람: 한가람\n받는 사람: 노을\n운송장이 안 보여요", "보낸 사람: 한가람\n받는 사람: 노을\n운송장이 안 보여요"),
    "sentence_with_date": ("2026년 9월 2일에 이렇게 작성했어요:\n제목: 환불", "2026년 9월 2일에 이렇게 작성했어요:\n제목: 환불"),
    "date_above_attribution": (f"9월 2일에 받았어요\n2026년 9월 2일 (수) 오후 2:50, 해솔몰 <help@shop.example>님이 작성:\n{OLD}", "9월 2일에 받았어요"),
    "empty": ("", ""),
    "blank": (" \n\t\n", ""),
}  # fmt: skip
HTML = {
    "gmail": ('<div dir="ltr">안 열려요</div><br><div class="gmail_quote"><div class="gmail_attr">2026년 …님이 작성:<br></div><blockquote class="gmail_quote">옛 글</blockquote></div>', "안 열려요"),
    "outlook": ('<p>Still broken.</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Shop</div><div>old</div>', "Still broken."),
    "outlook_desktop": ("<p>Still broken.</p><div style='border-top:solid'><p><b>From:</b> Shop<br><b>Sent:</b> Monday<br><b>To:</b> Kim<br><b>Subject:</b> RE</p></div><p>old</p>", "Still broken."),
    "thunderbird": ('<p>네</p><div class="moz-cite-prefix">On 2026-09-02, Shop wrote:</div><blockquote type="cite">옛 글<blockquote type="cite">더 옛 글</blockquote></blockquote>', "네"),
    "inline": ('<blockquote type="cite">언제요?</blockquote><p>내일요.</p><blockquote type="cite">확실해요?</blockquote><p>네.</p>', "내일요.\n네."),
    "yahoo": ('<div>Works</div><div class="yahoo_quoted" id="yahoo_quoted_1">old</div>', "Works"),
    "nested_quote": ('<div>답</div><div class="x_gmail_quote"><div>가</div><div>나</div></div><div>끝</div>', "답\n끝"),
    "own_blockquote": ("<p>규정입니다.</p><blockquote>7일 안에 됩니다.</blockquote>", "규정입니다.\n7일 안에 됩니다."),
    "hidden": ('<div style="display: none">미리보기</div><p>본문</p><span hidden>x</span><img src="https://t.example/p.gif" width="1">', "본문"),
    "signature": ('<p>When?</p><div class="gmail_signature">Kim<br>Acme</div>', "When?"),
    "bare_forward": ('<div class="gmail_quote">---------- Forwarded message ---------<br>From: Kim &lt;k@example.com&gt;<br>Date: Mon<br>Subject: x<br><p>환불이 안 됩니다.</p></div>', "환불이 안 됩니다."),
    "list": ("<p>순서</p><ul><li>하나</li><li>둘 &amp; 셋</li></ul>", "순서\n- 하나\n- 둘 & 셋"),
    "table": ("<table><tr><td>요금</td><td>3,000원</td></tr><tr><td>기간</td><td>7일</td></tr></table>", "요금 3,000원\n기간 7일"),
    "unclosed": ("<p>가<p>나<br>다 < 라", "가\n나\n다 < 라"),
    "script": ("<style>p{}</style><script>alert('<p>x</p>')</script>본문<!-- 숨김 -->", "본문"),
    "empty": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "own"), WORDS.values(), ids=list(WORDS))
def test_what_a_writer_of_plain_text_wrote(text, own):
    assert own_words(text) == own
    assert own_words(text.replace("\n", "\r\n")) == own


@pytest.mark.parametrize(("html", "own"), HTML.values(), ids=list(HTML))
def test_what_a_writer_of_html_wrote(html, own):
    assert own_html(html) == own


@pytest.mark.parametrize(
    "html", ["<p>가  나</p>다<br>라", "<div>가<div>나</div>다</div><ol><li>라</li></ol>", "가 &lt;나&gt; &#45796;"]
)
def test_html_without_quotes_reads_as_in_any_other_reader(html):
    assert own_html(html) == plain(html)


PIECES = [text for text, _ in WORDS.values()] + [html for html, _ in HTML.values()]


@given(
    st.lists(
        st.sampled_from([line for text in PIECES for line in text.split("\n")]) | st.text(max_size=20), max_size=12
    )
)
def test_what_was_written_is_never_cut_to_nothing(lines):
    text = "\n".join(lines)
    assert bool(own_words(text)) == bool(clean(text))
    own_html(text)


@given(st.text(alphabet="<>/a \"'=!-pdiv blockquote type=cite\n&;", max_size=200))
def test_no_markup_makes_it_fail(html):
    assert bool(own_html(html)) <= bool(html)


HOSTILE = [
    ">" * 30_000, "> \n" * 10_000, "a\n" * 15_000, "\n" * 30_000, " " * 30_000, "가" * 30_000, "--\n" * 10_000, "|\n" * 15_000,
    "-----Original Message-----\n" * 1_100, "From: a\n" * 3_700, "On 1 <a@b.c>:\n" * 2_000, "2026년 9월 2일:\n" * 2_000,
    "1 <a@" * 6_000, ("1 " * 190 + "\n") * 78, ("a@" * 190 + ">:\n") * 78, "On " + "1 " * 15_000 + "wrote:",
    "감사합니다\n" * 5_000, "상담 만족하셨나요?\n" * 2_700, "This e-mail confidential\n" * 1_200, "http://\n" * 3_700,
    "<a " * 10_000, '<a "' * 7_000, "<!--" * 7_000, "<p style=" * 3_000, '<p x="' * 5_000 + ">", "<blockquote type=cite>" * 1_300,
    "<div>" * 6_000, "<div hidden>" * 2_500, "<li>" * 7_000, "&lt;" * 7_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_mails_are_read(text):
    with ends():
        own_words(text)
        own_html(text)
