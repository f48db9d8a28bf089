#include "tools/train/pages.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "classify/unit_numbers.hpp"
#include "describe_units.hpp"

namespace docmill::cleaner::train {

namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> split(const std::string& text, char mark) {
  std::vector<std::string> fields;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(mark, at), text.size());
    fields.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return fields;
}

// FNV-1a.
uint64_t number_of_site(std::string_view site) {
  uint64_t h = 14695981039346656037u;
  for (const char c : site) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return h | 1;
}

std::vector<Label> labels_of(const Page& page, const std::vector<std::string>& texts, const std::string& expected) {
  if (!page.snippets) return labels_by_text(texts, expected);
  std::vector<std::string> wanted, unwanted;
  for (const std::string& row : split(expected, '\n'))
    if (!row.empty()) (row[0] == '+' ? wanted : unwanted).push_back(row.substr(1));
  return labels_by_snippets(texts, wanted, unwanted);
}

}  // namespace

void Samples::add(const UnitList& units, const std::vector<Label>& labels, double share) {
  constexpr uint32_t longest = 60;  // longer ones weigh as much
  const bool any = std::any_of(labels.begin(), labels.end(), [](Label l) { return l == Label::content; });
  const std::size_t first = weight.size();
  std::vector<int32_t> numbers(table.columns());
  double sum = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    unit_numbers(units, i, numbers.data());
    table.add(numbers.data());
    target.push_back(labels[i] == Label::content ? 1.0F : 0.0F);
    const bool counts = any && labels[i] != Label::unknown && !units[i].title;
    weight.push_back(counts ? std::sqrt(static_cast<float>(std::clamp(units[i].words, 1u, longest))) : 0.0F);
    words.push_back(units[i].words);
    sum += weight.back();
  }
  for (std::size_t r = first; sum > 0 && r < weight.size(); ++r)
    weight[r] = static_cast<float>(weight[r] * share / sum);
}

void Samples::scale() {
  double sum = 0;
  for (const float w : weight) sum += w;
  for (float& w : weight)
    w = static_cast<float>(std::lround(w * static_cast<double>(weight.size()) / sum * 4096) / 4096.0);
}

Pages::Pages() : blocks(names_of_unit_numbers().size()), lines(names_of_unit_numbers().size()) {}

void Pages::read(const std::string& list, const CueTable& cues) {
  std::ifstream in(list);
  for (std::string row; std::getline(in, row);) read_page(row, cues);
  blocks.scale();
  lines.scale();
}

void Pages::read_page(const std::string& row, const CueTable& cues) {
  const std::vector<std::string> fields = split(row, '\t');
  const std::string source = read_file(fields.at(0)), &kind = fields.at(1), expected = read_file(fields.at(2));
  Page page;
  page.snippets = kind == "snippets";
  page.part = number_of_site(fields.at(3)) / 7 % n_parts;
  page.type = fields.at(4);
  for (std::size_t t = 0; t < n_page_types; ++t)
    page.typed = page.typed || page.type == name_of(static_cast<PageType>(t));
  // Whole texts of articles and their like alone: what a plain text is, is not asked.
  const bool text =
      !page.typed || page.type == name_of(PageType::article) || page.type == name_of(PageType::documentation);
  if (kind == "plain") add_lines(source, expected, cues);
  else if (text && !page.snippets) add_lines(whole_text_of_page(source, cues), expected, cues);
  if (kind != "plain") add_blocks(source, expected, std::move(page), cues);
}

void Pages::add_blocks(const std::string& source, const std::string& expected, Page page, const CueTable& cues) {
  DescribedUnits described;
  describe_page(source, cues, described);
  page.first_row = blocks.table.rows();
  blocks.add(described.units, labels_of(page, described.texts, expected), page.snippets ? 0.3 : page.typed ? 1 : 2);
  page.end_row = blocks.table.rows();
  page.units = std::move(described.units);
  pages.push_back(std::move(page));
}

void Pages::add_lines(const std::string& text, const std::string& expected, const CueTable& cues) {
  DescribedUnits described;
  describe_text(text, cues, described);
  lines.add(described.units, labels_by_text(described.texts, expected), 1);
}

}  // namespace docmill::cleaner::train
