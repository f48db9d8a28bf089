#include "sentence_splitter.hpp"

#include <unicode/filteredbrk.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "boundary_rules.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::sentences {

namespace {

// The languages for which ICU has rules or abbreviations of their own; the others are cut by the root rules.
constexpr std::array<std::string_view, 8> tailored{"de", "el", "en", "es", "fr", "it", "pt", "ru"};

std::string_view locale_of(std::string_view language) {
  const auto* found = std::find(tailored.begin(), tailored.end(), language);
  return found != tailored.end() ? *found : std::string_view();
}

void check(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU could not ") + what + ": " + u_errorName(status));
}

// With CLDR's abbreviations where there are some.
std::unique_ptr<icu::BreakIterator> make_iterator(std::string_view name) {
  const icu::Locale locale(std::string(name).c_str());  // "" is the root locale's name: never the default locale
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> plain(
      icu::BreakIterator::createSentenceInstance(name.empty() ? icu::Locale::getRoot() : locale, status));
  check(status, "make a sentence iterator");
  if (name.empty()) return plain;
  const std::unique_ptr<icu::FilteredBreakIteratorBuilder> builder(
      icu::FilteredBreakIteratorBuilder::createInstance(locale, status));
  if (U_FAILURE(status) || !builder) return plain;
  std::unique_ptr<icu::BreakIterator> filtered(builder->build(plain.release(), status));
  check(status, "make a sentence iterator with abbreviations");
  return filtered;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x3000 || c == 0xFEFF || c == 0x2028 ||
         c == 0x2029;
}

Sentence trimmed(std::string_view text, std::size_t start, std::size_t end) {
  while (start < end) {
    std::size_t after = start;
    if (!is_space(utf8::next(text, after))) break;
    start = after;
  }
  while (end > start) {
    std::size_t before = end;
    if (!is_space(utf8::previous(text, before))) break;
    end = before;
  }
  return {static_cast<uint32_t>(start), static_cast<uint32_t>(end)};
}

std::string_view slice(std::string_view text, Sentence s) { return text.substr(s.start, s.end - s.start); }

// UAX #29 takes an opening bracket right behind a full stop for a closing one; it belongs to what follows.
std::size_t before_opening_brackets(std::string_view text, std::size_t start, std::size_t end) {
  while (end > start) {
    std::size_t before = end;
    if (u_charType(static_cast<UChar32>(utf8::previous(text, before))) != U_START_PUNCTUATION) break;
    if (before == start) break;
    end = before;
  }
  return end;
}

enum class Gap { none, line, paragraph };  // what stands between two stretches

Gap gap_between(std::string_view text, std::size_t from, std::size_t to) {
  std::size_t lines = 0;
  for (std::size_t i = from; i < to; ++i)
    lines += text[i] == '\n' || (text[i] == '\r' && text.substr(i + 1, 1) != "\n");
  if (lines > 1 || text.substr(from, to - from).find("\xE2\x80\xA9") != std::string_view::npos) return Gap::paragraph;
  return lines == 1 ? Gap::line : Gap::none;
}

bool begins_lower(std::string_view s) {
  std::size_t at = 0;
  return !s.empty() && u_islower(static_cast<UChar32>(utf8::next(s, at)));
}

bool has_letter_or_digit(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    if (u_isalnum(static_cast<UChar32>(utf8::next(s, at)))) return true;
  }
  return false;
}

}  // namespace

std::string_view primary_language(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  return primary == "und" ? std::string_view() : primary;
}

icu::BreakIterator& SentenceSplitter::iterator_for(std::string_view language) {
  const std::string_view locale = locale_of(language);
  for (Iterator& i : iterators_) {
    if (i.locale == locale) return *i.breaks;
  }
  iterators_.push_back({locale, make_iterator(locale)});
  return *iterators_.back().breaks;
}

// A stretch grows while breaks are taken back; it is a sentence, or a heading and left out, when the next one begins.
void SentenceSplitter::split_body(std::string_view text, std::string_view language, std::size_t limit,
                                  bool keep_headings, std::vector<Sentence>& sentences) {
  sentences.clear();
  icu::BreakIterator& breaks = iterator_for(language);
  UErrorCode status = U_ZERO_ERROR;
  text_.reset(utext_openUTF8(text_.release(), text.data(), static_cast<int64_t>(text.size()), &status));
  breaks.setText(text_.get(), status);
  check(status, "read a text");

  Sentence open{0, 0};
  bool first_of_line = true;  // nothing but `open` has been seen of its line
  const auto close = [&](bool line_ends) {
    if (open.start == open.end) return;
    const std::string_view stretch = slice(text, open);
    const bool heading = line_ends && first_of_line && looks_like_heading(stretch, language);
    if (has_letter_or_digit(stretch) && (keep_headings || !heading)) sentences.push_back(open);
  };
  std::size_t from = static_cast<std::size_t>(breaks.first()), to = 0;
  for (int32_t at = breaks.next(); at != icu::BreakIterator::DONE; at = breaks.next(), from = to) {
    to = before_opening_brackets(text, from, static_cast<std::size_t>(at));
    const Sentence next = trimmed(text, from, to);
    if (next.start == next.end) continue;
    if (open.start == open.end) {
      open = next;
      continue;
    }
    const Gap gap = gap_between(text, open.end, next.start);
    const bool goes_on = gap == Gap::none ? is_false_break(slice(text, open), slice(text, next), language)
                                          : gap == Gap::line && begins_lower(slice(text, next)) &&
                                                !ends_like_sentence(slice(text, open), language);
    if (goes_on) {
      open.end = next.end;
      continue;
    }
    close(gap != Gap::none);
    if (limit != 0 && sentences.size() >= limit) return;
    first_of_line = gap != Gap::none;
    open = next;
  }
  close(true);
}

void SentenceSplitter::split(std::string_view text, std::string_view tag, std::size_t limit,
                             std::vector<Sentence>& sentences) {
  text = utf8::prefix(text, INT32_MAX);
  const std::string_view language = primary_language(tag);
  split_body(text, language, limit, false, sentences);
  if (sentences.empty()) split_body(text, language, limit, true, sentences);
}

}  // namespace docmill::sentences
