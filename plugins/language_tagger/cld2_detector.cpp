#include "cld2_detector.hpp"

#include <cstdio>
// CLD2's headers are not self-contained: these two first.
#include <cld2/public/encodings.h>

#include <cld2/public/compact_lang_det.h>

#include <algorithm>

#include "docmill/base/utf8.hpp"

namespace docmill::language {

namespace {

// What CLD2 answers. It leaves its results unset when it refuses a text, so they are set before.
struct Answer {
  CLD2::Language languages[3] = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE};
  int percents[3] = {0, 0, 0};
  double fits[3] = {0, 0, 0};
  bool accepted = false;
};

Answer ask(std::string_view text, const char* hint) {
  const std::string_view looked_at = utf8::prefix(text, max_detected_bytes);
  const CLD2::CLDHints hints{hint, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  Answer answer;
  int text_bytes = 0, valid_bytes = 0;
  bool reliable = false;
  const auto length = static_cast<int>(looked_at.size());
  // CLD2 may look at the character behind the text (ScriptScanner::GetOneScriptSpan), which need not be there.
  std::string with_something_behind;
  with_something_behind.reserve(looked_at.size() + 4);
  with_something_behind.append(looked_at).append(4, '\0');
  CLD2::ExtDetectLanguageSummaryCheckUTF8(with_something_behind.data(), length, true, &hints, CLD2::kCLDFlagBestEffort,
                                          answer.languages, answer.percents, answer.fits, nullptr, &text_bytes,
                                          &reliable, &valid_bytes);
  answer.accepted = valid_bytes == length;
  return answer;
}

// Is it one, and neither a joke nor a mere script?
bool is_language(CLD2::Language number) {
  static const auto are_languages = [] {
    std::array<bool, CLD2::NUM_LANGUAGES> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
      table[i] = primary_subtag(CLD2::LanguageCode(static_cast<CLD2::Language>(i))) != "und";
    return table;
  }();
  return are_languages[static_cast<std::size_t>(number)];
}

}  // namespace

Guess detect(std::string_view text, const char* hint) {
  const Answer answer = ask(text, hint);
  if (!answer.accepted) return {};
  for (int i = 0; i < 3; ++i) {
    if (!is_language(answer.languages[i])) continue;
    return {static_cast<LanguageNumber>(answer.languages[i]), answer.percents[i],
            static_cast<int64_t>(answer.fits[i] + 0.5)};
  }
  return {};
}

Guess GuessMemo::detect(std::string_view text) {
  if (text.empty() || text.size() > longest) return language::detect(text);
  entries_.resize(std::size_t{1} << bits);
  uint32_t hash = 0;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x9E3779B1u;
  Entry& entry = entries_[hash >> (32 - bits)];
  if (std::string_view(entry.text.data(), entry.size) == text) return entry.guess;
  entry.guess = language::detect(text);
  entry.size = static_cast<uint8_t>(text.size());
  std::copy(text.begin(), text.end(), entry.text.begin());
  return entry.guess;
}

bool is_accepted(std::string_view text) { return ask(text, nullptr).accepted; }

std::string trouble_with_tables() {
  constexpr std::string_view esperanto = "ĉiuj homoj";  // the small tables have no Esperanto, however short
  const Guess guess = detect(esperanto);
  if (guess.language == static_cast<LanguageNumber>(CLD2::ESPERANTO)) return "";
  return std::string("CLD2 answers from its small tables (words of Esperanto came out as '") +
         CLD2::LanguageCode(guess.is_none() ? CLD2::UNKNOWN_LANGUAGE : static_cast<CLD2::Language>(guess.language)) +
         "'): libcld2_full.so.0 must be installed (Debian: libcld2-0) and loaded before libcld2.so.0, so link "
         "-Wl,--no-as-needed -lcld2_full -lcld2 in this order, and let no plugin before this one load libcld2 alone";
}

}  // namespace docmill::language
