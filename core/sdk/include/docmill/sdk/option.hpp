// Options of a stage, bound to the members of its Config. What the pipeline says is checked by the host against what is
// declared here, before the constructor runs: type, bounds, choices; each mistake has file, line and column. The bounds
// of a member's own type are declared without being asked for: nothing is ever cut to fit.
//
//   struct Config { uint16_t minimum = 3; Cut cut = Cut::light; };
//   static constexpr auto options = docmill::options(
//       docmill::option<&Config::minimum>("minimum", "3", "shortest word that counts, in code points"),  // 0 to 65535
//       docmill::option<&Config::cut>("cut", "\"light\"", "how much goes")
//           .one_of(docmill::choice("light", Cut::light), docmill::choice("all", Cut::all)));
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "docmill/sdk/words.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

// Thrown by a stage's constructor: the option `option` cannot be as it is. The host adds the place in the pipeline
// file. `item`: index in a list; `line`, `column` (from 1): a place inside a resource; 0 where not known.
struct ConfigError : std::runtime_error {
  // `message`: one sentence that says what would be right.
  ConfigError(std::string option_name, const std::string& message, uint32_t item_index = 0, uint32_t line_number = 0,
              uint32_t column_number = 0)
      : std::runtime_error(message),
        option(std::move(option_name)),
        item(item_index),
        line(line_number),
        column(column_number) {}
  std::string option;  // its name, kebab-case
  uint32_t item;       // index in a list, from 0
  uint32_t line;       // of a resource, from 1; 0: not known
  uint32_t column;     // likewise, in bytes
};

// A file that the pipeline named. The bytes are mapped by the host, read-only, and live as long as the stage; any
// thread may read them. All three are empty for an option of type file that names none.
struct Resource {
  std::string_view name;    // as written in the pipeline
  std::string_view bytes;   // the whole file
  std::string_view sha256;  // 64 hexadecimal digits
};

// One value of an option whose member is an enumeration, and how the pipeline file spells it.
template <class E>
struct Choice {
  const char* name;  // the word in the pipeline file; a constant
  E value;           // what it means
};
// A choice for one_of().
template <class E>
requires std::is_enum_v<E>
constexpr Choice<E> choice(const char* name, E value) { return {name, value}; }

namespace detail {

// Where a declaration is wrong. Not constexpr: in the constant `options` of a stage the compiler stops here, and shows
// the sentence.
[[noreturn]] inline void wrong_option(const char* why) { throw std::logic_error(why); }

// What a member of type T can hold, as bounds of the ABI (both 0: no bounds). An integer option is an int64_t, so all
// of uint64_t that matters ends at the largest double below 2^63.
struct Bounds {
  double minimum = 0, maximum = 0;
};
template <class T>
constexpr Bounds bounds_of_type() {
  using Limits = std::numeric_limits<T>;
  if constexpr (std::same_as<T, bool>) return {};
  else if constexpr (std::integral<T> && std::unsigned_integral<T> && sizeof(T) >= 8) return {0, 9223372036854774784.0};
  else if constexpr (std::integral<T> && sizeof(T) < 8)
    return {static_cast<double>(Limits::min()), static_cast<double>(Limits::max())};
  else if constexpr (std::same_as<T, float>) return {static_cast<double>(Limits::lowest()), Limits::max()};
  else return {};
}

// A bound as the ABI has it. An integer beyond 2^53 may have no double of its value.
template <class N>
constexpr double exact_bound(N bound) {
  if constexpr (std::integral<N>) {
    if (bound > N{0} && static_cast<uint64_t>(bound) > (uint64_t{1} << 53))
      wrong_option("a bound of an option is at most 2^53");
    if constexpr (std::signed_integral<N>)
      if (bound < N{0} && static_cast<int64_t>(bound) < -(int64_t{1} << 53))
        wrong_option("a bound of an option is at least -2^53");
  }
  return static_cast<double>(bound);
}

}  // namespace detail

