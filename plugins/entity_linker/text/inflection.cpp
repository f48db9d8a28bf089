#include "text/inflection.hpp"

#include <algorithm>
#include <span>

#include <docmill/base/utf8.hpp>

namespace docmill::linker {
namespace {

// An ending, and what the bare form may have in its place, between bars.
struct Ending {
  std::string_view ending, instead;
};

// The longest first. Russian, Ukrainian, Bulgarian (whose article is an ending) and Serbian.
constexpr Ending cyrillic[] = {
    {"ского", "ский"}, {"скому", "ский"}, {"ским", "ский"}, {"ском", "ский"}, {"ською", "ська"}, {"ської", "ська"},
    {"ової", "ова"},   {"ами", "|а|ы|и"}, {"ями", "я|и"},   {"ого", "ий|ый"}, {"ому", "ий|ый"},  {"ові", "|"},
    {"еві", "ь|й|"},   {"ом", "|о"},      {"ем", "ь|й|"},   {"єм", "й"},      {"ой", "а|"},      {"ою", "а"},
    {"ей", "я|ь"},     {"ею", "я"},       {"ии", "ия"},     {"ию", "ия"},     {"ией", "ия"},     {"ія", "ій"},
    {"ії", "ія"},      {"ію", "ія"},      {"єю", "я"},      {"ах", "ы|и|а"},  {"ях", "и|я"},     {"ам", "ы|и|а"},
    {"ым", "|ый"},     {"им", "|ий"},     {"ът", "|"},      {"ят", "й|"},     {"та", "|"},       {"то", "|"},
    {"а", "|о"},       {"у", "|а|о"},     {"ю", "я|ь|й"},   {"е", "|а|о|ь"},  {"є", "й|я"},      {"ы", "|а"},
    {"и", "|а|я|ь"},   {"і", "|а|я"},     {"ї", "я|й"},     {"я", "ь|й|"}};

// The German genitive. Lines of other languages whose names have cases are not told apart yet.
constexpr Ending latin[] = {{"es", "|"}, {"s", "|"}};

// And, the, in, to, from, as: alone or one on the other.
constexpr std::string_view hebrew[] = {"וה", "וב", "ול", "ומ", "שה", "מה", "ה", "ו", "ב", "ל", "מ", "כ", "ש"};
constexpr std::string_view arabic[] = {"وال", "بال", "فال", "كال", "لل", "ول", "وب", "ال", "و", "ب", "ل", "ف", "ك"};

constexpr std::size_t fewest_letters = 3;

void add(std::string form, std::vector<std::string>& forms) {
  if (forms.size() == most_bare_forms || utf8::count(form) < fewest_letters) return;
  if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
}

void take_off(std::string_view word, std::span<const Ending> endings, std::vector<std::string>& forms) {
  for (const Ending& e : endings) {
    if (!word.ends_with(e.ending)) continue;
    const std::string_view stem = word.substr(0, word.size() - e.ending.size());
    for (std::size_t at = 0; at <= e.instead.size();) {
      const std::size_t end = std::min(e.instead.find('|', at), e.instead.size());
      add(std::string(stem) + std::string(e.instead.substr(at, end - at)), forms);
      at = end + 1;
    }
  }
}

void take_off_prefix(std::string_view word, std::span<const std::string_view> prefixes,
                     std::vector<std::string>& forms) {
  for (const std::string_view prefix : prefixes)
    if (word.starts_with(prefix)) add(std::string(word.substr(prefix.size())), forms);
}

}  // namespace

void bare_forms(std::string_view word, bool inflected, std::vector<std::string>& forms) {
  forms.clear();
  std::size_t at = 0;
  const char32_t first = word.empty() ? 0 : utf8::next(word, at);
  if (first >= 0x400 && first <= 0x52F) return take_off(word, cyrillic, forms);
  if (first >= 0x5D0 && first <= 0x5EA) return take_off_prefix(word, hebrew, forms);
  if (first >= 0x621 && first <= 0x64A) return take_off_prefix(word, arabic, forms);
  if (inflected && first < 0x250) take_off(word, latin, forms);
}

}  // namespace docmill::linker
