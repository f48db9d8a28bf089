// One line of JSON Lines: the members that the input maps, and the rest byte for byte.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "host/input/input.hpp"

namespace docmill::host {

struct JsonRecord {
  std::optional<std::string> id;  // the string, or the digits of the integer
  bool is_html = false;
  std::string body;      // the decoded string of the text or html member
  std::string metadata;  // an object of the members that are not mapped: their bytes unchanged, in their order
};

// Scratch of one thread.
class JsonRecordReader {
 public:
  explicit JsonRecordReader(FieldNames names);  // an empty name is the default one
  ~JsonRecordReader();
  JsonRecordReader(JsonRecordReader&&) noexcept;
  // Reads all of `line` by RFC 8259, and stricter: UTF-8 and surrogates must be valid, no name twice in the record, no
  // number above the range of double, at most 1000 levels. `out` is overwritten; after a problem its id may be set.
  // Columns in messages count bytes from 1.
  std::optional<Problem> read(const std::string& line, JsonRecord& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace docmill::host
