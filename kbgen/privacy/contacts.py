"""Mails, login and messenger ids, handles, passwords, tokens and network addresses."""

import ipaddress
import re
from collections.abc import Iterator

from kbgen.privacy.english_words import NOT_HANDLES
from kbgen.privacy.spans import Span

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+'\-]{0,63} {0,2}@ {0,2}"
    r"(?:[A-Za-z0-9\-]{1,63}|[가-힣]{2,6})(?:(?:\.| ?\. ?(?=(?:com|net|org|co|kr|io|ac|go|me|dev|example)(?![A-Za-z])))[A-Za-z0-9\-]{2,63}"
    r"| ?\. ?(?:컴|넷|닷컴|한국)){1,4}"
)
_AT = r"(?:@|골뱅이|골벵이|앳|엣|[\[({<]\s?(?:at|앳|골뱅이|@|a)\s?[\])}>]|(?<=\s)at(?=\s))"
_DOT = r"(?:\.|닷|쩜|점|도트|[\[({<]\s?(?:dot|닷|점|\.)\s?[\])}>]|(?<=\s)dot(?=\s))"
_HOST = r"(?:[A-Za-z0-9\-]{2,40}|네이버|지메일|구글|다음|한메일|네이트|카카오|핫메일|아웃룩|야후|네이트온|[가-힣]{2,5})"
_TLD = r"(?:com|net|org|kr|io|co|example|me|app|dev|컴|넷|오알지|씨오|케이알|코리아)"
_OBFUSCATED = re.compile(
    rf"(?<![A-Za-z0-9._+\-])[A-Za-z0-9][A-Za-z0-9_+\-]{{0,40}}(?:\s?{_DOT}\s?[A-Za-z0-9_+\-]{{1,40}}){{0,3}}\s{{0,2}}{_AT}\s{{0,2}}"
    rf"{_HOST}(?:\s{{0,2}}{_DOT}\s{{0,2}}{_TLD}){{1,3}}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_DIGIT, _LATIN = re.compile(r"\d"), re.compile(r"[A-Za-z]")
_MAIL_HINT = re.compile(r"@|골뱅이|골벵이|앳|엣|\bat\b|[\[({]at", re.IGNORECASE)
_ROLE_MAILBOX = re.compile(
    r"(?:help|helpdesk|support|cs|contact|customer[._\-]?(?:service|support|care)?|service|no[._\-]?reply|donotreply|"
    r"mailer-daemon|postmaster|partners?|partnership|press|recruit|jobs|hr|privacy|billing|sales|marketing)[0-9]?\s?(?:@|골뱅이)",
    re.IGNORECASE,
)
_WORD_BEFORE_AT = re.compile(r"[A-Za-z]{1,4} +@")
_HOST_END = re.compile(r"\.(?:com|net|org|kr|io|example|app|dev|shop|store|site|test)$")
_HANDLE = r"[A-Za-z0-9][A-Za-z0-9._\-]{2,29}[A-Za-z0-9_]"
_TOPIC = r"(?:\s?(?:아이디|ID|id|Id|계정|닉네임|핸들))?(?:\s?(?:은|는|이|가|도|을|를|으로|로|:|：|=|\())?\s{0,2}"
_MESSENGER = re.compile(
    r"(?:오픈\s?(?:채팅|톡|카톡)(?:방)?|카카오\s?톡|카톡|카카오(?=\s?(?:아이디|ID|id))|라인|위챗|텔레그램|텔레|왓츠앱|(?i:kakao\s?talk|"
    rf"kakao\s?id|\bline\s?id|wechat|telegram|whatsapp)){_TOPIC}(?i:is\s)?(?P<v>@?{_HANDLE})(?![A-Za-z0-9@])"
)
_SOCIAL = re.compile(
    r"(?:인스타그램|인스타|트위터|페이스북|페북|틱톡|스레드|유튜브|디스코드|(?i:\binsta(?:gram)?|twitter|"
    rf"facebook|tiktok|threads|discord|youtube|\big)){_TOPIC}(?i:is\s|handle\s)?(?P<v>@[A-Za-z0-9._\-]{{2,30}}|"
    rf"{_HANDLE}(?:#\d{{4}})?)(?![A-Za-z0-9@])"
)
_BARE_HANDLE = re.compile(
    r"(?<![A-Za-z0-9._%+\-가-힣/])@(?P<v>(?=[0-9._]{0,8}[A-Za-z])(?=[A-Za-z0-9._]*[0-9_.][A-Za-z0-9_])[A-Za-z0-9_]"
    r"[A-Za-z0-9._]{1,28}[A-Za-z0-9_])"
    r"(?![A-Za-z0-9@])"
)
_LOGIN = re.compile(
    r"(?:(?:아이디|회원\s?ID|유저명|닉네임|로그인\s?계정|계정(?=\s?(?:은|는|:|명)?\s?[A-Za-z]*\d?)|"
    r"(?<![A-Za-z])(?i:user(?:\s?id|\s?name)?|login(?:\s?id)?|username|handle|screen name|gamertag|nickname)|"
    r"(?<![A-Za-z])(?:ID|Id|id(?=\s?[:=]|\s(?=\S*\d))))(?:\s?(?:은|는|이|가|도|을|를|:|"
    rf"：|=|\(|(?i:is|was|,?\s(?:i think |maybe |probably )?(?:it's|it is))))?\s{{0,2}}[\"'“‘]?)(?P<v>{_HANDLE})(?![A-Za-z0-9@.])"
)
_SERVICE_USER = re.compile(
    r"(?i:\b(?:service|system|technical|bot|database|db|robot) (?:user|account|principal|login)|\busername|\buser name|\blogin|"
    r"\b(?:password|login|account|access|logg?(?:ed|ing)? in|sign(?:ed|ing)? in) (?:for|as|of))"
    r"(?i:\s(?:is|called|named)|:)?\s{1,2}[\"'`]?(?P<v>(?:(?:svc|srv|sa|bot|app|usr|sys|api|ci|db|adm|admin)[\-_.][a-z0-9]+|"
    r"(?=[a-z\-_.]*\d)[a-z][a-z0-9]*[\-_][a-z0-9]+|[a-z][a-z0-9]*(?:[\-_][a-z0-9]+){2})(?:[\-_.][a-z0-9]+){0,3})(?![A-Za-z0-9@])"
)
_SENT_WHERE = re.compile(
    r"(?:카톡|카카오\s?톡|(?<![가-힣])톡|라인|텔레그램|인스타|디엠|(?i:kakao|telegram|wechat|insta|\bdm\b))[^\n.?!~]{0,30}[?!.~]\s{0,3}"
    r"(?P<v>(?=[a-z0-9.]{0,24}_)[a-z][a-z0-9._]{3,29})(?=\s{0,3}(?:$|[\n.,!~]|이요|이에요|예요|입니다|요))"
)
_LOGIN_AFTER = re.compile(
    r"(?<![A-Za-z0-9._@\-])(?P<v>(?=[a-z._\-]*\d|[a-z0-9.\-]*_)[a-z][a-z0-9._\-]{3,29})(?=\s?(?:이|가|라)"
    r"?(?:라는|는)?\s?(?:아이디|계정|유저|회원))"
)

_SECRET = re.compile(
    r"(?P<cue>(?:현관|출입|도어락|공동|대문|경비)[^\n.!?]{0,12}?)?(?:비밀\s?번호|비번|패스워드|암호|"
    r"(?i:\b(?:password|passcode|passwd|pw|pin|door code|gate code)\b)|출입\s?(?:번호|코드)|현관\s?번호|"
    r"공동\s?현관)"
    r"(?:\s?(?:은|는|이|가|도|을|를|:|：|=)|\s(?i:is))?\s{0,2}(?P<v>(?:종|호출|벨|열쇠|세대호출)"
    r"?\s?[#*]?(?=[A-Za-z!@#$%^&*_\-+=?]{0,30}\d)[A-Za-z0-9!@#$%^&*_\-+=?]{4,30}\s?(?:열쇠|종|호출|벨)?)"
    r"(?!\s?(?:[~,]\d|[~\-]?자리?|글자|회|"
    r"번\b|개|분|초|원|일|characters|chars|digits|times|minutes|letters))"
)
_KEYPAD = re.compile(
    r"(?<![0-9A-Za-z#*])(?:(?:종|벨|호출)\s?\d{1,4}[*#]\d{3,8}[*#]?|#\d{3,8}[*#]|\*\d{4,8}[*#]|"
    r"\d{3,4}[*#]\d{4}[*#]?(?=\s?(?:누르|입력|예요|이에요|입니다|으로|이요)))(?![0-9A-Za-z])"
)
_ONE_TIME = re.compile(
    r"(?:인증\s?(?:번호|코드)|문자로\s?온\s?번호|(?i:\bmy code)|(?i:\b(?:otp|verification code|security code|"
    r"one[- ]time (?:code|password)))|"
    r"(?i:cvc|cvv))(?:\s?(?:은|는|이|가|:|：)|\s(?i:is|was))?\s{0,2}(?P<v>\d{3,8})(?!\s?(?:자리|분|회|초|개|원|\d|"
    r"digits|minutes))"
)
_KEYS = re.compile(
    r"(?<![A-Za-z0-9_\-])eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]+)?|\b(?:sk|pk|rk)[-_](?:live|test|proj)"
    r"?[-_]?[A-Za-z0-9_\-]{16,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{20,}|\b[a-z]{2,8}_(?=[A-Za-z]*\d)"
    r"(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{16,}|(?i:\b(?:secret|api key|access token|token)|시크릿|토큰|키)(?:은|는|"
    r"가)?(?i:\s?[:=]|\sis)?\s(?=[A-Za-z_\-]*\d)[A-Za-z0-9_\-]{16,}|\bxox[abprs]-[A-Za-z0-9\-]{10,}|"
    r"(?i:bearer\s)[A-Za-z0-9._\-]{20,}|(?<![0-9A-Za-z])(?=[0-9]*[a-f])(?=[a-f]*[0-9])"
    r"[0-9a-f]{32,128}(?![0-9A-Za-z])"
)
_URL_SECRET = re.compile(
    r"[?&](?:token|access_token|auth|authkey|sig|signature|session(?:id)?|sid|password|pw|passwd|secret|"
    r"api_?key|key|otp)=(?P<v>[^&\s\"'<>#]{4,200})",
    re.IGNORECASE,
)
_IP4 = re.compile(r"(?<![0-9A-Za-z.])(?:\d{1,3}\.){3}\d{1,3}(?![0-9A-Za-z]|\.\d)")
_IP6 = re.compile(
    r"(?<![0-9A-Za-z:])(?=[0-9a-fA-F:]*::|(?:[0-9a-fA-F]{1,4}:){7})[0-9a-fA-F]{1,4}(?::{1,2}[0-9a-fA-F]{1,4})"
    r"{2,7}(?![0-9A-Za-z:])"
)
_VERSION = re.compile(
    r"(?:버전|버젼|version|ver\.?|\bv|빌드|build|펌웨어|firmware|update[ds]?(?: to)?|updating(?: to)?|"
    r"upgrad\w{1,5} to|업데이트|릴리[스즈]|release|드라이버|driver)"
    r"[은는이가:]?\s?$",
    re.IGNORECASE,
)
_IP_CUE = re.compile(
    r"(?:\bip|아이피|접속|주소|address|서버|server|host|로그인|login|dns|ping)[^\n]{0,12}$", re.IGNORECASE
)
_PERSONS_IP = re.compile(
    r"(?:고객|사용자|제|내|우리|저희\s?집|client|customer|my|user)(?:의|님|'s)?\s?(?:pc|컴퓨터|폰|집)?\s?(?:ip|아이피)",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(r"(?:공식|저희|우리|당사|자사|official|our)\s?[가-힣A-Za-z]{0,8}\s?$", re.IGNORECASE)


_SPOKEN = re.compile(
    r"\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)(?:[\s,\-]{1,3}(?:zero|oh|o|one|"
    r"two|three|four|five|six|seven|"
    r"eight|nine|double|triple)\b){6,16}",
    re.IGNORECASE,
)


def find_contacts(text: str) -> Iterator[Span]:
    """Yield the spans of one folded text."""
    digits = _DIGIT.search(text) is not None
    if not digits and not _LATIN.search(text):
        return
    if _MAIL_HINT.search(text):
        yield from _mails(text)
        for match in _BARE_HANDLE.finditer(text):
            if not _official(text, match.start()) and not _HOST_END.search(match["v"]):
                yield Span(match.start(), match.end(), "sns_id", "@handle")
    if _LATIN.search(text):
        for match in _SPOKEN.finditer(text):
            before = text[max(0, match.start() - 40) : match.start()].casefold()
            kind = "card" if "card" in before else "account" if "account" in before else "phone"
            yield Span(match.start(), match.end(), kind, "spoken digits")
        yield from _ids(text)
    if digits:
        yield from _secrets(text)
    yield from _addresses_of_machines(text)


def _mails(text: str) -> Iterator[Span]:
    for why, pattern in (("mail", _EMAIL), ("spelt mail", _OBFUSCATED)):
        for match in pattern.finditer(text):
            if not _ROLE_MAILBOX.match(match.group()) and not _WORD_BEFORE_AT.match(match.group()):
                yield Span(match.start(), match.end(), "email", why)


def _official(text: str, start: int) -> bool:
    return bool(_OFFICIAL.search(text[max(0, start - 20) : start]))


def _ids(text: str) -> Iterator[Span]:
    for kind, pattern in (
        ("kakao_id", _MESSENGER),
        ("sns_id", _SOCIAL),
        ("user_id", _LOGIN),
        ("user_id", _LOGIN_AFTER),
        ("user_id", _SERVICE_USER),
        ("kakao_id", _SENT_WHERE),
    ):
        for match in pattern.finditer(text):
            value = match["v"]
            words = value.lstrip("@").lower()
            telling = pattern is _SERVICE_USER or any(c.isdigit() or c in "_.@" for c in value)
            if words in NOT_HANDLES or not any(c.isalpha() for c in value) or _official(text, match.start()):
                continue
            hangul_cue = "가" <= match.group()[0] <= "힣"
            if telling or (hangul_cue and value.islower()):
                yield Span(match.start("v"), match.end("v"), kind, f"{kind} after a cue")


def _secrets(text: str) -> Iterator[Span]:
    for match in _SECRET.finditer(text):
        door = match["cue"] or "현관" in match.group() or "출입" in match.group() or any(c in "#*" for c in match["v"])
        yield Span(match.start("v"), match.end("v"), "door_code" if door else "token", "password after a cue")
    for match in _KEYPAD.finditer(text):
        yield Span(match.start(), match.end(), "door_code", "keypad code")
    for match in _ONE_TIME.finditer(text):
        card = match.group()[0] in "cC"
        yield Span(match.start("v"), match.end("v"), "card" if card else "token", "code after a cue")
    for match in _KEYS.finditer(text):
        yield Span(match.start(), match.end(), "token", "access key")
    for match in _URL_SECRET.finditer(text):
        yield Span(match.start("v"), match.end("v"), "token", "secret in a link")


def _addresses_of_machines(text: str) -> Iterator[Span]:
    if text.count(".") >= 3:
        for match in _IP4.finditer(text):
            if _is_ip(text, match):
                yield Span(match.start(), match.end(), "ip", "IPv4")
    if text.count(":") >= 2:
        for match in _IP6.finditer(text):
            if _public(match.group()):
                yield Span(match.start(), match.end(), "ip", "IPv6")


def _is_ip(text: str, match: re.Match[str]) -> bool:
    """An address out there, or a private one that is said to be a person's; four small numbers may be a version."""
    before = text[max(0, match.start() - 24) : match.start()]
    if _VERSION.search(before):
        return False
    small = all(int(part) <= 20 for part in match.group().split("."))
    if small and not _IP_CUE.search(before):
        return False
    around = text[max(0, match.start() - 24) : match.end() + 24]
    return _public(match.group()) or (not match.group().startswith("127.") and bool(_PERSONS_IP.search(around)))


def _public(address: str) -> bool:
    """Say whether it names a machine out there; private and loopback addresses are the same for everybody."""
    try:
        return not (found := ipaddress.ip_address(address)).is_loopback and not (
            (found.version == 4 and found in _LAN_10) or found in _LAN_172 or found in _LAN_192 or found.is_unspecified
        )
    except ValueError:
        return False


_LAN_10 = ipaddress.ip_network("10.0.0.0/8")
_LAN_172 = ipaddress.ip_network("172.16.0.0/12")
_LAN_192 = ipaddress.ip_network("192.168.0.0/16")
