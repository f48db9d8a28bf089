#include "columns.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "docmill/base/ascii.hpp"
#include "docmill/base/printable.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::csv {
namespace {

constexpr std::array<std::string_view, 11> usual = {"text",    "content",  "body",     "article",
                                                    "html",    "markdown", "abstract", "description",
                                                    "summary", "message",  "comment"};
constexpr std::size_t longest_list = 400;  // bytes of names in a message

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), ascii::lower);
  return out;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& written : names) {
    const std::string name = printable(written);
    if (out.size() + name.size() > longest_list) return std::string(utf8::prefix(out + name, longest_list)) + "...";
    out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

std::string trimmed(std::string name) {
  while (!name.empty() && ascii::is_space(name.back())) name.pop_back();
  name.erase(0, static_cast<std::size_t>(std::find_if_not(name.begin(), name.end(), ascii::is_space) - name.begin()));
  return name;
}

void make_distinct(std::vector<std::string>& names) {
  std::set<std::string> seen;
  std::map<std::string, std::size_t> numbers;  // the last that a name has got
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string name = trimmed(std::move(names[i]));
    if (name.empty()) name = "column_" + std::to_string(i + 1);
    std::string distinct = name;
    std::size_t& number = numbers.try_emplace(name, 1).first->second;
    while (!seen.insert(distinct).second) distinct = name + "_" + std::to_string(++number);
    names[i] = std::move(distinct);
  }
}

std::optional<std::size_t> place_of(const std::vector<std::string>& names, const std::string& name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<std::size_t>(at - names.begin());
}

std::optional<std::size_t> guess_text(const std::vector<std::string>& names) {
  if (names.size() == 1) return 0;
  std::vector<std::string> lower;
  for (const std::string& name : names) lower.push_back(lowered(name));
  for (const std::string_view name : usual)
    if (const auto at = place_of(lower, std::string(name))) return at;
  return std::nullopt;
}

}  // namespace

std::string usual_text_columns() { return joined(std::vector<std::string>(usual.begin(), usual.end())); }

FoundColumns find_columns(std::vector<std::string> names, const WantedColumns& wanted) {
  make_distinct(names);
  Columns out;
  out.is_guessed = wanted.text.empty();
  const auto text = out.is_guessed ? guess_text(names) : place_of(names, wanted.text);
  if (!text && out.is_guessed)
    return {std::nullopt, "no column has a name that texts usually have (" + usual_text_columns() +
                              "); say text = \"...\" with one of its columns: " + joined(names)};
  if (!text)
    return {std::nullopt,
            "it has no column '" + printable(wanted.text) + "' (text); its columns are: " + joined(names)};
  out.text = *text;
  if (!wanted.id.empty()) {
    out.id = place_of(names, wanted.id);
    if (!out.id)
      return {std::nullopt, "it has no column '" + printable(wanted.id) + "' (id); its columns are: " + joined(names)};
  }
  out.names = std::move(names);
  return {std::move(out), {}};
}

const char* media_type_of(Media media) {
  return media == Media::html ? "text/html" : media == Media::markdown ? "text/markdown" : "text/plain";
}

}  // namespace docmill::csv
