"""What the site says to its readers, in Korean and English, and how it says dates, periods and demand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from types import MappingProxyType

from kbgen.site.entries import Entry, Phase


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of the interface in one language. `{}` stands for a number or a name."""

    ask: str
    search: str
    home: str
    most_asked: str
    happening: str
    categories: str
    notices: str
    all_notices: str
    other: str
    pages: str
    asked: str
    asked_one: str
    as_of: str
    related: str
    incident: str
    incident_over: str
    promo: str
    draft: str
    read: str
    contact: str
    contact_lead: str
    contact_action: str
    empty: str
    empty_lead: str
    empty_steps: tuple[str, ...]
    not_found: str
    not_found_lead: str
    nothing: str
    permalink: str
    until: str
    since: str
    phases: Mapping[Phase, str]
    vote: str
    yes: str
    no: str
    why: str
    reasons: Mapping[str, str]
    comment: str
    comment_note: str
    send: str
    skip: str
    thanks: str
    thanks_again: str
    recent: str
    upcoming: str
    contents: str
    step: str
    copy_link: str
    copy_reply: str
    copied: str
    not_copied: str
    reply: str
    other_languages: str
    over: Mapping[str, str]
    months: tuple[str, ...] = field(default=())

    def moment(self, moment: datetime, zone: tzinfo) -> str:
        """Return the day of a time in `zone`, in words: 2026년 10월 3일, October 3, 2026."""
        return self.day(moment.astimezone(zone))

    def day(self, day: date) -> str:
        """Return a day in words."""
        if self.months:
            return f"{self.months[day.month - 1]} {day.day}, {day.year}"
        return f"{day.year}년 {day.month}월 {day.day}일"

    def demand(self, entry: Entry) -> str:
        """Return how many customers asked, in words; empty when nobody did."""
        if not entry.customers:
            return ""
        return self.asked_one if entry.customers == 1 else self.asked.format(entry.customers)

    def period(self, entry: Entry, zone: tzinfo) -> str:
        """Return the time in which a notice holds, in words; empty when it says none."""
        start = self.moment(entry.publish_at, zone) if entry.publish_at else ""
        end = self.moment(entry.expire_at, zone) if entry.expire_at else ""
        if start and end:
            return start if start == end else f"{start} – {end}"
        return self.until.format(end) if end else self.since.format(start) if start else ""


_KO = Texts(
    ask="무엇을 도와드릴까요?",
    search="궁금한 점을 검색해 보세요",
    home="홈",
    most_asked="많이 찾는 질문",
    happening="지금 진행 중",
    categories="주제별로 찾기",
    notices="안내·이벤트",
    all_notices="안내·이벤트 모두 보기",
    other="그 밖의 안내",
    pages="글 {}개",
    asked="고객 {}명이 물었어요",
    asked_one="고객 1명이 물었어요",
    as_of="{} 기준",
    related="함께 보면 좋은 글",
    incident="안내",
    incident_over="해결됨",
    promo="이벤트",
    draft="초안",
    read="자세히 보기",
    contact="찾는 답이 없으신가요?",
    contact_lead="언제든 편하게 문의해 주세요.",
    contact_action="문의하기",
    empty="아직 게시된 글이 없어요",
    empty_lead="상담 기록에서 자주 묻는 질문을 찾아 첫 글을 만들어 보세요.",
    empty_steps=(
        "kbgen ingest 상담기록.csv",
        "kbgen mine",
        "kbgen draft",
        "kbgen review",
        "kbgen build",
    ),
    not_found="페이지를 찾을 수 없어요",
    not_found_lead="주소가 바뀌었거나 글이 내려갔을 수 있어요. 검색하거나 홈에서 찾아보세요.",
    nothing="지금은 안내할 내용이 없어요.",
    permalink="이 부분의 주소",
    until="{}까지",
    since="{}부터",
    phases=MappingProxyType({"upcoming": "예정", "live": "진행 중", "ended": "종료"}),
    vote="도움이 되었나요?",
    yes="네",
    no="아니요",
    why="어떤 점이 아쉬웠나요? (선택)",
    reasons=MappingProxyType(
        {
            "wrong": "내용이 틀려요",
            "outdated": "예전 내용이에요",
            "unclear": "이해하기 어려워요",
            "missing": "찾는 내용이 없어요",
            "tone": "말투가 불편해요",
        }
    ),
    comment="더 알려 주실 내용 (선택)",
    comment_note="이름, 전화번호, 주문번호 같은 개인정보는 쓰지 말아 주세요.",
    send="보내기",
    skip="건너뛰기",
    thanks="고맙습니다. 보내 주신 의견으로 글을 고쳐 나갈게요.",
    thanks_again="이 글에 의견을 주셨어요. 고맙습니다.",
    recent="최근에 새로워진 글",
    upcoming="곧 시작해요",
    contents="이 글의 내용",
    step="{}단계의 주소",
    copy_link="링크 복사",
    copy_reply="답변 복사",
    copied="복사했어요",
    not_copied="복사하지 못했어요. 주소창의 주소를 복사해 주세요.",
    reply="{answer}\n자세한 안내: {url}",
    other_languages="다른 언어로 읽기",
    over=MappingProxyType({"promo": "끝난 행사예요", "incident": "끝난 안내예요"}),
)

