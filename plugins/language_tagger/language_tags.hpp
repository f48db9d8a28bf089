// From CLD2's languages to BCP 47 tags, and from scripts to languages.
#pragma once

#include <unicode/uscript.h>

#include <array>
#include <concepts>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::language {

// CLD2's number of a language (CLD2::Language), kept as an int so that only two files include CLD2.
using LanguageNumber = int;

// The primary subtag for one of CLD2's codes: old codes become new ones (iw → he, jw → jv), "no", which CLD2 keeps
// apart from "nn", becomes "nb", and what is no language (jokes, mere scripts, unknown) becomes "und".
std::string_view primary_subtag(std::string_view cld2_code);
// Of a string that is gone after the call the answer may be a part.
template <class S>
requires std::same_as<S, std::string> std::string_view primary_subtag(S&&)
= delete;

// The language of a script that has one great language: el for Greek, ko for Hangul, hi for Devanagari; "" where there
// are several (Latin, Cyrillic, Arabic). `certain` says that nothing else of weight is written in it (not so for hi).
struct ScriptLanguage {
  std::string_view language;
  bool certain;
};
ScriptLanguage language_of_script(UScriptCode script);

// Tag and script of a text.
struct Tag {
  std::string tag;     // "en", "zh-Hans", "sr-Latn", "und"
  std::string script;  // ISO 15924: "Latn", "Hans", "Jpan", "Kore"; empty: no letters
};

// Makes tags. A script subtag stands only where it tells something: always for Chinese and Serbian, else where the
// language is written in several scripts and the text is not in the usual one (uz-Cyrl, kk-Latn), by CLDR's likely
// subtags. A few Greek words do not make English "en-Grek".
class TagTable {
 public:
  TagTable();
  static constexpr LanguageNumber none = -1;

  LanguageNumber size() const { return static_cast<LanguageNumber>(rows_.size()); }
  // CLD2's number of a primary subtag ("zh" for both Chinese, see `traditional_chinese`); `none` where it has none.
  LanguageNumber find(std::string_view primary) const;
  LanguageNumber traditional_chinese() const { return traditional_; }
  // "und" for `none`.
  std::string_view primary(LanguageNumber language) const;
  // The code that CLD2 takes as a hint.
  std::string_view cld2_code(LanguageNumber language) const;
  // Does CLD2 know the language in this script (ISO 15924)?
  bool is_written_in(LanguageNumber language, std::string_view script) const;
  // `main_script`: that of most letters of the text.
  Tag tag(LanguageNumber language, UScriptCode main_script) const;

 private:
  // What does not change is CLD2's own, or of a table.
  struct Row {
    std::string_view cld2_code;
    std::string_view primary;                 // empty: not a language
    std::array<std::string_view, 4> scripts;  // in which CLD2 knows it
    // By CLDR; empty: unknown. ICU is asked when it is: of six hundred languages a document has one or two.
    mutable std::once_flag is_asked;
    mutable std::string usual_script;
  };
  bool is_usual_script(LanguageNumber language, std::string_view script) const;

  std::vector<Row> rows_;
  LanguageNumber traditional_ = none;
};

}  // namespace docmill::language
