// Canonical normalisation by ICU, with its own list of changes turned into ours.
#include "text_edits/normalise.hpp"

#include <unicode/bytestream.h>
#include <unicode/edits.h>

#include <algorithm>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

namespace {

// ICU counts in 31 bits; longer text is worked on in parts that end with a line.
constexpr std::size_t largest_part = std::size_t{1} << 30;

// The length of the sequence at `at` when it is a character that stands in normal form whatever is beside it:
// typographic marks, letters of Greek and Cyrillic, ideographs, kana, syllables of Hangul; 0 when that is not known
// here. No mark that combines is among them, and only such a mark can undo the form of a character before it.
std::size_t inert_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
  const unsigned first = byte(0), second = byte(1), third = byte(2);
  if (first == 0xD0 || first == 0xD1) return 2;
  switch (first) {
    case 0xCE: return second != 0x87 ? 2 : 0;
    case 0xCF:
    case 0xD3: return 2;
    case 0xD2: return second >= 0x8A ? 2 : 0;
    case 0xE2:
      if (second == 0x8C && (third == 0xA9 || third == 0xAA)) return 0;
      return (second == 0x80 && third >= 0x90) || second == 0x82 || (second >= 0x86 && second <= 0x9A) ? 3 : 0;
    case 0xE3:
      if (second == 0x80 && third >= 0xAA && third <= 0xAF) return 0;
      return second == 0x82 && (third == 0x99 || third == 0x9A) ? 0 : 3;
    case 0xEA: return second >= 0xB0 ? 3 : 0;
    case 0xED: return second <= 0x9D ? 3 : 0;
    case 0xEF: return second == 0xBC || second == 0xBD ? 3 : 0;
    default: return (first >= 0xE4 && first <= 0xE9) || first == 0xEB || first == 0xEC ? 3 : 0;
  }
}

std::size_t part_size(std::string_view rest) {
  if (rest.size() <= largest_part) return rest.size();
  const std::size_t line_end = rest.rfind('\n', largest_part);
  return line_end == std::string_view::npos ? 0 : line_end + 1;
}

// ICU puts combining marks in order one by one, each moving those behind it: quadratic in the marks of one letter. No
// letter of any language has so many as this, and more of them are put in order here first, in linear time.
constexpr uint32_t many_marks = 32;

// A combining mark, as it stands when it is fully decomposed.
struct Mark {
  UChar32 c;
  uint8_t combining_class;
};

bool is_mark(const icu::Normalizer2& form, std::string_view text, std::size_t at) {
  if (static_cast<unsigned char>(text[at]) < 0xCC) return false;
  const auto c = static_cast<UChar32>(utf8::next(text, at));
  // Three vowels of Tibetan are of class 0, but decompose into two marks each.
  return form.getCombiningClass(c) != 0 || c == 0x0F73 || c == 0x0F75 || c == 0x0F81;
}

// The marks that stand in text[start, end), decomposed and in canonical order (Unicode 3.11, D109: stable by class).
void sort_marks(const icu::Normalizer2& form, std::string_view text, std::size_t start, std::size_t end,
                std::string& out) {
  std::vector<Mark> marks;
  icu::UnicodeString parts;
  while (start < end) {
    const auto c = static_cast<UChar32>(utf8::next(text, start));
    if (!form.getDecomposition(c, parts)) parts.setTo(c);
    for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1))
      marks.push_back({parts.char32At(i), form.getCombiningClass(parts.char32At(i))});
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Mark& a, const Mark& b) { return a.combining_class < b.combining_class; });
  out.clear();
  for (const Mark& m : marks) utf8::append(out, static_cast<char32_t>(m.c));
}

// Appends the edits that put long runs of marks in order. A run of `many_marks` has at least twice as many bytes, so it
// is enough to look at one character in so many.
void order_long_runs(const icu::Normalizer2& form, std::string_view text, EditList& out) {
  std::string sorted;
  for (std::size_t probe = 2 * many_marks; probe < text.size(); probe += 2 * many_marks) {
    while (!utf8::is_start(text[probe])) --probe;
    if (!is_mark(form, text, probe)) continue;
    std::size_t start = probe, end = probe;
    for (std::size_t before = start; before > 0 && (utf8::previous(text, before), is_mark(form, text, before));)
      start = before;
    while (end < text.size() && is_mark(form, text, end)) utf8::next(text, end);
    if (utf8::count(text.substr(start, end - start)) > many_marks) {
      sort_marks(form, text, start, end, sorted);
      if (sorted != text.substr(start, end - start))
        out.replace(static_cast<uint32_t>(start), static_cast<uint32_t>(end), sorted);
    }
    probe = end;
  }
}

// Appends the changes of one part; false when ICU gives up.
bool add_changes(const icu::Normalizer2& form, std::string_view part, uint32_t offset, EditList& out) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::StringPiece piece(part.data(), static_cast<int32_t>(part.size()));
  if (form.isNormalizedUTF8(piece, error)) return true;
  std::string changed;
  icu::StringByteSink<std::string> sink(&changed);
  icu::Edits changes;
  form.normalizeUTF8(U_OMIT_UNCHANGED_TEXT, piece, sink, &changes, error);
  if (U_FAILURE(error)) return false;
  icu::Edits::Iterator it = changes.getFineChangesIterator();
  while (it.next(error)) {
    const auto start = offset + static_cast<uint32_t>(it.sourceIndex());
    const std::string_view with = std::string_view(changed).substr(it.replacementIndex(), it.newLength());
    const std::string_view old = part.substr(it.sourceIndex(), it.oldLength());
    if (old != with) out.replace(start, start + it.oldLength(), with);
  }
  return U_SUCCESS(error);
}

}  // namespace

const icu::Normalizer2* nfc() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(error);
    return U_SUCCESS(error) ? form : nullptr;
  }();
  return instance;
}

// Below U+0300 every text is NFC, and all its bytes are below 0xCC.
bool is_plainly_normal(std::string_view text) {
  // First bytes that need a second look; the others begin characters that stand in normal form by themselves.
  const auto odd = [](auto byte) {
    const auto inert = (byte == 0xCF) | (byte == 0xD0) | (byte == 0xD1) | ((byte >= 0xE4) & (byte <= 0xE9)) |
                       (byte == 0xEB) | (byte == 0xEC);
    return (byte >= 0xCC) & (inert == 0);
  };
  return !any_odd(text, 0xCC, odd, [text](std::size_t at) { return inert_length(text, at) == 0; });
}

void normalise(std::string_view source, EditList& edits, NormaliserScratch& scratch) {
  std::string_view text = source;
  const auto apply_all = [&] {
    apply(source, edits, scratch.text);
    text = scratch.text;
  };
  const auto add_second = [&] {
    compose(edits, static_cast<uint32_t>(source.size()), scratch.second, scratch.composed);
    edits.swap(scratch.composed);
  };
  if (!edits.empty()) apply_all();
  if (is_plainly_normal(text)) return;
  const icu::Normalizer2* form = nfc();
  if (form == nullptr) return;
  scratch.second.clear();
  order_long_runs(*form, text, scratch.second);
  const bool has_long_runs = !scratch.second.empty();
  if (has_long_runs) {
    add_second();
    apply_all();
    scratch.second.clear();
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = part_size(text.substr(at));
    if (size == 0 || !add_changes(*form, text.substr(at, size), static_cast<uint32_t>(at), scratch.second)) break;
    at += size;
  }
  if (scratch.second.empty()) return;
  add_second();
  if (has_long_runs) edits.drop_idle(source);  // what was put in order and then composed may be what stood there
}

}  // namespace docmill::cleaner
