"""English words that look like names or login names and are none, and first names. General language only."""

from kbgen.privacy.words import words

NOT_ENGLISH_NAMES = words(
    """
a about absolutely access account admin afraid after again agent all already also always am amazon america american amex an and android
annoyed another any anybody anyone anything api apologies app apple appreciate appreciated april are as asap asking assistant at attached
august available aware awesome awful back bank based basic be because been being best billed billing black booking bot brilliant british
bug business but by calling can can't canceling cancelling cannot cant cc center centre changing charged chat checking cheers china
christmas chrome city collection company concerned confused contacting cool correct could csv curious currently customer customers cyber
dashboard day dear december default definitely delivery department desk did didnt disappointed do does doesnt don't done dont down driver
due easter ebay economy edge email english enterprise error everyone everything exactly excel excited expecting express facebook facing
faithfully faq feature february few fine firefox first first-class flying folks following for forgot form free friday friend from
frustrated full fwd galaxy general getting glad gmail going gone good google gotcha great guys had half halloween happy has have having he
hello help her here hey hi his holiday home hotel house how i i'd i'll i'm i've id if important in instagram interested invoice ios ipad
iphone is isnt issue it it's its i’m i’ve january japan july june just kakao kind kindly korea korean ladies last late later let's linux
live locked log logged login london looking looks lost love ma'am maam mac macbook madam manager march mastercard may may's maybe me
member merry missing monday more most mr mrs ms my naver need netflix new next nice no nobody none not note noted nothing november now
october of off office ok okay on once one only operator or order other our out outlook over owner page paris password paying payment
paypal pdf people perhaps phone plan planning please pleased plus policy premium priority privacy private pro problem product project
public question quite re ready really receiving refund regarding regards regular report representative request reservation reset
respectfully ridiculous right sad safari safe same samsung saturday screen seeing seller sending sent september service set settings setup
shipping shop short sign sign-in signed sincerely sir site slack so some someone sorry sounds spotify sso staff standard still store
stripe stuck subject subscribed subscription such sunday super support sure team terms terrible thank thanks thanksgiving that that's
thats the their them then there theres these they thing this those though thursday ticket to today today's tomorrow tonight tonight's too
total totally tracking traveling travelling trial trying tuesday twitter unable unacceptable unavailable under understood unfortunately
unfortunatley unhappy unsure until up update urgent url us user using valentine's very via viewing visa waiting warm was wasn't wasnt we
web website wednesday week well were what what's whatever whats when where which while who whoever whole why will windows with without
won't wondering wont word working workspace worried would writing wrong yes yesterday yet york you your yours yourself youtube zoom
"""
)
"""Words that follow `I'm`, `this is`, `Hi` or `Thanks,` with a capital and are no names."""
NOT_HANDLES = words(
    """
account address and android apple channel channels chat chrome company could does doesn email facebook for friend friends from gmail
google guest has have help instagram internet iphone isn kakao kakaopay kakaotalk line link login mail message messenger mobile naver not
notice number official page password payco please should signup sns story support talk telegram that the this twitter user username
verification wallet wasn website will with would youtube
"""
)
"""Latin words that follow 아이디, ID or a messenger's name and are no login names."""