// What an option needs to know of the member that it is bound to: of a pointer to a member of Config only.
template <auto Member>
struct Bound;

// For the SDK.
template <class C, class T, T C::*Member>
struct Bound<Member> {
  using Config = C;  // the struct of the stage
  using Type = T;    // of the member
  // DOCMILL_OPTION_... of the member.
  static constexpr uint32_t type() {
    if constexpr (std::same_as<T, bool>) return DOCMILL_OPTION_BOOLEAN;
    else if constexpr (std::integral<T>) return DOCMILL_OPTION_INTEGER;
    else if constexpr (std::floating_point<T>) return DOCMILL_OPTION_NUMBER;
    else if constexpr (std::same_as<T, std::string> || std::is_enum_v<T>) return DOCMILL_OPTION_STRING;
    else if constexpr (std::same_as<T, std::vector<std::string>>) return DOCMILL_OPTION_STRINGS;
    else if constexpr (std::same_as<T, Resource>) return DOCMILL_OPTION_FILE;
    else {
      static_assert(std::same_as<T, std::vector<Resource>>,
                    "an option is a bool, an integer, a floating-point number, an enumeration, a std::string, a "
                    "std::vector<std::string>, a docmill::Resource or a std::vector<docmill::Resource>");
      return DOCMILL_OPTION_FILES;
    }
  }
  // The same file, borrowed as long as the stage lives.
  static Resource resource(const docmill_resource& r) { return {view(r.name), view(r.bytes), view(r.sha256)}; }
  // Puts a value into the member. Throws std::range_error for a value that the member cannot hold: a host has let it
  // through.
  static void set(C& config, const docmill_value& v) {
    T& member = config.*Member;
    if constexpr (std::same_as<T, bool>) member = v.integer != 0;
    else if constexpr (std::integral<T>) member = whole(v.integer);
    else if constexpr (std::floating_point<T>) member = real(v.number);
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

 private:
  static T whole(int64_t value) {
    const T cut = static_cast<T>(value);
    if (static_cast<int64_t>(cut) != value || (std::unsigned_integral<T> && value < 0))
      throw std::range_error(std::to_string(value) + " is beyond what it can be");
    return cut;
  }
  // The nearest value of the member's type; but a number never becomes 0 or infinite on the way.
  static T real(double value) {
    if constexpr (sizeof(T) < sizeof(double)) {
      const bool too_large = value > std::numeric_limits<T>::max() || value < std::numeric_limits<T>::lowest();
      if (too_large || (value != 0 && static_cast<T>(value) == 0))
        throw std::range_error(std::to_string(value) + " is too " + (too_large ? "large" : "close to 0"));
    }
    return static_cast<T>(value);
  }
};

// An option as declared. Constant data; made by option().
template <class C>
struct Option {
  static constexpr std::size_t max_choices = 16;  // that the SDK holds; the ABI has no bound

