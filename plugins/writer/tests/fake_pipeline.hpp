// A pipeline and its documents as the host would show them to a writer, made by hand.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "docmill/base/utf8.hpp"
#include "docmill/sdk/declare.hpp"
#include "docmill/sdk/document.hpp"
#include "docmill/sdk/output.hpp"
#include "docmill/stage_abi.h"

namespace fake {

using Fields = std::vector<docmill_field>;

// The catalogue: begins with the host's layers, grows by what the test adds. Strings are kept.
class Pipeline {
 public:
  Pipeline() {
    using namespace docmill::field;
    add("raw", DOCMILL_KIND_BYTES, "host");
    add("source", DOCMILL_KIND_TEXT, "host");
    add("id", DOCMILL_KIND_TEXT, "host");
    add("format", DOCMILL_KIND_ATTRIBUTES, "host", "", {string("media_type", ""), string("charset", "")});
    add("metadata", DOCMILL_KIND_JSON, "host");
    add("place", DOCMILL_KIND_ATTRIBUTES, "host", "", {string("source", ""), integer("line", "")});
    add("errors", DOCMILL_KIND_JSON, "host");
  }
  Pipeline(const Pipeline&) = delete;

  // Gives the place in the catalogue.
  uint32_t add(std::string_view name, uint32_t kind, std::string_view by, std::string_view over = {},
               Fields fields = {}, uint32_t flags = 0) {
    Entry& e = kept_.emplace_back();
    e.name = name, e.by = by, e.over = over, e.fields = std::move(fields);
    for (const docmill_field& field : e.fields) e.pointers.push_back(&field);
    e.raw = {sizeof(docmill_catalogue_entry),
             flags,
             docmill::str(e.name),
             docmill::str(e.name),
             docmill::str(e.over),
             docmill::str(e.by),
             kind,
             static_cast<uint32_t>(e.fields.size()),
             e.pointers.data()};
    entries_.push_back(&e.raw);
    return static_cast<uint32_t>(entries_.size() - 1);
  }
  uint32_t text(std::string_view name, std::string_view by, std::string_view over = {}) {
    return add(name, DOCMILL_KIND_TEXT, by, over);
  }
  uint32_t json(std::string_view name, std::string_view by) { return add(name, DOCMILL_KIND_JSON, by); }
  uint32_t attributes(std::string_view name, std::string_view by, Fields keys) {
    return add(name, DOCMILL_KIND_ATTRIBUTES, by, "", std::move(keys));
  }
  uint32_t spans(std::string_view name, std::string_view by, std::string_view over, Fields fields = {},
                 uint32_t flags = 0) {
    return add(name, DOCMILL_KIND_SPANS, by, over, std::move(fields), flags);
  }
  std::span<const docmill_catalogue_entry* const> entries() const { return entries_; }
  docmill::writer::Catalogue catalogue() const { return docmill::writer::Catalogue(entries_); }

 private:
  struct Entry {
    std::string name, by, over;
    Fields fields;
    std::vector<const docmill_field*> pointers;
    docmill_catalogue_entry raw{};
  };
  std::deque<Entry> kept_;
  std::vector<const docmill_catalogue_entry*> entries_;
};

inline std::vector<docmill_map_run> identity_map() { return {{0, 0, 1, 1}}; }

// One document; layers that the test does not set are absent, except the host's.
class Document {
 public:
  explicit Document(const Pipeline& pipeline, std::string id = "a.txt") : pointers_(pipeline.entries().size()) {
    set(1, "", identity_map());
    set(2, std::move(id));
    set(4, "{}");
    place("a.txt", std::nullopt);
    set(6, "[]");
  }
  Document(const Document&) = delete;

  // Text, JSON or bytes; with a map when it comes from the source.
  void set(uint32_t layer, std::string content, std::vector<docmill_map_run> map = {}) {
    Layer& l = layer_at(layer);
    l.content = std::move(content);
    l.map = std::move(map);
    const uint32_t kind = layer == 4 || layer == 6 ? DOCMILL_KIND_JSON : DOCMILL_KIND_TEXT;
    l.raw = {sizeof(docmill_layer),
             kind,
             nullptr,
             0,
             0,
             l.content.data(),
             l.content.size(),
             l.map.empty() ? nullptr : l.map.data(),
             l.map.size()};
  }
  void place(std::string_view source, std::optional<int64_t> line) {
    docmill::Attributes& a = attributes(5, 2).string(0, source);
    if (line) a.integer(1, *line);
  }
  // Builders; what they hold when `view` is called is what the document shows.
  docmill::Attributes& attributes(uint32_t layer, uint32_t n_keys) {
    Layer& l = layer_at(layer);
    l.attributes = std::make_unique<docmill::Attributes>(n_keys);
    return *l.attributes;
  }
  docmill::Spans& spans(uint32_t layer, uint32_t n_fields = 0) {
    Layer& l = layer_at(layer);
    l.spans = std::make_unique<docmill::Spans>(n_fields);
    return *l.spans;
  }
  void remove(uint32_t layer) {
    layers_.erase(layer);
    pointers_[layer] = nullptr;
  }
  docmill::Document view() {
    for (auto& [index, l] : layers_) {
      if (l.attributes) l.raw = l.attributes->layer();
      if (l.spans) l.raw = l.spans->layer();
    }
    raw_ = {sizeof(docmill_document), static_cast<uint32_t>(pointers_.size()), pointers_.data()};
    return docmill::Document(raw_);
  }
  const docmill_document& raw() {
    view();
    return raw_;
  }

 private:
  struct Layer {
    std::string content;
    std::vector<docmill_map_run> map;
    std::unique_ptr<docmill::Attributes> attributes;
    std::unique_ptr<docmill::Spans> spans;
    docmill_layer raw{};
  };
  Layer& layer_at(uint32_t index) {
    Layer& l = layers_[index];
    pointers_[index] = &l.raw;
    return l;
  }
  std::map<uint32_t, Layer> layers_;
  std::vector<const docmill_layer*> pointers_;
  docmill_document raw_{};
};

// A border of valid UTF-8 at or before `at`.
inline uint32_t border(std::string_view text, std::size_t at) {
  while (!docmill::utf8::is_border(text, at)) --at;
  return static_cast<uint32_t>(at);
}

}  // namespace fake
