"""Channel Talk's Excel download: sheets with the records of the Open API, joined as its pages are.

`UserChat data`, `User data`, `Manager data`, `Bot data`, `UserChatTag data`, `Message data` and others, which Channel Talk
names and fills differently from time to time: sheets are told by the words of their names, columns by their headers.
Sources: https://docs.channel.io/help/en/articles/f89932f1-Chat-Data-Download
"""

from collections.abc import Iterator, Mapping, Sequence

from kbgen.models import Skipped
from kbgen.readers.base import Read, Settings
from kbgen.readers.channeltalk import MACHINES, Export, joined
from kbgen.readers.files import File
from kbgen.readers.headers import role_of
from kbgen.readers.rows import outcome, tags_of, written
from kbgen.readers.text import squeezed
from kbgen.readers.words import NO, YES
from kbgen.readers.workbook import BROKEN, Cells, Sheet, rows_of, sheets_of

_NO_MESSAGES = (
    "a download of Channel Talk without messages; download it again and choose to include them (대화 내역 데이터 포함)"
)
_ENDS = ("data", "데이터", "정보", "목록", "내역", "내용", "info", "list")
_SHEETS: Mapping[str, str] = {
    name: kind
    for kind, names in {
        "userChats": "userchat userchats 유저챗 상담 고객상담 채팅 유저채팅",
        "users": "user users 유저 고객 사용자 회원",
        "managers": "manager managers 매니저 상담사 상담원 팀멤버 operator teammember",
        "bots": "bot bots 봇 챗봇",
        "tags": "userchattag userchattags chattag tag 유저챗태그 상담태그 태그",
        "messages": "message messages 메시지 메세지 대화 유저챗메시지 userchatmessage 상담메시지",
        "others": "supportbot marketing team userchatmeet meet workflow campaign onetimemsg alf "
        "서포트봇 마케팅 팀 미트 유저챗미트 워크플로우 캠페인",
    }.items()
    for name in names.split()
}
_HEADERS: Mapping[str, Mapping[str, str]] = {
    "userChats": {
        "id": "id userChatId chatId 유저챗id 상담id 채팅id 상담번호",
        "userId": "userId user 고객id 유저id 사용자id",
        "name": "name userName 이름 고객명 고객이름 상담명",
        "state": "state status 상태 상담상태",
        "contactMediumType": "contactMediumType mediumType medium channelType 상담매체 매체 연동매체 유입매체 채널",
        "tags": "tags tag userChatTags 태그 상담태그",
        "firstOpenedAt": "firstOpenedAt 최초오픈시각 최초상담시작 최초오픈일시",
        "openedAt": "openedAt 오픈시각 상담시작 상담시작일시 오픈일시",
        "createdAt": "createdAt 생성일시 생성일 생성시각 생성시간",
        "closedAt": "closedAt 종료일시 종료시각 종료시간 상담종료 상담종료일시",
    },
    "users": {
        "id": "id userId 고객id 유저id 사용자id",
        "memberId": "memberId 회원id 멤버id 회원번호",
        "name": "name userName 이름 고객명 고객이름",
        "email": "email 이메일",
        "mobileNumber": "mobileNumber phoneNumber phone 휴대폰번호 휴대폰 전화번호 연락처",
        "landlineNumber": "landlineNumber 유선번호 유선전화",
    },
    "managers": {"id": "id managerId 매니저id 상담사id", "name": "name managerName 이름 매니저명 매니저이름"},
    "bots": {"id": "id botId 봇id", "name": "name botName 이름 봇이름"},
    "tags": {
        "chat": "userChatId chatId 유저챗id 상담id 채팅id 상담번호",
        "name": "name tag tagName userChatTag userChatTagName 태그 태그명 태그이름 상담태그",
    },
    "messages": {
        "chatId": "chatId userChatId 유저챗id 상담id 채팅id 대화id 상담번호",
        "chatKey": "chatKey mainKey",
        "id": "id messageId 메시지id 메세지id 메시지번호",
        "personType": "personType senderType authorType 작성자유형 작성자타입 작성자구분 발신자유형 보낸사람유형 구분 유형",
        "personId": "personId senderId authorId 작성자id 발신자id 보낸사람id",
        "plainText": "plainText message messageText text content body 메시지 메세지 메시지내용 내용 본문 텍스트 대화내용",
        "createdAt": "createdAt sentAt date time timestamp 작성일시 작성시각 생성일시 생성시각 전송일시 발송일시 시각 시간 일시",
        "options": "options option 옵션",
        "private": "private isPrivate 내부대화 내부대화여부 내부메시지 내부여부 비공개",
        "removed": "removed isRemoved deleted 삭제 삭제여부",
        "state": "state status 상태",
        "files": "files file attachments 파일 첨부 첨부파일",
        "log": "log logAction action 로그",
        **{name: f"{name} {name}Id" for name in MACHINES},
    },
}
_PERSONS = {"customer": "user", "agent": "manager", "bot": "bot", "note": "manager"}
_ENOUGH = 3


