// What speaks for a language beside the n-grams: characters of one country, impossible letter pairs, what the page
// says.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "han.hpp"
#include "hints.hpp"
#include "letter_pairs.hpp"
#include "our_model.hpp"
#include "tagger.hpp"
#include "telling_words.hpp"

using namespace docmill::language;

namespace {

const Tagger& plain_tagger() {
  static const Tagger t({});
  return t;
}

std::string tag_by_evidence(std::string_view text, std::vector<Hint> hints = {}) {
  TaggedText result;
  result.judge.hints = std::move(hints);
  plain_tagger().tag(text, result);
  return plain_tagger().tags().tag(result.document.language, result.document.script).tag;
}

}  // namespace

TEST_CASE("characters are counted by the standards that have them") {
  const HanCount simplified = HanCharacters::get().count("这个国家们");
  CHECK(simplified.simplified >= 3);
  CHECK(simplified.traditional == 0);
  const HanCount traditional = HanCharacters::get().count("這個國家們");
  CHECK(traditional.traditional >= 3);
  CHECK(traditional.simplified == 0);
  const HanCount japanese = HanCharacters::get().count("駅前広場");
  CHECK(japanese.japanese >= 2);
  CHECK(japanese.not_japanese == 0);
  CHECK(HanCharacters::get().count("abc かな 123").japanese == 0);
}

TEST_CASE("Han without kana: what only one country writes decides") {
  CHECK(tag_by_evidence("東京都知事選挙結果速報") == "ja");
  CHECK(tag_by_evidence("駅前広場工事中") == "ja");
  CHECK(tag_by_evidence("円相場、対米変動") == "ja");
  CHECK(tag_by_evidence("新聞中心") == "zh-Hant");
  CHECK(tag_by_evidence("新闻中心") == "zh-Hans");
  CHECK(tag_by_evidence("歡迎光臨我們的網站") == "zh-Hant");
  CHECK(tag_by_evidence("欢迎来到我们的网站") == "zh-Hans");
  CHECK(tag_by_evidence("山川大地") == "zh-Hans");
}

TEST_CASE("a hint decides where the characters do not, and not where they do") {
  const LanguageNumber japanese = plain_tagger().tags().find("ja");
  CHECK(tag_by_evidence("大山中学", {{japanese, 1024}}) == "ja");
  CHECK(tag_by_evidence("欢迎来到我们的网站", {{japanese, 1024}}) == "zh-Hans");
}

TEST_CASE("keys struck at random and enciphered text have no words") {
  for (const char* text :
       {"Xqpl wrtz mnvb klop sdfg hjkl, qwrt zxcv bnmp.", "asdf jkl qwer tyui asdfasdf sdfghj",
        "GUR BYQ GVQR ZVYY FGNAQF BA GUR ABEGUREA ONAX", "Qvr Züuyr fgrug nz aöeqyvpura Hsre qrf Syhffrf",
        "fghjkl dfghjk cvbnm xcvbnm wertyu", "zkqjx vbnwq pzrtk gfdsw mqzxv", "bcdf ghjk lmnp qrst vwxz"}) {
    CAPTURE(text);
    CHECK(has_no_words(text));
  }
}

TEST_CASE("words of every language in Latin letters have") {
  for (const char* text :
       {"The mill stands on the northern bank", "Rechtsschutzversicherungsgesellschaften", "strč prst skrz krk a zmlkl",
        "Wszczebrzeszynie chrząszcz brzmi w trzcinie", "Llanfairpwllgwyngyll yn sir Fôn yng Nghymru",
        "angstschreeuw van een slechtstziend kind", "tingsrätt skyddstillsyn", "những người thường trú ở thượng nguồn",
        "NASA ESA CERN UNESCO", "Ngaahi fakamatala ki he fonua", "əsrlərdə müsəlman şərqi", "mtu mwenye ndoto nzuri",
        "xqz", "", "123 456 789", "knattspyrnuliðið hinriksdóttir"}) {
    CAPTURE(text);
    CHECK(!has_no_words(text));
  }
}

TEST_CASE("text without words is und, and does not follow its document") {
  CHECK(tag_by_evidence("Xqpl wrtz mnvb klop sdfg hjkl, qwrt zxcv bnmp. Lkjh gfds poiu ytrw mnbv cxzl kjhg fdsp.") ==
        "und");
  TaggedText result;
  plain_tagger().tag(
      "The mill stands on the northern bank of the river.\n\nGUR BYQ GVQR ZVYY FGNAQF BA GUR ABEGUREA ONAX\n", result);
  REQUIRE(result.paragraphs.size() == 2);
  CHECK(result.paragraphs[1].judgement.language == TagTable::none);
  CHECK(result.paragraphs[1].judgement.score == 0);
}

