// Names for the layers and fields that a stage declares, looked up by the compiler: a name that is not declared, a
// layer of another kind, a value of another type do not compile. A handle costs nothing at run time.
//
//   static constexpr auto required = docmill::ports(docmill::port::text("text", "the clean text"));
//   static constexpr auto provided = docmill::ports(docmill::port::attributes(
//       "statistics", "figures about the text", docmill::field::integer("words", "how many words there are")));
//   static constexpr docmill::Requires<required, "text"> text{};
//   static constexpr docmill::Provides<provided, "statistics"> statistics{};
//   ...
//   out.attributes(statistics).set<"words">(count(in.text(text)));
//
// A stage that learns its layers from the pipeline (reads_all, ports_from_pipeline) uses numbers instead: the i-th
// entry of Setup::inputs and Setup::outputs. With these, types are checked when the stage runs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "docmill/sdk/declare.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

// A name as a template argument: set<"words">.
template <std::size_t N>
struct Name {
  char text[N] = {};  // with a NUL at the end
  // From a literal; the compiler does it.
  consteval Name(const char (&literal)[N]) {
    for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
  }
  // Without the NUL.
  constexpr std::string_view view() const { return {text, N - 1}; }
};

namespace detail {

inline constexpr uint32_t nowhere = UINT32_MAX;

template <std::size_t N>
consteval uint32_t port_named(const std::array<Port, N>& ports, std::string_view layer) {
  for (uint32_t i = 0; i < N; ++i)
    if (layer == ports[i].raw.layer) return i;
  return nowhere;
}

consteval uint32_t field_named(const Port& port, std::string_view name) {
  for (uint32_t i = 0; i < port.raw.n_fields; ++i)
    if (name == port.fields[i].name) return i;
  return nowhere;
}

// What a field holds, in C++.
template <uint32_t Type>
using FieldValue =
    std::conditional_t<Type == DOCMILL_TYPE_BOOLEAN, bool,
                       std::conditional_t<Type == DOCMILL_TYPE_INTEGER, int64_t,
                                          std::conditional_t<Type == DOCMILL_TYPE_NUMBER, double, std::string_view>>>;

// A port of the list `Ports`, by the name of its layer.
template <const auto& Ports, Name Layer>
struct Handle {
  // Its place in the list.
  static constexpr uint32_t index = port_named(Ports, Layer.view());
  static_assert(index != nowhere, "no port of this name is declared in the list");
  // DOCMILL_KIND_...
  static constexpr uint32_t kind = Ports[index].raw.kind;
  // The list itself, by which a handle of one stage is told from that of another.
  static constexpr const void* list() { return &Ports; }
  // The place of a field among those that the port declares.
  template <Name Field>
  static consteval uint32_t field() {
    constexpr uint32_t i = field_named(Ports[index], Field.view());
    static_assert(i != nowhere, "the port declares no field of this name");
    return i;
  }
  // DOCMILL_TYPE_... of a field.
  template <Name Field>
  static consteval uint32_t type() {
    return Ports[index].fields[field<Field>()].type;
  }
};

template <class H>
concept HandleOfText = H::kind == DOCMILL_KIND_TEXT || H::kind == DOCMILL_KIND_JSON || H::kind == DOCMILL_KIND_BYTES;
template <class H>
concept HandleOfSpans = H::kind == DOCMILL_KIND_SPANS;
template <class H>
concept HandleOfAttributes = H::kind == DOCMILL_KIND_ATTRIBUTES;
template <class H>
concept HandleOfRewrite = H::kind == DOCMILL_KIND_REWRITE;

}  // namespace detail

// A layer that the stage requires: for Document.
template <const auto& Ports, Name Layer>
struct Requires : detail::Handle<Ports, Layer> {};

// A layer that the stage provides: for Output.
template <const auto& Ports, Name Layer>
struct Provides : detail::Handle<Ports, Layer> {};

}  // namespace docmill
