"""Which rules redacted a text: a digest that changes whenever the code of the rules or the allow-list does."""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.resources import files


@cache
def _code() -> bytes:
    """Return a digest of the modules that decide what is redacted and what stands in its place."""
    folders = (files("kbgen.privacy"), files("kbgen.language"))
    modules = [
        module
        for folder in folders
        for module in folder.iterdir()
        if module.name.endswith(".py") and (folder.name == "privacy" or module.name == "placeholders.py")
    ]
    digest = blake2b(digest_size=16)
    for module in sorted(modules, key=lambda module: module.name):
        digest.update(module.name.encode() + b"\0" + module.read_bytes() + b"\0")
    return digest.digest()


def rules_fingerprint(allow: Iterable[str]) -> str:
    """Return 16 hexadecimal digits that stand for the rules of redaction with this allow-list."""
    listed = "\0".join(sorted(allow)).encode("utf-8", "replace")
    return blake2b(_code() + listed, digest_size=8).hexdigest()
