"""Types of questions that English notices answer, from general knowledge of promotions and incidents, as data."""

from kbgen.drafting.notices.bank import INCIDENT, PROMO, QuestionType, asked

_P, _I = (PROMO,), (INCIDENT,)
_DAY = (
    r"(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\d+ (?:business "
    r"|working |calendar )?(?:days?|weeks?|hours?|months?|minutes?)"
    r"|within|immediately|automatically|instantly|next (?:day|month|invoice|billing|business))"
)

TYPES: tuple[QuestionType, ...] = (
    asked(
        "when",
        r"\d.{0,40}(?:\bto\b|-|–|until|and|through).{0,30}\d.{0,80}(?:outage|unavailable|incident"
        r"|maintenance|delay|down|error|degrad|disrupt|experienc|fail)"
        r"|(?:outage|incident|maintenance|disruption|degrad|delay).{0,60}(?:between|from|began"
        r"|started|lasted|until).{0,30}\d|lasted|resolved at|began at|started at|detected at",
        ("maintenance|upgrade", "When is the maintenance?"),
        ("delay", "When are delays expected?"),
        "When did it happen, and how long did it last?",
        kinds=_I,
    ),
    asked(
        "affected",
        (
            r"unavailable|unable|could not|couldn't|fail(?:ed|ing|ure)|error|delay|slow|degrad|timeout"
            r"|affected|impact|interrupt|missing|cannot|can't|won't|not (?:be )?(?:able|available"
            r"|working|accessible|load)|offline|read-only"
        ),
        "What was (or will be) affected?",
        kinds=_I,
        unless=r"not affected|unaffected|no impact|were not impacted|credit|refund",
    ),
    asked(
        "unaffected",
        (
            r"not affected|unaffected|no impact|(?:was|were|is|are|will) not (?:be )?(?:affected"
            r"|impacted)|remain(?:s|ed)? (?:available|operational|accessible)|operat(?:e|ed|ing) "
            r"normally|continue(?:s|d)? to (?:work|run|operate)|as usual"
        ),
        "What is not affected?",
        kinds=_I,
    ),
    asked(
        "restored",
        (
            r"restored|resolved|recovered|back to normal|fully operational|fixed|resume|mitigated"
            r"|normal(?:ly)?|completed|rolled back"
        ),
        ("has been|have been|was|were|is now|now", "Is it fixed now?"),
        "When will it be back to normal?",
        kinds=_I,
    ),
    asked(
        "cause",
        (
            r"cause|due to|because|result of|triggered|root|misconfigur|bug|faulty|overload|deploy"
            r"|expired|relocat|moving|power|surge"
        ),
        "Why did this happen?",
        kinds=_I,
    ),
    asked(
        "todo",
        (
            r"please|you (?:do not|don't) need|no action|need to|you should|you can|retry|re-?run"
            r"|re-?send|sign in again|log (?:in|out)|update your|rotate (?:your|the|any|all)\b|reconnect|clear your|require"
        ),
        "Is there anything I need to do?",
        kinds=_I,
        unless=r"\bwe (?:have |had |also )*(?:rotat|clear|rolled|fixed|restor|restart|deploy|revert)",
    ),
    asked(
        "charged",
        r"charged|double|duplicate|twice|authoriz|billed|pending (?:charge|payment)|invoice",
        "What if I was charged twice or billed wrongly?",
        kinds=_I,
    ),
    asked(
        "compensation",
        (
            r"credit|compensat|refund|voucher|coupon|extend|extension|\bSLA\b|goodwill|free (?:month"
            r"|week|day)|points"
        ),
        "Is there any compensation?",
        kinds=_I,
    ),
    asked(
        "data",
        (
            r"\bdata\b.{0,30}(?:lost|loss|safe|intact|stored|delet|corrupt|restor|backfill|duplicat|recover|affected)|\blost\b|\bloss"
            r"|backup|event[s]? (?:were|was)|queued|reprocess"
            r"|backfill|duplicat"
        ),
        "Was any data lost?",
        kinds=_I,
    ),
    asked(
        "security",
        (r"security|breach|password|personal (?:data|information)|unauthori[sz]ed|leak|exposed" r"|token|api key"),
        "Is my personal data safe?",
        kinds=_I,
    ),
    asked(
        "prevention",
        (
            r"prevent|improv|monitor|redundan|additional (?:checks|alerts|safeguards)|going forward"
            r"|postmortem|post-mortem|adding|will add|so that this"
        ),
        "What are you doing to prevent this?",
        kinds=_I,
    ),
    asked(
        "updates",
        r"status page|status\.|updates? (?:will|every|at)|subscribe to|follow",
        "Where can I follow updates?",
        kinds=_I,
    ),
    asked(
        "return_address",
        r"return(?:s|ed)? .{0,40}(?:address|to:|sent|ship|mail)|new address|ship (?:it )?to",
        "Where do I send returns?",
        kinds=_I,
    ),
    asked(
        "who",
        (
            r"eligib|open to|for (?:all|new|existing|current) |(?:new|existing|current|annual|monthly"
            r"|paid|free|trial) (?:customers?|members?|users?|subscribers?|accounts?|workspaces?"
            r"|plans?)|members? (?:only|who)|everyone|anyone|residents?|aged?\b|\d+ years|only (?:for"
            r"|available to)|customers who|sign(?:ed)? up"
        ),
        "Who can take part?",
        kinds=_P,
    ),
    asked(
        "benefit",
        (
            r"(?:\d[\d,.]*\s?%|[$€£₩]\s?\d|\d[\d,]*\s?(?:points?|miles?|credits?|months?|days?"
            r"|x\b)).{0,40}(?:off|discount|bonus|free|credit|extra|back|save|get|earn|reward|gift)"
            r"|(?:save|get|earn|receive|enjoy|discount|bonus|free|extra|off).{0,40}(?:\d|%)|double"
            r"|triple|\d+x\b"
        ),
        ("off|discount|save", "How much is the discount?"),
        ("miles|points|credit", "How much do I earn?"),
        "What do I get?",
        kinds=_P,
    ),
    asked(
        "prize",
        r"prize|winner|drawn?\b|raffle|sweepstake|leaderboard|top \d+|giveaway",
        "What are the prizes, and how are winners chosen?",
        kinds=_P,
    ),
    asked(
        "gift",
        (
            r"\bgift\b(?! card)|free gift|complimentary|tote|swag|while supplies last|\bfree [a-z]+ "
            r"(?:with|when|for)"
        ),
        "How do I get the free gift?",
        kinds=_P,
    ),
    asked(
        "base_amount",
        (
            r"minimum|spend|subtotal|before tax|after (?:discount|coupon)|exclud(?:es|ing) (?:tax"
            r"|shipping)|order (?:total|value)|orders? (?:over|above|of)"
        ),
        "How is the minimum amount counted?",
        kinds=_P,
    ),
    asked(
        "how",
        (
            r"promo(?:tion)? code|\bcode\b|click|checkout|apply|enter\b|activate|register|opt in|enrol?l"
            r"|sign up|claim|redeem|download|go to|settings|automatically applied|link"
        ),
        ("code", "How do I use the code and take part?"),
        "How do I take part?",
        kinds=_P,
    ),
    asked(
        "deadline",
        (
            rf"(?:by|before|until|no later than|deadline|must be (?:completed|used|booked|submitted"
            rf"|placed)).{{0,40}}(?:{_DAY}|\d)"
        ),
        "What is the deadline?",
        kinds=_P,
    ),
    asked(
        "limit",
        (
            r"limit|up to|maximum|max\.?|per (?:person|customer|account|member|user|household|order"
            r"|workspace|seat|company|organi[sz]ation)|once|one-time|only one|at most|no more than"
            r"|minimum of"
        ),
        "Is there a limit?",
        kinds=_P,
    ),
    asked(
        "stacked",
        (
            r"combin|stack|together with|in addition to|other (?:offers?|discounts?|promotions?"
            r"|coupons?|codes?)|on top of|cannot be used with|along with"
        ),
        "Can it be combined with other offers?",
        kinds=_P,
    ),
    asked(
        "on_sale",
        (r"sale items?|clearance|already (?:discounted|reduced)|gift cards?|full[- ]price|outlet" r"|marked down"),
        "Does it apply to sale items or gift cards?",
        kinds=_P,
    ),
    asked(
        "excluded",
        (
            r"exclud|exclusion|not (?:eligible|valid|apply|available|include|included|count|be)"
            r"|does(?: not|n't)|do not|don't|cannot|can't|except|only (?:on|for|at|in|to|valid)"
            r"|ineligible|void"
        ),
        "When does it not apply?",
        kinds=_P,
        unless=r"no action|do not need|don't need|not affected",
    ),
    asked(
        "cancelled",
        (
            r"cancel|refund|return(?:s|ing|ed)?\b(?! (?:an? )?(?:\d|error))|exchange|downgrade"
            r"|terminate|change(?:d|s)? (?:your )?(?:flight|booking|plan|reservation|ticket)|rebook"
        ),
        "What happens if I cancel, return or change it?",
        kinds=_P,
    ),
    asked(
        "after",
        (
            r"renew|after (?:the|your|that|\d)|then|regular (?:price|rate)|standard (?:price|rate)"
            r"|reverts?|thereafter|list price|next (?:term|invoice|billing)"
        ),
        "What happens after the offer ends or at renewal?",
        kinds=_P,
    ),
    asked(
        "paid_out",
        (
            rf"(?:credited|posted|added|paid|deposited|issued|awarded|delivered|sent|arrive|applied"
            rf"|appear).{{0,50}}(?:{_DAY}|\d)|{_DAY}.{{0,40}}(?:credited|posted|issued|added to)"
        ),
        ("miles", "When will the miles be credited?"),
        ("points", "When will the points be credited?"),
        ("credit", "When will the credit be applied?"),
        "When will I receive it?",
    ),
    asked(
        "valid",
        (
            r"expir|valid (?:for|until|through)|use (?:it|them|by)|must be used|good (?:for|until"
            r"|through)|redeemable"
        ),
        "How long is it valid?",
        unless=r"not valid for|certificate|expired and",
    ),
    asked(
        "announced",
        r"winners?.{0,40}(?:announce|notified|drawn)|winners? will|contacted by",
        "When and how are winners announced?",
        kinds=_P,
    ),
    asked("tax", r"\btax(?:es)?\b|\bVAT\b|\bGST\b", "Are taxes included, and who pays them?", kinds=_P),
    asked(
        "abuse",
        (
            r"fraud|abuse|duplicate accounts?|self-refer|disqualif|revoke|reserve the right|same "
            r"(?:device|phone|household|card|address)|clawed? back"
        ),
        "When is a reward not granted or taken back?",
        kinds=_P,
    ),
    asked(
        "sold_out",
        (r"while supplies|sold out|run out|first \d|first[- ]come|limited (?:quantity|supply" r"|number)|end early"),
        "Can it run out or end early?",
        kinds=_P,
    ),
    asked(
        "region",
        (
            r"region|countr|(?-i:U\.?S\.?A?\b|UK\b|EU\b|APAC\b)|United|Canada|Europe|Asia"
            r"|international|domestic|worldwide|locations?|clubs?\b|stores?\b|airport|routes?\b"
        ),
        ("affected|impact|fail", "Which regions were affected?"),
        "Where does it apply?",
    ),
    asked(
        "channel",
        r"\bapp\b|website|online|in[- ]store|in person|phone|desktop|mobile|front desk|kiosk",
        "Can I do it in the app, online or in person?",
        kinds=_P,
    ),
    asked(
        "delivery",
        r"\bshipping|\bship(?:s|ped|ment)|deliver(?!ability)|dispatch|courier|(?:orders?|parcels?|packages?).{0,20}arriv",
        "How does delivery work?",
        unless=r"(?:message|webhook|notification|e-?mail|sms|event)s? .{0,20}deliver"
        r"|deliver\w* .{0,12}(?:message|webhook|notification|e-?mail)",
    ),
    asked("holiday", r"closed|holiday|business hours|opening hours|weekend|peak", "Which days or hours are different?"),
    asked(
        "bulk",
        r"bulk|volume|\d+ or more|\d+\+|teams? of|group|seats?\b|licen[cs]es?",
        "Is there a bulk or team offer?",
        kinds=_P,
    ),
    asked(
        "plan",
        (r"\bplans?\b|subscription|subscriber|annual|monthly|upgrade|workspace|seat|membership" r"|billing|invoice"),
        "How does it affect my plan or subscription?",
        kinds=_P,
    ),
    asked(
        "card",
        r"credit card|debit card|cardholder|paypal|visa|mastercard|amex|installment|payment method",
        "Which payment methods count?",
        kinds=_P,
    ),
    asked(
        "cost",
        (
            r"(?:fee|cost|charge|deposit)s?.{0,25}(?:free|waived|no|\d|apply)|free of charge|no "
            r"(?:extra|additional) (?:cost|charge|fee)|waived"
        ),
        "Are there any extra costs?",
    ),
    asked(
        "transfer",
        r"transfer|share|gift(?:ed|ing)? to|family|household|companion|guest|friend",
        "Can I share or transfer it, or bring others?",
        kinds=_P,
    ),
    asked("trial", r"trial", "How does the trial work?", kinds=_P),
    asked("freeze", r"freeze|pause|suspend|hold\b", "Can I pause or freeze it?", kinds=_P),
)

