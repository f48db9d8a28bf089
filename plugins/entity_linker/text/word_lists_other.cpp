// Words of other languages than English. Function words tell the language of a line (capitalisation); a capital of
// theirs, at the beginning of a sentence, makes no name. Words that English has as well (die, war, in, an, on) are no
// evidence and are left out of the classes that count.
#include "text/word_lists.hpp"

namespace docmill::linker {
namespace {

using namespace word_class;

constexpr WordList other_lists[] = {
    // ---- given names of many countries, beside the English list
    {given_name,
     "aisha akio aleksandr aleksandra alejandro alejandra alessandro alessia alfredo alicia alina amina amir "
     "ana anastasia anders andrei andrej andres andrzej angelo anja anneliese annika antoine anton antonia "
     "antonio arjun armando arne arturo arvid aya ayse azra barbora bartosz beata beatrice beatriz bernard "
     "bernd birgit bjorn bogdan bruno camila camille carla carmen carrie catarina cecilia celine chiara "
     "christoph clara claudia clement colette concetta constantin cornelia cristina dagmar daniela dariusz "
     "deepak denis dieter dietmar dimitrios dmitry dominik dominique edith eduardo elena eleni eliza elsa emil "
     "emilia emilio emily enrico enrique erik erika ernst esteban esther eugenia fabian fabio federica federico "
     "felipe ferdinand fernanda fernando filip fiona florian francesca francesco francisca francisco franz "
     "frederic frederik friedrich fritz gabriela gaia georg georges gerard gerhard gerd gianni gilles giorgio "
     "giulia giuseppe gonzalo greta guido guillaume guillermo gunter gustav hana hanna harald haruto hector "
     "heike heinrich helena helga helmut henri herbert hilde horst ibrahim ignacio ilse imran ines inga inge "
     "irene irina isabel isabelle jakob jamal jan jana janusz javier jens joana joao joachim joanna johan "
     "johann johanna johannes jolanda jonas josef julian juliana julien julio jurgen jutta kamil karim karin "
     "karolina kasper katarina katarzyna katharina katrin khalid kirsten klara konrad kristina krzysztof kurt "
     "lars laszlo laurent leila lena leon leonardo leonie liam lidia lionel lorenzo lothar louise luca lucas "
     "lucia luciano ludwig luisa lukas lydia maciej magdalena mahmoud malik manfred manuel manuela marcel "
     "marcin marcos margarita margherita mariana mariano marina mario marion marta martin martina masako mateo "
     "mateusz mathieu mathilde matteo matthias maurice mauricio mehmet meera mehdi melanie mihai mikael mikhail "
     "milena miroslav mohamed monica monika moritz mustafa nadia nadine naomi natalia neha nicolas niels "
     "nikolai nils nisha norbert oleg oleksandr olivier orlando otto pablo paola paolo pascal patricio paula "
     "paulo pavel pawel petr petra philippe piotr rafael rajesh ramon raquel reinhard renata renate rene "
     "ricardo roberto rocio rodrigo roland rolf rosario rudolf ruben sabine salma samir sandeep santiago sascha "
     "satoshi sebastian serena sergey sergio shreya sigrid silvia simone simona sofia sonia stanislav stefan "
     "stefanie stella suresh susanne svetlana sven sylvie tadashi takeshi tamara tania tatiana teodor thea theo "
     "theodor thierry thorsten tomas tomasz tomoko toshiro ulrich ulrike ursula ute valentina valeria vera "
     "vikram viktor viktoria vincenzo vito vivian volker walid waltraud werner wilhelm willem wojciech wolfgang "
     "xavier yannick yasmin yolanda yoko youssef yuki yuri yvonne zainab zofia zuzana alison angus barry "
     "bernadette bethany bradford brad brett bridget caitlin candace cassandra cecil cedric clarence claire "
     "clayton clifford clive colin connor craig curtis darren deirdre derek desmond dominic dustin dwight edgar "
     "edmund edwin eileen elaine eleanor ellen elliott ernest felicity fergus fraser gareth gavin geoffrey "
     "gilbert gillian gina glenn gordon graham gwen hamish harriet harry heidi herman howard hubert hugh ian "
     "imogen isaac isobel jamie jasmine jared jasper jeanette jenna jenny jeremiah jill joanne joel jodie "
     "josephine josie juliet justine kara kathy katie keira kelvin kerry kirk kristen leah leslie lillian "
     "lindsay lloyd loretta lorna lorraine louis lucille lynn mabel malcolm marcia marcus margot marian "
     "marjorie marvin maureen maxine melvin meredith mildred mitchell molly muriel myra neil nigel noel norman "
     "owen pam patty penelope percy phoebe phyllis polly priscilla quentin reginald rhonda rhys robin rodney "
     "rosalind rosemary rowan roxanne rufus rupert sabrina sadie sally saul seamus sheila sherry sidney sonya "
     "stacey stanley stuart sue susie sylvia tabitha tamsin tessa theodora tobias toby tracy travis trevor "
     "trisha tristan valerie vanessa vaughn vernon veronica vicky wallace wanda wendy wesley wilfred yvette"},
    // ---- German
    {other_function | german,
     "der das und den dem ein eine einer eines einem einen nicht ist auf für mit von vom zum zur sich wird wurde "
     "wurden "
     "werden haben hatte hatten auch aber oder bei nach über aus dass sind ihr ihre ihrer seine seiner kein keine wie "
     "noch nur durch gegen ohne unter zwischen während wegen trotz sowie soll sollen kann können muss müssen wollte "
     "sagte teilte ich wir sie uns unser jedoch bereits dann wenn weil damit diese dieser dieses"},
    {other_function,
     "die des im am ins ans beim er es als da bis seit vor hinter neben um ab zu je mehr weniger viele alle allem "
     "heute "
     "gestern morgen weiter weitere letzte letzten erste ersten neue neuer neuen neues dabei danach davor dort hier "
     "doch so also denn zudem außerdem allerdings laut zugleich mittlerweile schließlich experten angaben"},
    // Of these no other language has any, either.
    {german, "heute gestern neue neuer neuen neues viele weitere zudem außerdem allerdings zugleich danach mehr"},
    {title, "herr herrn frau"},
    {role,
     "präsident präsidentin bundespräsident ministerpräsident minister ministerin außenminister außenministerin "
     "wirtschaftsminister handelsminister finanzminister verteidigungsminister innenminister kanzler kanzlerin "
     "bundeskanzler bundeskanzlerin kommissar kommissarin botschafter sprecher sprecherin vorstandschef "
     "vorstandsvorsitzender geschäftsführer geschäftsführerin gründer gründerin mitgründer chefin konzernchef "
     "bürgermeister bürgermeisterin abgeordnete abgeordneter senatorin professorin analystin forscherin ingenieur "
     "ingenieurin anwalt anwältin richter richterin autorin chef chefs firmenchef firmenchefin vorstand vorständin "
     "aufsichtsratschef aufsichtsratschefin parteichef parteichefin vorsitzender vorsitzende regierungschef "
     "regierungschefin staatschef trainer trainerin"},
    {common_noun,
     "firma konzern unternehmen hersteller anbieter lieferant betreiber entwickler bank reihe modell sprachmodell chip "
     "chips prozessor prozessoren beschleuniger million millionen milliarde milliarden prozent dollar euro yuan stadt "
     "region provinz insel staat land werk fabrik zeitung agentur nachrichtenagentur sender magazin institut "
     "universität verband behörde ministerium abteilung tochter mutter kunde kunden zölle kritik aktie aktien ende "
     "anfang mitte jahr jahre jahren monat woche tag tage tagen teil teile form frage fragen zahl zahlen start-up "
     "aktienkurs werke fabriken produkte "
     "produkt manager mitarbeiter kreise angebot geschäft gruppe sprecher führung spitze zentrale"},
    {calendar,
     "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli oktober "
     "dezember frühjahr frühling sommer herbst winter"},
    {given_name,
     "joachim katharina andreas stefan markus jürgen wolfgang dieter uwe günter helmut heinrich friedrich wilhelm "
     "ludwig "
     "johann johannes matthias sebastian florian tobias lukas jonas ulrich bernd ralf holger detlef manfred gerhard "
     "sabine petra monika ursula brigitte renate heike birgit silke anja katja claudia franziska annette gisela "
     "angelika annalena olaf robert lars sven jens torsten carsten"},
    // ---- French, Spanish, Italian, Portuguese, Dutch
    {other_function,
     "de à d l n qu le la les un une et est dans pour que qui sur avec par plus pas ne sont été cette ces son ses leur "
     "leurs mais ou où "
     "aux du ce il elle ils nous vous être avait selon après avant depuis pendant chez sous sans entre aussi comme "
     "très "
     "d'après hier aujourd'hui"},
    {other_function,
     "el los las una unos unas y es no que en por para con su sus se lo al más pero como fue ha han según desde hasta "
     "sobre entre también cuando donde ya muy sin mientras tras ayer hoy"},
    {other_function, "il lo gli uno di che è per non nel della dello dei delle alla sono anche ma più come dopo"},
    {other_function, "o os as um uma e é do da dos das no na nos nas para com não mais foi são pelo pela como após"},
    {other_function,
     "de het een van dat niet met voor zijn ook maar om aan bij naar uit door over heeft wordt werd dit deze volgens"},
    {role,
     "ministre président présidente chercheur chercheuse ingénieur fondateur fondatrice directeur directrice "
     "commissaire ambassadeur maire porte-parole députée sénateur sénatrice chancelier presidente presidenta ministro "
     "ministra fundador fundadora director directora ingeniero ingeniera portavoz alcalde alcaldesa senador senadora "
     "investigador investigadora comisario embajador ministre-président"},
    {given_name,
     "étienne hélène françois frédéric jérôme rené andré benoît cédric éric stéphane sébastien xavier yves guillaume "
     "antoine julien mathieu nicolas philippe olivier thierry pascale sylvie isabelle nathalie céline aurélie amélie "
     "élise lucía íñigo josé maría ángel javier alejandro fernando rafael diego sergio andrés ramón ignacio francisco "
     "manuel carmen pilar rosa ana elena beatriz cristina paula"},
    // Before an apostrophe: dall'Italia, lorsqu'Airbus.
    {other_function, "dall dell nell sull quell lorsqu puisqu quoiqu jusqu"},
    {role, "cumhurbaşkanı başbakan başbakanı bakan bakanı başkan başkanı dışişleri valisi"},
    // ---- Polish, Czech, Finnish, Turkish, Swedish, Danish and Norwegian
    {other_function | polish,
     "w z i nie się jest na że oraz przez przy dla po od ale jak który która które jego jej ich był była było były "
     "będzie został została już także tylko może przed między podczas według wczoraj dziś czy lub za ze są bez u ku "
     "nad "
     "pod wśród wobec ponad zdaniem dzięki mimo gdy akcje spółki prezes rządu"},
    {other_function | czech,
     "v je se na že z k ve ze o i po za od ale jak který která které jeho její jejich byl byla bylo byli bude není už "
     "také jen může před mezi podle včera dnes nebo při jako kde když si jsou však bez u nad pod proti kvůli díky "
     "řekl řekla uvedl uvedla akcie šéf letos vláda"},
    {other_function | finnish,
     "ja ei se että oli ovat myös mutta kun joka jotka sen hän hänen kanssa jälkeen mukaan kuin vain sekä tai olivat "
     "olisi voi noin kertoi sanoi tämä tässä vuonna nyt yhtiö yhtiön tulos uusi vuoden"},
    {other_function | turkish,
     "ve bir bu için ile çok daha olarak olan oldu değil gibi kadar sonra göre dedi ise en şirket yeni ancak veya mı "
     "olduğunu söyledi etti yaptı ilk var yok geçen yıl yüzde şirketi"},
    {other_function | scandinavian,
     "och att det som är för på av med har om ett efter eller från inte og er ikke til af med fra blev ble också også "
     "etter ved var kan ska skal vil hos mellan mellom"},
    {other_function | hungarian,
     "az és hogy nem egy ez azt már csak volt vagy mint szerint után között "
     "lesz ami amely aki még pedig alatt ezt "
     "ezek "
     "azok kell lehet mert amikor így majd miatt által során valamint illetve "
     "nincs minden több tegnap cég új mondta"},
    // ---- words that English has as well: they are no evidence of these, but where there is other evidence, they are
    // none
    // of English either
    {polish | czech, "a to by on"},
    {finnish, "on"},
    {hungarian, "a is be"},
    {scandinavian, "for to over under at"},
    // ---- Sir, Madam, Mr. and other titles
    {other_title,
     "madame mme mlle mademoiselle monsieur maître señor señora "
     "señorita sr sra srta don doña dom dona dottor dottore "
     "dottoressa signor signora signorina sig onorevole mevrouw "
     "meneer mijnheer dhr mevr fru herra rouva pan pani pana "
     "panu panem panią pán pána pánem paní úr bay sayın господин "
     "господина господину госпожа госпожи пан пана пані "
     "κύριος κύριε κυρία κ docteur doctora doctor profesor "
     "profesora profesorem professore professoressa"},
    {abbreviation, "sra srta sig dhr mlle mme"},
    // ---- Russian
    {other_function,
     "и в во не на что с со по из для от до к о об за при но как это его её их также после перед между под над если "
     "или "
     "уже ещё был была были было будет может у а же ли бы мы он она они однако кроме чтобы который которые без ко во "
     "обо из-за около против среди через ради вместо вчера сегодня завтра тогда затем потом теперь также поэтому там "
     "здесь где когда пока если этот эта эти тот та те все всё вот нет да"},
    {role,
     "президент президента президенту министр министра инженер директор директора основатель глава главы представитель "
     "компания компании компанию профессор аналитик премьер премьер-министр генерал сенатор посол"},
    {given_name,
     "андрей виктор иван сергей александр алексей дмитрий николай михаил владимир олег игорь павел анна елена ольга "
     "мария наталья татьяна ирина екатерина юрий антон максим денис евгений илон илья пётр петр василий григорий борис "
     "константин станислав артём артем роман руслан тимур валерий виталий геннадий георгий леонид степан фёдор федор "
     "яков аркадий вячеслав кирилл никита даниил матвей лев марк эдуард альберт рустам людмила галина светлана "
     "валентина любовь надежда вера софия софья полина дарья алина кристина марина лариса оксана жанна юлия людмила "
     "нина тамара зинаида вероника виктория диана алёна алена дмитро володимир олександр михайло тарас остап богдан "
     "андрій сергій віктор юлія наталія ірина олена тетяна світлана джон майкл дэвид билл стив тим марк питер джеймс "
     "георги стоян петър димитър йован милан драган"},
    // ---- Ukrainian, Bulgarian, Greek
    {other_function,
     "із зі з у та й що щоб це для від до при про після через без біля під над між серед проти або але як яка який "
     "яке які вже ще був була було були буде може не ні на по за його її їх вони він вона також вчора сьогодні тут "
     "там"},
    {other_function, "се е са ще от със във като че към след при без около беше бяха този тази тези който която"},
    {other_function,
     "ο η το οι τα του της των τον την τους τις και με σε στο στη στον στην στους στις στα για από που ότι θα να δεν "
     "είναι ήταν αλλά όμως μετά πριν χωρίς προς κατά μεταξύ επίσης χθες σήμερα αυτό αυτή αυτός ένας μια ένα"},
};

}  // namespace

std::span<const WordList> other_language_lists() { return other_lists; }

}  // namespace docmill::linker
