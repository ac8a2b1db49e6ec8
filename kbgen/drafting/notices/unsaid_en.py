"""Questions that English notices tend to leave open, from general knowledge of promotions and incidents, as data."""

from kbgen.drafting.notices.bank import INCIDENT, OpenQuestion, left_open

_I = (INCIDENT,)
_PLAN = r"\bplans?\b|subscri|annual|monthly|membership|billing|seats?\b|licen[cs]e|workspace"
_OUTAGE = r"outage|incident|downtime|degrad|unavailable|disrupt|error|fail|maintenance"
_CHANGE = (
    r"(?:pric(?:e|es|ing)|plans?|fees?|rates?|terms)\b.{0,60}(?:chang|increas|adjust|updat|going up)"
    r"|(?:chang|increas|adjust|rais)\w*.{0,40}(?:pric(?:e|es|ing)|fees?|rates?|terms)\b"
)

_FAILED = rf"\A(?=[\s\S]*(?:{_OUTAGE}|delay))[\s\S]*?"

OPEN: tuple[OpenQuestion, ...] = (
    left_open(
        8.6,
        _PLAN,
        (
            r"existing (?:customers?|members?|subscribers?|users?)|current (?:customers?|members?"
            r"|subscribers?)|already (?:subscribed|a member|on)"
        ),
        "Can existing customers who already subscribe (or are members) get this too?",
        "It speaks of new customers or of plans, not of those who already pay.",
    ),
    left_open(
        8.5,
        _PLAN,
        (
            r"renew|after the (?:first|promo|offer|discount)|auto-?renew"
            r"|(?:then|at|to) (?:the |our )?(?:regular|standard|list|full) (?:price|rate)"
            r"|(?:regular|standard|list) (?:price|rate)s? (?:after|appl|thereafter)"
        ),
        "What price do I pay at renewal after the discount ends, and does it renew automatically?",
        "It does not say what happens to the price after the discounted time.",
    ),
    left_open(
        8.2,
        _PLAN + r"|pass\b|prepaid|booking|ticket",
        r"cancel|refund|money[- ]back|terminate",
        "Can I cancel early and get a refund?",
        "People pay ahead, and it does not say what happens when they cancel.",
    ),
    left_open(
        7.8,
        r"seats?\b|\bplans?\b|workspace|licen[cs]e|upgrade|tier",
        (
            r"add(?:ing|ed|itional)? (?:seats?|users?|members?)|seats? added|upgrade|downgrade"
            r"|chang(?:e|ing) plans?|switch"
        ),
        ("Does the discount apply when I add seats (users) or upgrade, downgrade or switch plans later?"),
        "It does not say what happens when the plan or team changes.",
    ),
    left_open(
        7.0,
        _PLAN + r"|price|%",
        r"\btax(?:es)?\b|\bVAT\b|\bGST\b",
        "Are prices shown with tax or VAT included?",
        "It names prices or discounts and does not mention tax.",
    ),
    left_open(
        6.2,
        r"workspace|account|organi[sz]ation|company|team",
        (
            r"multiple (?:accounts?|workspaces?|organi[sz]ations?)|per (?:account|workspace"
            r"|organi[sz]ation|company|customer)"
        ),
        "Can I use it for multiple accounts or workspaces?",
        "Customers with several accounts ask how often it applies.",
    ),
    left_open(
        6.8,
        _PLAN + r"|bulk|volume|business|invoice",
        r"invoice|purchase order|wire|receipt",
        "Can we pay by invoice or purchase order and get a tax invoice?",
        "Companies ask for an invoice, and it does not mention one.",
    ),
    left_open(
        7.2,
        _PLAN + r"|%|discount|off\b",
        (
            r"non-?profit|education|student|startup|other (?:offers?|discounts?|promotions?|codes?"
            r"|coupons?)|combin|stack"
        ),
        "Can it be combined with other discounts (nonprofit, education, other codes)?",
        "It does not say whether discounts combine.",
    ),
    left_open(
        6.9,
        r"trial",
        r"trial.{0,50}(?:end|charge|convert|cancel)|(?:end|after).{0,20}trial",
        "Will I be charged automatically when the trial ends?",
        "It does not say what happens after the trial.",
    ),
    left_open(
        6.7,
        r"monthly|annual|yearly",
        r"switch|from monthly|prorat|remaining",
        "If I switch from monthly to annual, what happens to the time already paid (proration)?",
        "It does not say how time already paid is counted.",
    ),
    left_open(
        6.4,
        (
            r"\A(?=[\s\S]*\b(?:coupon|code|voucher|discount|off)\b)(?=[\s\S]*\b(?:orders?|cart|shop"
            r"|items?|products?|shipping|stores?)\b)"
        ),
        r"sale items?|clearance|already discounted|gift cards?|full[- ]price",
        "Does it apply to sale items or gift cards?",
        "It does not say whether goods already reduced are included.",
    ),
    left_open(
        6.0,
        r"coupon|code|voucher",
        r"forg[eo]t|after (?:purchase|checkout|ordering)|retroactiv|past orders?|previous",
        "Can it be applied retroactively if I forgot the code or ordered before it started?",
        "It does not speak of orders made just before.",
    ),
    left_open(
        5.6,
        r"coupon|code|discount|\boff\b|points|miles|bonus|offer",
        (
            r"before the|prior to|already (?:booked|purchased|ordered)|retroactiv|previous(?:ly)? "
            r"(?:booked|purchased|orders?)|earlier (?:orders?|bookings?)"
        ),
        "Does it apply to purchases or bookings already made before the start?",
        "Customers who bought just before the start ask.",
    ),
    left_open(
        7.1,
        r"(?:orders?|spend|purchases?).{0,20}(?:over|above|of|at least)\s*[$€£₩]?\d|minimum",
        (
            r"multiple orders|combin(?:e|ing) orders|single (?:order|transaction|purchase)|one order"
            r"|per order|cumulative"
        ),
        "Can I combine multiple orders to reach the minimum?",
        "There is a minimum, and it does not say whether several orders add up.",
    ),
    left_open(
        7.0,
        r"\b\d+ or more|buy \d|at least \d+ (?:items?|bottles?|units?)",
        r"mix|different (?:items?|colors?|flavou?rs?|styles?)|same item",
        "Can I mix different items to reach the quantity?",
        "There is a quantity, and it does not say whether items may differ.",
    ),
    left_open(
        6.9,
        r"free gift|\bgift with|complimentary|tote|swag",
        r"colou?r|choose|random|size",
        "Can I choose the color or size of the gift?",
        "There is a gift, and it does not say whether one may choose.",
    ),
    left_open(
        6.0,
        r"free gift|\bgift with|complimentary|tote|swag",
        r"return.{0,40}gift|gift.{0,40}return",
        "Do I have to send the gift back if I return my order?",
        "It does not say what happens to the gift on a return.",
    ),
    left_open(
        6.1,
        r"orders?\b|shop|stores?\b|cart",
        r"in[- ]store|retail|physical|online only|offline",
        "Does it work in stores, or only online?",
        "It does not say whether stores take part.",
    ),
    left_open(
        5.5,
        r"order|shop|ship|store",
        r"international|outside|worldwide|countries|region",
        "Is it available for international orders?",
        "It does not say which countries are included.",
    ),
    left_open(
        5.9,
        r"order|cart|shop",
        r"subscribe and save|subscription|recurring|auto-?ship",
        "Does it apply to subscription (recurring) orders?",
        "It does not speak of orders that repeat by themselves.",
    ),
    left_open(
        8.0,
        r"refer|invite|friend",
        (r"friend.{0,40}(?:cancel|refund|return|churn)|(?:cancel|refund|return).{0,40}(?:reward" r"|credit|bonus)"),
        "If my friend cancels or gets a refund, do I lose my reward?",
        "It does not say what happens when the friend's purchase is undone.",
    ),
    left_open(
        7.7,
        r"refer|invite|friend",
        (
            r"after (?:the )?(?:period|promotion|offer|end)|sign(?:s|ed)? up (?:by|before"
            r"|during).{0,40}(?:purchase|pay|upgrade)"
        ),
        "If my friend signs up in time but buys or upgrades after the offer ends, does it count?",
        "It does not say what counts at the edge of the period.",
    ),
    left_open(
        7.5,
        r"top \d+|leaderboard|rank",
        r"\btie[sd]?\b|tiebreak|same score",
        "What happens in a tie?",
        "Ranks decide, and it does not say what a tie means.",
    ),
    left_open(
        5.4,
        r"prize|winner|raffle|giveaway",
        r"announce|notified|contacted",
        "When and how will winners be notified?",
        "There are prizes, and it does not say when winners learn of it.",
    ),
    left_open(
        5.1,
        r"prize|winner|raffle|giveaway",
        r"cash|substitut|transfer|exchange",
        "Can prizes be exchanged for cash or transferred?",
        "Winners ask whether they may change the prize.",
    ),
    left_open(
        5.8,
        r"points|miles|credits?\b|voucher|coupon",
        r"expir|valid (?:for|until|through)|use (?:by|within)",
        "When do the points, credits or coupons expire?",
        "It does not say how long what one earns stays valid.",
    ),
    left_open(
        5.7,
        r"points|miles|credits?\b|bonus",
        (
            r"(?:credited|posted|added|issued|appear|deposited).{0,60}(?:day|week|within|by"
            r"|immediately|auto)|within \d+"
        ),
        "When will the points or credits be posted?",
        "It does not say when one receives what one earned.",
    ),
    left_open(
        8.1,
        r"flight|miles|fare|airline|hotel|stay|booking|reservation|route",
        (r"already (?:booked|ticketed)|existing (?:bookings?|reservations?)|tickets? (?:issued" r"|purchased) before"),
        "Does it apply to tickets or reservations already booked?",
        "It does not speak of bookings made before.",
    ),
    left_open(
        7.9,
        r"flight|miles|fare|airline|hotel|stay|booking|reservation",
        r"chang(?:e|es|ed|ing)|cancel|rebook|refund",
        "What happens if I change or cancel my booking?",
        "It does not say what happens to the bonus when plans change.",
    ),
    left_open(
        7.6,
        r"miles|flight|airline",
        r"partner|codeshare|operated by",
        "Do partner or codeshare flights count?",
        "It does not speak of flights that others operate.",
    ),
    left_open(
        6.3,
        r"miles|points|membership|pass\b|gym|club",
        r"family|transfer|share|household|companion|guest",
        "Can I share it with family, transfer it or bring a guest?",
        "It does not say whether others may use it.",
    ),
    left_open(
        7.3,
        r"gym|fitness|club|class(?:es)?\b|studio|membership",
        r"freeze|pause|suspend|hold",
        "Can I freeze or pause my membership, and is the time added?",
        "It does not say what happens while one cannot come.",
    ),
    left_open(
        6.5,
        r"gym|fitness|club|studio|location|branch",
        r"other (?:locations?|clubs?)|all (?:locations?|clubs?)|any (?:location|club)|transfer",
        "Can I use other locations or change my home location?",
        "It does not say where it is valid.",
    ),
    left_open(
        5.9,
        r"gym|fitness|membership|class(?:es)?\b|course",
        r"start date|begin(?:s|ning) on|activation",
        "Can I choose a later start date?",
        "People ask whether they may pay now and begin later.",
    ),
    left_open(
        6.6,
        r"limited|while supplies|first \d+|first[- ]come",
        r"run out|sold out|substitut|rain ?check|waitlist",
        "What happens when it runs out, and where can I see what is left?",
        "The quantity is limited, and it does not say what comes after.",
    ),
    # Incidents, and changes of prices and terms
    left_open(
        8.9,
        _CHANGE,
        r"grandfather|existing (?:customers?|plans?|subscri)|current (?:customers?|subscribers?)|legacy|already (?:on|paying)",
        "Does the change apply to existing customers, or can I keep my current price (legacy plan)?",
        "It does not say what becomes of those who already pay.",
        kinds=_I,
    ),
    left_open(
        8.5,
        _CHANGE,
        r"cancel|refund",
        "Can I cancel and get a refund if I do not agree to the change?",
        "It does not speak of customers who do not want it.",
        kinds=_I,
    ),
    left_open(
        8.0,
        _CHANGE,
        r"downgrade|change plans?|switch (?:to a|plans?)|lower plan",
        "Can I downgrade or switch to another plan before it takes effect?",
        "Customers look for a way to pay less.",
        kinds=_I,
    ),
    left_open(
        7.7,
        _CHANGE,
        r"discount|nonprofit|education|coupon|promo",
        "Do I keep the discount I have (nonprofit, education, annual, coupon)?",
        "It does not say what becomes of discounts.",
        kinds=_I,
    ),
    left_open(
        7.3,
        _CHANGE,
        r"\btax(?:es)?\b|\bVAT\b|\bGST\b",
        "Do the new prices include tax or VAT?",
        "It names prices and does not mention tax.",
        kinds=_I,
    ),
    left_open(
        7.2,
        _CHANGE,
        r"mid-?(?:cycle|term)|prorat|add(?:ing|ed)? seats?|next (?:invoice|billing)|annual .{0,40}renewal, ",
        "What do I pay on my next invoice, and for seats I add before an annual plan renews?",
        "It does not say what counts in the middle of a billing period.",
        kinds=_I,
    ),
    left_open(
        8.6,
        _OUTAGE,
        (r"\bdata\b.{0,40}(?:lost|loss|safe|intact|affected|deleted|corrupt)|(?:no|lost|loss " r"of).{0,12}data"),
        "Was any of my data lost or corrupted?",
        "The service failed, and it does not say whether data is safe.",
        kinds=_I,
    ),
    left_open(
        8.4,
        _OUTAGE + r"|delay",
        r"credit|compensat|refund|\bSLA\b|voucher|coupon",
        "Will I get a service credit, refund or other compensation (SLA)?",
        "It does not mention compensation.",
        kinds=_I,
    ),
    left_open(
        8.2,
        r"credit|compensat|voucher|coupon|points",
        r"expir|valid (?:for|until|through)|use (?:it )?(?:by|within)|must be used",
        "When does the credit or coupon I receive as compensation expire?",
        "It gives something and does not say how long it is valid.",
        kinds=_I,
    ),
    left_open(
        7.9,
        r"credit|compensat|voucher|coupon|refund",
        (
            r"free (?:plan|users?|accounts?)|all (?:customers|users|accounts)|only (?:customers|users"
            r"|accounts)|who were not|eligib"
        ),
        "Do free plan customers, or customers who were not directly affected, get it too?",
        "It does not say who is left out of the compensation.",
        kinds=_I,
    ),
    left_open(
        7.8,
        _FAILED + r"(?:API|webhook|job|queue|automation|sync|notification|integration|scheduled|import|export|event)",
        (
            r"re-?tri(?:ed|es)|re-?process|replay|re-?sent|backfill|re-?queue|automatically (?:retry"
            r"|process|resume)|re-?run"
        ),
        "Will failed requests, webhooks or scheduled jobs be retried or replayed automatically?",
        "It does not say what becomes of the work that failed meanwhile.",
        kinds=_I,
    ),
    left_open(
        7.1,
        _OUTAGE,
        r"cause|due to|because|result of|triggered",
        "What caused it (root cause)?",
        "It does not tell the cause.",
        kinds=_I,
    ),
    left_open(
        7.0,
        _OUTAGE,
        (
            r"prevent|improv|add(?:itional|ing|ed) (?:\w+ )?(?:checks|alerts|alarms|safeguards|tests)|monitor|redundan|changing"
            r"|changes now|from now on|steps we"
        ),
        "What are you doing to prevent it from happening again?",
        "It does not say what will be done.",
        kinds=_I,
    ),
    left_open(
        6.9,
        _OUTAGE,
        r"security|breach|unauthori[sz]ed|personal data|configuration|hardware|power|bug\b",
        "Was it a security incident, and was personal data exposed?",
        "Customers ask whether an attack was behind it.",
        kinds=_I,
    ),
    left_open(
        6.5,
        _OUTAGE,
        (r"region|\bEU\b|\bUS\b|all (?:customers|users|regions)|subset|some (?:customers|users)" r"|plans?\b"),
        "Were all regions, plans and customers affected, or only some?",
        "It does not say who was affected.",
        kinds=_I,
    ),
    left_open(
        6.4,
        _OUTAGE,
        r"status page|status\.|subscribe|updates? (?:will|at|on)",
        "Where can I follow updates (status page)?",
        "It does not say where news will be.",
        kinds=_I,
    ),
    left_open(
        6.3,
        _FAILED + r"(?:trial|deadline|expir|subscription|billing|renewal)",
        r"extend|extension",
        "Will trials, deadlines or subscription time that ran out meanwhile be extended?",
        "It does not say what happens to time that could not be used.",
        kinds=_I,
    ),
    left_open(
        6.2,
        r"maintenance|scheduled (?:downtime|upgrade|work)",
        r"extend(?:ed)?|longer|early|reschedul",
        "What if the maintenance takes longer than planned?",
        "It does not say what happens when the window changes.",
        kinds=_I,
    ),
    left_open(
        6.1,
        r"maintenance|unavailable|read-only|offline",
        r"still (?:be )?(?:able|available|accessible|work)|remain|read-only|log ?in|sign in",
        "Can I still log in or read my data meanwhile?",
        "It says what stops, not what keeps working.",
        kinds=_I,
    ),
    left_open(
        6.6,
        _FAILED + r"(?:mobile|app\b|desktop|web\b|dashboard)",
        r"mobile|desktop app|ios|android",
        "Were the mobile apps affected too?",
        "It does not speak of the mobile apps.",
        kinds=_I,
    ),
    left_open(
        8.3,
        r"shipping|shipments?|parcels?|packages?|warehouse|couriers?|deliver(?:y|ies)\b",
        r"already (?:shipped|dispatched)|in transit|shipped orders",
        "Will orders already shipped (in transit) be late too?",
        "It speaks of orders not yet sent only.",
        kinds=_I,
    ),
    left_open(
        8.1,
        r"new address|address.{0,30}chang|relocat|return (?:address|cent)",
        r"(?:old|previous|former) address",
        "What if I already sent a return to the old address?",
        "The address changes, and it does not speak of parcels already sent.",
        kinds=_I,
    ),
    left_open(
        7.5,
        _FAILED + r"(?:charged|payment|card\b|checkout)",
        r"(?:your )?bank|card issuer|dispute|chargeback",
        "Should I contact my bank or card issuer to cancel the charge?",
        "Customers with a pending charge ask whether to call their bank.",
        kinds=_I,
    ),
    left_open(
        7.4,
        r"(?P<lost>flash sale|sale|booking|reservation|early[- ]bird|deadline|promotion|registration)",
        r"same (?:price|terms)|honou?r|extend|again",
        "Can I still get the {lost} price or terms that I missed?",
        "Customers who missed it because of the failure ask for another chance.",
        kinds=_I,
    ),
    left_open(
        5.8,
        r"shipping|shipments?|parcels?|deliver(?:y|ies)\b",
        r"cancel",
        "Can I cancel my order instead of waiting?",
        "It does not say whether late orders can be cancelled.",
        kinds=_I,
    ),
    # What is asked about nearly every promotion or incident, after what is closer to the notice
    left_open(
        4.9,
        r"minimum|(?:orders?|spend|purchases?).{0,20}(?:over|above|of|at least)\s*[$€£₩]?\d|free gift",
        r"partial|part of (?:the|an|your) order",
        "What happens if I return or cancel only part of the order?",
        "It does not say what counts when part of an order goes back.",
    ),
    left_open(
        4.7,
        r"minimum|(?:orders?|spend|purchases?).{0,20}(?:over|above|of|at least)\s*[$€£₩]?\d",
        r"before (?:tax|discount)|after (?:tax|discount)|subtotal|exclud(?:es|ing) (?:tax|shipping)",
        "Is the minimum counted before or after discounts, tax and shipping?",
        "It does not say how the minimum is counted.",
    ),
    left_open(
        4.2,
        r"pay|purchase|checkout|billing|invoice",
        r"payment methods?|credit card|paypal|wire|installments?",
        "Which payment methods can I use, and can I pay in installments?",
        "It does not say how one may pay.",
    ),
    left_open(
        4.0,
        r"account|customer|member|household",
        r"household|per (?:person|customer|account|member|household|workspace)|once|one-time|limit",
        "Can I use it more than once, or for several people in a household?",
        "It does not say how often one may use it.",
    ),
    left_open(
        3.6,
        r"app|website|online|code|register",
        r"\b(?:app|website|online|phone|desktop|mobile)\b",
        "Can I take part in the app, on the web and by phone?",
        "It does not say where one takes part.",
    ),
    left_open(
        3.4,
        r"order|product|item",
        r"exchange",
        "If I exchange an item, do I keep the discount?",
        "It does not speak of exchanges.",
    ),
    left_open(
        3.2,
        r"coupon|code|voucher",
        r"transfer|share|someone else",
        "Can I give my code or coupon to someone else?",
        "It does not say whether codes are personal.",
    ),
    left_open(
        2.9,
        r"until|through|ends?\b|by\b|to\b",
        r"extend|again|next (?:sale|promotion)",
        "Will the offer be extended or come back if I miss the deadline?",
        "Customers who miss it ask for the next chance.",
    ),
    left_open(
        5.9,
        r"credit|compensat|voucher|refund",
        r"automatic|request|apply for|claim|no action",
        "Do I need to request the credit, or is it automatic?",
        "It does not say how compensation reaches customers.",
        kinds=_I,
    ),
    left_open(
        5.6,
        r"credit",
        r"monthly|annual|next invoice|invoice",
        "How do customers on annual plans receive the credit (next invoice)?",
        "Customers who are not billed monthly ask when the credit counts.",
        kinds=_I,
    ),
    left_open(
        5.2,
        _OUTAGE,
        r"restored|resol(?:ved|ution)|recovered|back to normal|resume|fixed|completed|mitigated|cleared",
        "When will it be back to normal?",
        "It does not say when it ends.",
        kinds=_I,
    ),
    left_open(
        4.8,
        r"API|error|fail|request",
        r"bill|charge|quota|rate limit|usage",
        "Do failed requests count against my usage, quota or bill?",
        "Customers who pay by use ask whether failures are counted.",
        kinds=_I,
    ),
    left_open(
        4.4,
        _OUTAGE,
        r"notif|email(?:ed)?|alert",
        "Why was I not notified, and how can I get alerts?",
        "It does not say how customers are told.",
        kinds=_I,
    ),
    left_open(
        4.2,
        _OUTAGE,
        r"refund|cancel",
        "Can I get a refund or cancel because of this?",
        "It does not speak of customers who want to leave.",
        kinds=_I,
    ),
    left_open(
        4.0,
        _OUTAGE,
        r"please|no action|you (?:do not|don't) need|you should",
        "Is there anything I need to do?",
        "It does not say what customers should do.",
        kinds=_I,
    ),
)
