// The chosen blocks of a page as edits over its source.
#pragma once

#include "main_content/content.hpp"
#include "text_edits/rewrite.hpp"
#include "text_edits/text_writer.hpp"

namespace docmill::cleaner {

// Paragraphs are parted by a blank line, items of a list, rows of a table and line breaks by a line end, cells by a
// space. Character references become the characters they stand for, each an edit of its own, so that every byte of the
// text leads to the bytes of the source that say it.
void write_blocks(std::string_view source, const HtmlTree& tree, const HtmlContent& content,
                  const CharacterOptions& characters, EditList& edits);

// The stretches that blocks with a verdict cover; neighbours with the same verdict are one.
void list_removed_blocks(const HtmlTree& tree, const HtmlContent& content, std::vector<Removed>& removed);

}  // namespace docmill::cleaner
