"""Counters, in the text format of Prometheus (version 0.0.4). They count; they name nobody."""

from collections import Counter
from collections.abc import Mapping

_HELP = {
    "kbgen_signals_total": "Signals that were stored, by event.",
    "kbgen_refused_total": "Signals that were refused, by reason.",
    "kbgen_requests_total": "HTTP requests, by route and status.",
}


class Metrics:
    """Counts what the server did since it was started. Not for use from several threads."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[tuple[tuple[str, str], ...]]] = {name: Counter() for name in _HELP}

    def signal(self, event: str) -> None:
        """Count a signal that was stored."""
        self._counts["kbgen_signals_total"][(("event", event),)] += 1

    def refused(self, reason: str) -> None:
        """Count a signal that was refused."""
        self._counts["kbgen_refused_total"][(("reason", reason),)] += 1

    def request(self, route: str, status: int) -> None:
        """Count a request that was answered."""
        self._counts["kbgen_requests_total"][(("route", route), ("status", str(status)))] += 1

    def render(self, gauges: Mapping[str, tuple[str, float]]) -> str:
        """Return all counters, and `gauges` (name → help and value) that are measured at this moment."""
        lines = []
        for name, counts in self._counts.items():
            lines += [f"# HELP {name} {_HELP[name]}", f"# TYPE {name} counter"]
            for labels, count in sorted(counts.items()):
                said = ",".join(f'{key}="{value}"' for key, value in labels)
                lines.append(f"{name}{{{said}}} {count}")
        for name, (about, value) in gauges.items():
            lines += [f"# HELP {name} {about}", f"# TYPE {name} gauge", f"{name} {value:g}"]
        return "\n".join(lines) + "\n"