_EN = Texts(
    ask="How can we help?",
    search="Search for an answer",
    home="Home",
    most_asked="Most asked",
    happening="Happening now",
    categories="Browse by topic",
    notices="News and offers",
    all_notices="All news and offers",
    other="More",
    pages="{} articles",
    asked="{} customers asked this",
    asked_one="1 customer asked this",
    as_of="as of {}",
    related="Related articles",
    incident="Notice",
    incident_over="Resolved",
    promo="Offer",
    draft="Draft",
    read="Read more",
    contact="Didn't find what you need?",
    contact_lead="We are happy to help.",
    contact_action="Contact us",
    empty="Nothing published yet",
    empty_lead="Find the questions your customers ask most and make your first pages.",
    empty_steps=(
        "kbgen ingest support-log.csv",
        "kbgen mine",
        "kbgen draft",
        "kbgen review",
        "kbgen build",
    ),
    not_found="Page not found",
    not_found_lead="It may have moved or been taken down. Try the search, or start from the home page.",
    nothing="There is nothing to announce at the moment.",
    permalink="Link to this section",
    until="until {}",
    since="from {}",
    phases=MappingProxyType({"upcoming": "Upcoming", "live": "Now on", "ended": "Ended"}),
    vote="Was this helpful?",
    yes="Yes",
    no="No",
    why="What was wrong? (optional)",
    reasons=MappingProxyType(
        {
            "wrong": "It is incorrect",
            "outdated": "It is out of date",
            "unclear": "It is hard to understand",
            "missing": "It does not answer my question",
            "tone": "I don't like the tone",
        }
    ),
    comment="Anything else? (optional)",
    comment_note="Please do not write personal data such as names, phone or order numbers.",
    send="Send",
    skip="Skip",
    thanks="Thank you. Your feedback helps us improve this page.",
    thanks_again="You have already rated this page. Thank you.",
    recent="Recently updated",
    upcoming="Starting soon",
    contents="On this page",
    step="Link to step {}",
    copy_link="Copy link",
    copy_reply="Copy reply",
    copied="Copied",
    not_copied="Could not copy. Please copy the address from the address bar.",
    reply="{answer}\nMore: {url}",
    other_languages="Read this in another language",
    over=MappingProxyType({"promo": "This offer has ended", "incident": "This incident is over"}),
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
)

TEXTS: Mapping[str, Texts] = MappingProxyType({"ko": _KO, "en": _EN})
"""The interface's texts by language."""
