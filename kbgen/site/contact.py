"""Where a reader goes when no page helps: the links of `[site].contact`."""

import re
from dataclasses import dataclass

from kbgen.errors import fail


@dataclass(frozen=True, slots=True)
class ContactLink:
    """One way to reach the company; `label` is empty for a web address, which the interface names itself."""

    href: str
    label: str


def contact_links(value: str, where: str) -> tuple[ContactLink, ...]:
    """Split a setting into links: web addresses, mail addresses and phone numbers, with or without `mailto:`, `tel:`.

    Raises:
        KbgenError: a part is none of these.
    """
    return tuple(_link(part, where) for part in re.split(r"[,\s]+", value.strip()) if part)


def _link(part: str, where: str) -> ContactLink:
    if re.fullmatch(r"https?://[^\s\"'<>]+", part):
        return ContactLink(part, "")
    mail = part.removeprefix("mailto:")
    if re.fullmatch(r"[^\s@\"'<>?]+@[^\s@\"'<>?]+", mail):
        return ContactLink(f"mailto:{mail}", mail)
    phone = part.removeprefix("tel:")
    if re.fullmatch(r"\+?[\d-]{3,20}", phone):
        return ContactLink(f"tel:{phone}", phone)
    raise fail(
        where, "site.contact has a part that is no address", "write https://…, mailto:… or tel:…, with commas between"
    )