  docmill_option raw{};                                // as the ABI has it, but for `choices`
  std::array<const char*, max_choices + 1> choices{};  // ended by null
  std::array<int64_t, max_choices> values{};           // of an enumeration: what each choice means
  // Puts a value into the Config. Throws ConfigError with the option's name when its member cannot hold it.
  void (*set)(const Option&, C&, const docmill_value&) = nullptr;
};

// An option under construction: knows the type T of its member, and does not compile where a rule does not fit it.
template <class C, class T>
struct TypedOption : Option<C> {
  // Bounds, both ends included; not beyond what the member's type can hold. Of integers and numbers.
  template <class L, class H>
  requires std::is_arithmetic_v<L> && std::is_arithmetic_v<H>
  constexpr TypedOption between(L minimum, H maximum) const {
    static_assert(std::is_arithmetic_v<T> && !std::same_as<T, bool>, "only integers and numbers have bounds");
    const double low = detail::exact_bound(minimum), high = detail::exact_bound(maximum);
    if (!(low <= high)) detail::wrong_option("the lower bound of an option is above the upper one");
    if (low == 0 && high == 0) detail::wrong_option("an option between 0 and 0 is none; for the ABI it has no bounds");
    const detail::Bounds type = detail::bounds_of_type<T>();
    if ((type.minimum != 0 || type.maximum != 0) && (low < type.minimum || high > type.maximum))
      detail::wrong_option("the bounds of an option are wider than the type of its member");
    if constexpr (std::integral<T>)
      if (low != static_cast<double>(static_cast<int64_t>(low)) ||
          high != static_cast<double>(static_cast<int64_t>(high)))
        detail::wrong_option("the bounds of an integer are whole numbers");
    TypedOption o = *this;
    o.raw.minimum = low;
    o.raw.maximum = high;
    return o;
  }
  // What may be said, at most 16 words. Of strings and of lists of strings (each item).
  template <std::convertible_to<const char*>... S>
  constexpr TypedOption one_of(S... names) const {
    static_assert(std::same_as<T, std::string> || std::same_as<T, std::vector<std::string>>,
                  "words to choose from are for strings; the choices of an enumeration are choice(word, value)");
    static_assert(sizeof...(S) <= Option<C>::max_choices, "more choices than the SDK holds");
    TypedOption o = *this;
    o.choices = {};
    [[maybe_unused]] std::size_t i = 0;
    ((o.choices[i++] = names), ...);
    return o;
  }
  // What may be said, and what it means: choice("light", Cut::light), ... An enumeration has at least one.
  template <class... E>
  constexpr TypedOption one_of(Choice<E>... all) const {
    static_assert((std::same_as<E, T> && ...), "the choices are values of the member's enumeration");
    static_assert(sizeof...(E) <= Option<C>::max_choices, "more choices than the SDK holds");
    TypedOption o = *this;
    o.choices = {};
    [[maybe_unused]] std::size_t i = 0;
    ((o.choices[i] = all.name, o.values[i++] = static_cast<int64_t>(all.value)), ...);
    return o;
  }
};

namespace detail {

template <auto Member>
void set_option(const Option<typename Bound<Member>::Config>& option, typename Bound<Member>::Config& config,
                const docmill_value& value) {
  using T = typename Bound<Member>::Type;
  if constexpr (std::is_enum_v<T>) {
    const std::string_view word = view(value.strings[0]);
    for (std::size_t i = 0; option.choices[i] != nullptr; ++i) {
      if (word != option.choices[i]) continue;
      config.*Member = static_cast<T>(option.values[i]);
      return;
    }
    throw ConfigError(option.raw.name, "it is none of its choices");
  } else {
    try {
      Bound<Member>::set(config, value);
    } catch (const std::range_error& e) {
      throw ConfigError(option.raw.name, e.what());
    }
  }
}

template <class C, class T>
constexpr Option<C> finished(const TypedOption<C, T>& option) {
  if (std::is_enum_v<T> && option.choices[0] == nullptr)
    wrong_option("an enumeration needs its choices: .one_of(docmill::choice(\"word\", Value), ...)");
  return option;
}

}  // namespace detail

// Declares the option `name` (kebab-case) for a member of Config. `fallback` is the default as a TOML literal ("3",
// "true", "\"text\"", "[]"); nullptr: the user must say it. `summary`: one sentence, with the unit.
template <auto Member>
constexpr auto option(const char* name, const char* fallback, const char* summary) {
  using B = Bound<Member>;
  constexpr detail::Bounds bounds = detail::bounds_of_type<typename B::Type>();
  TypedOption<typename B::Config, typename B::Type> o;
  o.raw = {sizeof(docmill_option), B::type(), name, fallback, bounds.minimum, bounds.maximum, nullptr, summary};
  o.set = &detail::set_option<Member>;
  return o;
}

// The list that a stage declares as `options`.
template <class C, class T, class... O>
constexpr std::array<Option<C>, 1 + sizeof...(O)> options(TypedOption<C, T> first, O... rest) {
  return {detail::finished(first), detail::finished(rest)...};
}

}  // namespace docmill