TEST_CASE("the language of a page's tag") {
  CHECK(language_of_page("de-AT") == "de");
  CHECK(language_of_page("pt_BR") == "pt");
  CHECK(language_of_page("EN") == "en");
  CHECK(language_of_page("no") == "nb");
  CHECK(language_of_page("iw-IL") == "he");
  CHECK(language_of_page("und") == "");
  CHECK(language_of_page("") == "");
  CHECK(language_of_page("x") == "");
  CHECK(language_of_page("{{lang}}") == "");
}

TEST_CASE("the language of a host's country") {
  CHECK(language_of_host("https://www.example.at/seite?x=y.fr") == "de");
  CHECK(language_of_host("http://example.co.uk:8080/a.ru") == "en");
  CHECK(language_of_host("https://example.com.ua") == "uk");
  CHECK(language_of_host("https://EXAMPLE.RO/") == "ro");
  CHECK(language_of_host("https://example.com/x.de") == "");
  CHECK(language_of_host("https://example.io/x") == "");
  CHECK(language_of_host("https://localhost/x") == "");
  CHECK(language_of_host("https://10.0.0.1/x") == "");
  CHECK(language_of_host("") == "");
}

TEST_CASE("hints are added up, unknown languages left out") {
  std::vector<Hint> hints{{0, 1}};
  find_hints("de", "https://example.ch/", plain_tagger().tags(), hints);
  REQUIRE(hints.size() == 2);
  CHECK(plain_tagger().tags().primary(hints[0].language) == "de");
  CHECK(plain_tagger().tags().primary(hints[1].language) == "de");
  find_hints("qqq", "https://example.com/", plain_tagger().tags(), hints);
  CHECK(hints.empty());
}

TEST_CASE("telling words are counted for the languages close to the one that is asked for") {
  const auto count = [](std::string_view text, std::string_view close_to, std::string_view language) {
    const auto counts = count_telling_words(text, telling_place(close_to));
    return static_cast<int>(counts[static_cast<std::size_t>(telling_place(language))]);
  };
  CHECK(count("Hleb i mleko, molim.", "bs", "sr") == 3);  // "hleb" twice: nobody else has it, "mleko" is Slovene, too
  CHECK(count("Hleb i mleko, molim.", "bs", "hr") == 0);
  CHECK(count("Hleb i mleko, molim.", "es", "sr") == 0);
  CHECK(count("Prvog siječnja pada snijeg", "sr", "hr") == 3);
  CHECK(count("Apakah Anda datang", "ms", "id") == 2);
  CHECK(count("Apakah anda datang", "id", "ms") == 2);
  CHECK(count("Anda datang", "id", "id") == 0);
  CHECK(count("Još nisem videl, kaj je včeraj kupil", "hr", "sl") == 5);
  CHECK(count("Како си данас", "mk", "sr") == 3);  // one group in each of its alphabets
  CHECK(count("Како си данас", "hr", "sr") == 4);
  CHECK(count("Kdo ví, proč není doma?", "sk", "cs") == 5);
  CHECK(count("Ngiyakubona, futhi uma ufika", "xh", "zu") == 5);
  CHECK(count("e4 e5", "es", "pt") == 0);
  CHECK(telling_place("ja") == -1);
}

TEST_CASE("languages that only the second voter knows, by letters and small words") {
  const Tagger tagger({}, our_model());
  const auto tag = [&](std::string_view text) {
    TaggedText result;
    tagger.tag(text, result);
    return std::string(tagger.tags().primary(result.document.language));
  };
  // Turkish has neither ý nor ň.
  CHECK(tag("Çagalar sagat ýedide ertirlik edinýärler, soň mekdebe gidýärler.") == "tk");
  CHECK(tag("Bugün çarşıda eski bir arkadaşımla karşılaştım ve birlikte çay içtik.") == "tr");
  // Bashkir has ҙ and ҡ, Kazakh and Tatar do not.
  CHECK(tag("Беҙ иртәгә ауылға ҡайтабыҙ") == "ba");
  CHECK(tag("Һаумыһығыҙ, хәлдәрегеҙ нисек?") == "ba");
  CHECK(tag("Біз ертең ауылға қайтамыз") == "kk");
  CHECK(tag("Без иртәгә авылга кайтабыз") == "tt");
  for (const char* kurmanji :
       {"Zarok di saet heftê de taştê dixwin û paşê bi trênê diçin dibistanê.", "Navê te çi ye û tu ji ku yî?",
        "Bavê min li gundekî biçûk ê nêzîkî Amedê ji dayik bûye.",
        "Ez ê sibê biçim gund, ji ber ku diya min nexweş e."})
    CHECK_MESSAGE(tag(kurmanji) == "ku", kurmanji);
  CHECK(tag("Bike tune up") != "ku");
}
