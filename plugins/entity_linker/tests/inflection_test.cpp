// Names in another case than the base has them.
#include <doctest/doctest.h>

#include <algorithm>

#include "test_support.hpp"
#include "text/inflection.hpp"

using namespace docmill::linker;

namespace {

bool may_be(std::string_view word, std::string_view bare, CaseLanguage language = CaseLanguage::none) {
  const BareForms forms = bare_forms(word, language);
  return std::any_of(forms.begin(), forms.end(),
                     [&](const BareForm& f) { return std::string(f.begin) + std::string(f.rest) == bare; });
}

const Linker& linker() {
  static const Linker made = small_linker({"Илон Маск|person|musk|Маск||3", "Москва|place|moscow|||3",
                                           "Huawei|company|huawei|||3", "China|place|china|סין;الصين||3",
                                           "Nokia|company|nokia|||3", "Tel Aviv|place|tel-aviv|תל אביב;תל||3"});
  return made;
}
std::string found(std::string_view text) { return links(linker(), text); }

}  // namespace

TEST_CASE("endings of languages with cases, prefixes of Hebrew and Arabic") {
  CHECK(may_be("Маска", "Маск"));
  CHECK(may_be("Маском", "Маск"));
  CHECK(may_be("Москвы", "Москва"));
  CHECK(may_be("Москвой", "Москва"));
  CHECK(may_be("Россией", "Россия"));
  CHECK(may_be("Києвом", "Києв"));
  CHECK(may_be("Nvidias", "Nvidia", CaseLanguage::german));
  CHECK_FALSE(may_be("Nokiassa", "Nokia", CaseLanguage::german));
  CHECK_FALSE(may_be("Tuska", "Tusk", CaseLanguage::german));
  CHECK(may_be("Krakowie", "Kraków", CaseLanguage::polish));
  CHECK(may_be("Warszawie", "Warszawa", CaseLanguage::polish));
  CHECK(may_be("Niemiec", "Niemcy", CaseLanguage::polish));
  CHECK(may_be("Węgier", "Węgry", CaseLanguage::polish));
  CHECK(may_be("Wiedniu", "Wiedeń", CaseLanguage::polish));
  CHECK(may_be("Kielc", "Kielce", CaseLanguage::polish));
  CHECK(may_be("Turussa", "Turku", CaseLanguage::finnish));
  CHECK(may_be("Lahdesta", "Lahti", CaseLanguage::finnish));
  CHECK(may_be("Virtasen", "Virtanen", CaseLanguage::finnish));
  CHECK(may_be("Virtasta", "Virtanen", CaseLanguage::finnish));
  CHECK(may_be("Yhdysvalloista", "Yhdysvallat", CaseLanguage::finnish));
  CHECK(may_be("Praze", "Praha", CaseLanguage::czech));
  CHECK(may_be("Nokiassa", "Nokia", CaseLanguage::finnish));
  CHECK(may_be("Helsingissä", "Helsinki", CaseLanguage::finnish));
  CHECK(may_be("Ankaradan", "Ankara", CaseLanguage::turkish));
  CHECK(may_be("Volvos", "Volvo", CaseLanguage::scandinavian));
  CHECK(may_be("Wrocławiu", "Wrocław", CaseLanguage::polish));
  CHECK(may_be("Plzně", "Plzeň", CaseLanguage::czech));
  CHECK(may_be("Liberce", "Liberec", CaseLanguage::czech));
  CHECK(may_be("Дніпрі", "Дніпро"));
  CHECK(may_be("Верховної", "Верховна"));
  CHECK(may_be("Києвом", "Київ"));
  CHECK(may_be("Zagrebu", "Zagreb", CaseLanguage::south_slavic));
  CHECK(may_be("Rijeci", "Rijeka", CaseLanguage::south_slavic));
  CHECK(may_be("Zadra", "Zadar", CaseLanguage::south_slavic));
  CHECK(may_be("Ljubljano", "Ljubljana", CaseLanguage::south_slavic));
  CHECK(may_be("Clujului", "Cluj", CaseLanguage::romanian));
  CHECK(may_be("României", "România", CaseLanguage::romanian));
  CHECK(may_be("Tallinnas", "Tallinn", CaseLanguage::estonian));
  CHECK(may_be("Vilniuje", "Vilnius", CaseLanguage::lithuanian));
  CHECK(may_be("Kauno", "Kaunas", CaseLanguage::lithuanian));
  CHECK(may_be("Rīgā", "Rīga", CaseLanguage::latvian));
  CHECK(may_be("Рівному", "Рівне"));
  CHECK(may_be("Κίνας", "Κίνα"));
  CHECK(may_be("للصين", "الصين"));
  CHECK(may_be("בסין", "סין"));
  CHECK(may_be("ושבסין", "סין"));
  CHECK(may_be("والصين", "صين"));
}

