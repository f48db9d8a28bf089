// Plain text as Markdown (CommonMark with the tables of GitHub) that shows the same characters. Escaped is only what
// would be read as markup where it stands, so that the file stays readable as it is.
#pragma once

#include <string>
#include <string_view>

namespace docmill::writer {

// Where text stands: a table also needs its bars escaped, a link its closing brackets.
enum class MarkdownPlace { line, table, link };

// Text inside a line: white space and line ends become one blank. Escapes \ ` * _ ~ [ < & where they would mean
// something there.
void append_markdown_inline(std::string& out, std::string_view text, MarkdownPlace place = MarkdownPlace::line);

// A text as paragraphs: each line of it one, blank lines between; what would begin a heading, a list, a quotation, a
// rule or a table at the start of a line is escaped. `prefix` stands before every line ("> "). Ends in a line end.
void append_markdown_paragraphs(std::string& out, std::string_view text, std::string_view prefix = {});

// A heading of one line, "# Title" and a blank line; `level` from 1 to 6.
void append_markdown_heading(std::string& out, std::size_t level, std::string_view text);

// [text](<url>) for http and https; only the text otherwise. An empty text shows the address. Not for a text with bars
// in a table.
void append_markdown_link(std::string& out, std::string_view text, std::string_view url);

// A fenced block of code, the fence longer than any in it.
void append_markdown_code(std::string& out, std::string_view language, std::string_view code);

// `code`, on one line, the backticks more than any in it. Nothing for an empty text.
void append_markdown_code_span(std::string& out, std::string_view code);

// "text_b" becomes "Text b".
std::string heading_of(std::string_view layer);

// The first `limit` code points of valid UTF-8.
std::string_view first_code_points(std::string_view text, std::size_t limit);

// At most `limit` code points, with an ellipsis where something went; borrowed from `text` or from `scratch`.
std::string_view shortened(std::string_view text, std::size_t limit, std::string& scratch);

}  // namespace docmill::writer
