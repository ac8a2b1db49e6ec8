"""The picture of a benchmark: quality and CPU seconds over the number of texts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

_COLOURS = {
    "kbgen": "#1565c0",
    "rapidfuzz": "#e08e0b",
    "tfidf": "#6a9f1f",
    "community_detection": "#a0468c",
    "bertopic": "#c0392b",
}


def plot(figures: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw `figures` into an SVG or PNG file, a row of two panels for each seed set; same figures, same bytes.

    A cross marks the size at which a peer was stopped, at the CPU seconds it had used by then.
    """
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams.update({"svg.hashsalt": "kbgen", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    from matplotlib import pyplot as plt

    sets = list(dict.fromkeys(f["seed_set"] for f in figures))
    figure, panels = plt.subplots(len(sets), 2, figsize=(9, 3.4 * len(sets)), squeeze=False, layout="constrained")
    for name, (quality, cost) in zip(sets, panels, strict=True):
        for program, colour in _COLOURS.items():
            mine = sorted((f for f in figures if (f["seed_set"], f["program"]) == (name, program)), key=_size)
            _line(quality, [f for f in mine if f["state"] == "done"], "acc", program, colour)
            _line(cost, [f for f in mine if f["state"] in ("done", "stopped")], "cpu", program, colour)
            stopped = [f for f in mine if f["state"] == "stopped"]
            cost.plot([f["texts"] for f in stopped], [f["cpu"] for f in stopped], "x", color=colour, ms=9, mew=2)
        quality.set(title=f"{name}: quality", ylabel="ACC, % of texts", ylim=(0, 100), xscale="log")
        cost.set(title=f"{name}: cost (×: stopped)", ylabel="CPU seconds", xscale="log", yscale="log")
        sizes = sorted({_size(f) for f in figures if f["seed_set"] == name})
        for panel in (quality, cost):
            panel.set_xticks(sizes, [f"{size:,}" for size in sizes])
            panel.set_xticks([], minor=True)
            panel.set_xlabel("texts")
            panel.grid(alpha=0.3)
    panels[0][0].legend(frameon=False)
    keep_date_out = {"metadata": {"Date": None}} if path.suffix == ".svg" else {}
    figure.savefig(path, dpi=130, **keep_date_out)
    plt.close(figure)


def _size(figure: dict[str, Any]) -> int:
    return int(figure["texts"])


def _line(panel: Any, figures: Sequence[dict[str, Any]], key: str, program: str, colour: str) -> None:
    if figures:
        wide = 2.2 if program == "kbgen" else 1.3
        panel.plot(
            list(map(_size, figures)), [f[key] for f in figures], "o-", color=colour, lw=wide, ms=4, label=program
        )
