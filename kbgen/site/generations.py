"""The site that stands and the one before it, on disk: so that the next build writes only what is another."""

import shutil
import tempfile
import weakref
from pathlib import Path

from kbgen.site.trees import Stamp, files, patch, stamp


class Generations:
    """Builds are swapped into `site`. The one before becomes the next but one, by what differs between them.

    Both are whole at any time. The folder beside `site` that this takes is removed when this object ends, or the process.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self._folder: Path | None = None
        self._live: dict[str, Stamp] = {}
        self._next: dict[str, Stamp] = {}
        self.kept: dict[str, Stamp] = {}
        self._sources: dict[str, tuple[str, Stamp, Stamp]] = {}
        self._copies: dict[str, tuple[str, Stamp, Stamp]] = {}

    @property
    def folder(self) -> Path:
        """The folder to build in, on the same disk as the site."""
        if self._folder is None or not self._folder.is_dir():
            self._folder = Path(tempfile.mkdtemp(dir=self.site.parent, prefix=".kbgen-"))
            (self._folder / ".gitignore").write_text("*\n", "utf-8")
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    def begin(self) -> None:
        """Begin a build: nothing stays yet."""
        self.kept, self._copies = {}, {}

    def forget(self) -> None:
        """Copy everything again: other programs may look for it in the new site."""
        self._sources = {}

    def stays(self, path: str) -> bool:
        """Say that a file of the site is to stay as it is; False when it is not there as it was built."""
        known = self._live.get(path)
        if known is None or known != stamp(f"{self.site}/{path}"):
            return False
        self.kept[path] = known
        return True

    def copied(self, source: str, path: str) -> bool:
        """Let a file stay that was copied from `source`; False when it must be copied."""
        known = self._sources.get(path)
        if known is None or known[:2] != (source, stamp(source)) or known[2] != self._live.get(path):
            return False
        self._copies[path] = known
        return self.stays(path)

    def copy(self, source: str, path: str, made: Path) -> None:
        """Say that `made` is a copy of `source` which will be the site's file at `path`."""
        self._copies[path] = (source, stamp(source), stamp(made))

    def whole(self, fresh: Path) -> Path:
        """Return a folder with all of the new site, of which `fresh` holds what was written anew.

        Raises:
            OSError: it cannot be written; the site stays, and may be built again.
        """
        self._next = self.kept | files(fresh)
        if not self.kept and not self._before.is_dir():
            return fresh
        patch(self._before, fresh, self.site, self.kept)
        return self._before

    def keep(self, old: Path | None) -> None:
        """Say that the site was swapped, and where the one before is now."""
        first = not self._live
        self._live, self._sources = self._next, self._copies
        if old is not None and old != self._before:
            old.replace(self._before)
        if first:
            # Now, and not when somebody waits for an edit to be shown.
            try:
                patch(self._before, None, self.site, self._live)
            except OSError:
                shutil.rmtree(self._before, ignore_errors=True)

    @property
    def _before(self) -> Path:
        return self.folder / "before"
