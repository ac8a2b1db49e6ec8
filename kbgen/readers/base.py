"""What the readers share: what they yield, and the settings they read with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args
from zoneinfo import ZoneInfo

from kbgen.config import IngestConfig
from kbgen.errors import KbgenError, Problem
from kbgen.models import FileRead, RawConversation, Role, Skipped
from kbgen.readers.text import squeezed


@dataclass(frozen=True, slots=True)
class Ahead:
    """So many more conversations will come, as far as is known by now; for showing how long it takes."""

    conversations: int


@dataclass(frozen=True, slots=True)
class Assumed:
    """Something that an export does not say and was guessed: the file, what was taken for true, the key that says it."""

    path: str
    what: str
    key: str


Read = RawConversation | FileRead | Skipped | Ahead | Assumed

CONFIGURABLE = ("conversation_id", "at", "role", "text", "author", "visibility", "channel", "tags", "csat", "resolved")
"""The keys that `ingest.columns` of `kbgen.toml` may name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`IngestConfig` made ready for look-ups: headers, role words, bots and channels are squeezed (see
    `text.squeezed`); `staff` is in lower case."""

    zone: ZoneInfo
    columns: Mapping[str, str]
    roles: Mapping[str, Role]
    bots: frozenset[str]
    staff: frozenset[str] = frozenset()
    staff_channels: frozenset[str] = frozenset()

    def is_bot(self, *accounts: str) -> bool:
        """Tell whether one of an account's names or ids is listed in `ingest.bots`."""
        return any(squeezed(account) in self.bots for account in accounts if account)

    def is_staff(self, *accounts: str) -> bool:
        """Tell whether one of an account's ids, names or mail addresses, or a mail's domain, is in `ingest.staff`."""
        known = [account.strip().casefold() for account in accounts if account]
        return any(
            account in self.staff or ("@" in account and f"@{account.rpartition('@')[2]}" in self.staff)
            for account in known
        )


def settings(config: IngestConfig, zone: ZoneInfo) -> Settings:
    """Check `ingest` of `kbgen.toml` and make it ready for reading.

    Raises:
        KbgenError: a header is mapped to an unknown key, or a value to an unknown role; all are told at once.
    """
    problems = [
        Problem("kbgen.toml: ingest.columns", f'unknown key "{key}"', f"known keys: {', '.join(CONFIGURABLE)}")
        for key in config.columns.values()
        if key not in CONFIGURABLE
    ]
    roles: dict[str, Role] = {}
    for value, name in config.roles.items():
        role = next((known for known in get_args(Role) if known == name), None)
        if role is None:
            fix = f"known roles: {', '.join(get_args(Role))}"
            problems.append(Problem("kbgen.toml: ingest.roles", f'unknown role "{name}"', fix))
        else:
            roles[squeezed(value)] = role
    if problems:
        raise KbgenError(*problems)
    return Settings(
        zone,
        {squeezed(header): key for header, key in config.columns.items()},
        roles,
        frozenset(map(squeezed, config.bots)),
        frozenset(account.strip().casefold() for account in config.staff),
        frozenset(map(squeezed, config.staff_channels)),
    )
