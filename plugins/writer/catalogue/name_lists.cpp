#include "catalogue/name_lists.hpp"

#include <algorithm>

namespace docmill::writer {

namespace {

// Distance by optimal string alignment (Damerau-Levenshtein without edits inside a swap), three rows at a time.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    before = last;
    std::swap(last, now);
  }
  return last[b.size()];
}

}  // namespace

std::string list_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "none" : text;
}

std::string nearest_name(std::string_view wrong, const std::vector<std::string>& names) {
  constexpr std::size_t longest = 200;  // what is longer is no slip of the finger
  std::string best;
  std::size_t best_distance = 0;
  if (wrong.size() > longest) return best;
  for (const std::string& name : names) {
    if (name.size() > longest) continue;
    const std::size_t d = distance(wrong, name);
    if (d > std::max<std::size_t>(1, std::max(wrong.size(), name.size()) / 3)) continue;
    if (best.empty() || d < best_distance) best = name, best_distance = d;
  }
  return best;
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& names) {
  const std::string name = nearest_name(wrong, names);
  return name.empty() ? "" : " (did you mean '" + name + "'?)";
}

}  // namespace docmill::writer
