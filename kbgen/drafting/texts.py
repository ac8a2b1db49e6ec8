"""Headings and sentences that kbgen itself writes into pages, by language."""

TEXTS = {
    "ko": {
        "steps": "이렇게 하세요",
        "more": "함께 알아 두세요",
        "limits": "조건과 예외",
        "trouble": "잘 안 될 때는",
        "other": "English",
        "announced": "공지에서 안내한 내용",
        "wanted": "이런 점이 필요하다고 하셨어요",
        "meanwhile": "지금은 이렇게 하실 수 있어요",
        "state": "진행 상황",
        "planned": "준비하고 있는 기능이에요.",
        "review": "검토하고 있는 기능이에요.",
        "not_planned": "지금은 계획이 없는 기능이에요.",
        "asked": "지금까지 고객 {n}명이 이 기능을 요청했어요.",
    },
    "en": {
        "steps": "How to do it",
        "more": "Good to know",
        "limits": "Conditions and exceptions",
        "trouble": "If it does not work",
        "other": "한국어",
        "announced": "From the announcement",
        "wanted": "Why customers ask for it",
        "meanwhile": "What you can do meanwhile",
        "state": "Where it stands",
        "planned": "We are working on it.",
        "review": "We are considering it.",
        "not_planned": "It is not planned at the moment.",
        "asked": "{n} customers have asked for it so far.",
    },
}
