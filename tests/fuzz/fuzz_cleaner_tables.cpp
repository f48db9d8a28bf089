// The cue tables and the model of the cleaner made of anything: refused with a place and a sentence, or of use. The
// first byte says which (c: cues, m: a model), the rest is the file. What is taken cleans a page and a plain text of
// fixed content, twice with the same edits. The body is also a test (plugins/cleaner/tests/fuzz_tables_test.cpp).
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "cleaner.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::cleaner::test {

inline void cleaner_table_must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_cleaner_tables: %s\n", what);
  std::abort();
}

inline constexpr std::string_view page =
    "<html><head><title>Rain in the north</title></head><body><nav><a href=/>Home</a> <a href=/n>News</a></nav>"
    "<h1>Rain in the north</h1><p class=byline>By A. Writer, 3 May 2024</p><p>Rain is expected in the north, and it "
    "will be cold. Those who can should stay at home until the morning.</p><p>Share this</p><ul><li>One of them<li>Two "
    "of them</ul><p>The weather office said that roads may be closed.</p><footer>© 2024 The Paper</footer></body>";
inline constexpr std::string_view plain =
    "Home | News | Sport\nRain in the north\nBy A. Writer\n3 May 2024\n\nRain is expected in the north, and it will be "
    "cold. Those who can should stay at home.\n\nShare this\nRead more: Two of them\nfoto: ansa\n3 comments\n";

inline void clean_with(const CueTable& cues, const BlockModel& model) {
  for (const char* type : {"text/html", "text/plain"}) {
    const std::string_view source = type[5] == 'h' ? page : plain;
    Cleaner once, twice;
    Options options;
    options.structure = true;
    once.clean(source, type, cues, model, options);
    const std::string problem = problem_with(source, once.edits);
    cleaner_table_must(problem.empty(), problem.c_str());
    std::string text, again;
    apply(source, once.edits, text);
    twice.clean(source, type, cues, model, options);
    apply(source, twice.edits, again);
    cleaner_table_must(text == again && utf8::is_valid(text), "the same text comes twice");
  }
}

inline void check_problem(const std::optional<CueProblem>& problem, std::string_view file) {
  const auto lines = static_cast<std::size_t>(std::count(file.begin(), file.end(), '\n')) + 1;
  cleaner_table_must(
      problem->line >= 1 && problem->line <= lines && problem->column >= 1 && problem->column <= file.size() + 1,
      "a mistake has a place in the file");
  cleaner_table_must(!problem->message.empty() && problem->message.back() != '.' && utf8::is_valid(problem->message),
                     "what is refused has a sentence");
}

inline void fuzz_cleaner_tables(const uint8_t* data, std::size_t size) {
  if (size == 0) return;
  const std::string_view file(reinterpret_cast<const char*>(data) + 1, size - 1);
  static const BlockModel no_model;
  static const CueTable no_cues = [] {
    CueTable t;
    t.finish();
    return t;
  }();
  if (data[0] == 'c') {
    CueTable cues;
    const std::optional<CueProblem> problem = cues.add(file);
    if (problem) return check_problem(problem, file);
    cues.finish();
    clean_with(cues, no_model);
  } else if (data[0] == 'm') {
    BlockModel model;
    const std::optional<CueProblem> problem = model.read(file);
    if (problem) return check_problem(problem, file);
    clean_with(no_cues, model);
  }
}

}  // namespace docmill::cleaner::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::cleaner::test::fuzz_cleaner_tables(data, size);
  return 0;
}
