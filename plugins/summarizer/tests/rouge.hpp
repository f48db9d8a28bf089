// ROUGE: how much of the words of a reference is in a summary, and the other way round.
//
// C.-Y. Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", Text Summarization Branches Out (ACL workshop),
// 2004: ROUGE-N of n-grams with clipped counts, ROUGE-L of the longest common subsequence over the whole summaries; F
// with beta = 1. No stemming, no stop words. Tokens are runs of letters and digits, case-folded; an ideograph is one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace docmill::summary::rouge {

using Tokens = std::vector<std::string>;
// `text`: valid UTF-8.
Tokens tokens_of(std::string_view text);

// F1, 0 to 1; 0 where either has no n-gram.
double rouge_n(const Tokens& summary, const Tokens& reference, std::size_t n);
double rouge_l(const Tokens& summary, const Tokens& reference);

}  // namespace docmill::summary::rouge
