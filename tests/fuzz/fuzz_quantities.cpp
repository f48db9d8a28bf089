// The finder of quantities on any bytes. The first byte chooses the language and whether the document has a day, the
// rest is the text (made valid UTF-8, as the host does). Checked: spans are in order, do not overlap, lie on code point
// borders; dates exist and are written as ISO 8601; a finder that has seen other texts gives the same; a limit gives
// the first ones.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "finder.hpp"
#include "support/valid_utf8.hpp"

namespace {

using namespace docmill::quantities;

void demand(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_quantities: %s\n", what);
  std::abort();
}

const Tables& all_tables() {
  static const Tables all = [] {
    Tables tables;
    for (const char* language : {"any", "en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "zh"}) {
      std::ifstream file(std::string(DOCMILL_SOURCE_DIR "/plugins/quantities/tables/quantities_") + language + ".tsv");
      Lexicon lexicon;
      demand(lexicon.read(std::string(std::istreambuf_iterator<char>(file), {})).empty(),
             "the tables have no mistakes");
      tables.add(std::move(lexicon));
    }
    return tables;
  }();
  return all;
}

void check_quantities(const std::string& text, const std::vector<Quantity>& found, bool with_day) {
  std::size_t before = 0;
  for (const Quantity& q : found) {
    demand(q.start >= before && q.start < q.end && q.end <= text.size(), "in order, apart, in the text");
    demand(docmill::utf8::is_border(text, q.start) && docmill::utf8::is_border(text, q.end), "on code point borders");
    before = q.end;
    if (q.kind != Kind::date) {
      demand(!q.date && !q.other && !q.anchored, "what is no date has none");
      demand(!q.amount.text().empty() && q.unit.empty() == (q.kind == Kind::percent), "an amount, and of what");
      continue;
    }
    demand(q.date || (q.anchored && !with_day) || q.anchored, "a date without its day counts from the document's");
    for (const auto& date : {q.date, q.other})
      if (date) demand(exists(*date) && (date->day == 0) == (date->text().size() != 10), "the date exists");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static constexpr const char* languages[] = {"en", "de", "fr",  "es", "it", "pt", "nl", "pl",
                                              "ru", "zh", "any", "xx", "",   "en", "zh", "de"};
  const char* language = languages[data[0] & 15];
  const bool with_day = (data[0] & 16) != 0;
  const std::optional<Date> day = with_day ? std::optional<Date>({2024, 2, 29}) : std::nullopt;
  const std::string text = docmill::test::valid_utf8({reinterpret_cast<const char*>(data + 1), size - 1});

  static Finder used(all_tables());
  Finder fresh(all_tables());
  std::vector<Quantity> found, again, first;
  used.find(text, language, day, SIZE_MAX, found);
  check_quantities(text, found, with_day);
  fresh.find(text, language, day, SIZE_MAX, again);
  demand(found.size() == again.size(), "a finder remembers nothing of other texts");
  for (std::size_t i = 0; i < found.size(); ++i)
    demand(found[i].value() == again[i].value() && found[i].start == again[i].start, "the same values");
  used.find(text, language, day, 2, first);
  demand(first.size() == (found.size() < 2 ? found.size() : 2), "a limit gives the first ones");

  Lexicon lexicon;
  (void)lexicon.read(std::string_view(reinterpret_cast<const char*>(data + 1), size - 1));  // a table of any bytes
  return 0;
}
