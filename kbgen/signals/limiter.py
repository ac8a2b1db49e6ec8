"""How many signals one address may send: a token bucket an address, in bounded memory."""

from collections import OrderedDict
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    tokens: float
    seen: float


class Limiter:
    """Allows `per_minute` requests a minute and sender, and as many at once after a minute of rest.

    At most `senders` of them are remembered; the one that was quiet longest is forgotten first.
    """

    def __init__(self, per_minute: int, senders: int = 10_000) -> None:
        self._full = float(per_minute)
        self._senders = senders
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def allows(self, sender: str, seconds: float) -> bool:
        """Take one token of `sender` at the time `seconds`; return whether there was one."""
        bucket = self._buckets.setdefault(sender, _Bucket(self._full, seconds))
        self._buckets.move_to_end(sender)
        if len(self._buckets) > self._senders:
            self._buckets.popitem(last=False)
        # A clock that was set back gives nothing and takes nothing.
        bucket.tokens = min(self._full, bucket.tokens + max(0.0, seconds - bucket.seen) * self._full / 60)
        bucket.seen = seconds
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True
