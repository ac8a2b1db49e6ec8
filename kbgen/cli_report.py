"""What `kbgen report` prints of its document."""

from typing import Any

from kbgen.cli_support import many, span, trend

_FIRST = 10


def demand(shown: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Return the rows of the most asked topics: asked, trend, state, title."""
    return [(str(d["count"]), trend(d["trend"]), d["state"], d["title"]) for d in shown["demand"][:_FIRST]]


def sections(shown: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Return the report's sections that have anything in them, each a heading and its lines."""
    spiked = [row for _, row in sorted(map(_spiked, shown["demand"]), reverse=True) if row]
    missed = [f"{g['count']} x {g['query']}" for g in shown["gaps"] if not g["answered_by"]]
    unhelpful = [f"{u['page']}: {u['down']} of {u['up'] + u['down']} votes" for u in shown["unhelpful"]]
    broken = [f"{f['conversations']} x {f['title']}" for f in shown["fix_the_product"]]
    removed = [f"{r['page']}: {r['effect']:.0%} ({r['low']:.0%}…{r['high']:.0%})" for r in shown["removed"]]
    found = [
        ("Spikes", spiked[:_FIRST]),
        ("Searched for and not found", missed[:_FIRST]),
        ("Not helpful", unhelpful[:_FIRST]),
        ("Agents disagree", [_sides(c) for c in shown["conflicts"] if c["kind"] == "conflict"]),
        ("Changed over time", [_sides(c) for c in shown["conflicts"] if c["kind"] == "change"]),
        (f"Single cases, costly and unsolved ({shown['cases_total']})", [_case(c) for c in shown["cases"][:_FIRST]]),
        ("Fix the product", broken[:_FIRST]),
        ("Inquiries removed", removed),
        ("Foreseen by notices that are over", [row for p in shown.get("predictions", ()) for row in _foreseen(p)]),
        ("Published text is out of date", [_outdated(s) for s in shown["stale"]]),
    ]
    return [(heading, lines) for heading, lines in found if lines]


def _outdated(stale: dict[str, Any]) -> str:
    """Return a page that is out of date, with what agents say and whether the page says it."""
    sides = ", ".join(
        f"{c['value']} ({len(c['conversations'])}{', on the page' if c['on_page'] else ''})" for c in stale["claims"]
    )
    return f"{stale['page']}  {stale['why']}" + (f": {sides}" if sides else "")


def _sides(conflict: dict[str, Any]) -> str:
    return f"{conflict['title']}: " + " / ".join(f"{c['value']} ({c['count']})" for c in conflict["claims"])


def _spiked(demand: dict[str, Any]) -> tuple[str, str]:
    """Return the last week in which a topic spiked, and the line that tells it."""
    found = demand["spikes"]
    told = "; ".join(f"{s['week'][5:]}: {s['count']}, usually {s['usual']:g}" for s in found[-3:])
    return (found[-1]["week"], f"{demand['title']}: {told}") if found else ("", "")


def _case(case: dict[str, Any]) -> str:
    facts = [many(case["turns"], "message")]
    if case["wait"] is not None:
        facts.append(f"waited {span(case['wait'])}")
    if case["csat"] is not None:
        facts.append(f"rated {case['csat']:g}")
    facts += [reason.replace("_", " ") for reason in case["reasons"] if reason in ("unresolved", "unanswered")]
    words = " ".join(case["question"].split())
    return f"{case['conversation']}  {words[:59] + '…' if len(words) > 60 else words}: {', '.join(facts)}"


def _foreseen(prediction: dict[str, Any]) -> list[str]:
    """Return how well a notice foresaw what was asked, and what it did not foresee, most asked first."""
    hit = sum(q["count"] for q in prediction["asked_predicted"])
    missed = prediction["asked_not_predicted"]
    total = hit + sum(q["count"] for q in missed)
    told = f"{hit} of {total} inquiries foreseen" if total else "nobody asked"
    return [f"{prediction['title']}: {told}", *(f"  not foreseen: {q['count']} x {q['question']}" for q in missed[:5])]