PERIOD = {
    "promo": "When does it run?",
    "incident": "When is it?",
    "past": "When did it happen?",
    "since": "When does it take effect?",
}
BOUND = r"while (?:supplies|stocks?|quantities) last|end(?:s|ed)? early|clos(?:es?|ed) early|(?:completed?|activated?|redeemed) by \S+ \d"
CHANGE = r"chang|increas|decreas|effect|appl(?:y|ies)|mov(?:e|ing)|introduc|retir|discontinu"
PERSON = (
    r"(?:customers?|members?|users?|accounts?|employees|residents|students|minors|under \d+)[^.]{0,40}"
    r"(?:not eligible|excluded|ineligible|cannot (?:take part|enter|join))"
    r"|\b(?:one|1|limit \w+) (?:\w+ )?per (?:person|customer|member|account|household|user)"
)
PAST = r"\b(?:was|were|experienced|began|started|lasted|had|failed|could)\b"
WHO = {"promo": "Who can take part?", "incident": "Who does it concern?"}
HOW = "How do I take part?"
BENEFIT = "What do I get?"
CONTACT = "Where can I ask for help?"
CAUTION = "What else should I know?"
REST = {"promo": "What else should I know about this offer?", "incident": "What else should I know about this?"}

COUPON = r"coupon|voucher|promo(?:tion)? code|discount code"
KIND_INCIDENT = (
    r"outage|incident|delay|disruption|maintenance|downtime|degraded|apolog|sorry|unavailable"
    r"|breach|recall|postmortem|post-mortem|interruption|closure|relocat|restored|resolved"
    r"|root cause|pric(?:e|es|ing) (?:change|update|increase|adjustment)|(?:are|is|will be) (?:changing|increasing)|terms update"
)
KIND_PROMO = (
    r"\boff\b|discount|sale|promo|offer|bonus|free|gift|coupon|reward|save|earn|refer|win"
    r"|prize|deal|double|triple|event|challenge|giveaway"
)