def is_download(titles: Sequence[str]) -> bool:
    """Tell whether the sheets of a workbook are those of Channel Talk's download: chats, and other records by name."""
    named = [title for title in titles if squeezed(title).endswith(_ENDS[:2])]
    kinds = [kind for title in named if (kind := _kind(title))]
    return "userChats" in kinds and len(kinds) >= _ENOUGH


def read(files: Sequence[File], settings: Settings, damaged: str) -> Iterator[Read]:
    """Read downloads together: chats of one may be of users of another. `damaged` is what to say of a broken one."""
    export = Export(settings)
    done: dict[str, str] = {}
    for file in files:
        path = str(file)
        try:
            with file.open() as stream:
                sheets = {kind: sheet for sheet in sheets_of(stream) if (kind := _kind(str(sheet.title)))}
                if "messages" not in sheets:
                    yield Skipped(path, "file", _NO_MESSAGES)
                    continue
                for kind, sheet in sheets.items():
                    if problem := _take(kind, sheet, path, export):
                        yield Skipped(path, f'sheet "{sheet.title}"', problem)
                done[path] = "utf-8"
        except BROKEN:
            yield Skipped(path, "file", damaged)
        except OSError as error:
            yield Skipped(path, "file", f"cannot be read ({error.strerror or error})")
    yield from joined(export, done)


def _kind(title: str) -> str | None:
    """Return what records a sheet holds, by the words of its name."""
    name = squeezed(title)
    for end in _ENDS:
        if name.endswith(end) and name != end:
            name = name.removesuffix(end)
            break
    return _SHEETS.get(name)


def _take(kind: str, sheet: Sheet, path: str, export: Export) -> str | None:
    """Take the records of a sheet, or say what it lacks."""
    headers = _HEADERS.get(kind)
    if headers is None:
        return None
    rows = rows_of(sheet)
    found, titles = _header(rows, headers)
    needed = {"messages": "plainText", "tags": "name"}.get(kind, "id")
    chat = next((key for key in ("chatId", "chatKey", "chat", "id") if key in found), None)
    if needed not in found or chat is None:
        return f"no column for {needed if chat else 'chatId'}"
    names = {**dict(enumerate(titles)), **{index: key for key, index in found.items()}}
    for row in rows:
        item = _item(names, row)
        if kind == "tags":
            if (key := written(item.get("chat"))) and (tag := written(item.get("name"))):
                export.tags.setdefault(key, {}).update(dict.fromkeys(tags_of(tag)))
        elif kind == "messages":
            export.add(kind, _message(item), path)
        elif item:
            export.add(kind, item, path)
    return None


def _item(names: Mapping[int, str], row: Cells) -> dict[str, object]:
    """Return a row as a record; columns like `profile.email` are an object of their own."""
    item: dict[str, object] = {}
    profile: dict[str, object] = {}
    for index, cell in enumerate(row):
        name = names.get(index, "")
        if cell in (None, "") or not name:
            continue
        if name.startswith("profile."):
            profile[name.removeprefix("profile.")] = cell
        else:
            item.setdefault(name, cell)
    return {**item, "profile": profile} if profile else item


def _header(rows: Iterator[Cells], headers: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
    """Return the index of each key's column, and all headers, of the first row that has two known ones."""
    wanted = {squeezed(name): (rank, key) for key, names in headers.items() for rank, name in enumerate(names.split())}
    for _, row in zip(range(10), rows, strict=False):
        best: dict[str, tuple[int, int]] = {}
        for index, cell in enumerate(row):
            if known := wanted.get(squeezed(written(cell))):
                rank, key = known
                best[key] = min(best.get(key, (rank, index)), (rank, index))
        if len(best) >= 2:
            return {key: index for key, (_, index) in best.items()}, [written(cell) for cell in row]
    return {}, []


def _message(item: dict[str, object]) -> dict[str, object]:
    """Return a row as a message of the API."""
    options = [option.strip(" \"'[]") for option in tags_of(item.get("options"))]
    private = squeezed(written(item.get("private")))
    if private in YES or private == "private":
        options.append("private")
    person = written(item.get("personType"))
    role = role_of(person, {})
    made = {key: value for key, value in item.items() if key not in (*MACHINES, "log") or _says(value)}
    made["options"] = options
    made["personType"] = person if person.casefold() in _PERSONS.values() else _PERSONS.get(role or "", person)
    if role == "note":
        options.append("private")
    if "chatId" not in made and "chatKey" not in made:
        made["chatId"] = made.pop("id", None)
    made["files"] = [{}] if written(item.get("files")).strip("[] ") not in ("", "0") else []
    if written(item.get("state")).casefold() in ("removed", "deleted", "삭제", "삭제됨") or outcome(
        item.get("removed")
    ):
        made["state"] = "removed"
    return made


def _says(value: object) -> bool:
    """Tell whether a cell that stands for an object of the API holds one."""
    return squeezed(written(value)) not in NO | {"", "null", "none"}
