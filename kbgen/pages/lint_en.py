"""What is wrong in the tone of an English help text: patterns of whole sentences, and the words that tell why.

What a reader may have done is no blame when it is a condition ("if you forgot to"), so such openings are excused.
"""

import regex

from kbgen.pages.lint_rules import Language, Rule, without

_UP_TO = r"[^.!?\n]"
_IF = r"(?<!\b(?:if|when|whenever|unless|whether|once|where|that|case|think|believe|because)\s)"
_DO = (
    "click|tap|press|go|enter|type|select|choose|open|log|sign|use|add|send|follow|call|restart|update|set|turn|try|fill|scan|"
    "upload|drag|pick|change|check|visit|copy|paste|download|install|reply|delete|remove|switch|swipe|run|create|return|ask"
)


def _c(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(pattern, regex.IGNORECASE)


BLAME = Rule(
    "tone/blame",
    _c(
        rf"{_IF}\byou\s+(?:have\s+|clearly\s+|simply\s+)?(?:failed|neglected|forgot|refused|omitted)\s+to\b|"
        r"\bas\s+(?:(?:i|we)(?:'ve|\s+have)?\s+)?(?:already|previously|clearly|repeatedly)\s+(?:been\s+)?(?:stated|said|told|mentioned|explained|advised|informed)|"
        r"\bas\s+(?:i|we)(?:'ve|\s+have)?\s+(?:said|told\s+you)\b|\b(?:i|we)(?:'ve|\s+have)?\s+already\s+(?:told|said|explained|informed|advised)\b|"
        r"\byou\s+should\s+have\s+(?:checked|read|known|told|contacted|noticed|realised|realized|thought|asked|waited|paid|called|looked)\b|"
        r"(?<!\b(?:not|isn't|wasn't)\s)\byour\s+(?:own\s+)?(?:fault|negligence|carelessness)\b|\b(?:is|was|due\s+to|because\s+of)\s+your\s+(?:own\s+)?mistake\b|"
        rf"{_IF}\byou\s+(?:have\s+)?(?:entered|typed|filled|set|used|chose|selected|ordered)\s+{_UP_TO}{{0,40}}?\b(?:incorrectly|wrongly|wrong\b(?!\s+\w+\?))|"
        r"\bthat\s+(?:cannot|can't|can\s+not)\s+(?:be\s+(?:right|true|the\s+case)|have\s+happened)\b|\byou\s+(?:obviously|clearly)\s+(?:did|have|do|are)\b|"
        r"\byou\s+(?:claim|allege)\s+(?:that|to\s+have)\b|\byou\s+(?:misread|misunderstood|were\s+careless)\b"
    ),
    "Blaming or doubting readers leaves their problem where it is and costs their trust.",
    "Say what is different and what to do next, e.g. “We found no order with this number. Check the ten digits in your confirmation mail.”",
)
REFUSAL = _c(
    r"\b(?:cannot|can't|can\s+not|(?:not|isn't|aren't)\s+(?:possible|available|allowed|permitted|supported|offered|eligible|accepted|able\s+to)|unable\s+to|impossible|"
    r"(?:do|does)(?:\s+not|n't)\s+(?:support|offer|allow|accept|provide|permit|sell|ship|deliver)|won't\s+be\s+able|will\s+not\s+be\s+able|prohibited|forbidden)\b|^no[.!]?$"
)
REASSURES = _c(
    r"\b(?:nobody|no\s+one|no-one|others|other\s+(?:people|users|members)|third\s+part\w+|strangers)\b|\b(?:cannot|can't)\s+(?:see|read|view|access|share|sell|be\s+(?:seen|read|traced|viewed))\b|\bworry\b|"
    r"\bcan(?:no|')t\s+(?:find|see|log|sign|open|remember|hear|access)\b"
)
REASON = _c(
    r"\b(?:because|since|as\s+(?:it|they|we|the|this)|so\s+that|so\s+we|due\s+to|to\s+(?:protect|keep|prevent|avoid|ensure|comply|make\s+sure)|for\s+(?:security|safety|legal|hygiene|privacy|technical|your)|by\s+law|"
    r"required\s+by|reasons?|otherwise|which\s+(?:would|means|could))\b"
)
CONDITION = _c(
    r"\b(?:if|unless|until|once|when|after|before|only|without|except|during|while|within|as\s+long|at\s+the\s+moment|yet|already|from\s+the|on\s+the|in\s+the|from|between|with|outside|more\s+than|less\s+than|over|under)\b"
)
OFFERS = _c(
    r"\b(?:instead|but|however|you\s+can(?!'t|not)|you\s+may|you'll\s+be\s+able|we\s+can(?!'t|not)|we'll|we\s+will(?!\s+not)|please|try|contact|ask|choose|use|go\s+to|reply|write|email|call|open|select|click|tap|"
    r"alternativ\w+|switch|exchange|order|return|request|keep|send|chat|message|available\s+(?:in|on|from|for|to)|need|must|may)\b"
)
RULES = (
    BLAME,
    Rule(
        "tone/trivialising",
        _c(
            rf"(?<!\b(?:not|have|has|had|don't|can't|or)\s)(?<!'ve\s)\bjust\s+(?:{_DO})\b(?!\s+(?:in\s+case|now|before|after))|\byou\s+just\s+(?:need|have)\s+to\b|\ball\s+you\s+(?:have|need)\s+to\s+do\s+is\b|"
            r"(?<!\b(?:not|put)\s)\bsimply\s+(?!put\b|because\b|not\b)\w+|\bobviously\b|\bas\s+you\s+(?:should|must|probably|surely|may|might)\s+(?:already\s+)?(?:know|be\s+aware)\b|"
            r"\bneedless\s+to\s+say\b|\beveryone\s+knows\b|\b(?:it|this|that|process|rest)(?:'s|\s+is)\s+(?:really\s+|very\s+|so\s+|that\s+|quite\s+|super\s+|pretty\s+|as\s+)?(?:easy|simple)\b(?!\s+to\s+(?:miss|forget|mix|confuse|overlook|lose|mistake))"
        ),
        "“Just” and “simply” tell readers who are stuck that it is their fault.",
        "Leave the word out and say what to do, e.g. “Click Cancel in the order’s details.”",
        without(r"\b(?:just|simply|obviously),?\s+|\bas\s+you\s+\w+\s+(?:already\s+)?(?:know|be\s+aware),?\s+"),
    ),
    Rule(
        "tone/hand-over",
        _c(
            r"\b(?:i'll|i\s+will|we'll|we\s+will|let\s+me|i'm\s+going\s+to)\s+(?:check|look\s+into|get\s+back|forward|escalate|follow\s+up|find\s+out|pass\s+(?:this|it|that))\b|\bget\s+back\s+to\s+you\b|"
            r"\bone\s+moment,?\s+please\b|\bplease\s+hold\s+on\b|\bbear\s+with\s+(?:me|us)\b"
        ),
        "A promise made to one person cannot be kept on a page that everybody reads.",
        "Leave the promise out and say where to ask and when an answer comes, e.g. “Send us the order number by chat.”",
    ),
    Rule(
        "publish/greeting",
        regex.compile(
            r"^(?i:hi|hello|hey)(?:\s+(?:there|everyone|all|team|again|[A-Z][a-z]+))?\s*[,!.\ufffc]|^(?i:dear)\s+(?:(?i:customer|sir|madam|valued|user|all)|[A-Z][a-z]+\s*,)|^(?i:good\s+(?:morning|afternoon|evening))\b|"
            r"^(?i:thank(?:s|\s+you)\s+(?:so\s+much\s+|very\s+much\s+)?for\s+(?:contacting|reaching|getting\s+in\s+touch|writing|your\s+(?:message|inquiry|enquiry|e-?mail|patience|question|interest|understanding)))"
        ),
        "A greeting makes readers wait who came for an answer.",
        "Delete the greeting and begin with the answer.",
    ),
    Rule(
        "publish/sign-off",
        _c(
            r"^(?:kind|best|warm(?:est)?)\s+(?:regards|wishes)|^(?:sincerely|yours\s+(?:truly|sincerely|faithfully)|cheers|thanks|thank\s+you|many\s+thanks)[\s,.!]*$|"
            r"\bhave\s+a\s+(?:great|nice|good|lovely|wonderful|fantastic)\s+(?:day|week|weekend|one|rest|evening)\b|\b(?:is\s+there\s+)?anything\s+else\s+(?:i|we)\s+can\s+help\b|\b(?:glad|happy)\s+(?:i|we)\s+could\s+help\b|\bhope\s+(?:this|that)\s+helps\b"
        ),
        "A sign-off belongs to a conversation; on a page it is a line without content.",
        "Delete the sign-off.",
    ),
    Rule(
        "publish/introduction",
        regex.compile(
            r"\b[Mm]y\s+name\s+is\s+[A-Z][a-z]+\b|\b[Tt]his\s+is\s+[A-Z][a-z]+\s+(?:from|with|at)\s+(?:the\s+|our\s+)?[^.!?\n]{0,30}?(?i:support|team|service|care)\b|"
            r"\bI(?:'m|\s+am)\s+[A-Z][a-z]+,?\s+(?:from|with|your|and\s+I'll)\b"
        ),
        "An agent’s introduction is no answer, and the name is not for the public.",
        "Delete the introduction.",
    ),
)  # fmt: skip
NO_RIGHT = Rule(
    "tone/policy-without-why",
    _c(
        r"\b(?:i'm|i\s+am|we're|we\s+are|you're|you\s+are)\s+not\s+authori[sz]ed\s+to\b|"
        r"\b(?:policy|policies|rules?|terms)\s+(?:(?:does|do|will)\s+not\s+(?:allow|permit)|(?:doesn't|don't|won't)\s+(?:allow|permit)|prohibits?|forbids?)|\b(?:is|are|it's|that's)\s+against\s+(?:our|company|the)\s+(?:\w+\s+)?(?:policy|policies|rules)|"
        rf"\b(?:under|per|due\s+to|according\s+to|because\s+of)\s+(?:our|company|the)\s+(?:\w+\s+)?(?:policy|policies|rules){_UP_TO}{{0,60}}?\b(?:cannot|can't|not\s+(?:possible|allowed|permitted|able)|unable)"
    ),
    "A rule or a missing right alone tells readers neither why nor what they can do.",
    "Say why and what is possible, e.g. “Opened cosmetics cannot be exchanged, for hygiene. Unopened ones can.”",
)
BARE = Rule(
    "tone/bare-refusal",
    REFUSAL,
    "It only says no: neither why nor what readers can do instead.",
    "Add the reason and what is possible, e.g. “A parcel on its way keeps its address. Change it in the carrier’s app.”",
)
REFUND = Rule(
    "tone/refund-refused",
    _c(
        r"\bnon-?refundable\b|\bno\s+refunds?\b(?!\s+(?:fee|charge))|\b(?:cannot|can't|won't|don't|do\s+not|will\s+not|unable\s+to|not\s+able\s+to)\s+(?:be\s+|offer\s+|issue\s+|give\s+|provide\s+|process\s+|make\s+|grant\s+)?(?:you\s+)?(?:any\s+|a\s+|full\s+)?refund\w*|"
        r"\brefunds?\s+(?:are|is|will)\s+(?:be\s+)?(?:not|never)\b|\brefunds?\s+(?:aren't|isn't|cannot|can't)\b"
    ),
    "It refuses a refund and says neither why nor what is possible instead.",
    "Say when there is one and what else there is, e.g. “A used pass is not refunded. You can pause it for three months.”",
)
HOLD_BACK = Rule(
    "tone/holds-back",
    _c(
        r"\bbefore\s+you\s+(?:cancel|leave|go|close)\b,?\s+(?:your\s+\w+,?\s+)?(?:please\s+)?(?:consider|think|remember\s+(?:what|that)|did\s+you\s+know|have\s+you)\b|\bare\s+you\s+(?:really\s+)?sure\s+you\s+(?:want|would\s+like)\s+to\s+(?:cancel|leave|close)|"
        r"\bsorry\s+to\s+see\s+you\s+(?:go|leave)"
    ),
    "It talks readers out of leaving before it tells them how.",
    "Say first how to cancel, then what changes, e.g. “Cancel in Settings > Plan. You keep access until the month ends.”",
)
JARGON = {
    "PSP": "payment provider",
    "SKU": "item number",
    "RMA": "return number",
    "SLA": "promised response time",
    "DNS": "the setting that connects a domain with a server",
    "API key": "a password for other programs",
    "SSO": "one sign-in for several services",
    "SAML": "a way to sign in with a company account",
    "MX record": "the setting that says where mail goes",
    "CNAME": "a setting that points one web address to another",
    "webhook": "a message sent to another program when something happens",
    "chargeback": "a payment taken back by the card's bank",
    "reverse logistics": "collecting returns",
    "prorated": "charged for the days used",
    "pro-rated": "charged for the days used",
}
LANGUAGE = Language(
    rules=RULES, blame=BLAME, bare=BARE, refund=REFUND, no_right=NO_RIGHT, holds_back=HOLD_BACK,
    loses=_c(rf"\byou(?:'ll|\s+will)?\s+(?:lose|miss\s+out|no\s+longer\s+(?:get|enjoy)){_UP_TO}{{0,60}}?\b(?:benefits?|discounts?|perks?|rewards?|points|savings)"),
    confirms=_c(r"\bcancel\w*\b[^.!?\n]{0,40}\b(?:can|any\s+time|anytime|immediately|in\s+settings|takes\s+effect)\b|\b(?:you\s+can|to)\s+cancel\b|\b(?:click|tap|select|choose|go\s+to|open)\b"),
    reassures=REASSURES, reason=REASON, condition=CONDITION, offers=OFFERS,
    tiny=_c(r"^(?:yes|sorry|unfortunately|no\s+problem|hi)[,.!\s]*$"),
    leaving=_c(r"\b(?:cancel\w*|unsubscrib\w*|clos(?:e|ing)\s+\w+\s+account|leav(?:e|ing))\b"), asks=_c(r"\?\s*$"),
    jargon=JARGON,
    explained=_c(r"\w{0,2}\s?(?:\(|:|—|–|,\s(?:which|that\s+is|i\.e\.|a|an|the)\b|\s(?:is|are|means|stands\s+for)\s(?:an?|the|short)\b)"),
    cut=_c(r"[,;]\s+(?:and|but|so|which|or|because|then)\s+|;\s+"), paragraph=600, sentence=250,
    jargon_why="It uses a term that customers may not know, unexplained.", jargon_better="Use plain words, or explain it in brackets: {}",
    long_paragraph=("The answer drowns in a long paragraph.", "Cut it into parts of fewer than five sentences; number what is done in order."),
    long_sentence=("The sentence is too long to be read in one go.", "Say one thing a sentence. It can be cut here: “{}”"),
    short_sentence="Say one thing a sentence and begin a new one for the rest.",
    shouting=("Several exclamation marks or capitals throughout read as shouting.", "End quietly with a full stop, in small letters."),
)  # fmt: skip
