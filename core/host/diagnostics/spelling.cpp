#include "host/diagnostics/spelling.hpp"

#include <algorithm>

namespace docmill::host {
namespace {

constexpr std::size_t max_edits = 3;
constexpr std::size_t shortest_beginning = 4;
constexpr std::size_t longest_word = 200;  // what is longer was not mistyped but pasted; keeps the cost bounded

// What is compared: case does not count, '_' and '-' are one.
std::string folded(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_') c = '-';
  }
  return out;
}

std::size_t difference(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

// "lang" for "language", "report-17" for "report-17.html".
std::string begun_by(const std::string& wanted, std::span<const std::string> known) {
  const std::string* best = nullptr;
  if (wanted.size() < shortest_beginning) return {};
  for (const std::string& candidate : known) {
    if (candidate.size() < wanted.size() || folded(std::string_view(candidate).substr(0, wanted.size())) != wanted)
      continue;
    if (best == nullptr || candidate.size() < best->size() || (candidate.size() == best->size() && candidate < *best))
      best = &candidate;
  }
  return best == nullptr ? std::string() : *best;
}

}  // namespace

// Row by row over the table of prefixes; a swap looks two rows back.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::string nearest(std::string_view word, std::span<const std::string> known) {
  if (word.empty() || word.size() > longest_word) return {};
  const std::string wanted = folded(word);
  const std::size_t limit = std::min(word.size() / 3, max_edits);
  const std::string* best = nullptr;
  std::size_t best_distance = 0;
  for (const std::string& candidate : known) {
    if (difference(candidate.size(), word.size()) > limit) continue;
    const std::size_t distance = edit_distance(wanted, folded(candidate));
    if (distance > limit) continue;
    if (best == nullptr || distance < best_distance || (distance == best_distance && candidate < *best)) {
      best = &candidate;
      best_distance = distance;
    }
  }
  return best == nullptr ? begun_by(wanted, known) : *best;
}

std::string suggestion(std::string_view word, std::span<const std::string> known) {
  const std::string found = nearest(word, known);
  return found.empty() ? std::string() : ", did you mean '" + found + "'?";
}

}  // namespace docmill::host
