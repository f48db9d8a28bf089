// Reads N-Triples (https://www.w3.org/TR/n-triples/), a statement a line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace docmill::linker {

struct Term {
  enum class Kind : uint8_t { iri, blank, literal };
  Kind kind = Kind::iri;
  std::string text;      // without brackets, escapes resolved
  std::string language;  // of a literal, in lower case; empty: none
};

struct Triple {
  Term subject, predicate, object;
};

// What the line holds. `mistake` says what is wrong at `column` (from 1, in bytes).
enum class LineKind { triple, nothing, mistake };
LineKind parse_ntriples_line(std::string_view line, Triple& triple, std::string& mistake, std::size_t& column);

}  // namespace docmill::linker
