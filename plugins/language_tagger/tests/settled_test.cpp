// What a document is surely in so far says of the lines that follow, and what it must not say.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "our_model.hpp"
#include "tagger.hpp"

using namespace docmill::language;

namespace {

const Tagger& modelled() {
  static const Tagger t({}, our_model());
  return t;
}

const std::string english =
    "The council met on Tuesday to talk about the new bridge over the river, and voted for it in the end.\n\n"
    "People had waited for the decision for almost ten years, and many of them came to listen.\n\n";

struct Line {
  std::string tag;
  double score;
};

// Of the last paragraph of the text.
Line last_of(const std::string& text) {
  TaggedText result;
  modelled().tag(text, result);
  REQUIRE(!result.paragraphs.empty());
  const Judgement& j = result.paragraphs.back().judgement;
  return {modelled().tags().tag(j.language, j.script).tag, j.score};
}

}  // namespace

TEST_CASE("a line in another language is heard in a settled document") {
  CHECK(last_of(english + "Der Rat hat am Dienstag über die neue Brücke gesprochen.").tag == "de");
  CHECK(last_of(english + "Le conseil a parlé du nouveau pont mardi soir.").tag == "fr");
  CHECK(last_of(english + "Tschüss und bis bald, liebe Freunde").tag == "de");
  CHECK(last_of(english + "Совет обсудил новый мост через реку во вторник.").tag == "ru");
  CHECK(last_of(english + "Ραντεβού το βράδυ στην πλατεία.").tag == "el");
}

TEST_CASE("short lines that could be anything are in the language of what stands before") {
  for (const char* line : {"Anna Berg", "Port Arthur", "Contact", "Menu", "Mario Rossi, editor"})
    CHECK_MESSAGE(last_of(english + line).tag == "en", line);
}

TEST_CASE("a stretch goes on in the settled language unless another is clearly better") {
  const StretchJudge judge(our_model(), {});
  JudgeScratch scratch;
  const auto tag_of = [&](std::string_view stretch) {
    LetterCount letters;
    letters.add(stretch);
    const Judgement j = judge.judge(stretch, letters, scratch);
    return judge.tags().tag(j.language, j.script).tag;
  };
  const std::string name = "Hotel Central";
  REQUIRE(tag_of(name) != "es");
  scratch.settle(judge.tags().find("es"), USCRIPT_LATIN);
  CHECK(tag_of(name) == "es");
  CHECK(tag_of("Der Rat hat am Dienstag darüber gesprochen.") == "de");
  CHECK(tag_of("Совет обсудил новый мост через реку.") == "ru");
  scratch.settle(judge.tags().find("es"), USCRIPT_CYRILLIC);  // of another script: nothing is said of this one
  CHECK(tag_of(name) != "es");
  scratch.settle(TagTable::none, USCRIPT_LATIN);
  CHECK(tag_of(name) != "es");
}

TEST_CASE("what is no language or romanised is so in a settled document") {
  CHECK(last_of(english + "Gur pbhapvy zrg ba Ghrfqnl gb gnyx nobhg gur arj oevqtr").tag == "und");
  CHECK(last_of(english + "aaj mausam bahut achha hai, chalo bahar chalte hain").tag == "hi-Latn");
}

TEST_CASE("a document that changes its language is settled anew") {
  const std::string german =
      "Der Rat hat am Dienstag über die neue Brücke gesprochen und ihr am Ende mit großer Mehrheit zugestimmt.\n\n"
      "Viele Leute hatten fast zehn Jahre lang auf diese Entscheidung gewartet und kamen, um zuzuhören.\n\n";
  CHECK(last_of(english + german + "Kontakt").tag == "de");
  CHECK(last_of(english + german + "The bridge will be finished in two years.").tag == "en");
}

TEST_CASE("one document says nothing of the next") {
  TaggedText result;
  modelled().tag(english, result);
  TaggedText fresh;
  for (const char* text : {"Mama", "Anna Berg", "Contact", "Kontakt\nMenu"}) {
    modelled().tag(text, result);
    modelled().tag(text, fresh);
    CHECK(result.document.language == fresh.document.language);
    CHECK(result.document.score == fresh.document.score);
  }
}

TEST_CASE("foreign sentences inside of a paragraph are found in a settled document") {
  TaggedText result;
  modelled().tag(english +
                     "The work begins in spring and takes two years. Die Arbeiten beginnen im Frühjahr und dauern zwei "
                     "Jahre lang. Nobody knows what it will cost.",
                 result);
  std::vector<std::string> found;
  for (const Paragraph& p : result.paragraphs)
    found.push_back(modelled().tags().tag(p.judgement.language, p.judgement.script).tag);
  CHECK(found == std::vector<std::string>{"en", "en", "en", "de", "en"});
}
