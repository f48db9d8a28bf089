// The kinds of a text by itself, for what is given both.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "non_language.hpp"
#include "pieces.hpp"
#include "readable.hpp"

namespace docmill::language {

inline std::vector<ByteKinds> kinds_of(std::string_view text) {
  std::vector<ByteKinds> kinds;
  read_kinds(text, kinds);
  return kinds;
}

inline bool is_code(std::string_view line) { return is_code(line, kinds_of(line)); }

inline std::string_view readable(std::string_view text, std::string& scratch) {
  std::vector<ByteKinds> kinds = kinds_of(text);
  return readable(text, kinds, scratch);
}

inline void cut_pieces(std::string_view paragraph, std::vector<Piece>& pieces, LetterCount& letters) {
  std::vector<ByteKinds> kinds = kinds_of(paragraph);
  cut_pieces(paragraph, kinds, pieces, letters);
}

}  // namespace docmill::language
