#include "cli/message_limit.hpp"

namespace docmill::cli {
namespace {

constexpr std::size_t most_kinds = 100;
constexpr std::string_view other_kinds = "other codes";

}  // namespace

MessageLimit::Verdict MessageLimit::count(std::string_view kind) {
  auto found = counts_.find(kind);
  if (found == counts_.end()) found = counts_.emplace(counts_.size() < most_kinds ? kind : other_kinds, 0).first;
  const uint64_t n = ++found->second;
  return n <= shown ? Verdict::show : n == shown + 1 ? Verdict::first_hidden : Verdict::hide;
}

std::vector<MessageLimit::Hidden> MessageLimit::take_hidden() {
  std::vector<Hidden> hidden;
  for (const auto& [kind, n] : counts_)
    if (n > shown) hidden.push_back({kind, n - shown});
  counts_.clear();
  return hidden;
}

}  // namespace docmill::cli
