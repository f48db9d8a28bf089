// What the program is told: one line of JSON when it starts, then one for each document. README.md, "The protocol".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/sdk/document.hpp"
#include "offsets/offset_index.hpp"
#include "ports.hpp"

namespace docmill::process {

inline constexpr int protocol = 1;

// {"docmill":1,"stage":…,"settings":{…},"requires":{…},"provides":{…},"files":[…]} and a line end. `settings` is a
// JSON object as text.
std::string setup_line(std::string_view stage, std::string_view settings, const Ports& ports,
                       const std::vector<std::string>& files);

// Writes documents; keeps its memory. For one thread at a time.
class Questions {
 public:
  explicit Questions(const Ports& ports) : ports_(&ports), indexes_(ports.inputs.size()) {}
  // `"layers":{…}}` and a line end: a document without its number. Offsets of spans are in `unit`.
  std::string layers(Document document, Unit unit);

 private:
  void append_spans(std::string& out, const PortShape& port, Document document, std::size_t i);
  const Ports* ports_;
  std::vector<OffsetIndex> indexes_;  // by input, of texts
};

// `{"n":…,"more":…,` before what Questions::layers gave. `more`: another line follows without waiting for the answer.
std::string question_head(uint64_t n, bool more);

}  // namespace docmill::process
