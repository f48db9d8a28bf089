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
#include <string>
#include <string_view>
#include <vector>

#include "docmill/stage_abi.h"

namespace docmill {

inline constexpr std::string_view view(docmill_str s) { return {s.data, s.size}; }
inline constexpr docmill_str str(std::string_view s) { return {s.data(), s.size()}; }

// ---- schedule (see the flags of docmill_stage)
inline constexpr uint32_t pure = DOCMILL_PURE;
inline constexpr uint32_t ordered = DOCMILL_ORDERED;
inline constexpr uint32_t external = DOCMILL_EXTERNAL;
inline constexpr uint32_t reads_all = DOCMILL_READS_ALL;
inline constexpr uint32_t ports_from_pipeline = DOCMILL_PORTS_FROM_PIPELINE;

// Id (kebab-case; what `use` says), version of the behaviour, one sentence, schedule and flags.
struct Info {
  const char* id;
  const char* version;
  const char* summary;
  uint32_t flags;
};

// ---- fields of spans, keys of attributes
namespace field {
constexpr docmill_field make(uint32_t type, const char* name, const char* summary) {
  return {sizeof(docmill_field), type, name, summary};
}
constexpr docmill_field boolean(const char* name, const char* summary) {
  return make(DOCMILL_TYPE_BOOLEAN, name, summary);
}
constexpr docmill_field integer(const char* name, const char* summary) {
  return make(DOCMILL_TYPE_INTEGER, name, summary);
}
constexpr docmill_field number(const char* name, const char* summary) {
  return make(DOCMILL_TYPE_NUMBER, name, summary);
}
constexpr docmill_field string(const char* name, const char* summary) {
  return make(DOCMILL_TYPE_STRING, name, summary);
}
}  // namespace field

// ---- ports
struct Port {
  static constexpr std::size_t capacity = 24;  // fields that the SDK holds; the ABI allows DOCMILL_MAX_FIELDS

  docmill_port raw{};
  std::array<docmill_field, capacity> fields{};

  // Of a required port: the stage also runs where nothing provides it; look with Document::has.
  constexpr Port optional() const { return with(DOCMILL_PORT_OPTIONAL); }
  // Of a provided port: there only when the boolean option says so.
  constexpr Port only_if(const char* option) const {
    Port p = *this;
    p.raw.only_if = option;
    return p;
  }
  // Of a provided spans port: the column is never set, so writers leave it out.
  constexpr Port without_label() const { return with(DOCMILL_PORT_NO_LABEL); }
  constexpr Port without_value() const { return with(DOCMILL_PORT_NO_VALUE); }
  constexpr Port without_score() const { return with(DOCMILL_PORT_NO_SCORE); }

