"""First names that are frequent in some place whose people write in English or in Latin letters. In lower case."""

from kbgen.privacy.words import words

FIRST_NAMES = words(
    """
aadhya aadya aaliyah aanya aarav aaron aarti abbie abby abdallah abdul abdulaziz abdulkarim abdulla abdullah abdulrahman abeer abel abena
abeni abhijit abhinav abhishek abi abigail abimbola abiodun abla abner abraham acheampong achieng achim ada adaeze adaku adam adanna addison
adebayo adeel adela adelaide adele adelina adeline aden adham adina aditi aditya adjoa adnan adolfo adriaan adrian adriana adrianna adriano
adrienne adwoa adéla afaf afia agata agatha agatka agda agnes agneta agnieszka agustin agustina ahlam ahmad ahmed ahmet aida aidan aiden
aiko ailbhe ailsa aimee aimée ainhoa aino ainsley aisha aishani aishwarya aisling aiyana ajay ajit akash akhil akiko akinyi akira akosua
aksel akshay akua ala'a alaa alain alan alana alasdair alastair alba albert alberta alberto alda alejandro aleki aleksander aleksandra alena
alessandra alessandro alessia alex alexander alexandra alexandre alexandros alexei alexey alexia alexis alfonso alfred alfredo algernon ali
alice alicia alicja alina aline alison alistair alister alix aliyah alka allan allegra allen allison alma alofa alondra alonso alonzo
aloysius alper alphonse alphonso althea alva alvaro alvin alyson alyssa amaan amadou amahle amal amalia amanda amandeep amandine amani amar
amara amari amaya amber ambrose amelia amelie ameya amina amir amit amitabh ammar amos amparo amrit amrita amy amélie ana anabel anabelle
anagha anais anand ananya anas anastasia anaïs anders andre andrea andreas andreea andrei andrej andres andrew andriy andrzej andrás andrés
andy anele anesu aneta aneurin angela angeles angelica angelina angelo angharad angie angus ania aniela anika aniket anil aniruddha anita
aniyah anja anjali anjana anke ankit ankita ankur ann anna annabel anne anneke anneliese annelise annemarie annette annie annika anniken
annmarie anong ansel anselm anshul anthony antje antoine anton antonella antoni antonia antonina antonio antonis antti anuj anupam anushka
anwar anya aoibheann aoife aparna apinya apollonia april arabella araceli aram aranka aravind archana archibald archie archit arda areeba
areej arek aria ariadna ariana ariel arjan arjun arkadiusz arlene arlo armand armando armin arnaud arnav arne arnel arnold aroha arpita
artem arthit arthur arti arto arvid arvind arwa aryan asad asanda asante asha ashanti ashish ashley ashok ashwin asif aslı asma asmaa astri
astrid asuka atsuko atticus attila atul aubrey aud audrey august auguste augustin augustine augusto aung aurelia aurelie aurelien aurelio
aurora aurélie austin autumn ava avani avery avi avinash avishai awa axel ayaan ayah ayaka ayanda ayanna ayat aydın ayesha aylin ayman ayo
ayodele ayse aysel ayumi ayush ayça ayşe azad aziz açelya babita bahar bailey balázs banu baptiste baraa baraka barbara barbora barbro
barnaby barney bart bartholomew bartosz bartłomiej baruch barış basel bashir basma bassam bastian bastien bayan bayani başak bea beata
beatrice beatriz beau becca becky bela belen belinda bella belén ben bence benedetta benedict benedikt benita benito benjamin benjamín benji
benny benoit benoît berenice berit berk bernadette bernard bernardo bernd bernhard bernice bert berta bertha bertram bertrand beryl bess
bessie beth bethan bethany bettina betty beulah beverly beyza bhanu bharat bhaskar bhavesh bhavna bianka bijan bilal bill billy birgit
birgitta birte bjarne björn bjørg blair blaise blake blanca blanche blanka bo bob bobby bodil bogdan bohdan bohumil boipelo bojan bolanle
bongani bonnie bora boris boyd bożena božena brad bradley brandon branislav branko brayden breanna bree brenda brendan brent brett brian
brianna bridget brielle brigid brigitte brit brittany brittney bronagh bronwen bronwyn brooke bruce bruno bryan bryce bryn bryony burak
burcu busisiwe buğra byron béla bülent büşra caitlin caius caleb callum calum calvin cameron camila camilla camille camilo camryn canan
candace candice caoimhe caoimhín cara carina carine carissa carl carla carlo carlos carlotta carlton carly carmel carmela carmelo carmen
carol carole carolin carolina caroline carolyn carrie carson carsten carter cary carys casey casimir caspar cassandra cassidy cassie
catalina catarina cath cathal catherina catherine cathy catrin catriona cecil cecile cecilia cecily cedric celeste celestine celia celina
celine cem cemal ceren cerys cesar chad chadwick chaim chaitanya chanda chandan chandler chandra chantal chantelle charis charity charlee
charleen charlene charles charlie charlotte charly charlène charmaine charu chas chelsea chelsey cherie cherry cheryl chester chetan chetana
chiamaka chiara chidera chidi chidinma chika chiko chimamanda chinedu chinwe chioma chirag chloe chloé chris chrissie christa christel
christelle christian christiane christina christine christoph christophe christopher chuck chukwudi chukwuemeka chukwuma cian ciaran ciarán
cillian cindy cinzia claire clancy clara clare clarence clarice clarissa claude claudette claudia claudine claudio claus clayton clemence
clemens clement clementine cliff clifford clifton clint clinton clive clotilde clyde clémence clémentine cody colette colin colleen colm
conall conan connie connor conor conrad constance constantin constantina consuelo cora coralie corazon cordelia corey corinna corinne cormac
cornelia cornelis cornelius corrine cory cosima cosmo courtenay courtney craig cressida cristian cristiano cristina cristobal cristóbal
crystal curtis cuthbert cyndi cynthia cyril cyrus czesław cécile cédric céline césar dagmar dagny dahlia daisy dakota dalal dalia dalibor
dalisay dalitso dalton damaris damian damien damilola damini damir damon dan dana danica daniel daniela danielle danika danilo danny dante
danuta danylo daphne darcey darcy daria dario darius dariusz darko darlene darnell darrell darren darryl darshan daryl dashiell datu dave
david davide davina davinia dawid dawn dax dayo dean deanna deb debashish debbie debora deborah debra declan dee deedee deepa deepak deepali
deepika defne deirdre deja delia delilah della delphine dembe demetrius demi denis denisa denise deniz dennis denny denys deon derek derya
deshawn desiree desmond devansh devika devin devon devonte devrim deyanira dezső dhanush dharma dharmesh dhruv diana diane diarmuid didem
didier diederik diego dieter dietmar dietrich diksha dilek dilip dilys dima dimitar dimitra dimitri dimitrios dimitris dina dinesh dino dion
dionne dipti dirk divya diya diệu dmitri dmitrij dmitry doaa dolly dolores domenica domenico dominic dominik dominika dominique donal donald
donatella donna donnchadh donnie donovan dora doreen dorian doris dorota dorothea dorothy dorothée dorte doug douglas dragan dragana drago
drahomíra dulce duncan dustin duygu dušan dwayne dwight dyani dylan dympna dániel désirée dóra ebba ebbe ebele ebere ebony ebru ebuka ece ed
eda edda eddie eddy edgar edie edina edison edit edith edmond edmund edna edo edoardo edouard eduard eduardo edvard edvin edward edwin
edwina edyta eero eeva efe efua egil eibhlín eija eileen eilidh einar eino eirik eirlys eithne ekaterina ekene ekow elaina elaine elba eldon
eldrid eleanor eleanora elena eleni eleonora eleonore elettra elfriede eli elia eliana elias elijah elin elina elinor elio eliot elisa
elisabet elisabeth elisabetta elise elisha elissa eliyahu eliza elizabeth eliška elke ella elle ellen elli ellie elliot elliott ellis elmer
elmira eloisa eloise elon elouise elsa elsbeth elsie elspeth elton eluned elva elvira elvis elwood elyse elçin elżbieta eman emanuel
emanuele embla emeka emer emerson emi emil emile emilia emiliano emilie emilio emily emin emine emma emmanuel emmanuelle emmet emmett emmi
emmy emre emyr ena enda ender enea engin enid enikő enrica enrique enzo eoin ephraim erdem eren erhan eric erica erich ericka erik erika
erin erkan erkki erlend erlinda ermias ernest ernestine ernesto ernst errol erwin erzsébet esi esin esinam esme esmeralda esmé espen
esperanza esra esraa essi esteban estefania estela estella estelle ester esther estrella eszter ethan ethel etienne etsuko etta eugen eugene
eugenia eugenie eugenio eun eunice eva evan evangelia evangeline evangelos evelina eveline evelyn evelyne everett evert evie evita ewa ewan
ewelina ewen eylem ezekiel ezequiel ezgi ezra eòghann fabian fabiana fabien fabienne fabio fabiola fabrice fabrizio fadi fadila fahad faisal
faith fanny farah farai fares farid farida faride farrah faruk fatemeh fathima fatih fatima fatma fatou fatoumata faustina fay faye fayez
federica federico felicia feliciano felicitas felicity feliks felipe felix femi femke fenna ferdinand ferenc fergal fergus ferhat fernanda
fernando fetu ffion fiadh fidel figen filip filipa filippo filomena fineas fingal finlay finley finn finnegan finnian fiona fionn fionnuala
fiorella firas flavia flavio fletcher flor florence florian floriane floris folake folasade foluke forrest franca frances francesca
francesco francine francis francisca francisco franciska franciszek franck franco francois francoise frank franka frankie franklin frantisek
františek franz franziska françois françoise frauke fred freddie freddy frederic frederica frederick frederik frederikke fredrik freja freya
frida friederike friedrich fritz frode frédéric fumiko funmi funmilayo félix gabe gabor gabriel gabriela gabriele gabriella gabrielle gaelle
gaetano gagan gaia gail gakuo galina gamal gamze ganesh gareth garrett garry garth gary gaspard gaston gaurav gauri gavin gavriel gaëlle
geeta geir gemma genaro genevieve geneviève gennaro genowefa geoff geoffrey geordie georg george georges georgette georgia georgie georgina
georgios geraint gerald geraldine gerard gerardo gerd gerda gergely gergő gerhard germaine gerrit gerry gertrude gethin ghada ghassan ghazal
ghislaine giacomo giada giampaolo gian giancarlo gianluca gianna gianni gideon gilbert gilberto gilda giles gill gilles gillian gina ginevra
ginny gino gioia giorgia giorgio giorgos giovanni girish gisela giselle gita gitanjali gitte giulia giuliana giuliano giulio giuseppe
giuseppina gizem gladys glenda glenn glenys gloria glynis glynn gokul gonca gonzalo gopal goran gordon gorka gottfried govind govinda grace
graham grainne graziella grazyna grażyna greer greg gregoire gregor gregorio gregory greta gretchen gretel griffin griselda gro grzegorz
grzesiek gráinne grégoire guadalupe gudrun guglielmo gugu gugulethu guido guilherme guillaume guillem guillermo gulsen gunilla gunnar
gunther guro gurpreet gus gustaf gustav gustavo guy gwen gwendoline gwendolyn gwenllian gwil gwyn gwyneth gyula györgy gábor gökhan göran
görel gülay gülşen günther güven habiba hadassah hadeel hadiza hadley hafsa haider haitham hajar hajnalka hakan hakeem hal hala haldor
halima halina haluk halvor halyna hamid hamish hamza hana hanadi hanan hande hanh hanna hannah hanne hanneke hannele hannelore hannes hanno
hannu hans haralds hari harini haris harish harlan harley harold harper harriet harriett harrison harry harsh harsha harshad hartmut haruka
haruki harun haruto harvey hasan hasnain hassan hassana hatem hattie hayden haylee hayley hazel hazem heath heather hector hedda hedvig
hedwig heidi heike heikki heiko heiner heinrich heinz helen helena helene helga helge heli helmut heloise hema hemant hemi hendrik hennie
henning henri henrietta henrik henrike henrique henry henryk herbert hercules heribert herman hermann hermine hermione hernan hernán hetty
hevin hiba hideki hideo hien hieu hilary hilda hilde hildegard hilkka hillary himanshu himari hina hind hinemoa hiram hiroki hiroko hiroshi
hisham hitesh hjalmar hoa hohepa holger hollie homer honoria honza hope horace horacio horatio horst hortense hortensia houda howard hrvoje
htet hubert huda huey hugh hugo hugues humberto humphrey huong hussain hussein huw hyacinth hynek håkan håkon héctor héloïse hélène hülya
iago iain ian ianthe ibolya ibrahim ibrahima ida idowu idris iestyn ife ifeanyi ifeoma ifunanya ignacio ignatius igor ihab iida ike iker
ikram ila ilaria ilda ildikó ilija ilker ilkka ilmari ilona ilse ilya imad iman imani imelda immanuel imogen imran imre ina inaki inaya
indira indu ines inga inge ingeborg ingegerd inger ingmar ingo ingolf ingrid ingvild inigo inka inkeri inmaculada inés ioan ioana ioanna
ioannis iolanda iolo iona ipek irem irena irene ireneusz irina iris irja irma irving iryna isaac isabeau isabel isabela isabell isabella
isabelle isadora isaiah isaias isha ishaan ishan ishani ishita isidora isidore isidro isla ismael ismail ismet isolde israr istvan istván
itumeleng itziar iva ivan ivana ivanka ivar iveta ivo ivonne ivy iwan iwona iyad izabela izabella izzy iñaki iñigo işıl jaakko jaap jabari
jabulani jacek jacinda jacinta jack jackie jackson jacky jaclyn jacob jacobus jacopo jacqueline jacquelyn jacques jada jade jaden jadon
jadwiga jadzia jagdish jagna jagoda jagruti jaime jaimie jair jairo jake jakob jakub jaleel jalen jamaal jamal jamar jameela jamel james
jameson jamie jamil jamila jamison jan jana janae janaki jane janelle janessa janet janette janez janice janick janie janina janine janis
janne jannik jannis janos janusz jaqueline jared jarek jari jarkko jarmila jarod jaroslav jarosław jarrett jarrod jarvis jasmine jason
jaspal jasper jaswinder jatin javed javier jay jaya jayant jayantha jayanti jayda jayden jayesh jayla jaylen jayne jayson jaz jazmin jazmine
jean jeanette jeanine jeanna jeanne jeannie jeannine jed jedediah jeff jefferson jeffrey jeffry jelena jemima jemma jen jenifer jenna jennie
jennifer jenny jens jenő jeremiah jeremias jeremie jeremy jericho jermaine jerome jeronimo jerrod jerry jerzy jerónimo jessamine jessamy
jesse jessica jessie jesús jethro jewel jhon jia jiaying jill jim jimena jimmy jindřich jiri jitendra jitka jiya jiřina jiří jo joachim joan
joann joanna joanne joannie joao joaquim joaquin joaquín joasia jocasta joceline jocelyn jochen jodi jodie jody joe joel joella joelle joerg
joey johan johann johanna johannes johari john johnathan johnathon johnnie johnny jojo jolanda jolanta jolene jolie joline jomar jon jonah
jonas jonathan jonathon jonna joost joran jordan jordana jordi jordyn jorge jorgelina jorgen joris jorunn jose josef josefa josefin josefina
joseline joselyn joseph josephine josette josh joshi joshua josiah josiane josie josip josipa jostein josue josué josé jouko jouni jovan
jovana joy joyanne joyce jozef joëlle juan juana juanita judd jude judi judie judit judite judith judy juha juhani jukka jules julia julian
juliana juliane juliann julianna julianne julie julien juliet julieta juliette julio julita julius juliusz juma jumana jun junaid june
junior juraj jurgen jussi justas justin justina justine justyna jutta jyoti jyotsna jános jérémie jérémy jérôme józef józsef jörg jörgen
jørgen júlia jürgen kaan kaarina kabir kacey kacper kadeem kaden kadija kadijah kadir kagiso kahurangi kai kaia kailey kaisa kaitlin kaitlyn
kaja kajal kajsa kalani kaleb kalevi kalle kalpana kalyan kalyani kamal kamala kamau kamil kamila kamini kamran kanchan kandice kane kanika
kanisha kanya kaori kapil karabo karan kareem karel karem karen kari karim karima karin karina karine karl karla karlee karlene karlheinz
karlo karly karol karolina karoline karsten karthik karthika kartik kasey kasia kasimba kaspar kasper kassandra kassie katalin katarina
katarzyna kate katelyn kateryna kateřina kath katharina katharine katherine kathi kathie kathleen kathlyn kathrin kathrine kathryn kathy
katia katie katja katlego katri katrin katrina katrine katy katya kauko kauri kaushik kavita kavya kayden kaye kayla kayleigh kazimierz
kazuki kazuko keala keanu keegan keeley keely keenan keerthana keerthi kefilwe keiko keir keira keisha keith kekoa kelechi kelley kellie
kelly kelsey kelsie kelvin kemal ken kendall kendra kendrick keneth kenia kenisha kenji kennedy kenneth kenny kensuke kenta kenzo keoni
kerem keri kermit kerri kerrie kerry kerstin kerttu keshav ketan ketil keturah kev kevin keyla khadeeja khadija khadijah khaled khalid
khalil khanh khanyi khin khotso khushi kiara kiera kieran kiersten kiki kim kimberly kimiko kimmie kimmo kina kinga kingsley kiptoo kira
kiran kirill kirk kirsi kirsteen kirsten kirsti kirstie kirstin kirsty kirti kitty kiyoshi kjell kjersti klara klaudia klaus klemens klára
kofi koji komal konrad konstantin konstantina konstantinos koray kornelia kosta kostas kris krish krishna krishnan krista kristen kristian
kristie kristin kristina kristine kristof kristofer kristoffer kristopher kristy krisztian krisztina krisztián krupa krystal krystian
krystyna krzysztof kshitij kuba kunal kunle kurt kurtis kushal květa kwabena kwadwo kwaku kwame kwasi kwesi kyla kyle kylie kym kyoko kyra
kyrylo kálmán kåre kübra lacey lachlan ladislav lage laila lajos lakeisha lakshman lakshmi lalita lamar lamia lamont lana lance landon lane
lani lanora laoise lara larisa larissa larkin larry lars lasse lata latasha latisha latoya laura laureen laurel lauren laurence laurent
laurette lauri laurie laurynas lavanya lavinia lavonne lawrence layla lazar lazaro lea leah leander leandra leandro leanna leanne lebo
lebohang leda leela leena leia leif leigh leighton leila leilani leire lejla lelia lemuel len lena lenka lennart lennie lennon lennox lenny
lenora lenore leo leocadia leon leona leonard leonardo leone leonel leonhard leonid leonidas leonie leonora leonore leontyne leopold
leopoldine leopoldo leora lerato leroi leroy lesego lesley leslie lester leszek leticia letitia lettie levent levente levi levon lewin lewis
lexi lexie leyla li lia liam liana liane libby libor libuše lidia lidija liesbeth liesel lieselotte ligaya liisa lila lilia lilian liliana
liliane lilith lilla lillian lillie lilly lily lin lina lincoln linda linden lindiwe lindsay lindsey lindy linh linnea linnéa lino linus
lioba lionel lisa lisanne lisbeth lise liselotte lisette lissette litzy liudmyla liv livia liz liza lizbeth lizeth lizette lizzie ljiljana
ljubica lleucu llewellyn lloyd lluis lluís llyr logan lois lokesh lola lolita lonnie lorcan lorelei lorena lorenza lorenzo loreta loretta
lori lorie lorna lorne lorraine losa lothar lotte lottie lou louie louis louisa louise louisiane loulou lourdes lovisa lowri luana luann
lubna lubomir lubomír luc luca lucas lucia lucian luciana luciano lucie lucien lucienne lucija lucila lucille lucinda lucio lucius lucretia
lucrezia lucy lucía ludmila ludmilla ludo ludovic ludwig luigi luigina luis luisa luise luiz lujain luka lukas lukasz luke lukáš lumír
lungile lupita lurdes luther luz luzviminda lwazi lyall lydia lyle lynda lyndon lyndsay lyndsey lynette lynn lynne lynsey lyra lysander
lászló léa maarit maarten maartje mabel mable macarena maciej maciek mackenna mackenzie macy madalyn maddalena maddie maddison maddox
madeleine madeline madelyn madge madhav madhavi madhu madhur madhuri madison mads mae maeve mafalda magali magda magdalena magdaléna
magdolna maggie magnhild magnus maha mahesh mahika mahir mahira mahmoud mahnoor mai maia maija maiju maike maira mairead mairi mairéad
maisie maite maja majed majid majken makena maksym malachi malachy malaika malak malakai malala malati malcolm malee malena malia malik
malika malin malini malka mallory malte malvina manaia manal manasi manav mandeep mandisa mandla mandy manfred mangesh manish manisha manjit
manoj manon mansi manu manuel manuela maqsood mara maram marat marc marcel marcela marcelina marceline marcell marcella marcello marcellus
marcelo marci marcia marcie marcin marco marcos marcus marcy mared marek maren margaret margareta margarete margaretha margarita margaux
margery margherita margie margit margot margret margrethe marguerite mari maria mariah mariam mariama marian mariana mariane marianna
marianne mariano maribel maribeth marica marice maricel maricris marie mariel mariela mariella marielle mariette marija marijke marika
marilena marilou marilyn marin marina mario mariola marion mariona marisa mariska marisol marissa marit marita marites marius mariusz mariya
mariza marja marjan marjatta marjolaine marjorie marjory mark markku marko markus markéta marla marlene marley marlon marlyn marna marnie
marquise marsha marshall marta marte martha martijn martin martina martine marty martyn marvin marwa marwan mary maryam maryann maryanne
marybeth maryellen marylou marzena maría masako masashi masego masha mason massimo matej mateo mateus mateusz mathew mathias mathieu
mathilda mathilde mathis matias matilda matilde matt matteo matteus matthew matthias matthieu matti mattia mattie matty matyas matías matěj
maud maude maura maureen mauri maurice mauricio maurits maurizio mavis max maxence maxime maximilian maximiliano maximo maxine maxwell maya
mayank maybelle maynard mayra maysa mayumi mayur mazen małgorzata mbali mckenna mckenzie meadow meenakshi meera megan megha meghan meghna
mehdi mehmet mehtap mehul mei mei-ling meike meinhard meinir mel melanie melany melba mele melek melina melinda melis melisande melissa
melita melody meltem melvin melvyn mena meral mercedes mercy meredith merete merja merle merlin merrick merry mert merve meryem meryl mette
mhairi mia micaela micah micha michael michaela michail michal michaël michał micheal michel michela michele micheline michelle michiel
michiko mick mickey midori mieczyslaw mieke miguel mihály miika mika mikael mikaela mikail mikayla mike mikel mikhail mikkel mikko miklos
miklós miko mikolaj mikołaj mila milada milagros milan milana milena milenko miles milind millicent millie milly milo milorad milos miloslav
milosz miloš milton mimi mina minako mindy minerva ming minh minna minnie mira mirabelle miranda mireia mireille mirek mirela miriam mirjam
mirko miroslav miroslava mirosław mirta misael mischa misha missy misty mitali mitch mitchell mitsuko mitzi miłosz moa moana moataz moayad
modesto mohamad mohamed mohammad mohammed mohamud mohan mohini mohit moira moises moishe moisés mollie molly mona monica monika monique mons
monserrat montgomery moreno morgan moritz morris morten mortimer morwenna moses moshe mostafa mounir mpho mridula muhammad muireann mukesh
mukul murad muralidhar murat muriel murphy murray musa mustafa muthoni mutua mwangi mwende mya myfanwy myint mykhailo mykola mylene myles
mylène myra myriam myrna myron myrtle mysie mária márk márta máté märta måns mélanie mónika müge nabil nabila nadav nader nadezhda nadia
nadim nadine nadja nael nafisa nahed nahla nahuel naima naina nainsi naja naji najma najwa nakita nala naledi nalini namita namrata nana
nancy nandi nandini nanette naoki naoko naomi napoleon narayan narendra naresh narges nash nasir nasreen nasser nastasia natalia natalie
nataliia nataliya natascha natasha natasza nathalia nathalie nathan nathaniel nathen natália naveed naveen navid navya nawal nayeli nazan
nazanin nazia nazlı ndidi neal ned neda nedra neelam neeraj neeta neetu neha neil nela nelda nele nelli nellie nelly nelson nena nenita neo
nerea nermin nerys nesrin nessa nestor netta nettie neus neva nevena neville nevin ngaio ngoc ngozi ngugi nhi nhung nia niall niamh niccolo
niccolò nichelle nichola nicholas nicholaus nichole nick nicki nickolas nicky nicola nicolai nicolaj nicolas nicolau nicole nicoletta
nicolette nicolo nicolás nidal nidhi nidia niels nieves nigel niharika nihat niina nikau nikhil nikita nikki niklas niko nikodem nikol
nikola nikolai nikolaos nikolas nikolaus nikos nila nilda nilesh nilgün nilima niloufar nils nilüfer nima nimesh nimmi nina niraj niran
nirav nirmala nisha nishant nisreen nita nitin nivedita njeri nkechi nkosana nkosi nnamdi nneka noah noam nobuko noel noelia noelle noemi
noemí noha nok nokuthula nolan nombuso nomfundo nomsa nomvula nonhlanhla noor noora nora norah norbert nore noreen noriko norma norman
norris norton nosipho nosizwe nour noura noémie noël noëlle ntokozo ntombi nuala nuha nuno nuray nuria nusrat nya nyambura nyla nyokabi
néstor nóra núria oana obinna octavia octavio octavius oda odalys oddny oddvar odessa odette odile odin odion ofelia ogechi ohad oisín ojas
okechukwu oksana oktay ola olabisi olaf olalla olamide olaug olav olavi oleg oleh oleksandr oleksandra olena olga olha oli olive oliver
olivia olivier oliwia oliwier olle olli ollie olof olufemi olumide oluwaseun olya olympia omaima omar omari omkar omolara ona ondra ondrej
ondřej onur onyeka onyinye oona opeyemi ophelia ophélie ora orhan oriana oriane oriol orla orlaith orlando orly orpha orsolya orson orville
osagie osama oscar oskar oskari osman ostap osvaldo oswald oswaldo otakar otieno otis ottilie otto ottoline oumar outi owain owen
oyinkansola ozan oğuz paavo pablo paco paddy padma padraig paige palesa pallavi paloma pamela pamina panagiotis pancho pania paola paolo
paresh paris parisa parker parminder parth parul parvati pascal pascale pasha pasi pasquale pat patience patrice patricia patricio patrick
patrik patrizia patrycja patryk patsy patti patty paul paula paulette pauliina paulina pauline paulino paulo paulus pavan pavel pavithra
pavla pavlos pavlína pawel paweł payal payton pearl pedro peggie peggy pekka pelin pelle penelope penny pentti percival percy perla pernilla
pernille perpetua perrin perry peta petar pete peter petr petra petri petronella petros petroula petter petteri peyton phil philip philipp
philippa philippe philippine philomena phindile phineas phoebe phoenix phuong phyllis pia pierce piero pierre pierrick piers pieter pietro
pilar pinar piotr piotrek pip piper pippa pirjo pirkko piroska placido ploy polly pooja poornima poppy portia prabhakar prabhu prachi
pradeep pragya prakash pramod pranali pranav pranay prasad prasert prashant prateek pratibha pratik praveen praveena precious preetha preeti
prem prerna preston primrose priscila priscilla pritam priti priya priyanka prudence pruitt przemysław puleng puneet punit purnima purvi pál
päivi pål péter pınar přemek qais qasim quang quentin quincy quinn quintin quinton quynh rabia rabie rachael rachel rachele rachelle rada
radek radhika radim radka radko radmila radoslav radoslaw radosław radovan rae raed raegan raelynn rafa rafael rafaela rafaella rafał
raffaele raghad raghav raghu ragnar ragnhild raheem rahim rahma rahul raija raimo raimund raina raine rainer raj raja rajan rajani rajat
rajeev rajendra rajesh rajiv rajkumar rakesh rakhi ralph raluca ramesh rami ramiro ramon ramona ramsay ramsey ramya ramón rana randa randal
randall randi randolph randy rangi rania ranjana ranjit ranjith raphael raphaela raphaël raquel rasa rasha rashad rasheed rashid rashmi
rasmus ratna raul raven ravi ravina ravindra rawan rawiri rayan raymond raymundo rayna razia raúl reagan reanna reba rebeca rebecca rebekah
rebekka reece reed reem reena reese regan reggie regina reginald regine reid reidun reijo reiko reilly reina reinaldo reiner reinhard
reinhold rekha remi remy rena renae renaldo renan renard renata renate renato renaud rene renee renita renzo rené renée reshma reta
rethabile reuben reva rex rey reyna reynaldo reza rhea rhett rhiannon rhoda rhodri rhona rhonda rhonwen rhys ria ricarda ricardina ricardo
riccardo richa richard richelle richie rick rickie ricky rico riddhi rigoberto rihanna riikka riitta rikke riku riley rima rina rinaldo
ringo riona rishabh rishi rishika risto rita ritchie ritesh ritika ritu ritva riya riyad rizalina roald roar rob robbie robbin robert
roberta roberto robin robson robyn rocco rochelle rocio rocío rodel roderick rodger rodica rodney rodolfo rodrigo rogelio roger rogerio
rogério rohan rohini rohit roisin rok roksolana roland rolando rolf rollo roma romain roman romana romane romeo romina romola romy ron rona
ronald ronaldo ronan rongomai roni ronin ronja ronnie roos roosevelt rory rosa rosalba rosalia rosalie rosalind rosalinda rosaline rosalyn
rosamund rosana rosanna rosanne rosario rosaura roscoe rose roseann roseanne roselyn rosemary rosetta roshan roshni rosie rosina rosita
roslyn rosmarie rosmarin ross rossana rostislav rowan rowena roxana roxanne roxy roy roya royce roza rozanne ruairi ruaridh ruba ruben ruby
rubén ruchi ruchika rudi rudo rudolf rudolph rudy rufus rui rukmini ruma rune rupa rupal rupali rupert ruqayyah ruslan ruslana russel
russell rusty rut ruta rutger ruth ruthie ruud ryan ryann ryder ryker rylan ryoko ryota ryszard régine réka rémi rémy róbert róisín růžena
saara sabelo sabina sabine sabino sabrina sacha sachi sachiko sachin sade sadhana sadia sadie safa safaa safiya saga sagar sage sahana sahar
sahil saif saija saira sajid sakari saki sakina sakura saleem saleh salim salima sally salma salman salome salomon salomé salvador salvatore
salwa sam samantha samar samara sameeksha sameer sameera samer sami samina samir samira sammie sammy sampada samson samuel samuela sandeep
sander sandhya sandi sandie sandra sandro sandy sanika sanjana sanjay sanket sanna sanne santeri santino santos santosh saoirse saori
saorlaith sapna saqib sara sarah sarai sarala saranya sari sarika sarina sarita sarthak sasha saskia satish satoshi satu saul saundra
saurabh savanna savannah savita sawsan sawyer sayaka scarlet scarlett schuyler scott seamus sean sebastian sebastien sebastián sebastião
seda sedat seema segun seija sejal selena selene selim selima selin selina sello selma selçuk sema semih senan seonaid seppo serafina serap
serdar serena serge sergei sergej sergey sergio serhat serhiy serkan seth severin sevgi sevil sevim seymour shabnam shadi shae shaheen
shahid shahzad shailesh shaima shaista shakil shakira shakti shalini shamika shana shandra shane shania shanice shanika shaniqua shankar
shanna shannen shannon shanta shantelle shanthi shanti shara sharad sharada shari sharifa sharita sharlene sharmila sharon sharron shashank
shasta shaun shauna shaurya shawn shawna shay shayla shayna shayne shea sheena sheila shekhar shelby sheldon shelia shelley shelly shelton
sheri sheridan sherie sherif sherine sherman sherri sherrie sherry sherwin sheryl shigeru shikha shilpa shilpi shinji shira shirin shirley
shiv shiva shivani shlomo shona shoshana shota shraddha shreya shreyas shruti shubham shubhangi shyam shyla sian sibel sibusiso sibyl sid
siddharth siddhi sidney sidonie siegfried sienna sigge sigmund signe sigrid sigurd silas silje silke silvana silvano silvester silvestre
silvia silvie silvio sima simeon simon simona simone simonetta simphiwe simran sina sinan sindhu sindre sinead sini sinéad siobhan siobhán
sione sioned siphiwe sipho sireen siri sirkka sissel sithembile siti siv sixten siyabonga sizani sizwe siân slavica slobodan sneha snehal
snezana snorre soffia sofia sofie sofía soham solange soledad solomiya solomon solveig somchai somesh somsak sonal sonali sondra sonia sonja
sonny sonya sophea sophia sophie sophus soraya sorcha soren souad soumya sowmya soňa spencer spiros srdjan srinidhi srinivas srishti stacey
stacie stacy stan stanislas stanislav stanislaw stanisław stanley stanton stavros stefan stefania stefanie stefano steffen steffi steinar
stelios stella stellan sten stepan stephan stephane stephanie stephanus stephen steve steven stewart stig stina stine stu stuart sture
stéphane stéphanie suad subhash subodh suchitra suda sudhir sue suha sujata sukanya sukhdeep sukhwinder suki suleiman suleman suman sumati
sumiko sumit suneeta sunil sunita sunniva supriya suraj surbhi suresh surinder surya susan susana susann susanna susanne sushil sushila
sushma susie suvi suzan suzanna suzanne suzette suzie suzy svante svea svein sven svenja sverker svetlana svitlana swapnil swara swathi
swati sybil syd sydney sylvain sylvester sylvia sylvie synnøve szabolcs szczepan szilvia szymon sándor séamus sébastien séverine sören søren
sławomir tabatha tabitha tad tadeusz tadhg taeko tafadzwa tage tahir tahira taika taina taisto taiwo takashi takeshi takumi talia taliesin
talitha tallulah talulah tama tamar tamara tamas tamer tamika tamiko tammy tamsin tamás tandi tane tangaroa tania tanisha tanja tanmay
tanner tanuja tanvi tanya tapio tara taras tariq tariro tarja tarun taryn tarık tasha tasneem tasnim tatenda tatiana tatjana tatum tavita
tawanda taylor teagan tebogo ted teddy teemu tegan tehila tejal tejas temitope tena tendai tendo teo teodor teodora teodoro terence teresa
terese teresia teresita tereza teri terje tero terra terrance terrell terrence terri terry terttu teréz tess tessa tetiana tevin tevita
thabang thabiso thabo thaddeus thais thalia thamer thandeka thandi thandiwe thang thanh thao tharindu thea thelma themba themis theo theodor
theodora theodore theresa therese theresia theron thiago thibault thibaut thierry thijs thilo thinh thiri thokozani thom thomas thora
thorben thore thorsten thulani thurman thurstan thuy théo thérèse thúy tia tiago tiana tiara tiberius tibor tien tiernan tierney tiffany
tiina tijana tilda tillie tilly tilman tilo tim timo timofey timon timothy timur tina tinashe tindra tine tino tinotenda titilayo titus
tjark toan tobi tobias tobin toby todd toivo tolga tolu tom tomas tomasz tomaz tomeka tomi tomiko tommaso tommi tommy tomohiro tomás tomáš
toni tonia tonja tony tonya topher topi torben torbjørn tore torgeir torill torsten torunn tova tove toya tracey traci tracie tracy trang
travis treena trent trenton tressa trevon trevor trey tricia trina trine trinh trinity tripti trish trisha trista tristan tristram trond
trudi trudie trudy truman trung trygve tsepo tsering tuan tudor tuija tulio tumelo tuncay tunde tuomas tuomo turid turner tushar tuula
tuulikki tuyet tuğba twyla tycho tyko tyler tyra tyree tyrell tyrese tyron tyrone tyson tímea tülay ubaldo uche uchenna uday udo uduak uffe
ufuk ugo ugochi ujjwal ulf ulf-erik ulises ulla ulrich ulrika ulrike ulysses uma umair umar umberto umesh umut una unai unathi unni unto
upasana urho uriah uriel urmila urs ursula urszula urvashi uschi usha usman uta ute utkarsh uwe uğur vaclav vadim vaibhav vaishnavi val
valentin valentina valentino valeria valerie valeriya valery valeska vallabh valtteri valérie vanda vandana vandita vanessa vanja vanna
vanni vappu varad varsha varun vasant vasco vasile vasilis vasily vasudha vasyl vaughan vaughn veda veena vegard veikko velma vendula
venetia venkat venkatesh vera verena verity verna vernon veronica veronika veronique vesa vesna vibeke vibha vicente vicki vickie vicky
victor victoria vidar vidhi vidya vidyut viggo vignesh vijay vijaya vikas vikram viktor viktoria viktorie viktorija viktória vilhelm viliami
ville vilma vilmos vilém vimal vina vinay vincent vincenza vincenzo vineet vinh vinita vinny vinod viola violet violeta violetta viraj
virgil virgilio virginia virginie virpi vishakha vishal vishnu vita vito vittoria vittorio vivaan vivek viveka vivian viviana viviane vivien
vivienne vlad vladan vladimir vladimír vladislav vladislava vlasta vlastimil vojtech vojtěch volkan volker volodymyr vusi vusumuzi vuyo
vytautas václav väinö véronique vítek věra wade wael wafa wafaa waheed wairimu wajdi waldemar waleed walid wally walter walton wambui wanda
wanderson wangari wanjiku wanjiru warren warwick wasim wayne webster wei wenche wendell wendy wenona werner weronika wes wesley weston whetu
whitney wibke wichai wiesia wieslaw wiesława wiktor wiktoria wilbert wilbur wilda wilf wilfred wilfredo wilfrid wilhelm wilhelmina will
willa willard willem willemijn willemine william willie willis willow willy wilma wilmer wilson wim winifred winnie winona winston winthrop
wiremu witold wladyslaw wojciech wolfgang woodrow wouter wyatt wynne władysław xanthe xavier xenia ximena xin xiomara xolani yaa yaaba yael
yahya yair yakov yamileth yamina yamini yan yana yanis yann yannick yannis yara yaroslav yasemin yash yashoda yashwant yasin yasir yasmin
yasmina yasmine yasser yaw yazan yehuda yelena yeliz yesenia yetunde yevgeny yevhen yevhenia yewande yiannis yiğit yngve yogesh yogita yoko
yolanda yolande yonatan yoram yosef yoshiko yosuf yousef youssef youssouf youssra yuan yui yuichi yuka yuki yukiko yulia yuliya yuri yuriko
yusuf yuto yuval yuvraj yvan yves yvette yvonne yılmaz zach zachariah zachary zack zadie zafer zahid zahir zahra zain zainab zainabu zaira
zak zakariya zandile zane zanele zaneta zara zaria zarina zaw zbigniew zbyněk zdeněk zdeňka zdzisław zeb zebulon zeenat zehra zeina zeke
zelma zena zenobia zenon zerrin zeynep zhanna zia ziad zinaida zineb zinhle zita ziyad ziyanda zlata zlatan zlatko zodwa zoe zoey zofia zola
zoltan zoltán zora zoran zosia zoya zoë zsofia zsolt zsuzsa zsuzsanna zsófia zubair zuhair zukiswa zuleika zuri zuzana zuzia zviad ágnes
álvaro árpád åke åsa çağla çağrı çiğdem édouard élisabeth élise élodie éloïse émile émilie étienne éva östen özge özgür özlem øystein øyvind
ümit łucja łukasz şebnem şule šimon štefan štěpán šárka žaneta žofie
"""
)
"""First names, in lower case; some of them are words or places as well (`NAMES_AND_WORDS`, `PLACES`)."""
