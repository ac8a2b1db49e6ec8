"""English words that look like names or login names and are none, and first names. General language only."""

from kbgen.privacy.words import words

NOT_ENGLISH_NAMES = words(
    """
a about absolutely access account address admin adult afraid after again agent all already alright also always am amazon america american
amex an and android annoyed another any anybody anyone anything api apologies app apple appreciate appreciated april are arrived as asap
ask asking assistant at attached august available aware awesome awful back bank based basic be because been being best billed billing
birth black booked booker booking bot both brand brilliant british bug business but by calling can can't cancel canceling cancelling
cannot cant case cc center centre changing charged chat checking cheers china christmas chrome city client collection colour company
concerned confused contact contacting cool correct could csv curious currently customer customers cyber dashboard date day dear december
default definitely delivery department desk details did didnt disappointed do does doesnt don't done dont double down driver drop due
easter ebay economy edge email english enterprise error everyone everything exactly excel excited expecting express facebook facing
faithfully faq feature february few fine firefox first first-class fix flying folks following for forename forgot form free friday friend
from frustrated full fwd galaxy general getting given glad gmail going gone good google gotcha great green guys had half halloween happy
has have having he hello help her here hey hi his hold holiday home hotel house how i i'd i'll i'm i've id if important in initial input
instagram interested invoice ios ipad iphone is isnt issue it it's its i’m i’ve january japan july june just kakao kind kindly korea
korean ladies last late later left legal let's letter line linux live locked log logged login london looking looks lost love ma'am maam
mac macbook madam maiden manager march married mastercard may may's maybe me member merry middle missing mobile monday more most mr mrs ms
my naver need netflix new next nice no nobody none nope not note noted nothing november now number october of off office ok okay on once
one only operator or order other our out outlook over owner page paris passport password paying payment paypal pdf people perhaps person
phone plan planning please pleased plus policy postcode premium priority privacy private pro problem product project public question quite
re ready really receipt receiving refund regarding regards regular report representative request reservation reset respectfully return
ridiculous right role sad safari safe same samsung saturday screen seeing seller sending sent september service set settings setup
shipping shop short sign sign-in signed sincerely sir site slack so some someone sorry sounds spelling spotify sso staff standard state
still store stripe stuck subject subscribed subscription such sunday super support sure surname table team terms terrible thank thanks
thanksgiving that that's thats the their them then there theres these they thing this those though thursday ticket title to today today's
tomorrow tonight tonight's too total totally tracking travel traveler traveling traveller travelling trial trying tuesday twitter type
typo unable unacceptable unavailable under understood unfortunately unfortunatley unhappy unknown unsure until up update urgent url us
user using valentine's very via viewing visa waiting warm was wasn't wasnt we web website wednesday week well were what what's whatever
whats when where which while who whoever whole why will windows with without won't wondering wont word working workspace worried would
writing wrong yeah yep yes yesterday yet york you your yours yourself youtube yup zoom
"""
)
"""Words that follow `I'm`, `this is`, `Hi` or `Thanks,` with a capital and are no names."""
NOT_HANDLES = words(
    """
account address and android apple channel channels chat chrome company could different does doesn email facebook for forgot friend friends
from gmail google guest has have help idk instagram internet iphone isn kakao kakaopay kakaotalk line link login mail message messenger
mine mobile naver none nope not notice number official okay page password payco please same should signup sns story support sure talk
telegram that the this twitter unknown user username usual verification wallet wasn website will with would yeah yep yes youtube
"""
)
"""Latin words that follow 아이디, ID or a messenger's name and are no login names."""

