"""The usual names of columns and words in them, in Korean and English, squeezed (see `text.squeezed`)."""

from collections.abc import Mapping

from kbgen.models import Role


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _products(stems: str, ends: str) -> tuple[str, ...]:
    return tuple(stem + end for stem in stems.split() for end in ends.split())


_TALK_KO = "상담 문의 티켓 대화 채팅 채팅방 톡 세션 접수 케이스 스레드 상담건 민원"
_TALK_EN = "conversation conv chat ticket thread session case inquiry dialog dialogue consult room request userchat"
_RECORD_EN = "review response survey feedback post submission entry record interview"
_RECORD_KO = "리뷰 후기 응답 설문 게시글 게시물 글 의견 상품평 클레임 인터뷰 요청 제보 제안 voc"
_WHO_KO = "발신자 작성자 화자 송신자 발화자 발신인 보낸사람 참여자 등록자"
_WHO_EN = "sender author speaker participant person user writer messageauthor messagesender"

_OPINIONS = (
    *_products("review feedback comment opinion", "text body content contents message"),
    *_words(
        "review reviews feedback opinion opinions comments remark remarks verbatim suggestion suggestions complaint complaints"
    ),
    *_products("후기 리뷰 의견 평가 응답 인터뷰 면담 건의 요청 제보 제안 불만 칭찬 클레임 접수", "내용 본문 사항"),
    *_words(
        "후기 리뷰 상품평 구매평 사용후기 이용후기 구매후기 의견 고객의견 기타의견 자유의견 건의 개선사항 불편사항 피드백 소감 "
        "코멘트 평가의견 주관식 주관식답변 주관식의견 응답 대답 voc 고객의소리"
    ),
    *_words("notes interviewnotes 인터뷰메모 인터뷰노트 면담메모"),
)
"""Names of a column with what one customer wrote, in a table that holds no dialogue."""
OPINIONS = frozenset(_OPINIONS)
ATTRIBUTES = frozenset(
    _words(
        "gender sex age agegroup platform os device browser version appversion country region city language lang locale "
        "plan tier grade product productname productid sku brand store branch shop size color option type category "
        "성별 나이 연령 연령대 플랫폼 기기 기종 운영체제 버전 앱버전 국가 지역 언어 등급 회원등급 상품 상품명 상품번호 상품코드 "
        "제품 제품명 브랜드 매장 매장명 지점 지점명 옵션 색상 사이즈 구매채널 구매처 구매여부 구매일 유입경로 직업 부서 직급 "
        "추천여부 재구매의사 재구매여부 추천의향 비밀글 비밀글여부 첨부 첨부여부 베스트 포토리뷰"
    )
)
"""Headers of columns with a few values that say what somebody or something is, not who speaks."""
DOUBTFUL_ROLES = frozenset(_words("구분 from direction messagetype 주체"))
"""Names that a role column has, and as often a column with something else."""
NOTHING = frozenset(
    _words(
        "없음 없습니다 없어요 없다 없슴 무 해당없음 특별히없음 딱히없음 x na none no nothing nil null nan 미작성 미입력 무응답"
    )
)
"""What people write into a field that they have nothing to say in."""
ALIASES: Mapping[str, tuple[str, ...]] = {
    "conversation_id": (
        *_products(_TALK_EN, "id no number num key uuid ref"),
        *_products(_TALK_KO, "번호 id 아이디 코드 no 키"),
        *_words("conversation ticket thread session 채팅방 대화방 방번호"),
        *_products(_RECORD_EN, "id no number num key uuid"),
        *_products(_RECORD_KO, "번호 id 아이디 코드 no"),
        *_words("id"),
    ),
    "message_id": (
        *_products("message msg 메시지 comment", "id no 번호"),
        *_words("순번 seq sequence no 번호"),
    ),
    "at": (
        *_products(
            "created sent message messagecreated comment posted received written",
            "at time date datetime timestamp on",
        ),
        *_words("at ts timestamp datetime 일시"),
        *_products("작성 발신 전송 메시지 보낸 등록 생성 대화 발화 송신 수신 수발신 입력 댓글", "일시 시각 시간"),
        *_words("상담일시 문의일시 타임스탬프"),
        *_products(
            "asked inquired inquiry question review reviewed submitted submission survey feedback", "at time date on"
        ),
        *_products("질문 리뷰 후기 리뷰작성 후기작성 리뷰등록 설문 응답 제출 평가 수집", "일시 시각 시간"),
    ),
    "day": (
        *_words("date day 날짜 일자"),
        *_products("등록 작성 상담 발신 전송 생성 대화", "일 일자 날짜"),
        *_products("문의 접수 질문 리뷰 후기 리뷰작성 후기작성 리뷰등록 설문 응답 제출 평가 수집", "일 일자 날짜"),
    ),
    "clock": (*_words("time 시각 시간 상담시간"),),
    "role": (
        *_products(_WHO_EN, "type role kind"),
        *_words("role"),
        *_products(_WHO_KO, "구분 유형 타입 역할 종류"),
        *_words(
            "역할 화자 발화자 발화주체 주체 발신주체 발신구분 발화구분 송신구분 발신 송신 구분 speaker from "
            "fromtype direction 수발신 수발신구분 메시지구분 messagetype"
        ),
    ),
    "text": (
        *_words("text plaintext"),
        *_products("message msg comment body", "text body content contents plain plaintext"),
        *_words(
            "message body plainbody bodytext content contents utterance msg comment 본문 메시지 내용 텍스트 발화 "
            "대화 메세지"
        ),
        *_products("메시지 메세지 상담 문의 대화 채팅 발화 발신 댓글 본문 작성", "내용 본문 텍스트 메시지 메세지"),
        *_OPINIONS,
    ),
    "question": (
        *_products("question inquiry enquiry", "text body content contents message details detail"),
        *_words("question inquiry enquiry 질문 질문내용 질문본문 문의사항 상품문의 고객문의 문의 문의글"),
    ),
    "answer": (
        *_products("answer reply response", "text body content contents message"),
        *_products("agent admin seller staff official owner manager shop", "answer reply response comment"),
        *_products("답변 답글 회신 상담사답변 상담원답변 관리자답변 판매자답변 처리", "내용 본문 글 텍스트 메시지"),
        *_words("answer reply response 답변 답글 회신 상담사답변 상담원답변 관리자답변 판매자답변 운영자답변 답변사항"),
    ),
    "answered": (
        *_products("answered replied responded answer reply response", "at time date datetime timestamp on"),
        *_products("답변 답글 회신 답변등록 답변작성 답변완료", "일시 시각 시간 일 일자 날짜"),
    ),
    "answerer": (
        *_products("answer reply response", "author by name user"),
        *_words(
            "answeredby repliedby respondedby responder answerer 답변자 답변자명 답변자id 답변작성자 답변담당자 답변인"
        ),
    ),
    "author": (
        *_products(_WHO_EN, "name id"),
        *_words(
            "author sender writer name user username 작성자 작성자명 작성자id 발신자 발신자명 발신자id 보낸사람 보낸이 "
            "송신자 이름 닉네임"
        ),
        *_words(
            "reviewer reviewername respondent respondentname respondentid interviewee 리뷰어 응답자 응답자명 응답자id 인터뷰이"
        ),
    ),
    "agent": (
        *_products("agent admin manager staff assignee", "name id"),
        *_words("agent manager assignee 상담사 상담사명 상담원 상담원명 담당자 담당자명 상담직원 처리자 처리담당자"),
    ),
    "visibility": (*_words("visibility public ispublic 공개여부 공개 공개범위 공개구분"),),
    "internal": (
        *_words(
            "isinternal internal isprivate private isnote 내부 내부여부 내부메모 내부메모여부 비공개 비공개여부 "
            "메모여부"
        ),
    ),
    "channel": (
        *_words("channel channelname 채널 medium source via"),
        *_products("상담 문의 유입 접수 인입", "채널 경로"),
        *_words("매체"),
    ),
    "tags": (
        *_words("tags tag labels label 태그 상담태그 category 카테고리 분류 topic"),
        *_products("상담 문의 접수", "분류 유형 카테고리 종류"),
        *_words("유형 대분류"),
    ),
    "resolved": (
        *_words("resolved isresolved solved status state"),
        *_products("conversation ticket chat", "status state"),
        *_words(
            "처리상태 상태 진행상태 상담상태 문의상태 답변상태 처리여부 답변여부 완료여부 해결여부 처리결과 종료여부"
        ),
    ),
    "csat": (
        *_words(
            "csat csatscore rating ratingscore satisfaction satisfactionscore satisfactionrating score 만족도 "
            "만족도점수 상담만족도 고객만족도 평점 별점 만족도평가 stars star starrating overallrating 리뷰평점 리뷰별점 전반적만족도 "
            "종합만족도 서비스만족도"
        ),
    ),
    "customer": (
        *_products("customer member requester client visitor enduser", "id key no"),
        *_words("customer userid 고객 고객id 고객번호 고객아이디 회원id 회원번호 회원아이디 사용자id 유저id"),
    ),
    "name": (
        *_products("customer member requester client", "name"),
        *_words("고객명 고객이름 회원명 회원이름 성함 성명 문의자 문의자명 수취인"),
    ),
    "phone": (
        *_words(
            "phone mobile mobilenumber phonenumber customerphone 연락처 전화번호 전화 휴대폰 휴대폰번호 휴대전화 "
            "고객연락처"
        ),
    ),
    "email": (*_words("email mail customeremail requesteremail useremail 이메일 메일 고객이메일 이메일주소"),),
    "opened": (
        *_words("opened openedat startedat starttime 시작"),
        *_products("시작 접수 인입 상담시작 상담 채팅시작", "일시 시각 시간"),
    ),
    "closed": (
        *_words("closed closedat solvedat resolvedat endedat endtime 종료"),
        *_products("종료 완료 처리 상담종료", "일시 시각 시간"),
    ),
    "subject": (*_words("subject title 제목 문의제목"),),
}
"""Names of each key's column, the surer first."""

