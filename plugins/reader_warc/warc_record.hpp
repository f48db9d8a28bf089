// The head of a WARC record (ISO 28500:2017, WARC/1.1; before, WARC/1.0).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "headers/header_fields.hpp"

namespace docmill::warc {

// The longest head that is believed to be one.
inline constexpr std::size_t longest_head = std::size_t{512} << 10;

struct RecordHead {
  std::string type;     // WARC-Type in lower case
  uint64_t length = 0;  // Content-Length: bytes of the block
  HeaderFields fields{{}};
};

// What stands in a record's head, or why it is none: a sentence. `head`: to its empty line.
struct ParsedHead {
  std::optional<RecordHead> head;
  std::string mistake;
};
ParsedHead parse_record_head(std::string_view head);

// Does a record begin here? "WARC/1." or an older version.
bool begins_record(std::string_view bytes);
// Where the next record begins at or behind `from`: a line "WARC/..."; within a line, when a field of a head follows.
// npos: nowhere.
std::size_t find_record(std::string_view bytes, std::size_t from);

// What is done with a record.
struct Judgement {
  enum class Kind { document, passed, broken };
  Kind kind = Kind::document;
  std::string code, message;      // of the other two
  MediaType media;                // of a document
  int status = 0;                 // of an HTTP response
  std::string_view body;          // as it was sent
  std::string transfer, content;  // Transfer-Encoding, Content-Encoding
};

// `block`: what stands behind the head. `any_status`: answers other than 2xx are documents as well.
Judgement judge(const RecordHead& head, std::string_view block, bool any_status);

// "<urn:uuid:1234>" without its brackets.
std::string_view without_brackets(std::string_view id);

}  // namespace docmill::warc
