// Wikitext (https://www.mediawiki.org/wiki/Help:Formatting) into what a reader of the page reads: prose, headings,
// lists. Templates, tables, references, files and categories are left out. Takes time in proportion to the text,
// whatever it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace docmill::wikipedia {

enum class Form { markdown, text };

// Names of name spaces whose links are not shown, beside the English ones: "Datei", "Kategorie".
struct HiddenSpaces {
  std::vector<std::string> names;
};

// The steps below, one after the other.
std::string plain_wikitext(std::string_view wikitext, const HiddenSpaces& hidden, Form form);

// ---- its steps

// Without comments, references, formulas, galleries and the like; without the tags of HTML, but not without what stands
// between them. Raised digits become such characters: 10⁶. What stands in nowiki, pre or code keeps its markup, escaped
// as characters that the other steps leave alone.
std::string without_tags(std::string_view wikitext);
// Without templates, tables, files and categories; links become what they show. A few templates are what they show:
// {{lang|fr|texte}}, {{convert|5|km}}.
std::string without_brackets(std::string_view wikitext, const HiddenSpaces& hidden);
// Line by line: headings, lists, bold and italics, code. Headings that nothing follows are left out, and what lost
// templates leave behind: "( , )".
std::string shaped_lines(std::string_view wikitext, Form form);

// Characters that stand for markup which is none, until the last step.
inline constexpr std::string_view literal_marks = "[]{}|'=*#:;";
// Alone on a line: begins and ends lines of code, which stay as they are.
inline constexpr char code_fence = '\x1C';
std::string literal(std::string_view text);
std::string from_literal(std::string_view text);

}  // namespace docmill::wikipedia
