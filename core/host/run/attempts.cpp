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

Share with(const Share& share, uint32_t first, uint32_t last) { return {share.document, {first, last, true}}; }

// `reached`: the last part that was worked on, of those that there are.
std::vector<Attempt> halve_parts(const Share& share, uint32_t reached) {
  const uint32_t middle = share.parts.first + (reached - share.parts.first) / 2;
  return {alone(with(share, share.parts.first, middle)), {{with(share, middle + 1, share.parts.last)}}};
}

std::vector<Attempt> divide_parts(const Share& share, uint32_t suspect) {
  std::vector<Attempt> attempts = {alone(with(share, suspect, suspect))};
  if (suspect > share.parts.first) attempts.push_back({{with(share, share.parts.first, suspect - 1)}});
  if (suspect < share.parts.last) attempts.push_back({{with(share, suspect + 1, share.parts.last)}});
  return attempts;
}

}  // namespace

std::vector<Attempt> instead_of(const Attempt& attempt, ForeignPlace place, bool was_fresh) {
  if (attempt.shares.size() > 1) return divide(attempt.shares, place.number);
  const Share& share = attempt.shares[0];
  if (!was_fresh) return {alone(share)};
  const Precautions::Parts& parts = share.parts;
  const bool is_of_one_part = parts.first == parts.last;
  if (is_of_one_part || place.part < parts.first || place.part > parts.last) return {};
  return place.number == 0 ? divide_parts(share, place.part) : halve_parts(share, place.part);
}

}  // namespace docmill::host
