// Quotation marks that word processors and web pages put where " and ' were meant: no file format takes them.
#pragma once

#include <string_view>

namespace docmill::host {

// The bytes of such a mark at the beginning of the text (“ ” „ ‟ ‘ ’ ‚ ‛ « » ‹ › ＂ ＇ ´ `); 0: there is none.
std::size_t typographic_quote(std::string_view text);

// Where the first one from `from` on stands; npos.
std::size_t find_typographic_quote(std::string_view text, std::size_t from = 0);

}  // namespace docmill::host
