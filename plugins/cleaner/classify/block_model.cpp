#include "classify/block_model.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>
#include <unordered_map>

#include "classify/unit_numbers.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::cleaner {

namespace {

constexpr const char* type_names[] = {"article", "collection", "documentation", "forum",
                                      "listing", "product",    "service"};
static_assert(std::size(type_names) == n_page_types);

CueProblem problem(uint32_t line, std::string_view row, std::string_view at, std::string message) {
  return {line, static_cast<uint32_t>(at.data() - row.data()) + 1, std::move(message)};
}

bool read_number(std::string_view text, int32_t least, int32_t most, int32_t& value) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && value >= least && value <= most;
}

// The fields between the marks; empty ones are fields.
void split(std::string_view row, char mark, std::vector<std::string_view>& fields) {
  fields.clear();
  for (std::size_t at = 0; at <= row.size();) {
    const std::size_t end = std::min(row.find(mark, at), row.size());
    fields.push_back(row.substr(at, end - at));
    at = end + 1;
  }
}

using NumbersByName = std::unordered_map<std::string_view, uint16_t>;
NumbersByName by_name(const std::vector<std::string>& names) {
  NumbersByName numbers;
  for (std::size_t i = 0; i < names.size(); ++i) numbers.emplace(names[i], static_cast<uint16_t>(i));
  return numbers;
}

}  // namespace

// What the rows of a file have in common, and what one of them is made of.
class BlockModel::Reading {
 public:
  NumbersByName of_units = by_name(names_of_unit_numbers()), of_pages = by_name(names_of_page_numbers());
  std::vector<std::string_view> fields, parts;
  std::vector<Split> splits;
  std::vector<int32_t> leaves;
};

const char* name_of(PageType type) { return type_names[static_cast<std::size_t>(type)]; }

std::optional<CueProblem> BlockModel::read(std::string_view file) {
  *this = {};
  if (!utf8::is_valid(file)) return CueProblem{1, 1, "a model file is UTF-8 text"};
  Reading reading;
  for (uint32_t number = 1; !file.empty(); ++number) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    std::string_view row = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (row.empty() || row.front() == '#') continue;
    if (auto found = read_tree(number, row, reading)) return found;
  }
  return std::nullopt;
}

TreeSet* BlockModel::trees_of(std::string_view model) {
  if (model == "block") return &blocks_;
  if (model == "line") return &lines_;
  if (model == "confidence") return &confidence_;
  const auto* const type = std::find(std::begin(type_names), std::end(type_names), model);
  return type == std::end(type_names) ? nullptr : &types_[static_cast<std::size_t>(type - std::begin(type_names))];
}

std::optional<CueProblem> BlockModel::read_tree(uint32_t number, std::string_view row, Reading& reading) {
  auto& [of_units, of_pages, fields, parts, splits, leaves] = reading;
  split(row, '\t', fields);
  if (fields.size() != 4)
    return CueProblem{number, 1, "a line is four fields with tabs between them: model, tree, questions, leaves"};
  TreeSet* const set = trees_of(fields[0]);
  if (set == nullptr)
    return CueProblem{number, 1,
                      "no model '" + std::string(fields[0]) + "'; it is block, line, confidence, or a type of page"};
  if (fields[1] != "tree") return problem(number, row, fields[1], "the second of four fields is the word tree");
  const NumbersByName& numbers = set == &blocks_ || set == &lines_ ? of_units : of_pages;
  splits.clear();
  split(fields[2], ' ', parts);
  for (const std::string_view question : parts) {
    const std::size_t sign = std::min(question.find(">="), question.size());
    const auto asked = numbers.find(question.substr(0, sign));
    if (sign == question.size() || asked == numbers.end())
      return problem(number, row, question,
                     "no question '" + std::string(question) + "'; it is a name and a bound, as in words>=9");
    Split s{asked->second, 0};
    if (!read_number(question.substr(sign + 2), -1000000000, 1000000000, s.bound))
      return problem(number, row, question.substr(sign + 2), "a bound is a whole number");
    splits.push_back(s);
  }
  if (splits.size() > deepest_tree)
    return problem(number, row, fields[2], "a tree asks at most " + std::to_string(deepest_tree) + " questions");
  leaves.clear();
  split(fields[3], ' ', parts);
  for (const std::string_view leaf : parts) {
    int32_t value = 0;
    if (!read_number(leaf, -100000, 100000, value))
      return problem(number, row, leaf, "a leaf is a whole number from -100000 to 100000");
    leaves.push_back(value);
  }
  if (leaves.size() != std::size_t{1} << splits.size())
    return problem(number, row, fields[3],
                   "a tree of " + std::to_string(splits.size()) + " questions has " +
                       std::to_string(std::size_t{1} << splits.size()) + " leaves, not " +
                       std::to_string(leaves.size()));
  set->add(splits, leaves);
  return std::nullopt;
}

namespace {

void look_at(const TreeSet& trees, const UnitList& units, std::vector<int32_t>& scores) {
  constexpr std::size_t lanes = TreeSet::lanes;
  scores.resize(units.size());
  std::vector<int32_t> numbers(names_of_unit_numbers().size() * lanes);
  std::array<int32_t, lanes> sums{};
  for (std::size_t first = 0; first < units.size(); first += lanes) {
    const std::size_t there = std::min(lanes, units.size() - first);
    for (std::size_t k = 0; k < there; ++k) unit_numbers(units, first + k, numbers.data() + k, lanes);
    trees.sums(numbers.data(), sums.data());
    std::copy_n(sums.begin(), there, scores.begin() + static_cast<std::ptrdiff_t>(first));
  }
}

}  // namespace

void BlockModel::look_at_blocks(const UnitList& units, std::vector<int32_t>& scores) const {
  look_at(blocks_, units, scores);
}
void BlockModel::look_at_lines(const UnitList& units, std::vector<int32_t>& scores) const {
  look_at(lines_, units, scores);
}

PageType BlockModel::type(const int32_t* numbers) const {
  std::size_t best = 0;
  int32_t most = INT32_MIN;
  for (std::size_t t = 0; t < n_page_types; ++t)
    if (const int32_t sum = types_[t].sum(numbers); sum > most) best = t, most = sum;
  return static_cast<PageType>(best);
}

int32_t BlockModel::confidence(const int32_t* numbers) const { return chance_of(confidence_.sum(numbers)); }

Bound best_bound(const UnitList& units, const std::vector<int32_t>& scores) {
  constexpr int32_t lowest = -2000, step = 100;
  constexpr std::size_t n = -lowest / step + 1;
  std::array<int64_t, n> kept{}, both{};  // of the units that fall between a bound and the next
  int64_t wanted = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const int64_t words = units[i].words, chance = chance_of(scores[i]);
    wanted += words * chance;
    if (scores[i] < lowest) continue;
    const std::size_t at = scores[i] >= 0 ? 0 : static_cast<std::size_t>((-scores[i] + step - 1) / step);
    kept[at] += words;
    both[at] += words * chance;
  }
  Bound best;
  int64_t all = 0, right = 0;
  for (std::size_t at = 0; at < n; ++at) {
    all += kept[at];
    right += both[at];
    const int64_t whole = all * 10000 + wanted;
    const auto hope = whole == 0 ? 0 : static_cast<int32_t>(right * 2000 / whole);
    if (hope > best.hope) best = {-static_cast<int32_t>(at) * step, hope};
  }
  return best;
}

}  // namespace docmill::cleaner
