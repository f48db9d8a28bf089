#include "html/attributes.hpp"

#include <array>
#include <iterator>

namespace docmill::cleaner {

namespace {

// In the order of the enum, from AttributeName::alt on.
constexpr std::string_view known_names[] = {
    "alt",         "aria-controls", "aria-expanded", "aria-hidden", "aria-modal", "class", "content",  "data-bs-toggle",
    "data-toggle", "epub:type",     "hidden",        "href",        "http-equiv", "id",    "itemprop", "name",
    "popover",     "property",      "rel",           "role",        "style",      "title", "type"};
static_assert(std::size(known_names) + 2 == static_cast<std::size_t>(AttributeName::count));

// A hash of the size and two letters without a collision between names, so that one comparison tells.
constexpr std::size_t n_name_places = 64, longest_known_name = 14;
constexpr std::size_t place_of_name(std::string_view name) {
  const auto letter = [&](std::size_t at) { return static_cast<std::size_t>(name[at] | 0x20); };
  return (letter(0) + letter(name.size() - 1) + name.size() * 10) % n_name_places;
}
constexpr std::array<uint8_t, n_name_places> names_by_place = [] {
  std::array<uint8_t, n_name_places> places{};
  for (std::size_t k = 0; k < std::size(known_names); ++k) {
    uint8_t& place = places[place_of_name(known_names[k])];
    if (place != 0) throw "two names fall on one place";  // at compile time: other factors are needed
    place = static_cast<uint8_t>(k + 1);
  }
  return places;
}();

// As written: scripts find them by their small letters.
bool names_a_day(std::string_view name) {
  if (!name.starts_with("data-")) return false;
  const auto says = [&](std::string_view word) { return name.find(word) != std::string_view::npos; };
  if (!says("time") && !says("date")) return false;
  for (const std::string_view word : {"updat", "modif", "revis", "chang", "expir", "lastmod", "zone", "format"})
    if (says(word)) return false;
  return true;
}

}  // namespace

KnownAttribute known_attribute(std::string_view name) {
  if (name.empty()) return {AttributeName::other, false};
  const std::size_t k = name.size() <= longest_known_name ? names_by_place[place_of_name(name)] : 0;
  if (k != 0 && name == known_names[k - 1]) return {static_cast<AttributeName>(k), true};
  if (k != 0 && equals_ignoring_case(name, known_names[k - 1])) return {static_cast<AttributeName>(k), false};
  return {names_a_day(name) ? AttributeName::day : AttributeName::other, true};
}

}  // namespace docmill::cleaner
