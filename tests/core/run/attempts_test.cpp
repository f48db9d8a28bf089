#include "host/run/attempts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <utility>

using namespace docmill::host;

namespace {

Attempt of_documents(std::size_t n) {
  Attempt attempt;
  for (std::size_t i = 0; i < n; ++i) attempt.shares.push_back({i, {}});
  return attempt;
}

std::vector<std::size_t> documents_of(const Attempt& attempt) {
  std::vector<std::size_t> documents;
  for (const Share& share : attempt.shares) documents.push_back(share.document);
  return documents;
}

using Parts = std::pair<uint32_t, uint32_t>;
std::vector<Parts> parts_of(const std::vector<Attempt>& attempts) {
  std::vector<Parts> parts;
  for (const Attempt& attempt : attempts) {
    REQUIRE(attempt.shares.size() == 1);
    CHECK(attempt.shares[0].parts.one_by_one);
    parts.emplace_back(attempt.shares[0].parts.first, attempt.shares[0].parts.last);
  }
  return parts;
}

constexpr uint32_t all = Precautions::Parts().last;

}  // namespace

TEST_CASE("the likeliest document is tried alone and afresh, the others together") {
  const std::vector<Attempt> tried = instead_of(of_documents(4), {2, 0}, true);
  REQUIRE(tried.size() == 2);
  CHECK(documents_of(tried[0]) == std::vector<std::size_t>{2});
  CHECK(tried[0].fresh);
  CHECK(tried[0].shares[0].parts.one_by_one);
  CHECK(documents_of(tried[1]) == std::vector<std::size_t>{0, 1, 3});
  CHECK_FALSE(tried[1].fresh);
}

TEST_CASE("where no document is known, halves are tried") {
  for (const std::size_t n : {2, 3, 7}) {
    const std::vector<Attempt> tried = instead_of(of_documents(n), {}, false);
    REQUIRE(tried.size() == 2);
    std::vector<std::size_t> documents = documents_of(tried[0]);
    CHECK(documents.size() == n / 2);
    CHECK(tried[0].fresh == (documents.size() == 1));
    for (const std::size_t i : documents_of(tried[1])) documents.push_back(i);
    CHECK(documents == documents_of(of_documents(n)));
  }
}

TEST_CASE("one alone is judged in a fresh worker, and there by the part that it died at") {
  const Attempt one = of_documents(1);
  const std::vector<Attempt> afresh = instead_of(one, {0, 3}, false);
  REQUIRE(afresh.size() == 1);
  CHECK(afresh[0].fresh);
  CHECK(parts_of(afresh) == std::vector<Parts>{{1, all}});

  const std::vector<Attempt> divided = instead_of(afresh[0], {0, 3}, true);
  CHECK(parts_of(divided) == std::vector<Parts>{{3, 3}, {1, 2}, {4, all}});
  CHECK(divided[0].fresh);
  CHECK(parts_of(instead_of(divided[1], {0, 2}, true)) == std::vector<Parts>{{2, 2}, {1, 1}});
  CHECK(parts_of(instead_of(divided[2], {0, 4}, true)) == std::vector<Parts>{{4, 4}, {5, all}});

  CHECK(instead_of(divided[0], {0, 3}, true).empty());  // to blame
  CHECK(instead_of(afresh[0], {0, 0}, true).empty());   // the document itself
  CHECK(instead_of(afresh[0], {}, true).empty());
  CHECK(instead_of(divided[1], {0, 9}, true).empty());  // a part that was not asked for
}

TEST_CASE("where no part is known, halves of those that were reached are tried") {
  const auto of_parts = [](uint32_t first, uint32_t last) { return Attempt{{{0, {first, last, true}}}, true}; };
  CHECK(parts_of(instead_of(of_parts(1, all), {ForeignPlace::no_number, 80}, true)) ==
        std::vector<Parts>{{1, 40}, {41, all}});
  CHECK(parts_of(instead_of(of_parts(41, all), {ForeignPlace::no_number, 42}, true)) ==
        std::vector<Parts>{{41, 41}, {42, all}});
  CHECK(parts_of(instead_of(of_parts(42, all), {ForeignPlace::no_number, 42}, true)) ==
        std::vector<Parts>{{42, 42}, {43, all}});
  CHECK(instead_of(of_parts(42, 42), {ForeignPlace::no_number, 42}, true).empty());
}

// A reply may be too large for all of the parts together, though none is to blame.
TEST_CASE("parts that do not go together are halved until they do") {
  constexpr uint32_t n_parts = 1000, most = 300;
  std::vector<Attempt> to_do = {{{{0, {1, all, true}}}, true}};
  uint32_t n_back = 0;
  for (int n = 0; !to_do.empty(); ++n) {
    REQUIRE(n < 20);
    const Attempt attempt = to_do.back();
    to_do.pop_back();
    const Precautions::Parts parts = attempt.shares[0].parts;
    const uint32_t last = std::min(parts.last, n_parts), size = last + 1 - parts.first;
    if (size <= most) {
      n_back += size;
      continue;
    }
    const std::vector<Attempt> instead = instead_of(attempt, {ForeignPlace::no_number, last}, true);
    REQUIRE_FALSE(instead.empty());
    to_do.insert(to_do.end(), instead.rbegin(), instead.rend());
  }
  CHECK(n_back == n_parts);
}

// Whatever kills, all that is left is tried in the end, everything once, and what kills alone is found.
TEST_CASE("dividing ends, with each part tried once that survives") {
  constexpr uint32_t n_parts = 50;
  const std::set<uint32_t> deadly = {1, 2, 17, 49, 50};
  std::vector<Attempt> to_do = {of_documents(1)};
  std::multiset<uint32_t> survived;
  std::set<uint32_t> blamed;
  for (int n = 0; !to_do.empty(); ++n) {
    REQUIRE(n < 100);
    const Attempt attempt = to_do.back();
    to_do.pop_back();
    const Precautions::Parts parts = attempt.shares[0].parts;
    const uint32_t last = std::min(parts.last, n_parts);
    uint32_t dies_at = parts.first;
    while (dies_at <= last && (!deadly.contains(dies_at) || blamed.contains(dies_at))) ++dies_at;
    if (dies_at > last) {
      for (uint32_t k = parts.first; k <= last; ++k) survived.insert(k);
      continue;
    }
    const std::vector<Attempt> instead = instead_of(attempt, {0, dies_at}, attempt.fresh);
    if (instead.empty()) {
      blamed.insert(dies_at);
      to_do.push_back(attempt);
    }
    to_do.insert(to_do.end(), instead.rbegin(), instead.rend());
  }
  CHECK(blamed == deadly);
  CHECK(survived.size() == n_parts);
  CHECK(std::set<uint32_t>(survived.begin(), survived.end()).size() == n_parts);
}
