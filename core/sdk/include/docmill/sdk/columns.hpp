// What builders and views know of the fields of a layer, and the sentences for those who mistake one for another.
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include "docmill/sdk/words.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

// Thrown where a stage uses a layer or field in another way than it is declared: it is the stage that has to be mended,
// not the document. Left alone, it fails the document under the code "wrong-use", which docmill check-stage reports.
struct WrongUse : std::out_of_range {
  using std::out_of_range::out_of_range;
};

namespace detail {

// The fields of one layer, borrowed from a declaration or a catalogue entry.
struct Columns {
  std::string_view layer;                        // as the pipeline calls it; may be empty
  const docmill_field* const* fields = nullptr;  // null: their types are not known, and not checked
  uint32_t n = 0;

  // There is a field `i` of this type. Throws WrongUse, with names, where there is not.
  // `how`: "set" or "read".
  void need(uint32_t i, uint32_t type, const char* how) const {
    const bool right = i < n && (fields == nullptr || fields[i]->type == type);
    if (!right) [[unlikely]]
      refuse(i, type, how);
  }
  // "'words' of 'statistics'", "field 3 of a layer".
  std::string name_of(uint32_t i) const {
    const bool named = fields != nullptr && i < n;
    const std::string field = named ? joined({"'", fields[i]->name, "'"}) : joined({"field ", std::to_string(i)});
    return layer.empty() ? joined({field, " of a layer"}) : joined({field, " of '", layer, "'"});
  }

 private:
  [[noreturn]] void refuse(uint32_t i, uint32_t type, const char* how) const {
    if (i >= n)
      throw WrongUse(
          joined({name_of(i), " is ", how, ", but there are only ", std::to_string(n), " fields, counted from 0"}));
    throw WrongUse(
        joined({name_of(i), " is ", type_in_words(fields[i]->type), ", and is ", how, " as ", type_in_words(type)}));
  }
};

// ---- which C++ values may become which fields without a change

template <class T>
concept Whole = std::integral<T> ||(std::is_enum_v<T>&& std::convertible_to<T, int64_t>);
template <class T>
concept Real = std::floating_point<T> || Whole<T>;
// A bool, or a class that stands for one (std::vector<bool>::reference); no pointer and no number.
template <class T>
concept Truth = std::same_as<T, bool> ||(std::is_class_v<T>&& std::convertible_to<T, bool>);
template <class T>
concept Words = std::convertible_to<const T&, std::string_view> && !std::same_as<T, std::nullptr_t>;

template <class T, uint32_t Type>
concept Fits = (Type == DOCMILL_TYPE_BOOLEAN && Truth<T>) || (Type == DOCMILL_TYPE_INTEGER && Whole<T>) ||
               (Type == DOCMILL_TYPE_NUMBER && Real<T>) || (Type == DOCMILL_TYPE_STRING && Words<T>);

template <class T>
struct WithoutOptional {
  using type = T;
};
template <class T>
struct WithoutOptional<std::optional<T>> {
  using type = T;
};
// A value for a field of this type, or one that may be missing (which leaves the field null).
template <class T, uint32_t Type>
concept MayBecome = Fits<typename WithoutOptional<std::remove_cvref_t<T>>::type, Type>;

// The value itself, or std::out_of_range.
template <Whole T>
int64_t as_integer(T value) {
  if constexpr (std::unsigned_integral<T> && sizeof(T) >= sizeof(int64_t)) {
    if (value > static_cast<T>(INT64_MAX))
      throw std::out_of_range(std::to_string(value) + " is more than an integer field holds");
  }
  return static_cast<int64_t>(value);
}

// Finite, and 0.0 for -0.0; integers only where a double has exactly their value. Throws std::invalid_argument.
template <Real T>
double as_number(T value) {
  if constexpr (std::floating_point<T>) {
    const auto x = static_cast<double>(value);
    if (!std::isfinite(x)) throw std::invalid_argument("a number that is not finite cannot stand in a layer");
    return x == 0 ? 0.0 : x;
  } else {
    const int64_t whole = as_integer(value);
    const auto x = static_cast<double>(whole);
    if (x >= 9223372036854775808.0 || static_cast<int64_t>(x) != whole)
      throw std::invalid_argument(std::to_string(whole) + " has more digits than a number field holds");
    return x;
  }
}

}  // namespace detail
}  // namespace docmill
