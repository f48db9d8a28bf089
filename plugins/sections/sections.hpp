// The sections of a text: from one heading to the next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::sections {

// Bytes of the text, on code point borders; of a line of Markdown with its marks.
struct Heading {
  uint32_t start = 0, end = 0;
  int level = 1;  // 1 to 6
};

struct Section {
  uint32_t start = 0, end = 0;     // without white space around
  std::optional<Heading> heading;  // with which it begins; none: what stands before the first
  std::string title;               // of the heading, without marks of Markdown
  std::string path;                // titles of the headings above and of its own, from the highest: "Install > Debian"
};

struct Rules {
  int level = 2;         // headings up to this one begin a section
  uint32_t minimum = 0;  // code points; a shorter section is joined with the next one, the last one with that before
};

// Lines that Markdown marks as headings by up to six '#', outside of fenced code.
std::vector<Heading> markdown_headings(std::string_view text);

// `headings` are sorted by where they start and lie within the text. Without one that begins a section: none.
std::vector<Section> find_sections(std::string_view text, const std::vector<Heading>& headings, const Rules& rules);

}  // namespace docmill::sections
