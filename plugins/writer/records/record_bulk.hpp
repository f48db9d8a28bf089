// A document as OpenSearch's bulk interface takes it: a line that says where it goes, and its record on the next.
//
//   {"index":{"_index":"docmill","_id":"a.txt"}}
//   {"id":"a.txt",…}
//
// https://docs.opensearch.org/latest/api-reference/document-apis/bulk/ (Elasticsearch reads the same).
#pragma once

#include <string>

#include "records/record_json.hpp"

namespace docmill::writer {

// An id of more bytes is refused by the server, and with it, one does not see which, a part of the request.
inline constexpr std::size_t longest_bulk_id = 512;

// Immutable; shared by all threads.
class BulkRequest {
 public:
  BulkRequest(const Catalogue& catalogue, const JsonSettings& settings, std::string_view index);
  // Appends both lines. Throws std::runtime_error for a document that cannot be written: see JsonRecord, and ids of
  // more than longest_bulk_id bytes.
  void append(Document document, Positions& positions, std::string& out, Outflow outflow = {}) const;

 private:
  JsonRecord record_;
  uint32_t id_;
  std::string action_;  // up to the id
};

}  // namespace docmill::writer
