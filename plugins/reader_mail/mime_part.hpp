// A message as a tree of parts (RFC 2045 and 2046).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "headers/header_fields.hpp"
#include "structured_field.hpp"

namespace docmill::mail {

struct Part {
  HeaderFields fields{{}};
  StructuredField type;         // Content-Type; text/plain where nothing is said
  StructuredField disposition;  // Content-Disposition
  std::string_view body;        // as it was sent; of the message that was parsed
  std::vector<Part> parts;      // of a multipart

  bool is_multipart() const { return type.value().starts_with("multipart/"); }
  // What an attachment is called; empty: it has no name.
  std::string file_name() const;
};

struct ParsedMessage {
  Part root;
  bool is_cut_off = false;   // a multipart has no end
  bool is_too_deep = false;  // parts within parts, more than 20, or more than 1000 parts: those beyond are left out
};

// `message` must outlive what comes out.
ParsedMessage parse_message(std::string_view message);

}  // namespace docmill::mail
