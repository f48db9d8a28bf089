#include "letters.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "docmill/base/utf8.hpp"

namespace docmill::language {

const LetterScripts& LetterScripts::get() {
  static constinit LetterScripts scripts;
  return scripts;
}

UScriptCode LetterScripts::first_look(char32_t c) const {
  const UScriptCode script = slow(c);
  seen_[c].store(static_cast<uint8_t>(script + 1), std::memory_order_relaxed);
  return script;
}

UScriptCode LetterScripts::slow(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
  if (U_FAILURE(status) || script <= USCRIPT_INHERITED || script == USCRIPT_UNKNOWN || script >= 255)
    return USCRIPT_COMMON;
  return u_isUAlphabetic(static_cast<UChar32>(c)) ? script : USCRIPT_COMMON;
}

void LetterCount::clear() {
  for (std::size_t i = 0; i < n_seen_; ++i) by_script_[seen_[i]] = 0;
  n_seen_ = 0;
  total_ = 0;
}

void LetterCount::add(UScriptCode script, uint64_t weight) {
  const auto i = static_cast<std::size_t>(script);
  if (by_script_[i] == 0 && weight > 0) seen_[n_seen_++] = static_cast<uint8_t>(i);
  by_script_[i] += weight;
  total_ += weight;
}

void LetterCount::take_away(UScriptCode script, uint64_t weight) {
  uint64_t& of_script = by_script_[static_cast<std::size_t>(script)];
  if (of_script == 0) return;
  weight = std::min(weight, of_script - 1);
  of_script -= weight;
  total_ -= weight;
}

void LetterCount::add(const LetterCount& other) {
  for (std::size_t i = 0; i < other.n_seen_; ++i)
    add(static_cast<UScriptCode>(other.seen_[i]), other.by_script_[other.seen_[i]]);
}

void LetterCount::add(std::string_view text) {
  const LetterScripts& scripts = LetterScripts::get();
  uint64_t latin = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      latin += is_ascii_letter(text[at]);
      ++at;
      continue;
    }
    const UScriptCode script = scripts[utf8::next(text, at)];
    if (script != USCRIPT_COMMON) add(script, weight_of(script));
  }
  add(USCRIPT_LATIN, latin);
}

UScriptCode LetterCount::main_script() const {
  if (total_ == 0) return USCRIPT_UNKNOWN;
  if (is_pure()) return static_cast<UScriptCode>(seen_[0]);
  const uint64_t kana = weight(USCRIPT_HIRAGANA) + weight(USCRIPT_KATAKANA);
  const uint64_t japanese = kana + weight(USCRIPT_HAN);
  std::size_t best = seen_[0];
  for (std::size_t i = 1; i < n_seen_; ++i) {
    const std::size_t s = seen_[i];
    if (by_script_[s] > by_script_[best] || (by_script_[s] == by_script_[best] && s < best)) best = s;
  }
  if (japanese >= by_script_[best] && japanese > 0) {
    if (weight(USCRIPT_HAN) >= kana) return USCRIPT_HAN;
    return weight(USCRIPT_HIRAGANA) >= weight(USCRIPT_KATAKANA) ? USCRIPT_HIRAGANA : USCRIPT_KATAKANA;
  }
  return static_cast<UScriptCode>(best);
}

std::string_view only_script(std::string_view text, const LetterCount& letters, UScriptCode script,
                             std::string& scratch) {
  if (letters.weight(script) == letters.weight()) return text;
  scratch.assign(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const auto c = static_cast<UChar32>(utf8::next(text, at));
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode of_letter = USCRIPT_COMMON;
    if (c >= 0x80) of_letter = uscript_getScript(c, &status);
    else if (is_ascii_letter(static_cast<char>(c))) of_letter = USCRIPT_LATIN;
    if (of_letter > USCRIPT_INHERITED && of_letter != script)
      std::fill(scratch.begin() + static_cast<std::ptrdiff_t>(from), scratch.begin() + static_cast<std::ptrdiff_t>(at),
                ' ');
  }
  return scratch;
}

std::string_view script_code(UScriptCode script) {
  const char* name = uscript_getShortName(script);
  return name != nullptr ? std::string_view(name) : std::string_view("Zzzz");
}

}  // namespace docmill::language
