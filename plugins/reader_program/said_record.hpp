// What a program says of a record of its file: a line of JSON. README.md, "The protocol".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "programs/json_reader.hpp"

namespace docmill::process {

struct SaidNote {
  std::string code, message;
};

struct SaidRecord {
  enum class Kind { document, passed, problem };
  Kind kind = Kind::document;
  std::string code, message;       // passed (the code alone), problem
  std::string locator;             // at most 1000 bytes
  std::optional<uint64_t> offset;  // where it begins: byte of the file
  std::string id, metadata;        // metadata: a JSON object; empty: not said
  std::string media_type = "text/plain", charset;
  std::vector<SaidNote> notes;
  JsonValue content{"\"\""};  // of a document, out of the line: a string
  bool is_base64 = false;
};

// Reads a line, of which the record keeps views. Throws BadAnswer with a sentence for the program's author.
SaidRecord read_record(std::string_view line);

// The bytes of a document. Throws BadAnswer: they are not base64.
std::string bytes_of(const SaidRecord& record);

}  // namespace docmill::process
