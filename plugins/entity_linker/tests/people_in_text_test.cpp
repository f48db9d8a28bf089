// People as texts name them: in another case, in another order, by their surname before and after the full name; and
// names without their accents or in another spelling.
#include <doctest/doctest.h>

#include "knowledge_base/plain_letters.hpp"
#include "test_support.hpp"

using namespace docmill::linker;

namespace {

const Linker& people() {
  static const Linker made = small_linker(
      {"Владимир Путин|person|putin|||", "Donald Tusk|person|tusk|||", "Jensen Huang|person|huang|||",
       "Κυριάκος Μητσοτάκης|person|mits|||", "Sanna Marin|person|marin|||", "Петров|company|petrov|||",
       "Володимир Зеленський|person|zelensky|||", "Orbán Viktor|person|orban|||", "Michael Dell|person|mdell|||",
       "Dell|company|dell|||", "Bill Gates|person|gates|||", "Robert De Niro|person|deniro|||",
       "Kim Jong-un|person|kim|||", "Martin Luther King Jr.|person|mlk|||", "Nvidia|company|nvidia|||",
       "Deutsche Bank|company|db|||", "Saudi Aramco|company|aramco|||", "The Hague|city|hague|||"});
  return made;
}
std::string seen(std::string_view text) { return links(people(), text); }

}  // namespace

TEST_CASE("after a full name its surname is known in other cases") {
  CHECK(seen("Владимир Путин приехал. Путину сказали. О Путине. С Путиным.") ==
        "Владимир Путин>putin Путину>putin Путине>putin Путиным>putin");
  CHECK(seen("Владимира Путина видели. Путину сказали.") == "Владимира Путина>putin Путину>putin");
  CHECK(seen("Wczoraj był tu Donald Tusk. Bez Tuska i z Tuskiem nie ma tego.") ==
        "Donald Tusk>tusk Tuska>tusk Tuskiem>tusk");
  CHECK(seen("Jensen Huang war auch da. Die Firma Huangs ist nicht klein, und Huangs Rede war kurz.") ==
        "Jensen Huang>huang Huangs>huang Huangs>huang");
  CHECK(seen("Ο Κυριάκος Μητσοτάκης μίλησε. Του Μητσοτάκη η ομιλία.") == "Κυριάκος Μητσοτάκης>mits Μητσοτάκη>mits");
  CHECK(seen("Володимир Зеленський приїхав. Із Зеленським говорили.") ==
        "Володимир Зеленський>zelensky Зеленським>zelensky");
  CHECK(seen("Sanna Marin oli se, joka sanoi sen. Marinin mukaan se ei ole hyvä.") ==
        "Sanna Marin>marin Marinin>marin");
}

TEST_CASE("the surname of an unknown person is no company, in any case") {
  CHECK(seen("Илон Петров приехал. Петрова видели. Петрову сказали.") == "Илон Петров>? Петрова>? Петрову>?");
  CHECK(seen("Вчера говорили с Ильёй Петровым.") == "Ильёй Петровым>?");
  CHECK(seen("Вчера говорили с Петровым.") == "Петровым>petrov");
}

TEST_CASE("a surname may stand before the full name, behind initials, in a heading, and be an ordinary word") {
  CHECK(seen("Huang said no. On Monday Jensen Huang left.") == "Huang>huang Jensen Huang>huang");
  CHECK(seen("On Monday Jensen Huang came. Later J. Huang slept.") == "Jensen Huang>huang J. Huang>huang");
  CHECK(seen("On Monday Jensen Huang came. Later K. Huang slept.") == "Jensen Huang>huang K. Huang>?");
  CHECK(seen("Jensen Huang came to the show.\n\nCEO Huang Speaks\n\nHuang Said No Again\n\nHUANG SAYS NO TO ALL") ==
        "Jensen Huang>huang Huang>huang Huang>huang HUANG>huang");
  CHECK(seen("On Monday Bill Gates came. Gates said no. They went with Gates. Gates of iron opened.") ==
        "Bill Gates>gates Gates>gates Gates>gates");
  CHECK(seen("On Monday Robert De Niro came. Later De Niro left.") == "Robert De Niro>deniro De Niro>deniro");
}

TEST_CASE("the surname of one very prominent person needs no full name, others do") {
  const Linker famous =
      small_linker({"Ada Vandermolen|person|ada|Vandermolen||5", "Tom Brinkhoff|person|tom|Brinkhoff||3",
                    "Eva Schmidt|person|eva|Schmidt||5", "Ann Quist|person|ann|Quist||5",
                    "Bob Quist|person|bob|Quist||5", "Max Huang|person|max|Huang||5"});
  CHECK(links(famous, "A letter to Vandermolen was read.") == "Vandermolen>ada");
  CHECK(links(famous, "Das ist nicht der Brief Vandermolens, und auch nicht der der anderen.") == "Vandermolens>ada");
  CHECK(links(famous, "The Vandermolen-Stein talks failed.") == "Vandermolen>ada Stein>?");
  CHECK(links(famous, "Zoe Vandermolen spoke. Later Vandermolen left.") == "Zoe Vandermolen>? Vandermolen>?");
  CHECK(links(famous, "A letter to Brinkhoff was read.") == "Brinkhoff>?");
  CHECK(links(famous, "A letter to Schmidt was read.") == "Schmidt>?");
  CHECK(links(famous, "A letter to Quist was read.") == "Quist>?");
  CHECK(links(famous, "A letter to Huang was read.") == "Huang>?");
}

