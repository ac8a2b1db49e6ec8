"""English names, and numbers of all languages, by the classes of words around them: texts of many trades."""

import re

import pytest

from kbgen.models import RawConversation, RawMessage, Source
from kbgen.privacy import Gate, find

MARK = re.compile(r"\{\{(.*?)\}\}")
TEXTS = (
    "Hi, I, {{Oluwaseun Bakare}}, hereby cancel my gym membership as of 1 March.",
    "our bookkeeper {{Mireille}} says the VAT line is wrong on the June invoice",
    "The parcel was signed for by {{Ignatius}} at reception, whoever that is.",
    "Could {{Perpetua}} from accounts get read-only access?",
    "Front desk manager is {{Anselm Okoro}}, he can confirm the late checkout.",
    "put the second seat under my brother's name please, {{Tobias Lindqvist}}",
    "{{Marisol}} (my niece) will pick up the dress on Saturday.",
    "The tutor, {{Bronwyn}}, never showed up for the 4pm session.",
    "im {{priya raman}} and my card got declined twice",
    "hey its {{gareth}} again, still no refund",
    "this is {{esther mwangi}}, order still says processing",
    "I think the vet was called {{Casimir}}? He gave Biscuit the wrong dose.",
    "No, it's {{Hargreaves}} now - I got married in May and my surname changed.",
    "My surname is spelled {{Ostrowska}}, not {{Ostrowski}}.",
    "Yes, {{Philippa}} with one l.",
    "Please change the name on the ticket from {{Steven}} to {{Stephen}}.",
    "I'm meeting {{Joaquín}} and {{Inés}} there, they have their own booking.",
    "Reservation for two under {{van der Meer}}, 8pm, window table if possible.",
    "{{Park, Ji-won}} is what my passport says.",
    "Technician {{D. Kowalczyk}} left without finishing the wiring.",
    "Please cc {{Rosalind}} on the reply.",
    "{{Hamza}} told me the warranty covers water damage.",
    "The invoice was approved by {{Leocadia}} in finance on Monday.",
    "Tell {{Dmitri}} the pump is leaking again.",
    "my flatmate {{Xiomara}} lost her key fob",
    "Thanks {{Will}}, that fixed it. Will you send a receipt?",
    "Ask for {{Grace}} at the counter; Grace Bakery closes at six.",
    "Is {{Mark}} in today? Mark the ticket as urgent either way.",
    "{{Søren Kjærgaard}} bought the bike, {{Søren}} wants the invoice on the company.",
    "Student: {{Anaïs Lefèvre}}, class 4B, allergic to nuts",
    "patient {{leila haddad}} dob {{12/04/1990}} needs an interpreter",
    "Sent from my phone. - {{Beatrix}}",
    "Our new hire {{Tadhg}} starts Monday and needs a badge.",
    "my boss, {{Henrietta Vance}}, wants a call about the contract",
    "Emergency contact: {{Soledad Ibarra}}, {{(505) 555-0138}}",
    "the name should read {{Nguyen Thi Mai}} on the certificate",
    "{{Lachlan}} never got his welcome pack.",
    "Frank feedback: the Ruby red sofa is darker than on the site.",
    "Will the Holly bed frame fit a 150 cm mattress?",
    "Joy Airlines flight JY204 was late by 3 hours",
    "Mark my words, the Rose Garden Hotel lost a customer.",
    "Can I pay with Apple Pay at Harvey Nichols Bristol?",
    "Our Stella floor lamp flickers. It's 6 months old.",
    "Norwood Plumbing Supplies Ltd charged us twice for the same pallet.",
    "The Grace Period is 14 days, then the Penny Plan ends.",
    "Does the Jasper Desk come in Oak? The Amber one is sold out.",
    "Please bill Chase for it, they promised 5% cashback.",
    "May I return the Hunter boots in June?",
    "Hope this helps! Patience is a virtue.",
    "Summer Sale starts June 1 and ends August 31.",
    "We use Jenkins and Jasmine for tests; Ruby 3.2 fails on Ubuntu.",
    "The Victoria line was down so I missed the Paris train from London.",
    "I live near Austin and shop at Trader Joe's.",
    "Your Jordan Air sneakers are on backorder until 12 April.",
    "Add the Chef Station and the Data Engineer role to the Enterprise plan.",
    "Dashboards > Team Settings > Billing Contact is greyed out",
    "Error code ERR-20041 in version 4.2.0, model WX-48213, part PN-7741-22.",
    "Use code SPRING-2025 or WELCOME10 at checkout.",
    "Tracking says out for delivery since 8 am.",
    "Our hotline is 1-800-555-0142, the front desk number is 02-555-0110.",
    "1 2 3 4 5 6 7 8 9 10 sizes are all sold out",
    "lunch is 12 15 30 45, rooms 101 102 103",
    "card {{5412 7512 3456 7890}} exp {{09/27}} cvv {{331}}",
    "use {{4111111111111111}}|{{12/28}}|{{904}}",
    "my amex {{3782 822463 10005}}, {{11/29}}, code {{7719}}",
    "카드 {{5521-0098-1234-7766}} 유효기간 {{07/30}} 뒷면 세자리 {{552}} 요",
    "카드번호 {{9411 2345 6789 0123}} 이고 {{06/29}} 보안코드 {{118}}",
    "the 3 digits on the back of my card are {{884}}",
    "last 4 of my mobile are {{7733}}",
    "the phone number ending in {{2290}} is my old one",
    "mine is {{614 555 0182}}, hers is {{614 555 0119}}",
    "call me on {{2 0 6 - 5 5 5 - 0 1 4 4}}",
    "routing {{026009593}}, account {{7788991234}}",
    "sort code {{20-45-45}} account {{33445566}}",
    "dispute opened under {{DSP-0112233}}",
    "membership no. {{QF-8812-0043}} miles missing",
    "rewards number: {{RW 5520 8841}}",
    "the claim ends in {{7K21}}, adjuster never called",
    "complaint {{CMP-204411}} still open after 3 weeks",
    "Your case {{TKT_0093312}} was escalated",
    "loyalty id {{LX-88213}}",
    "접수번호 {{R-2026-00418}} 처리 언제 되나요",
    "전봇대 관리번호 8821-33 옆에 전선이 늘어졌어요",
    "엘리베이터 관리번호 0417-22 고장났습니다",
    "관리번호 {{GM-2204-118}} 계약서 다시 보내주세요",
    "my passport is {{EK8820417}}, nationality Irish",
    "passport number {{C01X00T47}}",
    "여권번호 {{M123A4567}} 입니다",
    "여권번호는 {{L8839201X}} 예요",
    "it logs in as service account {{svc-billing-prod}}",
    "username {{night-owl-42}} cannot reset the password",
    "제 인스타 {{@_soo.jin_}} 로 DM 주세요",
    "@support please fix this",
    "카톡으로 연락주세요! {{haneul_park}}",
    "api key {{sk_live_4fT9kQ2mZ7xLpB1v}} leaked",
    "It comes from {{198.51.100.77}} and 192.168.0.1",
    "I moved to {{48 Larkspur Crescent, Leeds LS8 2QD}}",
    "ship it to {{1207 Juniper Ave, Apt 4C, Boulder, CO 80302}} please",
    "Deliver to {{Flat 3, 92 Harbour Road, Cardiff CF10 4PA}}",
    "Hello, {{Bertrand Okafor}} here, the boiler at {{14 Quarry Lane, Bath BA2 3QT}} is leaking",
    "my daughter {{Saskia}} has a lesson with {{Miguel}} on Thursday",
    "We booked with {{Fiona}} last time, can we have her again?",
    "{{Ayumi}}'s tooth still hurts after the filling",
    "Is Dr. {{Haverford}} in on Fridays?",
    "The florist said {{Celeste}} would deliver by noon.",
    "My landlord, {{Gareth Pugh}}, refuses to return the deposit.",
    "The reservation was made by {{Thaddeus}} from our office",
    "Add {{Imogen Achebe}} as a second driver please",
    "Remove {{Kwabena}} from the family plan.",
    "hello my name is {{siobhan kelly}} and i want to close my account",
    "name: {{yolanda pierce}}",
    "Regards,⏎{{Thorsten Wiebe}}⏎Head of Operations, Larkfield Energy",
    "Best,⏎{{Noor}}",
    "Kind regards⏎{{J. Abernathy}}",
    "To whom it may concern, I, {{Agatha Lim}}, revoke my consent.",
    "Our finance director {{Ulrike}} approved it, so please ship.",
    "The nurse {{Oksana}} gave me the form.",
    "Could you tell {{Bilal}} his order is ready?",
    "{{Rosamund Pike-Hall}} lives at {{9 Orchard Mews, Oxford OX2 6JD}}.",
    "Passenger {{QUINN/ORLA MS}} on the 14:20",
    "Guest name: {{Hyun-woo Choi}}, 2 nights",
    "Attn: {{Delphine Marchetti}}, receiving dock",
    "It should say {{Katharine}}, not {{Catherine}}.",
    "I'm {{Joy}}, the one who called about the piano.",
    "Who is {{Zainab}}? Her mail ended up in my inbox.",
    "I already gave {{Marek}} the serial number.",
    "Sorry, this is {{Ines}}' phone, she's out.",
    "Please have {{Olamide}} call me back on {{0161 496 0345}}.",
    "My ex-husband {{Lorcan}} still gets my statements",
    "account belongs to my late mother, {{Edith Marlowe}}",
    "cc'd {{Priyanka}} from legal",
    "It was {{Desmond}} who signed the waiver.",
    "the receptionist, {{Coralie}}, was lovely",
    "{{Nadia}}: can you resend it?",
    "The Oliver Chair and the Sophia Table ship separately.",
    "Where can I find Amber Alert settings on Galaxy S23?",
    "Does Klarna or Clearpay work with Marks & Spencer gift cards?",
    "How do I connect Alexa to the Philips Hue bridge?",
    "Please refund me via Venmo or PayPal, whichever is faster.",
    "I flew Delta from Charlotte to Denver via Dallas.",
    "Is Lake Victoria tour running in July?",
    "Is Saint Patrick's Day a holiday for you?",
    "What is the San Diego store's phone?",
    "My Dyson, bought at Curry's, makes a noise. It's loud.",
    "The Sydney office is closed on Australia Day",
    "Our team uses Slack, Jira and Notion daily.",
    "Can I upgrade from Basic to Business mid-cycle?",
    "I ordered the Earl Grey tea and got Jasmine Green instead.",
    "Penny boards on sale? Also Ruby slippers, size 38.",
    "Ward 4B visiting hours? Dr on duty?",
    "Max weight is 120 kg. Max speed 25 km/h.",
    "Rob the bank game crashed, Frank sauce ran out, Sunny Delight is great.",
    "In May I will travel; will April be cheaper?",
    "Chuck the old filter. Pat dry with a Terry towel.",
    "I tried Norton, McAfee and Avast.",
    "Thanks in advance. Regards",
    "Yes please. Great. Perfect. Awesome, thanks!",
    "Hi Support, Hello Team, Dear Sir or Madam,",
    "Is it Gluten Free? With Oat Milk?",
    "From Settings to Privacy, then Account to Security.",
    "The Hague branch, the Kent depot and the Essex shop are shut.",
    "Dear Customer Care, my Kitchen Aid is broken",
    "Warranty 2 years, ISO-9001, IP67, USB-C 3.2, 802.11ax",
    "Serial SN-4410982, lot LT-20931, SKU-88120",
    "Size chart EU 38 39 40 41 42 43 44 45",
    "Flight BA-2490 leaves at 10:45, gate A12, seat 22C",
    "our support number is 0800 123 4567",
    "Call reception on 020 7946 0000 for late checkout",
    "debit card {{4929 1234 5678 9012}}, valid thru {{03/28}}, security code {{712}}",
    "{{6011000990139424}} {{11/2027}} {{345}}",
    "card no {{4539-1488-0343-6467}} expiry date {{08/26}} and cvc {{019}}",
    "신한카드 {{4518 4200 1122 3344}} {{08/27}} {{901}}",
    "카드 뒤에 3자리는 {{204}} 이에요",
    "cvv number is {{667}} on my visa",
    "my number is {{503 555 0147}} if you need it",
    "text me on {{07911 123456}}",
    "his mobile: {{+353 87 123 4567}}",
    "Number ends in {{4417}}, can't remember the rest",
    "{{8812}} are the last four of my phone",
    "ABA routing number {{121000358}}",
    "acct no. {{000123456789}}",
    "IBAN {{DE89 3704 0044 0532 0130 00}}",
    "booking reference ends {{44KX}}",
    "ticket {{INC0048213}} was closed too early",
    "refund request {{RR-2025-00817}} pending",
    "order no {{77-4410-2291}} arrived empty",
    "my quote is {{Q-118204}}",
    "claim filed as {{CLM_5520193}}",
    "policy {{HP-99120-44}} lapsed",
    "계약번호는 {{KR-7781-220}} 이고요",
    "분쟁 접수 {{DSP-8810293}} 결과 나왔나요",
    "my passport, {{N8412209}}, expires soon",
    "Passport: {{12AB34567}}",
    "drivers license {{D123-4567-8901}}",
    "username: {{crow.feather_9}}",
    "login is {{j.marlowe88}}",
    "discord {{moth#4471}}",
    "my insta is {{@lune.petite}}",
    "our client connects from {{203.0.113.88}}",
    "token {{ghp_9aB3kLm29XqPz81TTqw0aa12bb34cc56}} got committed",
    "My partner {{Eszter}} is travelling with me, please seat us together.",
    "Kennel booking for {{Gwendolyn Achterberg}}, two beagles, 3-9 August",
    "{{Ruaridh}} from your Leeds branch promised a callback",
    "Can {{Zeynep}} pick up my prescription?",
    "i'm {{rachel oconnor}}, flat 4, the intercom is dead",
    "The tutor called {{Ludmila}} cancelled twice.",
    "On the certificate it says {{Jonathon}}, should be {{Jonathan}}.",
    "Please email {{Hiroko}} the revised quote.",
    "The deposit was paid by {{Emeka}} on my behalf.",
    "{{Dolores}} and I would like adjoining rooms",
    "Best regards,⏎{{Ottavia Brunelli}}⏎Purchasing, Solano Ceramics",
    "Hi {{May}}, thanks for the quick answer",
    "I told {{Harper}} the gate was locked",
    "Her name's {{Aoibheann}}, spelled with two n's",
    "Deliver to my office instead: {{Suite 210, 880 Marsh Road, Reading RG1 8QQ}}",
    "My cell ends in {{0417}}",
    "mastercard {{5105 1051 0510 5100}} {{02/28}} {{998}}",
    "visa {{4012888888881881}} exp {{06/26}} sec code {{123}}",
    "the cvc is {{456}} for that card",
    "Complaint {{CMP-88120}} has no answer yet",
    "gym membership number {{MB-20418-77}}",
    "permit application {{PA-2025-0099}} status?",
    "수리 접수번호 {{AS-99120}} 확인 부탁드려요",
    "자판기 관리번호 22-0418 동전이 걸렸어요",
    "passport no. {{YB1234567}}",
    "my tiktok {{@mira_bakes}}",
    "password for {{jdoe_77}} account expired",
    "IP {{2001:db8:85a3::8a2e:370:7334}} got blocked",
    "Does the Harper Coat run small? And the Sienna Boots?",
    "Delta Airlines lost my bag at Newark.",
    "Is it possible to pause Premium until September?",
    "Grant access to the Finance folder, please. Bill me monthly.",
    "The Dean's office hours? Art supplies list?",
    "Please mark it as resolved. Hope that's fine.",
    "Model KX-48210 manual, error E-4021, version 10.2.3.4",
    "Ask Siri to open it. Tell Alexa to stop.",
    "What about Black Friday and Cyber Monday deals?",
    "Monday or Tuesday works. March 3 is fine.",
    "Contact Support or Sales? Call Billing?",
    "The package is with FedEx in Memphis.",
    "Reservation under Settings > Bookings disappears",
    "Add Zoom and Teams to my plan",
    "Sign in with Google or Apple fails on Safari",
    "Replace Filter light stays on. Press Start then Select.",
)
"""{{…}} marks personal data, ⏎ is a line break; what is not marked stays."""


