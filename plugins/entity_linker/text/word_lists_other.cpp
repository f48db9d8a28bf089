// Words of other languages than English. Function words tell the language of a line (capitalisation); a capital of
// theirs, at the beginning of a sentence, makes no name. Words that English has as well (die, war, in, an, on) are no
// evidence and are left out of the classes that count.
#include "text/word_lists.hpp"

namespace docmill::linker {
namespace {

using namespace word_class;

constexpr WordList lists[] = {
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
    {title, "herr herrn frau"},
    {role,
     "präsident präsidentin bundespräsident ministerpräsident minister ministerin außenminister außenministerin "
     "wirtschaftsminister handelsminister finanzminister verteidigungsminister innenminister kanzler kanzlerin "
     "bundeskanzler bundeskanzlerin kommissar kommissarin botschafter sprecher sprecherin vorstandschef "
     "vorstandsvorsitzender geschäftsführer geschäftsführerin gründer gründerin mitgründer chefin konzernchef "
     "bürgermeister bürgermeisterin abgeordnete abgeordneter senatorin professorin analystin forscherin ingenieur "
     "ingenieurin anwalt anwältin richter richterin autorin"},
    {common_noun,
     "firma konzern unternehmen hersteller anbieter lieferant betreiber entwickler bank reihe modell sprachmodell chip "
     "chips prozessor prozessoren beschleuniger million millionen milliarde milliarden prozent dollar euro yuan stadt "
     "region provinz insel staat land werk fabrik zeitung agentur nachrichtenagentur sender magazin institut "
     "universität verband behörde ministerium abteilung tochter mutter kunde kunden zölle kritik aktie aktien ende "
     "anfang mitte jahr jahre jahren monat woche tag tage tagen teil teile form frage fragen zahl zahlen start-up"},
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
    // ---- Russian
    {other_function,
     "и в во не на что с со по из для от до к о об за при но как это его её их также после перед между под над если "
     "или "
     "уже ещё был была были было будет может у а же ли бы мы он она они однако кроме чтобы который которые"},
    {role,
     "президент президента президенту министр министра инженер директор директора основатель глава главы представитель "
     "компания компании компанию профессор аналитик премьер премьер-министр генерал сенатор посол"},
    {given_name,
     "андрей виктор иван сергей александр алексей дмитрий николай михаил владимир олег игорь павел анна елена ольга "
     "мария наталья татьяна ирина екатерина юрий антон максим денис евгений"},
};

}  // namespace

std::span<const WordList> other_language_lists() { return lists; }

}  // namespace docmill::linker
