#include "rouge.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <map>

#include "docmill/base/utf8.hpp"
#include "sentences/marks.hpp"

namespace docmill::summary::rouge {

namespace {

std::map<Tokens, std::size_t> n_grams(const Tokens& tokens, std::size_t n) {
  std::map<Tokens, std::size_t> counts;
  for (std::size_t i = 0; i + n <= tokens.size(); ++i)
    ++counts[Tokens(tokens.begin() + static_cast<std::ptrdiff_t>(i),
                    tokens.begin() + static_cast<std::ptrdiff_t>(i + n))];
  return counts;
}

double f1(std::size_t common, std::size_t of_summary, std::size_t of_reference) {
  return common == 0 ? 0 : 2.0 * static_cast<double>(common) / static_cast<double>(of_summary + of_reference);
}

}  // namespace

Tokens tokens_of(std::string_view text) {
  Tokens tokens;
  bool within = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    const bool counts = sentences::is_letter_or_digit(c), alone = sentences::is_ideographic(c);
    if (counts && (alone || !within)) tokens.emplace_back();
    if (counts)
      utf8::append(tokens.back(), static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
    within = counts && !alone;
  }
  return tokens;
}

double rouge_n(const Tokens& summary, const Tokens& reference, std::size_t n) {
  const auto ours = n_grams(summary, n), theirs = n_grams(reference, n);
  std::size_t common = 0, of_summary = 0, of_reference = 0;
  for (const auto& [gram, count] : ours) {
    of_summary += count;
    if (const auto other = theirs.find(gram); other != theirs.end()) common += std::min(count, other->second);
  }
  for (const auto& [gram, count] : theirs) of_reference += count;
  return f1(common, of_summary, of_reference);
}

double rouge_l(const Tokens& summary, const Tokens& reference) {
  std::vector<std::size_t> row(reference.size() + 1, 0);  // of the usual table, the one before
  for (const std::string& token : summary) {
    std::size_t diagonal = 0;
    for (std::size_t j = 1; j <= reference.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = token == reference[j - 1] ? diagonal + 1 : std::max(above, row[j - 1]);
      diagonal = above;
    }
  }
  return f1(row.back(), summary.size(), reference.size());
}

}  // namespace docmill::summary::rouge
