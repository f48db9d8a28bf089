#include "tagger.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "docmill/base/utf8.hpp"

using namespace docmill::language;
using Tags = std::vector<std::string>;

namespace {

const Tagger& shared_tagger() {
  static const Tagger t({});
  return t;
}

TaggedText tagged(std::string_view text, const Tagger& t = shared_tagger()) {
  TaggedText result;
  t.tag(text, result);
  return result;
}

std::string document_tag(std::string_view text) {
  const TaggedText t = tagged(text);
  return shared_tagger().tags().tag(t.document.language, t.document.script).tag;
}

Tags paragraph_tags(std::string_view text, const Tagger& t = shared_tagger()) {
  Tags result;
  for (const Paragraph& p : tagged(text, t).paragraphs)
    result.push_back(t.tags().tag(p.judgement.language, p.judgement.script).tag);
  return result;
}

constexpr std::string_view english =
    "The new factory makes more chips than all the older ones together, and it is quiet.";
constexpr std::string_view german = "Das neue Werk stellt mehr Chips her als alle älteren zusammen, und es ist leise.";
constexpr std::string_view russian =
    "Новый завод выпускает больше микросхем, чем все старые вместе взятые, и он тихий.";
constexpr std::string_view greek = "Το νέο εργοστάσιο κατασκευάζει περισσότερα τσιπ από όλα τα παλιά μαζί.";

std::string lines(std::initializer_list<std::string_view> paragraphs) {
  std::string s;
  for (const auto p : paragraphs) (s += p) += "\n\n";
  return s;
}

}  // namespace

TEST_CASE("one language") {
  CHECK(document_tag(english) == "en");
  CHECK(document_tag(german) == "de");
  CHECK(document_tag(russian) == "ru");
  CHECK(document_tag(greek) == "el");
}

TEST_CASE("scripts with one language need few letters") {
  CHECK(document_tag("νέο") == "el");
  CHECK(document_tag("칩") == "ko");
  CHECK(document_tag("です") == "ja");
  CHECK(document_tag("ไทย") == "th");
  CHECK(document_tag("ახალი") == "ka");
  CHECK(document_tag("նոր") == "hy");
  CHECK(document_tag("שבב חדש") == "he");
  CHECK(document_tag("புதிய") == "ta");
}

TEST_CASE("Chinese is told from Japanese by kana") {
  CHECK(document_tag("新工厂生产的芯片比所有旧工厂加起来还要多。") == "zh-Hans");
  CHECK(document_tag("新工廠生產的晶片比所有舊工廠加起來還要多，這個國家會因此發展。") == "zh-Hant");
  CHECK(document_tag("新しい工場は古い工場を全部合わせたよりも多くの半導体を作る。") == "ja");
}

TEST_CASE("a Japanese heading without kana follows its document") {
  const Tags tags = paragraph_tags(
      "新型半導体\n新しい工場は古い工場を全部合わせたよりも多くの半導体を作ると、この会社は昨日発表した。");
  CHECK(tags == Tags{"ja", "ja"});
}

TEST_CASE("Serbian says its script") {
  CHECK(document_tag("Нова фабрика производи више чипова него све старије заједно, а њени људи живе у близини.") ==
        "sr-Cyrl");
}

TEST_CASE("a letter that a language does not have overrules CLD2") {
  CHECK(document_tag("Життя її за законом - наша мета.") == "uk");
}

TEST_CASE("nothing to read gives und") {
  for (const char* text : {"", "\n\n", "123 456\n7.8", "!!! ???", "\xF0\x9F\x98\x80", "https://a.example/b"}) {
    CAPTURE(text);
    const TaggedText t = tagged(text);
    CHECK(t.document.language == TagTable::none);
    CHECK(t.document.script == USCRIPT_UNKNOWN);
    CHECK(t.document.score == 0);
    CHECK(t.paragraphs.empty());
  }
}

