// The program that makes the model: the same corpus gives the same file, and what it has learnt is in it.
#include "../training/trainer.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "support/temp_folder.hpp"

using namespace docmill::language;

namespace {

struct Part {
  const char* tag;
  const char* words;
  const char* lines;
};

// A corpus of three languages, two of which share their letters, in files; `order`: of the tags in languages.txt.
std::string write_corpus(const docmill::test::TempFolder& temp, const std::string& order) {
  temp.write("languages.txt", order);
  for (const Part& p :
       {Part{"en", "the\nmill\nriver\nwheel\n", "The wheel of the mill turns with the river.\nThey sell the flour.\n"},
        Part{"de", "die\nMühle\nFluss\nRad\n",
             "Das Rad der Mühle dreht sich mit dem Fluss.\nSie verkaufen das Mehl.\n"},
        Part{"ru", "мельница\nрека\nколесо\n", "Колесо мельницы вращает река.\n"}}) {
    temp.write(std::string(p.tag) + ".words", p.words);
    temp.write(std::string(p.tag) + ".lines", p.lines);
  }
  return temp.path();
}

std::string trained(const std::string& folder, uint64_t samples) {
  Trainer trainer(read_corpus(folder), samples);
  trainer.run();
  std::ostringstream out;
  trainer.write(out);
  return out.str();
}

// Spaces at the end of the first line put the rows where they lie.
std::string without_padding(std::string bytes) {
  const std::size_t end = bytes.find('\n'), last = bytes.find_last_not_of(' ', end - 1);
  return bytes.erase(last + 1, end - last - 1);
}

uint64_t digest(const std::string& bytes) {
  uint64_t h = 0xCBF29CE484222325u;
  for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return h;
}

}  // namespace

TEST_CASE("the same corpus gives the same model, whatever the order of its languages") {
  const docmill::test::TempFolder one, other;
  const std::string first = trained(write_corpus(one, "en\nde\nru\n"), 2000);
  CHECK(digest(trained(write_corpus(one, "en\nde\nru\n"), 2000)) == digest(first));
  CHECK(digest(trained(write_corpus(other, "ru\nde\nen\n"), 2000)) == digest(first));
  // What train_language_model makes of this corpus: other optimisation, the same file.
  CHECK(digest(without_padding(first)) == 0xB4FFAC4EB51576D7u);
  CHECK((first.size() - std::size_t{model_rows} * model_width) % model_alignment == 0);
  CHECK(digest(trained(write_corpus(other, "en\nde\nru\n"), 2001)) != digest(first));

  const NgramModel model(first);
  REQUIRE(model.size() == 3);
  CHECK(model.tag(0) == "de");
  CHECK(model.script(2) == USCRIPT_CYRILLIC);
  NgramSum sum;
  WordMemo memo;
  std::vector<int32_t> logits;
  model.add("the flour of the river", 1000, sum, memo);
  model.judge(sum, USCRIPT_LATIN, logits);
  CHECK(logits[1] > logits[0] + 1024);
}
