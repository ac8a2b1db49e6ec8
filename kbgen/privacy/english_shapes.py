"""What an English name looks like: capitalised words with marks, particles and initials; and what it does not."""

import re

from kbgen.privacy.english_words import BRANDS, NAMES_AND_WORDS, NOT_ENGLISH_NAMES, NOT_SECOND, PLACES
from kbgen.privacy.first_names import FIRST_NAMES
from kbgen.privacy.spans import Span
from kbgen.privacy.words import words

UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŴŶŸŹŻŽȘȚḀ-ỹƠƯ"
LOW = "a-zß-öø-ÿāăąćčďđēęěğģīıķĺļľłńņňōőœŕřśşšţťūůűŵŷźżžșțḀ-ỹơư'’"
WORD = rf"[{UP}][{LOW}]+(?:-[{UP}{LOW}][{LOW}]+)?"
_MC = rf"(?:Mc|Mac|O['’]|D['’]|De|Di|Da|La|Le|Fitz)[{UP}][{LOW}]+"
ANY = rf"(?:{_MC}|{WORD})"
"""One capitalised word."""
_MORE = rf"(?: (?:[{UP}]\.?(?= )|de|van|von|der|den|ten|ter|da|di|del|dos|bin|al|la|{_MC}|{WORD})){{0,4}}"
FULL = rf"(?:[{UP}]\. )?{ANY}{_MORE}"
"""One to six words, the first of which is capitalised."""
CAPS = rf"[{UP}][{UP}'’\-]+(?: [{UP}][{UP}.'’\-]*){{1,3}}"
KIN = (
    r"(?:(?:ex|step|half|late|grand)-)?(?:wife|husband|son|daughter|mother|mom|mum|father|dad|brother|sister|friend|partner|girlfriend|boyfriend|"
    r"colleague|coworker|co-worker|boss|manager|assistant|roommate|flatmate|neighbour|neighbor|fiancée?|fiancee|cousin|"
    r"aunt|uncle|auntie|grandmother|grandfather|grandma|grandpa|grandson|granddaughter|nan|gran|teammate|client|kid|"
    r"child|baby|twin|spouse|niece|nephew|stepson|stepdaughter|nanny|carer|caregiver|tenant|landlord|landlady|housemate|"
    r"mate|student|pupil|ex|stepdad|stepmom|stepmum|godson|goddaughter|godmother|godfather|"
    r"(?:mother|father|sister|brother|son|daughter)-in-law)s?"
)
KINS = words(
    """
wife husband son daughter mother mom mum father dad brother sister friend partner girlfriend boyfriend colleague coworker co-worker boss
manager assistant roommate flatmate neighbour neighbor fiancé fiancée fiance fiancee cousin aunt uncle auntie grandmother grandfather grandma
grandpa grandson granddaughter nan gran teammate client kid child children baby twin spouse niece nephew stepson stepdaughter nanny carer
caregiver tenant landlord landlady housemate mate student pupil ex stepdad stepmom stepmum godson goddaughter godmother godfather ex-wife
ex-husband ex-boyfriend ex-girlfriend ex-partner mother-in-law father-in-law sister-in-law brother-in-law son-in-law daughter-in-law
step-son step-daughter half-brother half-sister guardian
"""
)
"""People who are somebody's."""
ROLES = words(
    """
lead director head admin administrator engineer developer designer analyst accountant bookkeeper secretary receptionist nurse doctor dentist
vet therapist trainer coach instructor teacher tutor stylist hairdresser barber driver courier plumber electrician technician tech contractor
builder cleaner lawyer solicitor attorney broker owner founder co-founder ceo cto cfo coo vp president chairman chair intern rep
representative buyer seller host guest passenger traveller traveler guy man woman lady girl boy gentleman person someone somebody chap
employee staffer supervisor superintendent caretaker concierge porter guard volunteer member customer patient applicant candidate user
recipient contact beneficiary officer agent consultant planner coordinator organiser organizer specialist operator mechanic photographer
witness visitor buddy hire starter joiner principal professor physio surgeon midwife pharmacist paramedic landscaper gardener florist
"""
)
"""What people are by their work or in a case."""
NAME_TALK = re.compile(
    r"\b(?:name|name's|names|surname|maiden|married|spel\w{1,6}|misspel\w{1,5}|typo)\b", re.IGNORECASE
)
"""The text speaks of how somebody is called."""
USUAL_FIRST = FIRST_NAMES - PLACES - BRANDS - NOT_ENGLISH_NAMES
"""First names that are neither places nor brands nor ordinary words."""
SECOND_TOO = frozenset(
    "black white green gold gray park hall day church street lane page rose silver brown price".split()
)
"""Words that are surnames where a usual first name stands before them and no thing is spoken of."""
_NAME_PLACES = frozenset({"thanked", "greeting", "title", "signature", "field", "under", "listed", "says who"})
_MODAL = re.compile(r"\s(?:you|i|we|they|it|he|she|be|not|the|this|that|there|my|your)\b", re.IGNORECASE)
_ENDS_THERE = re.compile(r"\s?(?:[,.!?:;)\n—–\-]|$)|['’]s\b")


def is_pair(words: list[str]) -> bool:
    """Say whether none of the words makes a thing, a place or an ordinary phrase of the others."""
    plain = [w.casefold().rstrip(".'’") for w in words]
    return all(w not in NOT_ENGLISH_NAMES and w not in NOT_SECOND for w in plain)


def trimmed(text: str, start: int, end: int, why: str) -> Span | None:
    """Cut what is no name off the end; nothing is left when the first word is none."""
    kept = 0
    for word in re.finditer(r"\S+", text[start:end]):
        plain = word.group().lower().rstrip(".'’")
        bare = plain[:-2] if plain.endswith(("'s", "’s")) else plain
        if bare in NOT_ENGLISH_NAMES and not (
            not kept
            and bare in NAMES_AND_WORDS
            and why in _NAME_PLACES
            and (
                _ENDS_THERE.match(text, start + word.end())
                or _another(text, start + word.end(), end)
                or (why == "listed" and not _MODAL.match(text, start + word.end()))
            )
        ):
            break
        kept = word.end() - (2 if word.group().endswith(("'s", "’s")) else 0)
    while kept and text[start + kept - 1] in "'’-. ":
        kept -= 1
    return Span(start, start + kept, "name", why) if kept > 1 else None


def _another(text: str, at: int, end: int) -> bool:
    """A second word that may be a surname follows: Will Baker, not Will You."""
    return at < end and is_pair(text[at:end].split()[:1])
