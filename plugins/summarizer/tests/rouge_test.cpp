#include "rouge.hpp"

#include <doctest/doctest.h>

using namespace docmill::summary;
using doctest::Approx;

namespace {

double n_of(std::string_view summary, std::string_view reference, std::size_t n) {
  return rouge::rouge_n(rouge::tokens_of(summary), rouge::tokens_of(reference), n);
}
double l_of(std::string_view summary, std::string_view reference) {
  return rouge::rouge_l(rouge::tokens_of(summary), rouge::tokens_of(reference));
}

}  // namespace

TEST_CASE("tokens are folded runs of letters and digits, ideographs alone") {
  CHECK(rouge::tokens_of("The cat's 3,5 Mäuse!") == rouge::Tokens{"the", "cat", "s", "3", "5", "mäuse"});
  CHECK(rouge::tokens_of("地铁6号") == rouge::Tokens{"地", "铁", "6", "号"});
  CHECK(rouge::tokens_of("").empty());
}

TEST_CASE("the examples of the paper") {
  // Lin 2004, section 3: S1 "police killed the gunman", S2 "police kill the gunman", S3 "the gunman kill police".
  CHECK(l_of("police kill the gunman", "police killed the gunman") == Approx(0.75));
  CHECK(l_of("the gunman kill police", "police killed the gunman") == Approx(0.5));
  CHECK(n_of("police kill the gunman", "police killed the gunman", 2) == Approx(1.0 / 3));
  CHECK(n_of("the gunman kill police", "police killed the gunman", 2) == Approx(1.0 / 3));
}

TEST_CASE("counts are clipped, and length costs") {
  CHECK(n_of("the the the the", "the cat", 1) == Approx(2.0 / 6));
  CHECK(n_of("a b c d", "a b", 1) == Approx(4.0 / 6));
}

TEST_CASE("nothing in common, and nothing at all") {
  CHECK(n_of("a b", "c d", 1) == 0);
  CHECK(n_of("", "", 1) == 0);
  CHECK(n_of("a", "a", 2) == 0);
  CHECK(l_of("", "a") == 0);
  CHECK(n_of("a b", "a b", 2) == 1);
}
