#include "host/stages/condition_values.hpp"

#include <vector>

#include "host/documents/pool.hpp"
#include "json_parser/json_document.hpp"

namespace docmill::host {
namespace {

Scalar attribute(const docmill_layer& layer, uint32_t key, FieldType type) {
  const auto* head = static_cast<const docmill_attributes*>(layer.rows);
  if ((head->nulls & DOCMILL_NULL_KEY(key)) != 0) return Null{};
  const docmill_cell& cell = reinterpret_cast<const docmill_cell*>(head + 1)[key];
  switch (type) {
    case FieldType::boolean: return cell.integer != 0;
    case FieldType::integer: return cell.integer;
    case FieldType::number: return cell.number;
    case FieldType::string: return std::string_view(layer.pool + cell.string.offset, cell.string.size);
  }
  return Null{};
}

Scalar json_scalar(JsonValue value) {
  if (value.is_string()) return value.string();
  if (value.is_boolean()) return value.boolean();
  if (value.is_signed()) return value.signed_number();
  if (value.is_number()) return value.number();
  return Null{};
}

}  // namespace

bool condition_holds(const Condition& condition, const Document& document) {
  // A JSON layer is parsed once for a condition, and only when the condition asks for it.
  struct Parsed {
    uint32_t slot;
    JsonDocument json;
  };
  std::vector<Parsed> parsed;
  const auto member = [&](const Condition::Reference& reference, const docmill_layer& layer) -> Scalar {
    const JsonDocument* json = nullptr;
    for (const Parsed& p : parsed)
      if (p.slot == reference.binding.layer) json = &p.json;
    if (json == nullptr) {
      parsed.push_back({reference.binding.layer, {}});
      parsed.back().json.parse(pool_of(layer));
      json = &parsed.back().json;
    }
    return json_scalar(json->root()[reference.key]);
  };
  const std::vector<Condition::Reference>& references = condition.references();
  parsed.reserve(references.size());  // the values point into the parsed documents, which must not move
  return condition.holds([&](std::size_t i) -> Scalar {
    const Condition::Reference& reference = references[i];
    const docmill_layer* layer = document.layers[reference.binding.layer];
    if (layer == nullptr) return Null{};
    return reference.binding.type ? attribute(*layer, reference.binding.key, *reference.binding.type)
                                  : member(reference, *layer);
  });
}

}  // namespace docmill::host
