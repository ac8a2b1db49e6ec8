"""What a build does page by page; builds that follow one another do it once for each page that is another."""

from collections.abc import Callable, Collection
from datetime import tzinfo
from pathlib import Path

from kbgen.language.terms import Analysis
from kbgen.site.cache import analyser
from kbgen.site.entries import Entry, read_entry
from kbgen.site.policy import Loaded, loaded
from kbgen.site.told import Source, Told, told


class Work:
    """A build that knows nothing of builds before it."""

    def read(self, path: str, url: str, text: str, zone: tzinfo, where: str) -> Entry:
        """Return what the site knows of a page, see `read_entry`."""
        return read_entry(path, url, text, zone, where)

    def tell(self, source: Source) -> Told:
        """Return what machines are told of a page, see `told`."""
        return told(source)

    def analyser(self, folder: Path) -> Callable[[list[str]], Analysis]:
        """Return what reads morphemes, see `cache.analyser`."""
        return analyser(folder)

    def write(self, folder: Path, path: str, text: str) -> None:
        """Write a file of kbgen's own at its path relative to the site's folder."""
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")

    def loaded(self, folder: Path, bare: Collection[str]) -> Loaded:
        """Return what all pages of the built site load and run; those that are `bare` load nothing."""
        found = Loaded()
        for _, page in loaded(folder, bare):
            found.add(page)
        return found