TEST_CASE("an unknown script gives und with the script") {
  const TaggedText t = tagged("ᚠᚢᚦᚨᚱᚲ ᚷᚹᚺᚾᛁᛃ");
  CHECK(t.document.language == TagTable::none);
  CHECK(t.document.script == USCRIPT_RUNIC);
  REQUIRE(t.paragraphs.size() == 1);
  CHECK(t.paragraphs[0].judgement.score == 0);
}

TEST_CASE("each paragraph has its language") {
  CHECK(paragraph_tags(lines({english, german, russian, greek})) == Tags{"en", "de", "ru", "el"});
}

TEST_CASE("paragraphs of one language stay apart") { CHECK(paragraph_tags(lines({english, english})).size() == 2); }

TEST_CASE("lines without letters are no paragraphs") {
  CHECK(paragraph_tags(lines({english, "* * *", "2024", german})) == Tags{"en", "de"});
}

TEST_CASE("ranges are trimmed and exact") {
  const std::string text = "  " + std::string(english) + " \n\n\t" + std::string(greek) + "\r\n";
  const TaggedText t = tagged(text);
  REQUIRE(t.paragraphs.size() == 2);
  CHECK(text.substr(t.paragraphs[0].range.start, t.paragraphs[0].range.end - t.paragraphs[0].range.start) == english);
  CHECK(text.substr(t.paragraphs[1].range.start, t.paragraphs[1].range.end - t.paragraphs[1].range.start) == greek);
}

TEST_CASE("a short paragraph follows its document") {
  CHECK(paragraph_tags(lines({german, "Im Werk", german})) == Tags{"de", "de", "de"});
  CHECK(paragraph_tags(lines({english, "Menu", english})) == Tags{"en", "en", "en"});
}

TEST_CASE("a short paragraph in another script does not follow") {
  CHECK(paragraph_tags(lines({english, "Νέο", english})) == Tags{"en", "el", "en"});
  CHECK(paragraph_tags(lines({english, "Новый завод", english}))[1] != "en");
}

TEST_CASE("the document's language is that of most letters") {
  const TaggedText t = tagged(lines({english, english, english, german}));
  CHECK(shared_tagger().tags().primary(t.document.language) == "en");
  CHECK(t.document.score < 0.8);
  CHECK(t.document.score > 0.5);
}

TEST_CASE("a mixed paragraph is cut where its language changes") {
  const std::string text = std::string(english) + " " + std::string(russian) + " " + std::string(english);
  CHECK(paragraph_tags(text) == Tags{"en", "ru", "en"});
  const Tagger whole({.split = false});
  CHECK(paragraph_tags(text, whole) == Tags{"en"});
}

TEST_CASE("a foreign name or two does not cut a paragraph") {
  CHECK(paragraph_tags("Новый процессор Intel Xeon и видеокарта Nvidia вышли на рынок вчера вечером, пишет газета.") ==
        Tags{"ru"});
}

TEST_CASE("control characters and noncharacters do not blind the tagger") {
  std::string text(english);
  text[3] = '\0';
  text.insert(10, std::string("\x01\xC2\x80\xEF\xBF\xBF"));
  CHECK(document_tag(text) == "en");
}

TEST_CASE("addresses say nothing about the language") {
  CHECK(document_tag(std::string(german) +
                     "\nhttps://www.example.com/the-new-factory-makes-more-chips-than-all-the-others") == "de");
}

TEST_CASE("scores lie between 0 and 1 and have four decimals") {
  for (const auto text : {english, german, russian, greek, std::string_view("casa"), std::string_view("ok")}) {
    const TaggedText t = tagged(text);
    CHECK(t.document.score > 0);
    CHECK(t.document.score <= 1);
    const double scaled = t.document.score * 10000;
    CHECK(scaled == doctest::Approx(static_cast<double>(static_cast<int64_t>(scaled + 0.5))).epsilon(1e-9));
  }
}

