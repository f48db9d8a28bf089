// The language tagger on any bytes. The first byte chooses granularity and options; with its highest bit the rest is a
// model (its head; numbers are put behind it, so that it has the size that the head says), else a text (made valid
// UTF-8, as the host does). Checked: paragraphs are in order, disjoint, on code point borders and no longer than the
// text; scores and shares are from 0 to 1; a tagger that has seen other texts says the same; a model is refused with a
// sentence, or judges. The body is also a test (plugins/language_tagger/tests/fuzz_language_test.cpp).
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"
#include "ngram_model.hpp"
#include "support/valid_utf8.hpp"
#include "tagger.hpp"

namespace docmill::language::test {

inline void language_must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_language: %s\n", what);
  std::abort();
}

inline std::shared_ptr<const NgramModel> shipped_model() {
  static const std::shared_ptr<const NgramModel> model = [] {
    std::ifstream in(DOCMILL_SOURCE_DIR "/plugins/language_tagger/languages.model", std::ios::binary);
    static const std::string bytes(std::istreambuf_iterator<char>(in), {});
    return std::make_shared<const NgramModel>(bytes);
  }();
  return model;
}

inline void check_tagged(std::string_view text, const TaggedText& tagged) {
  const auto is_share = [](double x) { return x >= 0 && x <= 1; };
  language_must(is_share(tagged.document.score), "a score is from 0 to 1");
  uint32_t before = 0;
  for (const Paragraph& p : tagged.paragraphs) {
    language_must(p.range.start >= before && p.range.start < p.range.end && p.range.end <= text.size(),
                  "paragraphs lie in the text, in order");
    language_must(utf8::is_border(text, p.range.start) && utf8::is_border(text, p.range.end), "on code point borders");
    language_must(is_share(p.judgement.score), "a score is from 0 to 1");
    before = p.range.end;
  }
  double sum = 0, last = 1;
  for (const Share& s : tagged.shares) {
    language_must(is_share(s.share) && s.share <= last, "shares are from 0 to 1, the largest first");
    sum += last = s.share;
  }
  language_must(sum < 1.001, "and no more than all together");
}

inline void check_same(const TaggedText& a, const TaggedText& b) {
  language_must(a.document.language == b.document.language && a.document.score == b.document.score &&
                    a.paragraphs.size() == b.paragraphs.size() && a.shares.size() == b.shares.size(),
                "a tagger remembers nothing of other texts");
  for (std::size_t i = 0; i < a.paragraphs.size(); ++i) {
    const Paragraph &p = a.paragraphs[i], &q = b.paragraphs[i];
    language_must(p.range.start == q.range.start && p.range.end == q.range.end &&
                      p.judgement.language == q.judgement.language && p.judgement.score == q.judgement.score,
                  "nor for a paragraph");
  }
}

inline TaggerOptions tagger_options_of(uint8_t bits) {
  TaggerOptions options;
  options.granularity = static_cast<Granularity>(bits & 3);
  options.split = (bits & 4) == 0;
  options.minimum_letters = (bits & 8) != 0 ? 0 : 20;
  options.minimum_confidence = (bits & 16) != 0 ? 0.5 : 0;
  return options;
}

inline void tag_text(uint8_t bits, std::string_view bytes) {
  const std::string text = docmill::test::valid_utf8(bytes);
  static const Tagger* taggers[64];
  const Tagger*& tagger = taggers[bits & 63];
  if (tagger == nullptr) tagger = new Tagger(tagger_options_of(bits), (bits & 32) != 0 ? nullptr : shipped_model());
  static TaggedText used;
  TaggedText fresh;
  tagger->tag(text, used);
  tagger->tag(text, fresh);
  check_tagged(text, used);
  check_same(used, fresh);
}

// As many numbers as the head of a model promises.
inline std::string with_numbers(std::string_view head) {
  std::string model(head);
  std::size_t languages = 0;
  for (const char c : head) languages += c == '\n';
  const std::size_t size =
      model.size() + (languages == 0 ? 0 : languages - 1) * model_width * 2 + model_rows * model_width;
  if (languages > 260) return model;
  static constexpr char numbers[] = {'\x7F', '\x7F', '\x80', '\x01', '\xFF', '\x7F', '\x00', '\x80'};
  while (model.size() < size) model += numbers[model.size() % std::size(numbers)];
  return model;
}

inline void try_model(std::string_view head) {
  const std::string bytes = with_numbers(head);
  std::shared_ptr<const NgramModel> model;
  try {
    model = std::make_shared<const NgramModel>(bytes);
  } catch (const std::runtime_error& e) {
    const std::string_view why = e.what();
    return language_must(!why.empty() && why.back() != '.' && utf8::is_valid(why), "what is refused has a sentence");
  }
  const Tagger tagger({}, model);
  TaggedText tagged;
  for (const std::string_view text : {"The rain in the north is cold.\nDer Regen ist kalt und nass.",
                                      "Дождь идёт на севере.\n雨が降る。 العربية हिन्दी"}) {
    tagger.tag(text, tagged);
    check_tagged(text, tagged);
  }
}

inline void fuzz_language(const uint8_t* data, std::size_t size) {
  if (size == 0) return;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  if ((data[0] & 128) != 0) try_model(rest);
  else tag_text(data[0], rest);
}

}  // namespace docmill::language::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::language::test::fuzz_language(data, size);
  return 0;
}
