// What a stage says about itself: ports, fields, options. Everything here is constexpr and ends up as constant data.
//
//   static constexpr auto required = docmill::ports(docmill::port::text("text", "the clean text"));
//   static constexpr auto provided = docmill::ports(docmill::port::spans(
//       "keywords", "text", "the words that matter", docmill::field::integer("count", "how often it stands there")));
//   static constexpr auto options = docmill::options(
//       docmill::option<&Config::minimum>("minimum", "3", "shortest word that counts, in code points").between(1,
//       100));
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <string_view>

#include "docmill/sdk/option.hpp"  // IWYU pragma: export
#include "docmill/sdk/words.hpp"   // IWYU pragma: export
#include "docmill/stage_abi.h"

namespace docmill {

// ---- schedule and flags of a stage: exactly one of the first three, unless the pipeline says its ports

// A function of the layers that it requires, its options and resources, and of nothing else.
inline constexpr uint32_t pure = DOCMILL_PURE;
// May also depend on the documents before: one worker, in input order.
inline constexpr uint32_t ordered = DOCMILL_ORDERED;
// Depends on the world as well: the pipeline must allow it, and the run is marked.
inline constexpr uint32_t external = DOCMILL_EXTERNAL;
// Reads every layer that there is; declares no required ports, and finds its layers in Setup::inputs.
inline constexpr uint32_t reads_all = DOCMILL_READS_ALL;
// Requires, provides and pure are keys of the stage in the pipeline file; finds its layers in Setup.
inline constexpr uint32_t ports_from_pipeline = DOCMILL_PORTS_FROM_PIPELINE;

// What a stage is. All strings must be constants.
struct Info {
  const char* id;       // kebab-case; what `use` says
  const char* version;  // of the behaviour: MAJOR.MINOR.PATCH
  const char* summary;  // one sentence
  uint32_t flags;       // docmill::pure and so on, joined by |
};

// ---- fields of spans, keys of attributes: a name in snake_case, and one sentence. Both strings must be constants.
namespace field {
// `type`: DOCMILL_TYPE_...
constexpr docmill_field make(uint32_t type, const char* name, const char* summary) {
  return {sizeof(docmill_field), type, name, summary};
}
// true or false.
constexpr docmill_field boolean(const char* name, const char* summary) {
  return make(DOCMILL_TYPE_BOOLEAN, name, summary);
}
// 64 bits with a sign.
constexpr docmill_field integer(const char* name, const char* summary) {
  return make(DOCMILL_TYPE_INTEGER, name, summary);
}
// A double; finite.
constexpr docmill_field number(const char* name, const char* summary) {
  return make(DOCMILL_TYPE_NUMBER, name, summary);
}
// Valid UTF-8.
constexpr docmill_field string(const char* name, const char* summary) {
  return make(DOCMILL_TYPE_STRING, name, summary);
}
}  // namespace field

// ---- ports

// A layer that a stage requires or provides. `layer`: its name in snake_case, which a pipeline may change
// for itself; `summary`: one sentence. Made by the functions of docmill::port; all strings must be constants.
struct Port {
  static constexpr std::size_t capacity = 24;  // fields that the SDK holds; the ABI allows DOCMILL_MAX_FIELDS

  docmill_port raw{};                            // as the ABI has it, but for `fields`
  std::array<docmill_field, capacity> fields{};  // the first raw.n_fields of them

  // Of a required port: the stage also runs where nothing provides it; look with Document::has.
  constexpr Port optional() const { return with(DOCMILL_PORT_OPTIONAL); }
  // Of a provided port: there only when the boolean option says so.
  constexpr Port only_if(const char* option) const {
    Port p = *this;
    p.raw.only_if = option;
    return p;
  }
  // Of a provided spans port: label is never set, so writers leave the column out.
  constexpr Port without_label() const { return with(DOCMILL_PORT_NO_LABEL); }
  // Likewise value.
  constexpr Port without_value() const { return with(DOCMILL_PORT_NO_VALUE); }
  // Likewise score.
  constexpr Port without_score() const { return with(DOCMILL_PORT_NO_SCORE); }

 private:
  constexpr Port with(uint32_t flag) const {
    Port p = *this;
    p.raw.flags |= flag;
    return p;
  }
};

namespace port {
// Any kind (DOCMILL_KIND_...).
template <std::same_as<docmill_field>... F>
constexpr Port make(uint32_t kind, const char* layer, const char* over, const char* summary, F... fields) {
  static_assert(sizeof...(F) <= Port::capacity, "more fields than the SDK holds");
  Port p;
  p.raw = {sizeof(docmill_port), 0, kind, sizeof...(F), layer, over, nullptr, summary, nullptr};
  [[maybe_unused]] std::size_t i = 0;
  ((p.fields[i++] = fields), ...);
  return p;
}
// A text in UTF-8.
constexpr Port text(const char* layer, const char* summary) { return make(DOCMILL_KIND_TEXT, layer, nullptr, summary); }
// One JSON value, for content whose keys nobody can declare.
constexpr Port json(const char* layer, const char* summary) { return make(DOCMILL_KIND_JSON, layer, nullptr, summary); }
// Any bytes. To require only: the host alone provides them, as `raw`.
constexpr Port bytes(const char* layer, const char* summary) {
  return make(DOCMILL_KIND_BYTES, layer, nullptr, summary);
}
// Marked places of a text, each with label, value, score and these fields. `over`: a text port of the same stage (of a
// name that it requires and provides, a required port means the first and a provided one the second); nullptr in a
// required port: over any text. Of a required port the fields are those that must be there.
template <class... F>
constexpr Port spans(const char* layer, const char* over, const char* summary, F... fields) {
  return make(DOCMILL_KIND_SPANS, layer, over, summary, fields...);
}
// One row of these keys. Of a required port they are those that must be there.
template <class... F>
constexpr Port attributes(const char* layer, const char* summary, F... keys) {
  return make(DOCMILL_KIND_ATTRIBUTES, layer, nullptr, summary, keys...);
}
// A text made of another by edits, so that each place of it is known in the source. To provide only; readers require a
// text. `over`: the text that is edited; `layer` may be of the same name and then takes its place.
constexpr Port rewrite(const char* layer, const char* over, const char* summary) {
  return make(DOCMILL_KIND_REWRITE, layer, over, summary);
}
}  // namespace port

// The list that a stage declares as `required` or `provided`. Their order is that of the numbers in Setup.
template <std::same_as<Port>... P>
constexpr std::array<Port, sizeof...(P)> ports(P... p) {
  return {p...};
}

}  // namespace docmill
