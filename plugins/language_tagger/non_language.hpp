// Tokens and lines that are no language, though they have letters: addresses, hashtags and handles, paths, names of
// files, identifiers, hashes, program code.
#pragma once

#include <cstddef>
#include <string_view>

#include "byte_kinds.hpp"

namespace docmill::language {

// Is the token (what stands between white space) a sign for machines: `#tag`, `@name`, `/usr/bin`, `C:\dir`,
// `file.txt`, `snake_case`, `{x}`, a hash, base64? "and/or", "e.g.", "3rd" and "don't" are not.
bool is_machine_token(std::string_view token);

// The same for a token of letters and what is none of #@/\\._={:( and digits: only its length and its capitals tell.
bool is_identifier(std::string_view token);

// Is the line, of these kinds, surely a line of program code (`for (i = 0; i < n; ++i) {`, `def main(argv):`)?
bool is_code(std::string_view line, ConstKinds kinds);
// Could it be one beside others that surely are (`import os`)? A line of a few words in ASCII that does not end as a
// sentence does.
bool is_like_code(std::string_view line);

}  // namespace docmill::language