FIRST_NAMES = words(
    """
aaron abby abdul abdullah abigail adam adele adrian agnes agnieszka ahmed aidan aiden aisha aiyana alan albert alejandro alex alexander
alexandra alexis alfred ali alice alicia alina alison allison alyssa amanda amara amber amelia amina amir amit amy ana anastasia andre
andrea andreas andrew andy angela angelina angus anika anita anjali ann anna annabel anne annie anthony antoine antonio anya aoife april
aria ariana arjun arthur asha ashley astrid audrey aurora austin ava barbara bart bartholomew beatrice becky ben benjamin bernard beth
bethany betty beverly bill billy björn bob bobby brad bradley brandon brenda brian brianna bridget brittany brooke bruce bruno bryan
caitlin caleb callum cameron camila camille carl carla carlos carmen carol caroline carolyn catherine cecilia celia cerys chad charlene
charles charlie charlotte chelsea cheryl chiara chidi chloe chloé chris christian christina christine christopher ciaran cindy claire
clara clare claudia cliff clive cody colin colleen connor constance courtney craig crystal cynthia daisy dan dana daniel daniela danielle
danny darren dave david dawn dean debbie deborah declan deepak denise dennis derek deshawn diana diane diego dmitri dmitry dominic donald
donna dora doris dorothy doug douglas duncan dylan eddie edgar edith eduardo edward eileen eilidh elaine eleanor elena eli elijah elisa
elise eliza elizabeth ella ellen ellie elsa emil emily emma emmanuel enrique eoin eric erica erik erika erin esther ethan eugene eva evan
evelyn ewa faith farah fatima felicia felix fergus fernando fiona florence frances francesca francis francisco frank franz fred freddie
frederick freja freya gabriel gabriela gail gareth gary gavin gemma geoff geoffrey george georgia gerald gerard giovanni giulia glenn
gloria gordon grace graham greg gregory greta guillermo gustavo gwen hamish hana hannah hans harold harriet harry haruto harvey hasan
hassan hazel heather hector heidi helen helena henrietta henrik henry hiroshi hope howard hugh hugo ian ibrahim imran ines ingeborg ingrid
irene iris isaac isabel isabella isla ivan ivy iñigo jack jackie jackson jacob jacqueline jade jake jakub james jamie jan jana jane janet
janice jared jasmine jason javier jay jayden jean jeff jeffrey jenna jennifer jenny jeremy jerry jesse jessica jill jim jimmy joan joanna
joanne joao joe joel johan johanna john johnny jonas jonathan jordan jorge jose joseph josephine josh joshua josé joy joyce juan judith
judy julia julian julie juliet justin kai karen karim karl karla kate katherine kathleen kathryn kathy katie katrina kayla keith kelly ken
kenji kenneth kerry kevin khalid kim kimberly kirsten kofi kristen kristin kurt kwame kyle lara larry lars laura lauren laurence leah lena
leo leon leonard leroy lewis li liam lila lily linda lindsay lisa liz logan lola lorenzo lorraine louis louise luca lucas lucia lucy lucía
luis lukasz luke lydia lynn léa mackenzie madeleine madison magda maggie mahmoud malcolm marco marcus margaret margaux maria mariam marie
marina mario marion marjorie mark marta martha martin marvin mary maría mason mateo mateus mathew matilda matt matthew maureen max maya
megan mei melanie melissa mercedes mia michael michelle miguel mike mila miles mina ming miranda miriam mohamed mohammad mohammed molly
mona monica muhammad nadia naomi natalia natalie natasha nathan nathaniel neil ngozi niamh nicholas nick nicola nicole nigel nikhil nils
nina noah noel nora norma norman oleg olena olga oliver olivia omar oscar owen pablo padraig pamela patricia patrick paul paula pauline
pedro peggy penelope penny pete peter petra phil philip philippa phoebe pierre piotr polly priya rachel rafael raj rajesh ralph ramesh
ramon randy raquel raul ravi raymond rebecca reggie renee rhys ricardo richard rick rita robert roberto robin robyn rodney roger rohan
roland ron ronald ronan rory rosa rosalind rosario rose rosemary rosie ross roxanne ruby russell ruth ryan sabrina sadie sakura sally
salma sam samantha samir samuel sandra sanjay sara sarah sasha saul scott sean sebastian sergei sergio shane shannon sharon shaun sheila
shelley shirley siddharth sienna silvia simon simone siobhan sofia sofía sonia sophia sophie stacey stanley stefan stella stephanie
stephen steve steven stuart sunil susan susanna suzanne sven svetlana sylvia søren tamara tania tanya tara tariq tasha ted teresa terry
tessa theo theodore theresa thiago thomas tiago tiffany tim timothy tina todd tom tommy toni tony tracey tracy travis trevor tristan tunde
tyler valentina valerie vanessa vera veronica vicky victor victoria vijay vikram vincent viola virginia vivian vladimir walter wanda wayne
wei wendy wesley wilfred will william willow winston xavier xin yan yasmin yolanda yuki yusuf yuto yvonne zachary zara zoe zoey zofia zoë
élodie
"""
)
"""First names that are frequent in some English-speaking place, in lower case."""
NAMES_AND_WORDS = words(
    "will faith joy dawn frank april max bill grant drew dean rich art summer mia sally sue carol kim karen"
)
"""First names that are words in lower case as well."""
NOT_SECOND = words(
    """
airlines airport airways app avenue award bag bank bar beach bed black blue box bridge building bundle button cafe card center centre
chair church city cloud club coat collection college color colour company corp county court day desk dress drive edition eve express
foundation games garden gardens gold green grey group hall headphones help hospital hotel house inc institute insurance island islands
jacket kit lamp lane laptop line llc ltd market max menu mini mode monitor month museum music news pack page park pay phone pink plan plus
post prize pro radio records red restaurant road school series service services set settings shirt shoes shop silver size sofa speaker
square st station store street studio studios support table tablet team tier times tower tv ultra university wallet watch week white year
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
america argentina asia atlanta austin australia austria bangkok barcelona beijing belgium berlin birmingham boston brazil bristol busan
california canada charlotte chelsea chicago chile china dallas denmark denver dubai dublin edinburgh egypt england europe finland florence
florida france georgia germany glasgow greece hanoi hawaii houston incheon india indonesia ireland israel italy jakarta japan jeju jersey
jordan kenya korea kyoto leeds lincoln lisbon liverpool london madison madrid malaysia manchester manila melbourne mexico miami milan
monday moscow mumbai netherlands nigeria norway online osaka oslo oxford pakistan paris philippines phoenix poland portugal prague rome
russia scotland seattle seoul shanghai singapore spain stockholm sweden switzerland sydney taipei taiwan tokyo toronto turkey ukraine
vancouver victoria vienna vietnam virginia wales warsaw washington zurich
"""
)
"""Places, some of which are first names as well, in lower case."""