_ROLE_WORDS: Mapping[Role, str] = {
    "customer": "고객 고객님 사용자 유저 이용자 회원 비회원 구매자 손님 문의자 방문자 신청자 질문자 소비자 문의 고객문의 인입 "
    "수신 customer user enduser client visitor guest member buyer lead contact requester shopper consumer caller "
    "incoming inbound question",
    "agent": "상담원 상담사 상담직원 상담매니저 상담자 매니저 관리자 운영자 직원 담당자 판매자 점주 스토어 고객센터 "
    "고객지원 상담팀 어드민 답변자 답변 발신 상담 상담원답변 cs agent supportagent admin administrator manager "
    "staff operator support representative rep employee seller teammate consultant counselor outgoing outbound "
    "answer humanagent",
    "bot": "봇 챗봇 자동응답 자동답변 자동 자동메시지 자동발송 시스템 시스템메시지 상담봇 ai ai상담 ai상담원 알프 bot "
    "chatbot system auto automated automatic autoreply autoresponse autoresponder automation workflow "
    "virtualagent assistant aiagent",
    "note": "내부메모 메모 내부 노트 상담메모 내부노트 내부대화 내부메시지 상담원메모 note internal internalnote "
    "privatenote private memo internalcomment agentnote",
}
ROLES: Mapping[str, Role] = {word: role for role, words in _ROLE_WORDS.items() for word in words.split()}
"""What the role column says, by squeezed value without a number behind it."""

NOBODY = frozenset(ROLES) | frozenset(
    _words("이름없음 익명 미입력 없음 알수없음 탈퇴회원 unknown anonymous none null nan na test")
)
"""Names of nobody in particular."""

YES = frozenset(_words("y yes true t 1 o 예 네 ㅇ"))
NO = frozenset(_words("n no false f 0 x 아니오 아니요"))
DONE = frozenset(
    _words(
        "완료 종료 해결 해결됨 해결완료 처리완료 상담완료 상담종료 답변완료 종결 처리됨 closed solved resolved done "
        "complete completed finished ended"
    )
)
OPEN = frozenset(
    _words(
        "미완료 미해결 미처리 진행 진행중 처리중 상담중 대기 대기중 접수 보류 답변대기 미답변 답변전 재문의 open opened new pending "
        "hold onhold inprogress snoozed waiting unresolved unsolved reopened"
    )
)
SCORES: Mapping[str, float] = {
    "매우만족": 5, "만족": 4, "보통": 3, "불만족": 2, "불만": 2, "매우불만족": 1, "매우불만": 1,
    "verysatisfied": 5, "satisfied": 4, "neutral": 3, "dissatisfied": 2, "verydissatisfied": 1, "good": 5, "bad": 1,
}  # fmt: skip
