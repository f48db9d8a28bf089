// The layers that a pipeline puts before the writer, sorted out once when the stage is created: which of them are the
// host's, what each of the others lies over, which of its columns are in use.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/shown.hpp"
#include "docmill/sdk/document.hpp"
#include "docmill/stage_abi.h"

namespace docmill::writer {

// A key of an attributes layer or a field of a spans layer; its place in the row is its place in the list.
struct FieldInfo {
  uint32_t type = 0;  // DOCMILL_TYPE_...
  std::string name;
  std::string summary;  // may be empty
};

// One layer of the pipeline. `index` is its place in the catalogue and in every document.
struct LayerInfo {
  uint32_t index = 0;
  uint32_t kind = 0;      // DOCMILL_KIND_..., as read
  std::string name;       // "text"; one that a later stage took the name of is "text@STAGE"
  std::string by;         // "cleaner 1.0.0"; "host"
  std::string over;       // name of the text below, or empty
  bool has_label = true;  // spans: columns in use
  bool has_value = true;
  bool has_score = true;
  std::vector<FieldInfo> fields;

  std::string shown;       // what the record calls it
  std::string over_shown;  // what the record calls the text below
  ShownNames inside;       // its keys, columns or members: which of them are written, and under which names
  // Where several stages could have made it: place of the layer of the host that tells who did, by document.
  std::optional<uint32_t> makers;

  std::optional<uint32_t> over_index;  // the text below in the catalogue
  bool over_host = false;              // that text is the host's: it stands in no record
  bool from_source = false;            // the text, or the text below, comes from the source: it has a map

  bool is_shadowed() const { return name.find('@') != std::string::npos; }
  // What a later stage has put another layer of this name in the place of. (A text is rewritten, not replaced.)
  bool is_replaced() const { return is_shadowed() && kind != DOCMILL_KIND_TEXT; }
  // Place of the field of this name (of this type, unless 0), or nothing: it is not there, or not shown.
  std::optional<uint32_t> find_field(std::string_view field, uint32_t type = 0) const;
};

// A key of an attributes layer: places of the layer in the catalogue and of the key in its row.
struct AttributeKey {
  uint32_t layer;
  uint32_t key;
};
// The string under the key; nothing where the key is not known, absent, null or empty.
std::optional<std::string_view> string_of(const std::optional<AttributeKey>& key, Document document);

class Catalogue {
 public:
  // The strings are copied. Throws std::runtime_error when a layer that every host gives is missing.
  explicit Catalogue(std::span<const docmill_catalogue_entry* const> entries, Shown shown = {});
  // The same without what is not to be written: omitted layers are not among stage_layers().
  Catalogue with(Shown shown) const;
  const Shown& shown() const { return shown_; }
  // Is a key of the record (not a layer of a stage) written?
  bool shows(std::string_view key) const { return !shown_.record.omits(key); }

  uint32_t size() const { return static_cast<uint32_t>(all_.size()); }
  // By place in the catalogue.
  const LayerInfo& operator[](uint32_t index) const { return all_[index]; }
  // What stages provided, in pipeline order; without what was replaced, unless `rename` names it.
  const std::vector<LayerInfo>& stage_layers() const { return stage_layers_; }
  // A stage's layer by name; NULL when there is none.
  const LayerInfo* find(std::string_view name) const;

  // A string that a stage gives under this key of this attributes layer, and that is written; or nothing.
  std::optional<AttributeKey> find_string(std::string_view layer, std::string_view key) const;

  // Places of the host's layers; `metadata` may be one that a stage put in its place.
  uint32_t id() const { return id_; }
  uint32_t metadata() const { return metadata_; }
  uint32_t errors() const { return errors_; }
  uint32_t place() const { return place_; }
  uint32_t place_source() const { return place_source_; }  // keys of `place`
  uint32_t place_line() const { return place_line_; }

 private:
  void link(LayerInfo& layer) const;
  void show();

  std::vector<LayerInfo> all_;
  std::vector<LayerInfo> stage_layers_;
  Shown shown_;
  uint32_t id_ = 0, metadata_ = 0, errors_ = 0, place_ = 0, place_source_ = 0, place_line_ = 0;
};

// The keys of the record that are no layers of stages.
std::span<const std::string_view> record_keys();
// Names of the record that no layer may have.
bool is_reserved(std::string_view name);

// Who made the layer of this document: "cleaner 1.0.0"; empty when several could have and none did.
std::string maker_of(const LayerInfo& layer, Document document);
// Can it be several stages that make it, each for some documents?
bool has_several_makers(const LayerInfo& layer);

}  // namespace docmill::writer
