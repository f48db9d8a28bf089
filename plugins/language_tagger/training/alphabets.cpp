// Prints alphabets_table.cpp: the alphabets of the languages that CLD2 knows, by CLDR.
//
//   language_alphabets > alphabets_table.cpp
#include <unicode/uversion.h>

#include <cstdio>
#include <set>
#include <string>

#include "../language_tags.hpp"
#include "docmill/base/utf8.hpp"
#include "exemplars.hpp"

using namespace docmill::language;

int main() {
  const TagTable tags;
  std::set<std::string> languages;
  for (LanguageNumber l = 0; l < tags.size(); ++l) languages.emplace(tags.primary(l));
  std::printf(
      "// CLDR's alphabets: the letters outside ASCII, Latin and Cyrillic, in both cases. Made by "
      "training/alphabets.cpp "
      "with\n// ICU %s.\n#include \"alphabets_table.hpp\"\n\nnamespace docmill::language {\n\nnamespace {\n\n"
      "// clang-format off\nconstexpr Alphabet table[] = {\n",
      U_ICU_VERSION);
  std::u32string letters;
  for (const std::string& language : languages) {
    if (!exemplar_letters(language, letters)) continue;
    std::string text;
    for (const char32_t c : letters) docmill::utf8::append(text, c);
    std::printf("    {\"%s\", \"%s\"},\n", language.c_str(), text.c_str());
  }
  std::printf(
      "};\n// clang-format on\n\n}  // namespace\n\nstd::span<const Alphabet> alphabets_table() { return table; }\n\n"
      "}  // namespace docmill::language\n");
  return 0;
}
