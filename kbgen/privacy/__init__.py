"""The redaction gate: `RawConversation` in, `Conversation` out. Finding spans and replacing them are two things."""

from kbgen.privacy.finder import find
from kbgen.privacy.fingerprint import rules_fingerprint
from kbgen.privacy.gate import Gate
from kbgen.privacy.placeholders import TYPES, Placeholders, replace
from kbgen.privacy.spans import Known, Span

__all__ = ["TYPES", "Gate", "Known", "Placeholders", "Span", "find", "replace", "rules_fingerprint"]
