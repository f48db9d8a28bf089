// The whole linker against paragraphs of our own writing. The thresholds are those of the project; when one breaks, the
// messages list every mistake.
#include <doctest/doctest.h>

#include "gold_scorer.hpp"
#include "test_support.hpp"

using namespace docmill::linker;

namespace {

struct Limits {
  double precision, f1, nil_accuracy;
  int nil_extra;
  bool show_mistakes = true;
};

void check_gold(const char* file, std::size_t at_least, const Limits& limits, const Linker& linker = starter_linker()) {
  const std::string path = std::string(DOCMILL_SOURCE_DIR "/plugins/entity_linker/tests/gold/") + file;
  const std::vector<GoldText> texts = read_gold(read_file(path));
  CHECK(texts.size() >= at_least);
  const GoldScore score = score_gold(linker, texts);
  if (limits.show_mistakes)
    for (const std::string& m : score.mistakes) MESSAGE(m);
  MESSAGE(texts.size(), " texts, ", score.mentions, " mentions, ", score.ambiguous, " of them ambiguous");
  MESSAGE("links: ", score.right, " right, ", score.wrong, " wrong, ", score.missed, " missed; precision ",
          score.precision(), ", recall ", score.recall(), ", F1 ", score.f1());
  MESSAGE("unknown names: ", score.nil_right, " right, ", score.nil_linked, " linked, ", score.nil_unseen,
          " not seen, ", score.nil_extra, " too many; accuracy ", score.nil_accuracy());
  CHECK(score.precision() >= limits.precision);
  CHECK(score.f1() >= limits.f1);
  CHECK(score.nil_accuracy() >= limits.nil_accuracy);
  CHECK(score.nil_extra <= limits.nil_extra);
}

const Linker& scripts_linker() {
  static const std::string table = read_file(DOCMILL_SOURCE_DIR "/plugins/entity_linker/tests/gold/scripts.tsv");
  static const Linker linker(base_of_tables({parse_knowledge_tsv(table)}), {});
  return linker;
}

}  // namespace

TEST_CASE("links of the gold paragraphs are right") { check_gold("paragraphs.txt", 70, {0.98, 0.97, 0.90, 2}); }

TEST_CASE("gold: names that mean several things") { check_gold("ambiguous.txt", 60, {0.98, 0.97, 0.90, 2}); }

TEST_CASE("gold: other languages") { check_gold("languages.txt", 20, {0.98, 0.97, 0.90, 2}); }

TEST_CASE("links of the held-out paragraphs are right") {
  check_gold("held_out.txt", 60, {0.95, 0.90, 0.80, 40, false});
}

TEST_CASE("gold: endings, prefixes and particles of many languages and scripts") {
  check_gold("scripts.txt", 16, {0.95, 0.95, 0, 10}, scripts_linker());
}

TEST_CASE("gold: the half of many languages and scripts that was not looked at") {
  check_gold("scripts_held_out.txt", 16, {0.95, 0.95, 0, 10, false}, scripts_linker());
}
