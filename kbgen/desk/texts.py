"""Words of a reply that an agent pastes, by language."""

TEXTS = {
    "ko": {"reply": "{passage}\n\n자세한 내용은 여기에서 보실 수 있어요: {title}\n{url}"},
    "en": {"reply": "{passage}\n\nYou can read more here: {title}\n{url}"},
}
