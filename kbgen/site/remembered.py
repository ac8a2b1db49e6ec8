"""What a build does page by page, done once in builds that follow one another."""

from collections.abc import Callable, Collection
from datetime import tzinfo
from pathlib import Path

from kbgen.language.terms import Analysis, Reading, joined
from kbgen.site.cache import reader
from kbgen.site.entries import Entry
from kbgen.site.generations import Generations
from kbgen.site.policy import Loaded, loaded, loaded_by
from kbgen.site.told import Source, Told
from kbgen.site.work import Work


class Remembered(Work):
    """Does as `Work`, and takes what it made before where the source is the same; files that stay are not written.

    What it remembers of files is what stands in the site: a build that fails changes nothing of it.
    """

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._entries: dict[str, tuple[tuple[object, ...], Entry]] = {}
        self._told: dict[str, tuple[Source, Told]] = {}
        self._readings: dict[str, Reading] = {}
        self._written: dict[str, str] = {}
        self._loaded: dict[str, Loaded] = {}
        self.begin()

    def begin(self) -> None:
        """Begin a build."""
        self._used: dict[str, Reading] = {}
        self._texts: dict[str, str] = {}
        self._pages: dict[str, Loaded] = {}

    def keep(self) -> None:
        """Say that the build succeeded."""
        self._readings, self._written, self._loaded = self._used, self._texts, self._pages

    def read(self, path: str, url: str, text: str, zone: tzinfo, where: str) -> Entry:
        """Read an entry once for each text."""
        key = (url, text, zone, where)
        known = self._entries.get(path)
        if known is None or known[0] != key:
            known = self._entries[path] = (key, super().read(path, url, text, zone, where))
        return known[1]

    def tell(self, source: Source) -> Told:
        """Make what machines are told of a page once for each source."""
        known = self._told.get(source.entry.path)
        if known is None or known[0] != source:
            known = self._told[source.entry.path] = (source, super().tell(source))
        return known[1]

    def analyser(self, folder: Path) -> Callable[[list[str]], Analysis]:
        """Read the morphemes of a text once."""
        read = reader(folder)

        def analyse(texts: list[str]) -> Analysis:
            missing = [text for text in dict.fromkeys(texts) if text not in self._readings and text not in self._used]
            found = dict(zip(missing, read(missing), strict=True)) if missing else {}
            for text in texts:
                if text not in self._used:
                    self._used[text] = found[text] if text in found else self._readings[text]
            return joined([self._used[text] for text in texts])

        return analyse

    def write(self, folder: Path, path: str, text: str) -> None:
        """Write a file when the site's has another text."""
        self._texts[path] = text
        if self._written.get(path) != text or not self._generations.stays(path):
            super().write(folder, path, text)

    def loaded(self, folder: Path, bare: Collection[str]) -> Loaded:
        """Read the pages that were made anew, and remember what the others load."""
        self._pages = dict(loaded(folder, bare))
        for path in self._generations.kept:
            if path.endswith(".html") and path not in bare and path not in self._pages:
                known = self._loaded.get(path)
                self._pages[path] = known or loaded_by(
                    (self._generations.site / path).read_text("utf-8", errors="replace")
                )
        found = Loaded()
        for page in self._pages.values():
            found.add(page)
        return found
