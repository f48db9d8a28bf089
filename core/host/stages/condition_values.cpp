#include "host/stages/condition_values.hpp"

#include <rapidjson/document.h>

#include <vector>

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

Scalar json_scalar(const rapidjson::Value& value) {
  if (value.IsString()) return std::string_view(value.GetString(), value.GetStringLength());
  if (value.IsBool()) return value.GetBool();
  if (value.IsInt64()) return value.GetInt64();
  if (value.IsNumber()) return value.GetDouble();
  return Null{};
}

}  // namespace

bool condition_holds(const Condition& condition, const Document& document) {
  // A JSON layer is parsed once for a condition, and only when the condition asks for it.
  struct Parsed {
    uint32_t slot;
    rapidjson::Document json;
  };
  std::vector<Parsed> parsed;
  const auto member = [&](const Condition::Reference& reference, const docmill_layer& layer) -> Scalar {
    const rapidjson::Document* json = nullptr;
    for (const Parsed& p : parsed)
      if (p.slot == reference.binding.layer) json = &p.json;
    if (json == nullptr) {
      parsed.push_back({reference.binding.layer, {}});
      parsed.back().json.Parse<rapidjson::kParseIterativeFlag>(layer.pool, layer.pool_size);
      json = &parsed.back().json;
    }
    if (json->HasParseError() || !json->IsObject()) return Null{};
    const auto found = json->FindMember(rapidjson::StringRef(reference.key.data(), reference.key.size()));
    return found == json->MemberEnd() ? Scalar(Null{}) : json_scalar(found->value);
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
