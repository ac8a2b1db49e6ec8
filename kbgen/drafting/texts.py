"""Headings that kbgen itself writes into pages, by language."""

TEXTS = {
    "ko": {"steps": "이렇게 하세요", "more": "함께 알아 두세요"},
    "en": {"steps": "How to do it", "more": "Good to know"},
}
