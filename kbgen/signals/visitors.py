"""Who voted, without knowing who: a pseudonym under a key that lives for one day.

The key is kept beside the database, never in it, and is overwritten when its day is over; from then on nobody, we
included, can tell which address stood behind a pseudonym. The way is Plausible's.
"""

import functools
import hashlib
import ipaddress
import os
import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kbgen.errors import fail

_KEY_BYTES = 32


@functools.lru_cache(1024)
def network(address: str) -> str:
    """Return the part of an IP address that stays with one household: all of IPv4, the first 64 bits of IPv6.

    Whoever holds an IPv6 network has 2^64 addresses to vote from. What is no IP address is returned as it is.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((int(ip) >> 64 << 64, 64)))
    return str(ip)


class Visitors:
    """Makes pseudonyms of visitors. The key is in `path` (mode 0600) with its day, so that a restart keeps it.

    Raises:
        KbgenError: the key cannot be read or written.
    """

    def __init__(self, path: Path, site: str, random: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._path = path
        self._site = site
        self._random = random
        self._day: date | None = None
        self._key = b""

    def of(self, address: str, agent: str, today: date) -> str:
        """Return the pseudonym (16 hexadecimal digits) that an address and a user agent have today."""
        self.renew(today)
        mac = hashlib.blake2b(key=self._key, digest_size=8)
        for part in (self._site, network(address), agent):
            raw = part.encode(errors="replace")
            # The lengths keep ("ab", "c") and ("a", "bc") apart.
            mac.update(len(raw).to_bytes(8, "big") + raw)
        return mac.hexdigest()

    def renew(self, today: date) -> bool:
        """Put a new key in the place of one of another day; return whether today's key was not in use before."""
        if self._day == today:
            return False
        kept = self._read()
        if kept is not None and kept[0] == today:
            self._key = kept[1]
        else:
            self._key = self._random(_KEY_BYTES)
            self._write(today)
        self._day = today
        return True

    def _read(self) -> tuple[date, bytes] | None:
        try:
            day, key = self._path.read_text(encoding="ascii").split()
            kept = date.fromisoformat(day), bytes.fromhex(key)
        except (FileNotFoundError, ValueError):
            return None
        except OSError as error:
            raise fail(self._path, f"cannot be read ({error.strerror})") from error
        return kept if len(kept[1]) == _KEY_BYTES else None

    def _write(self, today: date) -> None:
        new = self._path.with_name(f"{self._path.name}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(f"{today.isoformat()} {self._key.hex()}\n")
            new.replace(self._path)
        except OSError as error:
            raise fail(
                self._path, f"cannot be written ({error.strerror})", "check free space and permissions"
            ) from error
