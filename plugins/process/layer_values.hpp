// The values of an answer's layers, read from JSON and given to the document: spans, attributes, edits. All of them
// throw BadAnswer with a sentence that names the layer, the item and the key. Of this plugin alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "docmill/sdk/output.hpp"
#include "offsets/offset_index.hpp"
#include "ports.hpp"
#include "programs/json_reader.hpp"

namespace docmill::process {

// Turns an offset of the program into a byte of the text, which must outlive it.
class Places {
 public:
  Places(std::string_view text, Unit unit) : text_(text), unit_(unit) { index_.reset(text, unit); }
  std::string_view text() const { return text_; }
  // `where` begins the sentence of a refusal, `key` is that of `value`.
  uint32_t byte(const std::string& where, const char* key, JsonValue value) const;

 private:
  std::string_view text_;
  Unit unit_;
  OffsetIndex index_;
};

// Spans are given in the order of their places, whatever order they came in.
void read_spans(const PortShape& port, JsonValue array, const Places& places, Spans& out);
void read_attributes(const PortShape& port, JsonValue object, Attributes& out);
// Gives the edits and the text that they make, in which spans of the same answer are counted.
std::string read_edits(const PortShape& port, JsonValue array, const Places& places, Edits& out);

}  // namespace docmill::process
