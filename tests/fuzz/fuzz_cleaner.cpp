// The cleaner on any bytes. The first byte chooses media type and options, the rest is the document (made valid UTF-8,
// as the host does). Checked: the edits are sorted, disjoint, on code point borders and change something; the text is
// valid UTF-8, trimmed, in NFC and free of control characters where the options say so; what was removed lies in the
// source, and headings, items, cells, captions and posts in the text.
#include <unicode/normalizer2.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "cleaner.hpp"
#include "docmill/base/utf8.hpp"
#include "support/valid_utf8.hpp"

namespace {

using namespace docmill::cleaner;
using docmill::test::valid_utf8;

void demand(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_cleaner: %s\n", what);
  std::abort();
}

const CueTable& cues() {
  static const CueTable table = [] {
    CueTable t;
    for (const auto& entry : std::filesystem::directory_iterator(DOCMILL_SOURCE_DIR "/plugins/cleaner/cues")) {
      std::ifstream in(entry.path(), std::ios::binary);
      demand(!t.add(std::string(std::istreambuf_iterator<char>(in), {})), "the cue files are well formed");
    }
    t.finish();
    return t;
  }();
  return table;
}

const BlockModel& model() {
  static const BlockModel weights = [] {
    BlockModel m;
    std::ifstream in(DOCMILL_SOURCE_DIR "/plugins/cleaner/model/cleaner_model.tsv", std::ios::binary);
    demand(!m.read(std::string(std::istreambuf_iterator<char>(in), {})), "the file of weights is well formed");
    return m;
  }();
  return weights;
}

Options options_of(unsigned bits) {
  Options o;
  o.cut = (bits & 4) != 0 ? Cut::light : Cut::automatic;
  o.keep_title = o.keep_captions = o.keep_references = (bits & 8) != 0;
  o.characters.nfc = (bits & 16) == 0;
  o.characters.remove_invisible = (bits & 32) == 0;
  o.characters.plain_spaces = (bits & 32) == 0;
  o.characters.squeeze_spaces = (bits & 64) == 0;
  o.repair_encoding = o.repair_references = o.join_hyphens = (bits & 48) != 48;
  o.structure = (bits & 4) == 0;
  if ((bits & 128) != 0) o.html = {50, 20, 8, 600};
  return o;
}

void check_text(const std::string& text, const CharacterOptions& options) {
  demand(docmill::utf8::is_valid(text), "the text is UTF-8");
  demand(text.find('\0') == std::string::npos, "no NUL is left");
  demand(text.find("\n\n\n") == std::string::npos, "there is one blank line at most");
  if (options.squeeze_spaces && options.plain_spaces && !text.empty())
    demand(text.front() != ' ' && text.front() != '\n' && text.back() != ' ' && text.back() != '\n',
           "the text is trimmed");
  if (options.remove_invisible)
    for (std::size_t i = 0; i < text.size();) {
      const char32_t c = docmill::utf8::next(text, i);
      demand(c == '\n' || classify(c) != CharacterClass::invisible, "no invisible character is left");
    }
  if (options.nfc) {
    UErrorCode error = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(error);
    demand(nfc->isNormalizedUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), error),
           "the text is NFC");
  }
}

void check_structure(const std::string& text, const Cleaner& cleaner) {
  const Structure& structure = cleaner.structure;
  const auto check = [&](uint32_t before, TextRange r) {
    demand(r.start >= before && r.start < r.end && r.end <= text.size(), "structure lies in the text, in order");
    demand(docmill::utf8::is_border(text, r.start) && docmill::utf8::is_border(text, r.end), "on code point borders");
    return r.start;
  };
  uint32_t before = 0;
  for (const Heading& h : structure.headings) before = check(before, h.place);
  before = 0;
  for (const ListItem& i : structure.items) before = check(before, i.place);
  before = 0;
  for (const TableCell& c : structure.cells) before = check(before, c.place);
  before = 0;
  for (const TextRange& r : structure.captions) before = check(before, r);
  before = 0;
  for (const Post& p : cleaner.posts) before = check(before, p.place);
  before = 0;
  for (const Item& i : cleaner.items) before = check(before, i.place);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static constexpr const char* types[] = {"text/plain", "text/html", "text/markdown", "text/html"};
  const std::string source = valid_utf8({reinterpret_cast<const char*>(data + 1), size - 1});
  const Options options = options_of(data[0]);
  static Cleaner cleaner;
  cleaner.clean(source, types[data[0] & 3], cues(), model(), options);

  const std::string problem = problem_with(source, cleaner.edits);
  demand(problem.empty(), problem.c_str());
  std::string text;
  apply(source, cleaner.edits, text);
  check_text(text, options.characters);
  check_structure(text, cleaner);
  uint32_t before = 0;
  for (const Removed& r : cleaner.removed) {
    demand(r.start >= before && r.end >= r.start && r.end <= source.size(),
           "removed stretches are sorted and lie in the source");
    demand(docmill::utf8::is_border(source, r.start) && docmill::utf8::is_border(source, r.end),
           "and on code point borders");
    demand(r.why.score > 0 && r.why.score <= 1, "and have a score");
    before = r.start;
  }
  const Article& a = cleaner.article;
  for (const std::string* s : {&a.title, &a.byline, &a.date, &a.site, &a.url, &a.language, &a.description})
    demand(docmill::utf8::is_valid(*s), "facts are UTF-8");
  demand(a.date.empty() || a.date.size() == 10, "dates are YYYY-MM-DD");
  return 0;
}
