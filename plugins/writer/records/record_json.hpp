// The record of a document: one line of JSON.
//
//   {"id":…,"source":…,"line":…,"metadata":{…}, <every layer of a stage, in pipeline order>,
//    "errors":[…],"offsets":"codepoint","layers":{"text":{"by":"cleaner 1.0.0","over":"source"},…}}
//
// Text is a string, attributes an object with every declared key, spans an array of flat objects, JSON its own value on
// one line; an absent layer is null. What the catalogue does not show is not there, what it renames has that name. All
// that does not depend on the document (names of keys, `layers`) is put together once, when the stage is created.
#pragma once

#include <string>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "catalogue/outflow.hpp"
#include "catalogue/placed_spans.hpp"
#include "docmill/sdk/document.hpp"
#include "records/row_text.hpp"

namespace docmill::writer {

struct JsonSettings {
  Unit offsets = Unit::codepoint;
  bool source_offsets = true;
};

// Immutable; shared by all threads.
class JsonRecord {
 public:
  JsonRecord(const Catalogue& catalogue, const JsonSettings& settings);
  // Appends the record and its line end. Throws std::runtime_error for a document that cannot be a record; `out` then
  // ends in a part of it.
  void append(Document document, Positions& positions, std::string& out, Outflow outflow = {}) const;

 private:
  struct Column {
    SpanColumn column;
    PaddedKey key;  // what stands before the value: {"start": or ,"end":
  };
  struct Key {
    uint32_t place;  // in the row
    std::string key;
  };
  struct Layer {
    LayerInfo info;
    std::string key;              // ,"entities":
    std::vector<Column> columns;  // of spans
    std::vector<Key> keys;        // of attributes
  };
  // {"id": or ,"line": before the value; empty where it is not shown.
  struct HostKeys {
    std::string id, source, line, metadata, errors;
  };
  void append_head(Document document, std::string& out) const;
  void append_tail(Document document, std::string& out) const;
  static void append_layer(const Layer& layer, Document document, Positions& positions, std::string& out,
                           Outflow& outflow);
  static void append_spans(const Layer& layer, Document document, Positions& positions, std::string& out,
                           Outflow& outflow);
  static void append_attributes(const Layer& layer, Document document, std::string& out);

  uint32_t id_, metadata_, errors_, place_, place_source_, place_line_;
  HostKeys keys_;
  ShownNames metadata_names_;
  std::vector<Layer> layers_;
  std::string tail_;  // ,"offsets":…,"layers":{…}} and the line end; without `layers` where they hang on the document
  std::string layers_key_;  // ,"layers": in that case
  std::vector<LayerInfo> origins_;
};

}  // namespace docmill::writer
