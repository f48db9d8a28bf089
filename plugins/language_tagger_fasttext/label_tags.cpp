#include "label_tags.hpp"

#include <unicode/locid.h>

#include <algorithm>
#include <array>

namespace docmill::language {

namespace {

constexpr std::string_view prefix = "__label__";

struct Renamed {
  std::string_view from, to;
};
// Codes of Wikipedia in lid.176 that ISO 639 does not have or gives to another language.
constexpr std::array of_wikipedia{Renamed{"als", "gsw"}, Renamed{"bh", "bho"}, Renamed{"eml", "egl"},
                                  Renamed{"sh", "sr"}};
// What ICU leaves or makes otherwise than our other tagger.
constexpr std::array ours{Renamed{"no", "nb"}, Renamed{"nob", "nb"}, Renamed{"fil", "tl"}, Renamed{"als", "sq"},
                          Renamed{"sh", "sr"}};
constexpr std::array no_language{std::string_view("zxx"), std::string_view("mul"), std::string_view("und"),
                                 std::string_view("mis")};

template <std::size_t N>
std::string_view renamed(const std::array<Renamed, N>& table, std::string_view code) {
  for (const Renamed& r : table) {
    if (r.from == code) return r.to;
  }
  return code;
}

std::string lower(std::string_view s) {
  std::string result(s);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

bool is_script(std::string_view s) {
  return s.size() == 4 &&
         std::all_of(s.begin(), s.end(), [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
}

std::string usual_script_of(const std::string& language) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale(language.c_str());
  locale.addLikelySubtags(status);
  return U_SUCCESS(status) ? locale.getScript() : "";
}

std::string canonical(const std::string& code) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale(code.c_str());
  locale.canonicalize(status);
  const std::string language = U_SUCCESS(status) ? locale.getLanguage() : "";
  return language.empty() ? code : language;
}

}  // namespace

LabelTag tag_of_label(std::string_view label) {
  if (label.substr(0, prefix.size()) == prefix) label.remove_prefix(prefix.size());
  const std::size_t end = std::min(label.find_first_of("_-"), label.size());
  std::string code = lower(label.substr(0, end));
  std::string script;
  if (end < label.size()) {
    std::string_view rest = label.substr(end + 1);
    rest = rest.substr(0, std::min(rest.find_first_of("_-"), rest.size()));
    if (is_script(rest)) {
      script = lower(rest);
      script[0] = static_cast<char>(script[0] - 32);
    }
  }
  const bool is_code = code.size() >= 2 && code.size() <= 8 &&
                       std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!is_code || std::find(no_language.begin(), no_language.end(), code) != no_language.end())
    return {"und", script, "und"};
  if (script.empty()) code = renamed(of_wikipedia, code);
  code = renamed(ours, code);
  code = std::string(renamed(ours, canonical(code)));
  LabelTag result{code, script, code};
  if (!script.empty() && (code == "zh" || code == "sr" || script != usual_script_of(code))) result.tag += "-" + script;
  return result;
}

}  // namespace docmill::language
