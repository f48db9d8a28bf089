#include "host/plugins/declaration_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "docmill/base/utf8.hpp"

namespace docmill::host {
namespace {

// Keys that the pipeline file keeps for the host (pipeline_file.hpp); an option of such a name could never be set.
constexpr std::array reserved_options = {
    "after", "allow",  "cache",    "compress", "file",     "in",       "isolation", "limits", "name", "on-error",
    "out",   "plugin", "provides", "pure",     "requires", "split-by", "timeout",   "use",    "when"};

bool is_name(std::string_view s, char separator) {
  if (s.empty() || s.size() > 100 || s[0] < 'a' || s[0] > 'z') return false;
  return std::all_of(s.begin(), s.end(),
                     [&](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == separator; });
}
bool is_kebab(std::string_view s) { return is_name(s, '-'); }

bool is_version(std::string_view s) {
  int dots = 0;
  bool digit = false;
  for (const char c : s) {
    if (c == '.' && digit) {
      ++dots;
      digit = false;
    } else if (c >= '0' && c <= '9') {
      digit = true;
    } else {
      return false;
    }
  }
  return dots == 2 && digit;
}

// Whether a lower bound (an upper one, turned round) excludes anything that an option of the type can be. One that does
// not is how a declaration says "only the other one", as there it has either both bounds or none.
bool excludes_some(double lower_bound, OptionType type) {
  constexpr double least_integer = -9223372036854774784.0;  // the double next to -2^63
  return lower_bound > (type == OptionType::integer ? least_integer : -std::numeric_limits<double>::max());
}

}  // namespace

bool is_snake(std::string_view name) { return is_name(name, '_'); }

bool DeclarationReader::string(const char* s, const char* what, std::string& out) {
  if (s == nullptr) return refuse(fmt::format("{} is a null pointer", what));
  out = s;
  return utf8::is_valid(out) || refuse(fmt::format("{} is not UTF-8", what));
}

bool DeclarationReader::names_of(const char* id, const char* version, const char* summary) {
  std::string name;
  if (!string(id, "its id", name)) return false;
  if (!is_kebab(name)) return refuse(fmt::format("the id '{}' is not kebab-case", name));
  out_.id = name;
  if (!string(version, "its version", out_.version) || !string(summary, "its summary", out_.summary)) return false;
  if (!is_version(out_.version)) return refuse(fmt::format("the version '{}' is not MAJOR.MINOR.PATCH", out_.version));
  return true;
}

bool DeclarationReader::options_of(const docmill_option* const* options, uint32_t n) {
  if (n > 256) return refuse(fmt::format("{} options are more than 256", n));
  if (n != 0 && options == nullptr) return refuse("its list of options is a null pointer");
  for (uint32_t i = 0; i < n; ++i) {
    if (options[i] == nullptr || options[i]->size < sizeof(docmill_option))
      return refuse("one of its options is a null pointer or too short");
    if (!one_option(*options[i])) return false;
  }
  return true;
}

bool DeclarationReader::one_option(const docmill_option& raw) {
  OptionDeclaration option;
  if (!string(raw.name, "the name of an option", option.name)) return false;
  const auto bad = [&](std::string_view why) { return refuse(fmt::format("option '{}': {}", option.name, why)); };
  if (!is_kebab(option.name)) return bad("the name is not kebab-case");
  if (std::find(reserved_options.begin(), reserved_options.end(), option.name) != reserved_options.end())
    return bad("the name is a key of the host");
  if (is_reader_ && option.name == "files") return bad("the name is a key of the host");
  for (const OptionDeclaration& other : out_.options)
    if (other.name == option.name) return bad("declared twice");
  if (!string(raw.summary, "the summary of an option", option.summary)) return false;
  if (raw.type < 1 || raw.type > 7) return bad(fmt::format("type {} is unknown", raw.type));
  option.type = static_cast<OptionType>(raw.type);
  if (raw.fallback != nullptr) {
    option.fallback.emplace();
    if (!string(raw.fallback, "the default of an option", *option.fallback)) return false;
  }
  if (raw.minimum != 0 || raw.maximum != 0) {
    const bool numeric = option.type == OptionType::integer || option.type == OptionType::number;
    if (!numeric) return bad("only numbers have bounds");
    if (!(raw.minimum <= raw.maximum) || !std::isfinite(raw.minimum) || !std::isfinite(raw.maximum))
      return bad("its bounds are no range");
    if (excludes_some(raw.minimum, option.type)) option.minimum = raw.minimum;
    if (excludes_some(-raw.maximum, option.type)) option.maximum = raw.maximum;
  }
  for (const char* const* c = raw.choices; c != nullptr && *c != nullptr; ++c)
    if (!string(*c, "a choice of an option", option.choices.emplace_back())) return false;
  const bool textual = option.type == OptionType::string || option.type == OptionType::strings;
  if (!option.choices.empty() && !textual) return bad("only strings have choices");
  out_.options.push_back(std::move(option));
  return true;
}

}  // namespace docmill::host
