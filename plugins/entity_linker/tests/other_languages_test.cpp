// Names in lines that are not English: what the first word of a sentence and the words beside a name say there.
#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace docmill::linker;

namespace {

const Linker& linker() {
  static const Linker made = small_linker({"Francia|place|francia|France||3",
                                           "Lyon|place|lyon|||3",
                                           "Madrid|place|madrid|||3",
                                           "Petrobras|company|petrobras|||3",
                                           "Shell|company|shell|||3",
                                           "Deutschland|place|germany|||3",
                                           "Danmark|place|denmark|||3",
                                           "Suomi|place|finland|||3",
                                           "Seúl|place|seoul|||3",
                                           "Москва|place|moscow|||3",
                                           "Praha|place|prague|||3",
                                           "Siemens AG|company|siemens|Siemens||3",
                                           "Budapest|place|budapest|||3",
                                           "Ohio|place|ohio|||3",
                                           "Dell|company|dell|||3",
                                           "Airbus|company|airbus|||3",
                                           "Polska|place|poland|||3",
                                           "Fransa|place|fransa|||3",
                                           "Niederlande|place|netherlands|||3",
                                           "Казань|place|kazan|||3",
                                           "Chișinău|place|chisinau|||3",
                                           "Galaţi|place|galati|||3"});
  return made;
}
std::string found(std::string_view text) { return links(linker(), text); }

}  // namespace

TEST_CASE("the first word of a sentence, an article or a preposition and a name of the base are no name together") {
  CHECK(found("Demain la France proteste. C'est pour la première fois que le ministre est là.") == "France>francia");
  CHECK(found("Près de Lyon il pleut. C'est pour la première fois que le ministre est là.") == "Lyon>lyon");
  CHECK(found("Ieri la Francia ha perso. Lo ha detto il ministro, e non è la prima volta.") == "Francia>francia");
  CHECK(found("Cerca de Madrid llueve. Es la primera vez que el ministro no está.") == "Madrid>madrid");
  CHECK(found("Ações da Petrobras subiram. É a primeira vez que o ministro não está.") == "Petrobras>petrobras");
  CHECK(found("Winst van Shell stijgt. Het is niet de eerste keer dat de minister er is.") == "Shell>shell");
  CHECK(found("Universidad de Madrid, dice el ministro, y no es la primera vez.") == "Universidad de Madrid>?");
  // Somebody's name is one: the given name is known, or the line is English.
  CHECK(found("Carmen de Madrid canta. Es la primera vez que el ministro no está.") == "Carmen de Madrid>?");
  CHECK(found("Elvira de Madrid sang, and the minister was there for the first time.") == "Elvira de Madrid>?");
}

TEST_CASE("verbs and nouns of the news tell the language of a short line") {
  CHECK(found("Akcie Airbusu klesly, řekl šéf firmy.") == "Airbusu>airbus");
  CHECK(found("Airbusin yhtiö kasvoi, ja tulos nousi.") == "Airbusin>airbus");
  CHECK(found("Wczoraj akcje spółki Airbusa spadły.") == "Airbusa>airbus");
}

TEST_CASE("a place in another case may begin a sentence, one with another accent needs support there") {
  CHECK(found("Deutschlands Wirtschaft wächst. Das war für alle nicht sehr wichtig.") == "Deutschlands>germany");
  CHECK(found("Danmarks økonomi vokser. Det var ikke for alle, og han er hos os.") == "Danmarks>denmark");
  CHECK(found("Suomen väestö kasvoi. Näin hän sanoi, ja se oli tärkeää.") == "Suomen>finland");
  CHECK(found("Москву любят. Об этом вчера сказали в министерстве.") == "Москву>moscow");
  CHECK(found("Seul le ministre est là. C'est pour la première fois que les autres ne sont pas avec lui.") == "");
}

TEST_CASE("words that English has as well speak for no language, where others of the line do") {
  CHECK(found("Bydlí v Praze. Tak to včera řekl ministr a bylo to velmi důležité.") == "Praze>prague");
  CHECK(found("A miniszter és a kormány a hét végén Budapesten van, a nép pedig a hegyen.") == "Budapesten>budapest");
  CHECK(found("He went to a town, i.e. to the end of it, and on to Budapesten.") == "Budapesten>?");
}

TEST_CASE("a German noun and an article make no name, also where the text is too short to be known for German") {
  CHECK(found("Die Aktie der Siemens AG stieg.").ends_with("Siemens AG>siemens"));
  CHECK(found("She went to the Institut de Recherche there.") == "Institut de Recherche>?");
}

TEST_CASE("what an apostrophe parts from a name is no part of it") {
  CHECK(found("Dall'Emilia e dalla Francia arriva. Non è la prima volta che il treno è qui.") ==
        "Emilia>? Francia>francia");
  CHECK(found("Dell'Ohio non si parla, e non è la prima volta. Dell è qui.") == "Ohio>ohio Dell>dell");
  CHECK(found("Nell’Ohio non piove. Lo ha detto il ministro, e non è la prima volta.") == "Ohio>ohio");
  CHECK(found("Lorsqu'Airbus gagne, c'est pour la première fois que le ministre est là.") == "Airbus>airbus");
  CHECK(found("She met Pat O'Ohio and Gina D'Airbus there.").find(">ohio") == std::string::npos);
}

TEST_CASE("the genitive of a place behind an office is the place, and an office of Turkish ends the name before it") {
  CHECK(found("Premier Polski przyjechał. Tak powiedział wczoraj i było to bardzo ważne.") == "Polski>poland");
  CHECK(found("Dün Fransa Cumhurbaşkanı geldi. Bu sözler çok önemli ve bir bakan için yeni.") == "Fransa>fransa");
}

TEST_CASE("the dative of German lands, the instrumental of Russian names, Romanian letters with the other mark") {
  CHECK(found("Er lebt in den Niederlanden, und das ist nicht sehr weit.") == "Niederlanden>netherlands");
  CHECK(found("Поезд стоит под Казанью, и это не далеко.") == "Казанью>kazan");
  CHECK(found("El este în Chişinău.") == "Chişinău>chisinau");
  CHECK(found("El este în Galați.") == "Galați>galati");
  CHECK(found("Chişinău este un oraș, și la nord de el se află un lac.") == "Chişinău>chisinau");
}
