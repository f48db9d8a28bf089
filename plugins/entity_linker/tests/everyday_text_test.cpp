// Names as everyday texts have them over a table that says little: no weights, types in the words of others; addresses,
// sums of money, letters of full width.
#include <doctest/doctest.h>

#include <algorithm>

#include "test_support.hpp"

using namespace docmill::linker;

namespace {

const Linker& everyday() {
  static const Linker made =
      small_linker({"Apple|organization|apple|||", "Meta|ORG|meta|||", "Together|company|together|||",
                    "Scale|company|scale|||", "Time|media|time|||", "Target|Organization|target|||",
                    "People|media|people|||", "Nvidia|organization|nvidia|NVDA||", "TSMC|company|tsmc|台积电||",
                    "United States|country|us|US;U.S.||", "Yahoo!|organization|yahoo|||",
                    "Bureau of Industry|agency|bis|BIS||", "AT&T|organization|att|||", "Hong Kong|City|hk|HK||"});
  return made;
}
std::string names_of(std::string_view text) { return links(everyday(), text); }
// Only the links: what the base does not have is not the matter.
std::string linked_in(std::string_view text) {
  std::string out, rest = names_of(text) + ' ';
  for (std::size_t at = 0, end = 0; (end = rest.find(' ', at)) != std::string::npos; at = end + 1) {
    const std::string part = rest.substr(at, end - at);
    if (part.find('>') != std::string::npos && !part.ends_with("?")) out += (out.empty() ? "" : " ") + part;
  }
  return out;
}

}  // namespace

TEST_CASE("types are told by the words that tables use for them, in any case") {
  CHECK(type_class_of("organization") == TypeClass::organisation);
  CHECK(type_class_of("ORG") == TypeClass::organisation);
  CHECK(type_class_of("Person") == TypeClass::person);
  CHECK(type_class_of("PER") == TypeClass::person);
  CHECK(type_class_of("GPE") == TypeClass::place);
  CHECK(type_class_of("city") == TypeClass::place);
  CHECK(type_class_of("per|human") == TypeClass::other);
  CHECK(type_class_of("recipe") == TypeClass::other);
  CHECK(type_class_of("") == TypeClass::other);
}

TEST_CASE("a capital inside of a sentence makes a name of an ordinary word without any weight") {
  CHECK(linked_in("He works at Apple in London.") == "Apple>apple");
  CHECK(linked_in("The founder of Meta was there.") == "Meta>meta");
  CHECK(linked_in("Le patron d’Apple a dit que les puces de Nvidia sont bonnes.") == "Apple>apple Nvidia>nvidia");
  CHECK(linked_in("They went to an Apple store and ate an apple.") == "Apple>apple");
  CHECK(linked_in("Er sagte, dass die Firma nicht mehr in der Time oder der Scale ist.").empty());
}

TEST_CASE("at the beginning of a sentence the words beside an ordinary word tell") {
  CHECK(linked_in("Apple said on Monday that it would sell phones.") == "Apple>apple");
  CHECK(linked_in("Apple shares rose.") == "Apple>apple");
  CHECK(linked_in("Apple's stock fell.") == "Apple>apple");
  CHECK(linked_in("Meta launched a phone.") == "Meta>meta");
  CHECK(linked_in("Apple and Nvidia fell.") == "Apple>apple Nvidia>nvidia");
  for (const char* text :
       {"One apple.", "Together we went. Scale it up. Time flies.", "Time will tell. Target practice is fun.",
        "People said that it was bad.", "1) Scale it up. 2) Together we stand.", "“Together we can,” she said.",
        "She said: Together we can.", "- Scale the image\n- Target users", "Together At Last: The Story"}) {
    CAPTURE(text);
    CHECK(linked_in(text).empty());
  }
}

TEST_CASE("a word that the document has in lower case is no name at the beginning of a sentence by its capital alone") {
  const Linker linker = small_linker({"Turkey|country|turkey|||", "Visa|company|visa|||", "Essen|city|essen|||"});
  CHECK(links(linker, "Turkey sandwiches are good. We ate turkey.").empty());
  CHECK(links(linker, "Turkey said it would. We ate turkey.") == "Turkey>turkey");
  CHECK(links(linker, "Turkey is large. They went there.") == "Turkey>turkey");
  CHECK(links(linker, "Visa rules changed. She needs a visa.").empty());
  CHECK(links(linker, "Wir essen heute nicht, und das Essen war auch nicht gut.").empty());
  CHECK(links(linker, "Wir essen heute in Essen, und es ist auch nicht gut.") == "Essen>essen");
}

TEST_CASE("an ordinary word inside of another name, before a number or in a compound is no company") {
  CHECK(linked_in("They hired more in-House people, see (Scale 1) there.").empty());
  CHECK(linked_in("Die Entscheidung für die Firma hilft also, das Ende zu sehen.").empty());
  CHECK(linked_in("Er sagte, dass die Apple-Aktie nicht mehr steigt und auch nicht fällt.") == "Apple>apple");
}

TEST_CASE("two capitals that a document explains as something else are that") {
  const Linker linker = small_linker({"HP|company|hp|||", "TI|company|ti|||", "European Union|organization|eu|EU||"});
  CHECK(links(linker, "They work at HP.") == "HP>hp");
  CHECK(links(linker, "It was hypersensitivity pneumonitis, or HP. A form of HP tends to come back.").find("hp") ==
        std::string::npos);
  CHECK(links(linker, "Das ist ein Teil der Telematikinfrastruktur (TI). Die TI ist auch nicht neu.").find("ti>") ==
        std::string::npos);
  CHECK(links(linker, "They met in Hanoi, Vietnam (HP) today.").find("HP>hp") != std::string::npos);
}

