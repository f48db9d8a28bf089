#include "hints.hpp"

#include <unicode/locid.h>

#include <algorithm>
#include <array>

namespace docmill::language {

namespace {

// Countries' domains that mostly strangers use.
constexpr std::array<std::string_view, 19> sold{"ai", "cc", "co", "fm", "gg", "im", "io", "la", "ly", "me",
                                                "nu", "sh", "st", "to", "tv", "vc", "ws", "eu", "tk"};

std::string lower(std::string_view s) {
  std::string result(s);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return result;
}

bool is_letters(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return is_ascii_letter(c); });
}

}  // namespace

std::string language_of_page(std::string_view tag) {
  const std::string_view first = tag.substr(0, tag.find_first_of("-_"));
  if (first.size() < 2 || first.size() > 3 || !is_letters(first)) return "";
  const std::string code = lower(first);
  const std::string_view primary = primary_subtag(code);
  return primary == "und" ? "" : std::string(primary);
}

std::string language_of_host(std::string_view url) {
  const std::size_t scheme = url.find("://");
  std::string_view host = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  host = host.substr(0, host.find(':'));
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos) return "";
  const std::string domain = lower(host.substr(dot + 1));
  if (domain.size() != 2 || !is_letters(domain) || std::find(sold.begin(), sold.end(), domain) != sold.end()) return "";
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale(("und_" + (domain == "uk" ? std::string("GB") : domain)).c_str());
  locale.addLikelySubtags(status);
  if (U_FAILURE(status)) return "";
  const std::string_view language = locale.getLanguage();
  return language == "und" ? "" : std::string(primary_subtag(language));
}

void find_hints(std::string_view page, std::string_view url, const TagTable& tags, std::vector<Hint>& hints,
                const Weights& weights) {
  hints.clear();
  const auto add = [&](const std::string& primary, int32_t lead) {
    const LanguageNumber language = primary.empty() ? TagTable::none : tags.find(primary);
    if (language != TagTable::none) hints.push_back({language, lead});
  };
  const std::string said = language_of_page(page);
  add(said, said == "en" ? weights.hint_of_english : weights.hint_of_page);
  add(language_of_host(url), weights.hint_of_host);
}

}  // namespace docmill::language
