// Made-up input for any stage: a catalogue that fits its declaration and documents that fit the catalogue. What a stage
// is told of a document is a text and a variant; the variant turns every attribute, span and map into another one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/strict_host/host_shape.hpp"
#include "checker/strict_host/placement.hpp"
#include "checker/strict_host/rows.hpp"
#include "checker/strict_host/texts.hpp"
#include "docmill/stage_abi.h"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::checker {

struct SyntheticLayer {
  std::string name, port, over, provider;
  uint32_t kind = 0;  // as read; 0: an optional port that nothing provides
  uint32_t flags = 0;
  bool optional = false;
  std::vector<host::FieldDeclaration> fields;
};

enum class Binding {
  plain,            // the fields of each layer as the stage declares them
  more_fields,      // whoever provides the layers has more fields, and in another order
  without_optional  // nothing provides the optional ports
};

std::vector<SyntheticLayer> make_catalogue(const host::StageDeclaration& stage, Binding binding);

// How many variants there are of each text.
inline constexpr uint32_t n_variants = 6;

struct DocumentContent {
  std::string name;
  std::vector<std::optional<LayerContent>> layers;
};

DocumentContent make_document(const std::vector<SyntheticLayer>& catalogue, const NamedText& text, uint32_t variant);

// Lays a document out in memory as that host hands it over.
const docmill_document* lay_out(const DocumentContent& content, Placement& placement,
                                const HostShape& host = this_host);

}  // namespace docmill::checker
