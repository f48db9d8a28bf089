// The sentence splitter on any bytes. The first byte chooses the language and the limit, the rest is the text (made
// valid UTF-8, as the host does). Checked: sentences are in order, do not overlap, lie on code point borders, are
// trimmed and hold a letter or digit; the first ones are the same when a limit ends the work; a line end more behind
// the text and a splitter that has seen other texts change nothing.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "sentences/marks.hpp"
#include "sentences/neighbours.hpp"
#include "sentences/sentence_splitter.hpp"
#include "support/valid_utf8.hpp"

namespace {

using namespace docmill::sentences;
using docmill::test::valid_utf8;

void demand(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_sentences: %s\n", what);
  std::abort();
}

void check(const std::string& text, const std::vector<Sentence>& sentences) {
  uint32_t before = 0;
  for (const Sentence& s : sentences) {
    demand(s.start >= before && s.start < s.end && s.end <= text.size(), "sentences are in order and lie in the text");
    demand(docmill::utf8::is_border(text, s.start) && docmill::utf8::is_border(text, s.end), "on code point borders");
    std::size_t first = s.start, last = s.end;
    demand(!is_space(docmill::utf8::next(text, first)) && !is_space(docmill::utf8::previous(text, last)), "trimmed");
    demand(has_letter_or_digit(std::string_view(text).substr(s.start, s.end - s.start)), "with a letter or digit");
    before = s.end;
  }
}

bool same(const std::vector<Sentence>& a, const std::vector<Sentence>& b, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i)
    if (a[i].start != b[i].start || a[i].end != b[i].end) return false;
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static constexpr const char* languages[] = {"",   "en", "de", "fr", "es", "ru", "el", "zh-Hans",
                                              "ja", "ar", "hi", "cs", "pl", "ko", "th", "xx"};
  const char* language = languages[data[0] & 15];
  const std::size_t limit = 1 + (data[0] >> 4);
  const std::string text = valid_utf8({reinterpret_cast<const char*>(data + 1), size - 1});

  static SentenceSplitter used;
  SentenceSplitter fresh;
  std::vector<Sentence> all, again, first;
  used.split(text, language, 0, all);
  check(text, all);
  fresh.split(text, language, 0, again);
  demand(all.size() == again.size() && same(all, again, all.size()), "a splitter remembers nothing of other texts");
  fresh.split(text + "\n", language, 0, again);
  demand(all.size() == again.size() && same(all, again, all.size()), "a line end behind the text changes nothing");
  used.split(text, language, limit, first);
  demand(first.size() == std::min(limit, all.size()) && same(all, first, first.size()), "a limit gives the first ones");
  return 0;
}