TEST_CASE("more letters and a better fit make surer") {
  CHECK(confidence(1000, 100, 100) > confidence(1000, 10, 100));
  CHECK(confidence(1000, 20, 100) > confidence(300, 20, 100));
  CHECK(confidence(1000, 20, 100) > confidence(1000, 20, 50));
  CHECK(confidence(0, 0, 0) >= 0);
  CHECK(confidence(1000000, 1000000, 100) < 1);
}

TEST_CASE("a tagger used again gives the same") {
  TaggedText t;
  shared_tagger().tag(lines({english, german}), t);
  const auto first = t.document.score;
  shared_tagger().tag(lines({russian, greek, "x"}), t);
  shared_tagger().tag("", t);
  shared_tagger().tag(lines({english, german}), t);
  CHECK(t.document.score == first);
  CHECK(t.paragraphs.size() == 2);
}

TEST_CASE("with no least number of letters every paragraph speaks for itself as far as it can") {
  const Tagger own({.minimum_letters = 0});
  CHECK(paragraph_tags(lines({german, "the house that we have", german}), own) == Tags{"de", "en", "de"});
}

TEST_CASE("stretches are in order, inside the text, on code point borders") {
  const std::string text =
      lines({english, russian, "a",
             "мир. peace. 和平。 ειρήνη. " + std::string(german) + std::string(greek) + std::string(russian)});
  const TaggedText t = tagged(text);
  uint32_t end = 0;
  for (const Paragraph& p : t.paragraphs) {
    CHECK(p.range.start >= end);
    CHECK(p.range.end > p.range.start);
    CHECK(docmill::utf8::is_border(text, p.range.start));
    CHECK(docmill::utf8::is_border(text, p.range.end));
    end = p.range.end;
  }
  CHECK(end <= text.size());
}

TEST_CASE("many short lines say together what each cannot") {
  std::string list;
  for (const char* line :
       {"Casa nueva", "El perro", "La ventana abierta", "Los niños juegan", "Una mesa grande", "El libro viejo"})
    list += std::string(line) + "\n";
  CHECK(document_tag(list) == "es");
}

TEST_CASE("a document of doubtful lines alone takes linear time") {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "ñandú žluťoučký łąka çiğ œuvre\n";
  const TaggedText t = tagged(text);
  CHECK(t.paragraphs.size() == 20000);
  CHECK(t.judge.trials == max_trials);
}

TEST_CASE("one long line is judged by its beginning") {
  std::string text;
  while (text.size() < 3 * max_detected_bytes) (text += english) += ' ';
  text += russian;
  const TaggedText t = tagged(text);
  CHECK(t.paragraphs.size() == 1);
  CHECK(shared_tagger().tags().primary(t.document.language) == "en");
}

TEST_CASE("a quotation is a span of its own where no space stands before it either") {
  CHECK(document_tag("壁には「The bridge will be closed for repairs until next spring」と書かれた紙が貼ってあった。") ==
        "ja");
  CHECK(document_tag("墙上贴着一张告示：“The bridge will be closed for repairs”，但是没有人看。") == "zh-Hans");
}

TEST_CASE("logs and dumps around a sentence leave it its language, alone they have none") {
  constexpr std::string_view log = "2024-05-01 12:00:00 ERROR could not open the file for reading\n";
  CHECK(document_tag(log) == "und");
  CHECK(document_tag(std::string(log) + std::string(log) + "\nDie Datei fehlt seit gestern.") == "de");
}

TEST_CASE("a language that only CLD2 knows is not given up for one that the model knows") {
  const Tags tags = paragraph_tags(
      "Akati vanhu vakapinda havana kuzoita vazhinji asi kuti matikiti avakatengesa aive akawanda.\n\n"
      "Chizvarirwo handisati ndambobata doro.\n\nInga wani vamwe varungu vanodya hozhwa nezvimwe zvinoshamisa.");
  CHECK(tags == Tags{"sn", "sn", "sn"});
}