TEST_CASE("a word that nobody knows before a company inside of a sentence is a given name") {
  CHECK(seen("We met Zorica Dell there.") == "Zorica Dell>?");
  CHECK(seen("It was painted by Ottokar Dell.") == "Ottokar Dell>?");
  CHECK(seen("The winner was Milka Dell, and then Dell left.") == "Milka Dell>? Dell>?");
  CHECK(seen("In Suwon Nvidia opened a plant.") == "Suwon>? Nvidia>nvidia");
  CHECK(seen("They buy from Dutch Nvidia, the chipmaker Dell and the rival Nvidia.") ==
        "Nvidia>nvidia Dell>dell Nvidia>nvidia");
  CHECK(seen("Last year Former Nvidia engineers left.") == "Nvidia>nvidia");
}

TEST_CASE("a person whom the base knows in full only is meant where a person acts under the company's name") {
  CHECK(seen("On Monday Michael Dell spoke. Dell said he was glad. Then Mr. Dell left. Dell's shares fell.") ==
        "Michael Dell>mdell Dell>mdell Dell>mdell Dell>dell");
}

TEST_CASE("names in another order, with an initial, a father's name, a hyphen or an article") {
  CHECK(seen("They met Huang, Jensen, there.") == "Huang, Jensen>huang");
  CHECK(seen("They met Huang Jensen there.") == "Huang Jensen>huang");
  CHECK(seen("They met Viktor Orbán there.") == "Viktor Orbán>orban");
  CHECK(seen("They met Jensen H. Huang there.") == "Jensen H. Huang>huang");
  CHECK(seen("Вчера Владимир Владимирович Путин сказал.") == "Владимир Владимирович Путин>putin");
  CHECK(seen("The Saudi-Aramco deal was off.") == "Saudi-Aramco>aramco");
  CHECK(seen("Die Deutsche-Bank-Aktie ist nicht billig und auch nicht neu.") == "Deutsche-Bank>db");
  CHECK(seen("They live in the Hague now.") == "Hague>hague");
  CHECK(seen("They met Wang, Jensen and others there.").find("huang") == std::string::npos);
}

TEST_CASE("the part behind an article of Arabic names is the surname") {
  const Linker linker = small_linker({"Ahmed Al-Sharaa|person|sharaa|||"});
  CHECK(links(linker, "On Monday Ahmed al-Sharaa came. Later Sharaa left.") == "Ahmed al-Sharaa>sharaa Sharaa>sharaa");
}

TEST_CASE("spellings of Korean names, and the name without Jr.") {
  CHECK(seen("They met Kim Jong Un and Kim Jong-Un there.") == "Kim Jong Un>kim Kim Jong-Un>kim");
  CHECK(seen("It was the speech of Martin Luther King.") == "Martin Luther King>mlk");
  CHECK(seen("It was the speech of Martin Luther King III.").find("mlk") == std::string::npos);
}

TEST_CASE("a text without accents stands for a name with them, and not the other way round") {
  using Ways = std::vector<std::string>;
  CHECK(in_plain_letters("Zürich") == Ways{"Zurich", "Zuerich"});
  CHECK(in_plain_letters("São Paulo") == Ways{"Sao Paulo"});
  CHECK(in_plain_letters("Łódź") == Ways{"Lodz"});
  CHECK(in_plain_letters("Nguyễn Phú Trọng") == Ways{"Nguyen Phu Trong"});
  CHECK(in_plain_letters("Côte d’Ivoire") == Ways{"Cote d’Ivoire"});
  for (const char* name : {"Paris", "Huế", "über", "Москва", "Straße", "东京", "Café Ж", ""}) {
    CAPTURE(name);
    CHECK(in_plain_letters(name).empty());
  }
  const Linker linker = small_linker({"Zürich|city|zurich|||", "Malmo|city|malmo|||",
                                      "André-Marie Ampère|person|ampere|Ampère||3", "Ampere|company|ampere-co|||3"});
  CHECK(links(linker, "They fly to Zurich and Zuerich and ZURICH.") == "Zurich>zurich Zuerich>zurich ZURICH>zurich");
  CHECK(links(linker, "They fly to Malmö.") == "Malmö>?");
  CHECK(links(linker, "They work at Ampere.") == "Ampere>ampere-co");
}

TEST_CASE("last marks, middle dots, plurals of products, definitions in brackets of East Asia") {
  const Linker linker = small_linker({"Yahoo!|organization|yahoo|||", "Jeopardy!|work|jeopardy|||",
                                      "Elon Musk|person|musk|埃隆·马斯克;イーロン・マスク||",
                                      "iPhone|product|iphone|||", "International Monetary Fund|organization|imf|||",
                                      "世界卫生组织|organization|who|||", "European Union|organization|eu|EU||"});
  CHECK(links(linker, "They like Yahoo and Jeopardy.") == "Yahoo>yahoo Jeopardy>jeopardy");
  CHECK(links(linker, "埃隆•马斯克说。イーロンマスク。") == "埃隆•马斯克>musk イーロンマスク>musk");
  CHECK(links(linker, "They bought two iPhones.") == "iPhones>iphone");
  CHECK(links(linker, "The fund (International Monetary Fund, IMF) spoke. Then IMF slept.") ==
        "International Monetary Fund>imf IMF>imf IMF>imf");
  CHECK(links(linker, "世界卫生组织（WHO）说。WHO。") == "世界卫生组织>who WHO>who WHO>who");
  CHECK(links(linker, "This is EU law.") == "EU>eu");
}