 private:
  constexpr Port with(uint32_t flag) const {
    Port p = *this;
    p.raw.flags |= flag;
    return p;
  }
};

namespace port {
template <std::same_as<docmill_field>... F>
constexpr Port make(uint32_t kind, const char* layer, const char* over, const char* summary, F... fields) {
  static_assert(sizeof...(F) <= Port::capacity, "more fields than the SDK holds");
  Port p;
  p.raw = {sizeof(docmill_port), 0, kind, sizeof...(F), layer, over, nullptr, summary, nullptr};
  [[maybe_unused]] std::size_t i = 0;
  ((p.fields[i++] = fields), ...);
  return p;
}
constexpr Port text(const char* layer, const char* summary) { return make(DOCMILL_KIND_TEXT, layer, nullptr, summary); }
constexpr Port json(const char* layer, const char* summary) { return make(DOCMILL_KIND_JSON, layer, nullptr, summary); }
constexpr Port bytes(const char* layer, const char* summary) {
  return make(DOCMILL_KIND_BYTES, layer, nullptr, summary);
}
// `over`: the text port of the same stage; nullptr in a required port: over any text.
template <class... F>
constexpr Port spans(const char* layer, const char* over, const char* summary, F... fields) {
  return make(DOCMILL_KIND_SPANS, layer, over, summary, fields...);
}
template <class... F>
constexpr Port attributes(const char* layer, const char* summary, F... keys) {
  return make(DOCMILL_KIND_ATTRIBUTES, layer, nullptr, summary, keys...);
}
constexpr Port rewrite(const char* layer, const char* over, const char* summary) {
  return make(DOCMILL_KIND_REWRITE, layer, over, summary);
}
}  // namespace port

template <std::same_as<Port>... P>
constexpr std::array<Port, sizeof...(P)> ports(P... p) {
  return {p...};
}

// ---- options

// A file that the pipeline named. The bytes are mapped by the host and live as long as the stage.
struct Resource {
  std::string_view name;  // as written in the pipeline
  std::string_view bytes;
  std::string_view sha256;  // hexadecimal
};

template <auto Member>
struct Bound;  // pointer to member -> type of option and setter

template <class C, class T, T C::*Member>
struct Bound<Member> {
  using Config = C;
  static constexpr uint32_t type() {
    if constexpr (std::same_as<T, bool>) return DOCMILL_OPTION_BOOLEAN;
    else if constexpr (std::integral<T>) return DOCMILL_OPTION_INTEGER;
    else if constexpr (std::floating_point<T>) return DOCMILL_OPTION_NUMBER;
    else if constexpr (std::same_as<T, std::string>) return DOCMILL_OPTION_STRING;
    else if constexpr (std::same_as<T, std::vector<std::string>>) return DOCMILL_OPTION_STRINGS;
    else if constexpr (std::same_as<T, Resource>) return DOCMILL_OPTION_FILE;
    else {
      static_assert(std::same_as<T, std::vector<Resource>>,
                    "an option is a bool, an integer, a floating-point number, a std::string, a "
                    "std::vector<std::string>, a docmill::Resource or a std::vector<docmill::Resource>");
      return DOCMILL_OPTION_FILES;
    }
  }
  static Resource resource(const docmill_resource& r) { return {view(r.name), view(r.bytes), view(r.sha256)}; }
  static void set(C& config, const docmill_value& v) {
    T& member = config.*Member;
    if constexpr (std::same_as<T, bool>) member = v.integer != 0;
    else if constexpr (std::integral<T>) member = static_cast<T>(v.integer);
    else if constexpr (std::floating_point<T>) member = static_cast<T>(v.number);
    else if constexpr (std::same_as<T, std::string>) member = std::string(view(v.strings[0]));
    else if constexpr (std::same_as<T, std::vector<std::string>>) {
      member.clear();
      for (uint32_t i = 0; i < v.n_items; ++i) member.emplace_back(view(v.strings[i]));
    } else if constexpr (std::same_as<T, Resource>) {
      member = v.n_items != 0 ? resource(v.resources[0]) : Resource{};
    } else {
      member.clear();
      for (uint32_t i = 0; i < v.n_items; ++i) member.push_back(resource(v.resources[i]));
    }
  }
};

template <class C>
struct Option {
  static constexpr std::size_t max_choices = 16;

  docmill_option raw{};
  std::array<const char*, max_choices + 1> choices{};
  void (*set)(C&, const docmill_value&) = nullptr;

  // Bounds, both ends included.
  constexpr Option between(double minimum, double maximum) const {
    Option o = *this;
    o.raw.minimum = minimum;
    o.raw.maximum = maximum;
    return o;
  }
  template <class... S>
  constexpr Option one_of(S... names) const {
    static_assert(sizeof...(S) <= max_choices);
    Option o = *this;
    std::size_t i = 0;
    ((o.choices[i++] = names), ...);
    return o;
  }
};

// `fallback` is the default as a TOML literal; nullptr: the user must say it.
template <auto Member>
constexpr auto option(const char* name, const char* fallback, const char* summary) {
  using B = Bound<Member>;
  Option<typename B::Config> o;
  o.raw = {sizeof(docmill_option), B::type(), name, fallback, 0, 0, nullptr, summary};
  o.set = &B::set;
  return o;
}

template <class C, std::same_as<Option<C>>... O>
constexpr std::array<Option<C>, 1 + sizeof...(O)> options(Option<C> first, O... rest) {
  return {first, rest...};
}

}  // namespace docmill
