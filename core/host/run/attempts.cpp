#include "host/run/attempts.hpp"

#include <utility>

namespace docmill::host {
namespace {

Attempt alone(Share share) {
  share.parts.one_by_one = true;
  return {{share}, true};
}

std::vector<Attempt> divide(const std::vector<Share>& shares, uint32_t likeliest) {
  if (likeliest >= shares.size()) {
    const auto middle = shares.begin() + static_cast<std::ptrdiff_t>(shares.size() / 2);
    const std::vector<Share> first(shares.begin(), middle), second(middle, shares.end());
    return {first.size() == 1 ? alone(first[0]) : Attempt{first}, Attempt{second}};
  }
  std::vector<Share> others = shares;
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(likeliest));
  return {alone(shares[likeliest]), Attempt{std::move(others)}};
}

std::vector<Attempt> divide_parts(const Share& share, uint32_t suspect) {
  const auto with = [&](uint32_t first, uint32_t last) { return Share{share.document, {first, last, true}}; };
  std::vector<Attempt> attempts = {alone(with(suspect, suspect))};
  if (suspect > share.parts.first) attempts.push_back({{with(share.parts.first, suspect - 1)}});
  if (suspect < share.parts.last) attempts.push_back({{with(suspect + 1, share.parts.last)}});
  return attempts;
}

}  // namespace

std::vector<Attempt> instead_of(const Attempt& attempt, ForeignPlace place, bool was_fresh) {
  if (attempt.shares.size() > 1) return divide(attempt.shares, place.number);
  const Share& share = attempt.shares[0];
  if (!was_fresh) return {alone(share)};
  const Precautions::Parts& parts = share.parts;
  const bool is_of_one_part = parts.first == parts.last;
  const bool is_in_a_part = place.number == 0 && place.part >= parts.first && place.part <= parts.last;
  if (is_in_a_part && !is_of_one_part) return divide_parts(share, place.part);
  return {};
}

}  // namespace docmill::host