TEST_CASE("what is left has three letters or begins a name of several words, and English words have no cases") {
  CHECK_FALSE(may_be("Ан", "А"));
  CHECK_FALSE(may_be("Nvidias", "Nvidia"));
  const BareForms none = bare_forms("", CaseLanguage::german);
  CHECK(none.begin() == none.end());
}

TEST_CASE("inflected names are linked, whole") {
  CHECK(found("Компания Илона Маска растёт.").find("Илона Маска>musk") != std::string::npos);
  CHECK(found("Об этом сказали в Москве и под Москвой.") == "Москве>moscow Москвой>moscow");
  CHECK(found("Das ist nicht die Antwort Huaweis, und auch nicht die der anderen.").find("Huaweis>huawei") !=
        std::string::npos);
  CHECK(found("המפעל נבנה בסין.") == "בסין>china");
  CHECK(found("המפעל נבנה בתל אביב.") == "בתל אביב>tel-aviv");
  CHECK(found("המפעל נבנה בתל גדול.") == "");
}

TEST_CASE("the genitive before a German noun is no name with it, and new words tell that a line is German") {
  const Linker made = small_linker({"Amaro|company|amaro|||3", "Amaro|river|river|||3", "Bela|company|bela|||3"});
  CHECK(links(made, "Das ist nicht mehr Amaros Gewinn.").find("Gewinn>") == std::string::npos);
  CHECK(links(made, "Belas neues Werk kostet mehr.") == "Belas>bela");
}

TEST_CASE("a bare form that the base writes in other capitals does not stand before the right one") {
  const Linker made = small_linker({"Ostin|company|ostin|||3", "Plein AG|company|plein|OSTI||3"});
  CHECK(links(made, "Das ist nicht der Gewinn Ostins, und auch nicht der der anderen.").find("Ostins>ostin") !=
        std::string::npos);
  const Linker other = small_linker({"Orne|company|orne|||3", "Ornetal|company|ornetal|ORN||3"});
  CHECK(links(other, "Das ist nicht der Gewinn Ornes, und auch nicht der der anderen.").find("Ornes>orne") !=
        std::string::npos);
}

TEST_CASE("a word in lower case, or one of which the base has no bare form, is nobody's case") {
  CHECK(found("Он надел маску и ушёл.").find("musk") == std::string::npos);
  CHECK(found("The Huaweis of this world are not alone.").find("Huaweis>huawei") == std::string::npos);
}

TEST_CASE("who knows the language of the document tells that of lines which do not say it") {
  const Linker base = small_linker({"Nokia|company|nokia|||3", "Suomi|place|suomi|||3", "Budapest|place|budapest|||3",
                                    "Ericsson|company|ericsson|||3", "Volvo|company|volvo|||3",
                                    "Siemens|company|siemens|||3", "München|place|muenchen|||3"});
  const char* finnish = "Suomessa Nokialla on 5000 työntekijää.";
  CHECK(links(base, finnish) == "Suomessa Nokialla>?");
  CHECK(links(base, finnish, "fi") == "Suomessa>suomi Nokialla>nokia");
  CHECK(links(base, "Budapestre utazott.", "hu") == "Budapestre>budapest");
  CHECK(links(base, "Volvos vinst i dag och Ericssons i fjol", "sv-SE") == "Volvos>volvo Ericssons>ericsson");
  CHECK(links(base, "Münchens Schulden", "de") == "Münchens>muenchen");
  CHECK(links(base, "Ured u Budapestu i tvornica Siemensa.", "hr") == "Budapestu>budapest Siemensa>siemens");
  CHECK(links(base, "Sediul Siemensului a fost mutat ieri din Budapesta.", "ro") ==
        "Siemensului>siemens Budapesta>budapest");
  // A line that says another language than the document's is in that.
  CHECK(links(base, "He was at the house with Nokialla.", "fi") == "Nokialla>?");
  CHECK(links(base, finnish, "en") == links(base, finnish));
  CHECK(links(base, finnish, "und") == links(base, finnish));
  const Linker union_of_states = small_linker({"Avrupa Birliği|organisation|eu|AB||3"});
  CHECK(links(union_of_states, "Dün AB'nin kararı ve bir toplantı için geldi.", "tr") == "AB>eu");
  CHECK(links(base, "Nokia und Siemens", "fr") == "Nokia>nokia Siemens>siemens");
}
