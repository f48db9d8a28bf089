// Which column of a table is what.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace docmill::csv {

struct Columns {
  std::vector<std::string> names;  // each once, none empty
  std::size_t text = 0;            // the column that is the document
  std::optional<std::size_t> id;
  bool is_guessed = false;  // nobody has said which column is the text
};

// What the user has said; empty: nothing.
struct WantedColumns {
  std::string text, id;
};

// The columns, or a sentence about what is wrong. Names that are empty become column_3, and the second of two that are
// equal NAME_2. Where nobody has said which is the text: the only column, or the first of `usual_text_columns` that
// there is, case aside.
struct FoundColumns {
  std::optional<Columns> columns;
  std::string mistake;
};
FoundColumns find_columns(std::vector<std::string> names, const WantedColumns& wanted);

// What stands in the column of the text, and its media type.
enum class Media { text, html, markdown };
const char* media_type_of(Media media);

// What the options `text`, `id` and `media-type` are, of every reader of tables.
inline constexpr const char* text_summary =
    "the column that is the document; \"\": the only one, or the first of text, content, body, article, html, "
    "markdown, abstract, description, summary, message, comment that there is, case aside";
inline constexpr const char* id_summary = "the column that a document is called by; \"\": FILE:NUMBER";
inline constexpr const char* media_type_summary = "what stands in the column of the text";

// "text, content, body, ...": the most usual first.
std::string usual_text_columns();

}  // namespace docmill::csv
