// Canonical normalisation by ICU, with its own list of changes turned into ours.
#include "normalise.hpp"

#include <unicode/bytestream.h>
#include <unicode/edits.h>

#include <algorithm>

namespace docmill::cleaner {

namespace {

// ICU counts in 31 bits; longer text is worked on in parts that end with a line.
constexpr std::size_t largest_part = std::size_t{1} << 30;

// Below U+0300 every text is NFC, and all its bytes are below 0xCC.
bool is_plainly_normal(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xCC; });
}

std::size_t part_size(std::string_view rest) {
  if (rest.size() <= largest_part) return rest.size();
  const std::size_t line_end = rest.rfind('\n', largest_part);
  return line_end == std::string_view::npos ? 0 : line_end + 1;
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

void normalise(std::string_view source, EditList& edits, NormaliserScratch& scratch) {
  std::string_view text = source;
  if (!edits.empty()) {
    apply(source, edits, scratch.text);
    text = scratch.text;
  }
  if (is_plainly_normal(text)) return;
  const icu::Normalizer2* form = nfc();
  if (form == nullptr) return;
  scratch.second.clear();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = part_size(text.substr(at));
    if (size == 0 || !add_changes(*form, text.substr(at, size), static_cast<uint32_t>(at), scratch.second)) break;
    at += size;
  }
  if (scratch.second.empty()) return;
  compose(edits, static_cast<uint32_t>(source.size()), scratch.second, scratch.composed);
  edits.swap(scratch.composed);
}

}  // namespace docmill::cleaner