NAMES_AND_WORDS = words(
    """
amber april art ash august autumn basil beau bill blessing bliss bob bonnie brook buddy candy carol chance charity chase chuck clay
clement cliff clint constance cora coral crystal daisy dale dan dawn dean deb dee destiny dolly dot drew duke earl ebony ed eve faith fay
fern flora forrest frank gene gill ginger glen grace grant guy hal happy harmony harper hazel heath heather herb holly honor hope hunter
iris ivy jack jade jasmine jay jean jewel jo joy june junior justice karen kay kim kit kitty lance landon lane laurel leda len les liberty
lily linden lou major mark mason max may mel melody mercy merry mia mick miles min mina misty mitch moses myrtle nan nana nick noble nova
ola olive opal page paige pat patience patsy patty pearl peg peggy penny pepper pierce pip piper poppy porter precious prince princess
prudence rand randy raven ray reed rex rich rick river rob robin rocky rod roman rose rosemary rowan royal ruby rusty saga sage sally
sandy scarlet scarlett sherry sid skip sky sol sonny stan sten sterling stew stone storm sue summer sunny tad tanner tatum teddy terry
tiara tiger till tom tony trinity troy tyson unity val van verity vic victor viola violet wade ward will willow wolf woody wren young
"""
)
"""First names that are words or abbreviations as well: names only where capitalised and in a name's place."""
NOT_SECOND = words(
    """
academy accountant admin administrator agency agent air airlines airport airways alert alerts analyst analytics app architect artist
associate associates avenue award bag bakeries bakery bank banking bar barber beach bed bistro black blanket blender blue boots bottle
boutique box brewery bridge bros brothers builder builders building bundle butcher button cabinet cafe candle card cars catering center
centre chair chemist chemists church city clinic clinics cloud club coach coat coffee collection college color colour communications
company consultant consultants consulting contractor controller coordinator corp council county courier couriers court cream cup curtain
cushion day deli dental designer desk developer digital diner director distribution dress drive duvet edge edition electric electrical
electronics energy engineer engineering engineers enterprises eve events executive express farm farms fashion finance financial fitness
flip florist florists flowers fold food foods foundation frame freight furniture gallery games garden gardens gold green grey group gym
hall haulage headphones health healthcare help hob holdings holidays homes hoodie hospital hostel hotel house inc industries inn institute
insurance interiors intern international island islands jacket jeans jewellers jewelry kettle kit kitchen kitchens laboratories labs lamp
lane laptop lawyers legal lettings limited line llc lodge logistics ltd manager manufacturing market marketing mattress max media medical
menu mills mini ministry mirror mixer mode monitor month motors museum music neo network networks news nursery officer optical opticians
optics oven pack page palette park partner partners pay pharma pharmacy phone physio pillow pink pizza pizzeria plan planter plc plumbing
plus post practice president press printing prize pro properties property publishing purchasing radio rail railway realty records
recruitment red rentals resort resorts restaurant road robotics rug salon school security senior series serum service services set
settings shelf shipping shirt shoe shoes shop silver size sneakers sofa software solutions spa speaker sports square st stand station
store street studio studios support surgery systems table tablet taxis team tech technologies technology tee textiles throw tier times
toaster tool tools tours tower trading trailers trainers transport trattoria travel travels trust tv ultra university utilities vase
ventures veterinary vets villas wallet wardrobe warehouse watch water wealth week white wholesale winery wines works year
"""
)
"""Words that make a thing, a place or a company of a first name before them."""
KOREAN_SURNAMES = words(
    """
ahn an bae baek ban bang bong bu byun cha chae chang chi cho choe choi chong choo chu chun chung do dokgo eom eun geum gil go gong gu guk
ha ham han heo hong huh hur hwang hwangbo hyeon hyun im in jang je jegal jeon jeong ji jin jo joo ju jun jung kang keum ki kim ko koh kong
koo kook ku kwak kwon lee lim lyu ma maeng min mo moon mun myeong myung na nam namgung nho noh oh ok paik pak park pyeon pyo ra rhee rim
roh ryu sa sagong seo seok seol seong seonwoo shim shin sim sin so sohn son song suh sul sun sung sunwoo tak um wang wi won woo yang ye
yeo yeom yeon yi yong yoo yook yoon yu yuk yum yun
"""
)
"""Surnames of Koreans in Latin letters, in lower case."""
PLACES = words(
    """
adelaide africa alexandria algeria america argentina asia atlanta austin australia austria avignon bangkok barcelona beijing belgium
berlin birmingham boston brazil bristol brooklyn bulgaria busan cairo california cambodia canada cardiff carolina chad charlotte chelsea
chester cheyenne chicago chile china croatia cuba cyprus dakota dallas delhi denmark denver devon dubai dublin edinburgh egypt england
essex europe finland florence florida france geneva genoa georgia germany ghana glasgow greece hanoi havana hawaii houston hungary iceland
incheon india indonesia iran iraq ireland israel italy jakarta jamaica japan jeju jersey jordan kent kenya korea kuwait kyoto lagos
lancaster laos lebanon leeds lima lincoln lisbon liverpool london lorraine lourdes madeira madison madrid malaysia malta manchester manila
melbourne mexico miami milan monaco monday morocco moscow mumbai myanmar napoli nepal netherlands nigeria norway odessa olympia online
orlando osaka oslo oxford pakistan paris perth peru philadelphia philippines phoenix poland portugal prague qatar regina riga roma romania
rome russia salem salvador santiago savannah scotland seattle seoul serbia shanghai siena sienna singapore spain stockholm surrey sussex
sweden switzerland sydney taipei taiwan thailand tokyo toronto troy tunisia turkey ukraine valencia vancouver venice verona victoria
vienna vietnam virginia wales warsaw washington york zurich
"""
)
"""Places, some of which are first names as well, in lower case."""
BRANDS = words(
    """
alexa ally bentley bixby chase claude cortana dell denny disney dyson echo fendi ford gucci hermes hilton kia levi lincoln luna marriott
mercedes nova pandora porsche prada ring roku sage siri skype tesla tiffany uber venmo wendy zara zelle
"""
)
"""First names that a product or a company is more often called by, in lower case."""
ACCENTED = words(
    """
beyoncé bodø bogotá brûlée café cancún château citroën crème crédit crêpe córdoba côte décor düsseldorf entrée estée fiancé fiancée
fraîche gdańsk générale göteborg häagen hôtel jalapeño kraków köln lancôme lindström malmö montréal málaga médoc méridien méxico münchen
münster nestlé notre-dame nürnberg perú piñata pokémon poznań pâté québec reykjavík rosé résumé sacré señor señora société são touché
tromsø türkiye wrocław zürich ålesund århus île österreich über łódź škoda
"""
)
"""Words with marks that English texts have and that are no people, in lower case."""
COMPANY_ENDS = words(
    """
academy agency airlines airways analytics associates bakery bank clinic co company consultants consulting corp corporation council dental
electronics energy engineering enterprises foods foundation gmbh group healthcare hospital hotel inc industries insurance interiors
international kitchen laboratories labs limited llc llp logistics ltd manufacturing media motors pharma pharmacy plc plumbing properties
realty restaurant school software solutions studio studios systems tech technologies trading transport university ventures
"""
)
"""Words at the end of a record's name that make it a company's, in lower case."""
