#include "tools/train/labels.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include "docmill/base/utf8.hpp"

namespace docmill::cleaner::train {

namespace {

constexpr std::size_t run = 4;  // words of a shingle

uint64_t mixed(uint64_t h, uint64_t v) { return (h ^ v) * 1099511628211u; }

// Words as numbers, in small letters.
std::vector<uint64_t> words_of(const std::string& text) {
  std::vector<uint64_t> words;
  uint64_t h = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<UChar32>(utf8::next(text, i));
    if (u_isalnum(c) || c == '_') {
      h = mixed(h == 0 ? 14695981039346656037u : h, static_cast<uint64_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT)));
    } else if (h != 0) {
      words.push_back(h);
      h = 0;
    }
  }
  if (h != 0) words.push_back(h);
  return words;
}
uint64_t number_of(const uint64_t* words, std::size_t n) {
  uint64_t h = n + 1;
  for (std::size_t k = 0; k < n; ++k) h = mixed(h, words[k]);
  return h;
}

std::string squeezed(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

std::vector<Label> labels_by_text(const std::vector<std::string>& units, const std::string& expected) {
  std::unordered_set<uint64_t> wanted, lines;
  const std::vector<uint64_t> all = words_of(expected);
  for (std::size_t k = 0; k + run <= all.size(); ++k) wanted.insert(number_of(&all[k], run));
  for (std::size_t at = 0; at <= expected.size();) {
    const std::size_t end = std::min(expected.find('\n', at), expected.size());
    const std::vector<uint64_t> words = words_of(expected.substr(at, end - at));
    if (!words.empty()) lines.insert(number_of(words.data(), words.size()));
    at = end + 1;
  }
  const std::size_t n = units.size();
  std::vector<std::vector<uint64_t>> words(n);
  std::vector<Label> labels(n, Label::unknown);
  std::size_t first = n, last = 0;
  for (std::size_t i = 0; i < n; ++i) {
    words[i] = words_of(units[i]);
    if (words[i].size() < run) continue;
    std::size_t found = 0;
    const std::size_t runs = words[i].size() - run + 1;
    for (std::size_t k = 0; k < runs; ++k) found += wanted.count(number_of(&words[i][k], run));
    const bool content = found * 10 >= runs * 6;
    labels[i] = content ? Label::content : Label::noise;
    if (content) first = std::min(first, i), last = i;
  }
  for (std::size_t i = 0; i < n; ++i)
    if (labels[i] == Label::unknown)
      labels[i] =
          !words[i].empty() && i >= first && i <= last && lines.count(number_of(words[i].data(), words[i].size())) != 0
              ? Label::content
              : Label::noise;
  // The run of units with the largest sum of words.
  int64_t best = 0, sum = 0;
  std::size_t start = 0, from = 0, to = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (sum <= 0) sum = 0, start = i;
    const auto size = static_cast<int64_t>(words[i].size());
    sum += labels[i] == Label::content ? size : -std::min<int64_t>(size, 30) - 1;
    if (sum > best) best = sum, from = start, to = i + 1;
  }
  std::unordered_set<uint64_t> inside;
  for (std::size_t i = from; i < to; ++i)
    if (labels[i] == Label::content) inside.insert(number_of(words[i].data(), words[i].size()));
  for (std::size_t i = 0; i < n; ++i)
    if (labels[i] == Label::content && (i < from || i >= to) &&
        inside.count(number_of(words[i].data(), words[i].size())) != 0)
      labels[i] = Label::noise;
  return labels;
}

std::vector<Label> labels_by_snippets(const std::vector<std::string>& units, const std::vector<std::string>& wanted,
                                      const std::vector<std::string>& unwanted) {
  std::vector<Label> labels(units.size(), Label::unknown);
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::string text = squeezed(units[i]);
    const auto holds = [&](const std::string& snippet) { return text.find(squeezed(snippet)) != std::string::npos; };
    if (std::any_of(wanted.begin(), wanted.end(), holds)) labels[i] = Label::content;
    else if (std::any_of(unwanted.begin(), unwanted.end(), holds)) labels[i] = Label::noise;
  }
  return labels;
}

}  // namespace docmill::cleaner::train