def unmark(line: str) -> tuple[str, list[range]]:
    text, marks, done = "", [], 0
    line = line.replace("⏎", "\n")
    for match in MARK.finditer(line):
        text += line[done : match.start()]
        marks.append(range(len(text), len(text) + len(match[1])))
        text += match[1]
        done = match.end()
    return text + line[done:], marks


@pytest.mark.parametrize("line", TEXTS)
def test_all_that_is_marked_is_covered_and_no_span_lies_beside_the_marks(line):
    text, marks = unmark(line)
    spans = [range(s.start, s.end) for s in find(text)]
    covered, marked = {i for s in spans for i in s}, {i for m in marks for i in m}
    assert [text[m[0] : m[-1] + 1] for m in marks if any(i not in covered and text[i].isalnum() for i in m)] == []
    assert [text[s[0] : s[-1] + 1] for s in spans if not marked & set(s)] == []


def _said(*messages: tuple[str, str], names: tuple[str, ...] = ()) -> list[str]:
    raw = RawConversation(
        Source("zendesk", "x", "1"), tuple(RawMessage(role, text, None, role) for role, text in messages), names=names
    )
    return [m.text for m in Gate((), b"\0" * 32).conversation(raw)[0].messages]


def test_a_name_that_is_a_word_is_found_again_only_where_a_name_stands():
    said = _said(
        ("customer", "My name is Will Chance, purchasing."),
        ("agent", "Thanks Will. Will you need a hard copy as well?"),
        ("customer", "Will left it open, hope you will fix it"),
    )
    assert "Will you need a hard copy" in said[1]
    assert "Thanks Will." not in said[1]
    assert "Will left" not in said[2]
    assert "hope you will fix" in said[2]


def test_a_company_in_the_record_and_in_the_text_is_no_person():
    said = _said(
        ("agent", "Which entity placed the order?"),
        ("customer", "Harrowgate Foods Ltd. It was Joy Makinde."),
        ("customer", "Joy to deal with, says Joy & Frank Trattoria"),
        names=("Harrowgate Foods",),
    )
    assert said[1].startswith("Harrowgate Foods Ltd.")
    assert "Makinde" not in said[1]
    assert said[2] == "Joy to deal with, says Joy & Frank Trattoria"


def test_a_name_with_a_hyphen_told_by_its_word():
    said = _said(("agent", "What name is on the booking?"), ("customer", "Delgado hyphen Reyes"))
    assert "Delgado" not in said[1]
    assert "Reyes" not in said[1]
