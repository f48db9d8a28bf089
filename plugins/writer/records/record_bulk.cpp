#include "records/record_bulk.hpp"

#include <stdexcept>

#include "docmill/base/json_text.hpp"

namespace docmill::writer {

BulkRequest::BulkRequest(const Catalogue& catalogue, const JsonSettings& settings, std::string_view index)
    : record_(catalogue, settings), id_(catalogue.id()), action_("{\"index\":{\"_index\":") {
  append_json_string(action_, index);
  action_ += ",\"_id\":";
}

void BulkRequest::append(Document document, Positions& positions, std::string& out, Outflow outflow) const {
  const std::string_view id = document.text(id_);
  if (id.size() > longest_bulk_id)
    throw std::runtime_error("the id has " + std::to_string(id.size()) + " bytes; OpenSearch takes at most " +
                             std::to_string(longest_bulk_id));
  out += action_;
  append_json_string(out, id);
  out += "}}\n";
  record_.append(document, positions, out, std::move(outflow));
}

}  // namespace docmill::writer