TEST_CASE("the first word of a sentence tells its language where only one language has it") {
  CHECK(names_of("Die Entscheidung für die vegane Lebensweise hilft, das Artensterben zu stoppen.").empty());
  CHECK(names_of("Nvidia-Chef Huang sprach. Der TSMC-Chef war da. Das Unternehmen wächst.").find("Chef") ==
        std::string::npos);
}

TEST_CASE("a name goes on behind a word such as Energy, and ends with Corp") {
  const Linker linker = small_linker({"LG|company|lg|||", "Nvidia|company|nvidia|||"});
  CHECK(links(linker, "They met LG Energy Solution there.") == "LG Energy Solution>?");
  CHECK(links(linker, "They met Nvidia Corp there.") == "Nvidia Corp>nvidia");
}

TEST_CASE("two capitals behind the article are the country, and the currency is not") {
  CHECK(linked_in("The US is big.") == "US>us");
  CHECK(linked_in("It costs US$5 and HK$3 there.").empty());
  CHECK(linked_in("The US’s price is US$ 5 for the U.S. army.") == "US>us U.S.>us");
}

TEST_CASE("in a line of capitals a form that can be no word is a name") {
  CHECK(linked_in("TSMC AND BIS AGREE ON NEW RULES") == "TSMC>tsmc");
  // What could be said, too, where no list has it as a word and it is prominent.
  const Linker linker =
      small_linker({"United States|country|us|USA||5", "Arm|company|arm|||5", "Fund|fund|ear|EAR||2"});
  CHECK(links(linker, "SHARES FALL IN THE USA TODAY") == "USA>us");
  CHECK(links(linker, "A BROKEN ARM AND A SORE EAR").find(">arm") == std::string::npos);
}

TEST_CASE("in a line of capitals a short word of a longer name is no word by itself") {
  const Linker linker = small_linker({"Hong Kong|city|hk|||3", "Ivo Ash|person|ash|||3"});
  CHECK(links(linker, "SHARES FALL IN HONG KONG AND IVO ASH SELLS") == "HONG KONG>hk IVO ASH>ash");
}

TEST_CASE("in a list of companies an ordinary word is one of them, though all of the line has capitals") {
  const Linker linker =
      small_linker({"Oracle|company|oracle|||3", "Nvidia|company|nvidia|||3", "Intel|company|intel|||3"});
  CHECK(links(linker, "Makers: Intel, Nvidia, Oracle.") == "Intel>intel Nvidia>nvidia Oracle>oracle");
  CHECK(links(linker, "The Oracle of the North").empty());
}

TEST_CASE("nothing inside an address is a name") {
  for (const char* text :
       {"Visit https://www.nvidia.com/Nvidia now.", "Mail Nvidia@Nvidia.com now.", "Ask Ann.Nvidia@example.org now.",
        "See www.nvidia.com/en/TSMC and nvidia.com, Nvidia.com/TSMC and example.org/?q=Nvidia here.",
        "It is https://example.org/?a=Nvidia&b=TSMC#Apple today."}) {
    CAPTURE(text);
    CHECK(names_of(text).empty());
  }
  CHECK(names_of("See [Nvidia](http://example.org/Nvidia) and (TSMC).") == "Nvidia>nvidia TSMC>tsmc");
  CHECK(names_of("They like #Nvidia, Nvidia/TSMC and Nvidia.") ==
        "Nvidia>nvidia Nvidia>nvidia TSMC>tsmc Nvidia>nvidia");
  const std::string hostile = "Nvidia" + std::string(100000, '/') + "@Nvidia";
  CHECK(names_of(hostile) == "Nvidia>nvidia");
}

TEST_CASE("nothing inside the name of a file is a name") {
  for (const char* text : {"See docs/Nvidia/notes.txt now.", "Run C:\\Programs\\Nvidia\\setup.exe.",
                           "Open Nvidia-2024.pdf, please.", "It is in src/TSMC/main.cpp"}) {
    CAPTURE(text);
    CHECK(linked_in(text).empty());
  }
  CHECK(linked_in("Makers such as Nvidia/TSMC grow.") == "Nvidia>nvidia TSMC>tsmc");
  CHECK(names_of("It runs on Node.js alone.").find("Node.js") != std::string::npos);
}

TEST_CASE("letters of full width are the letters they look like") {
  CHECK(names_of("ＴＳＭＣは工場を建設する。ＮＶＩＤＩＡの株価。") == "ＴＳＭＣ>tsmc ＮＶＩＤＩＡ>nvidia");
  CHECK(names_of("ＡＴ＆Ｔが。") == "ＡＴ＆Ｔ>att");
  CHECK(names_of("Ｎｖｉｄｉａ１は。").find("nvidia") == std::string::npos);
}

TEST_CASE("explained, a known form that was not linked is told, and is no name") {
  LinkerOptions options;
  options.explain = true;
  const Linker linker = small_linker({"Together|company|together|||", "Nvidia|company|nvidia|||"}, options);
  LinkerScratch scratch;
  REQUIRE(linker.link("Together we went to Nvidia.", scratch));
  REQUIRE(scratch.analysis.mentions.size() == 2);
  CHECK(scratch.analysis.mentions[0].state == MentionState::weak);
  CHECK(verdict_text(scratch.analysis.mentions[0].verdict) == "no support");
  CHECK(scratch.analysis.mentions[1].state == MentionState::linked);
}
