// The tree hash against the definition of RFC 9162, section 2.1.1, written down literally.
#include "host/run/merkle_tree.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace docmill::host;

namespace {

std::string bytes_of(const Digest& d) { return {reinterpret_cast<const char*>(d.data()), d.size()}; }

Digest by_definition(const std::vector<std::string>& leaves, std::size_t from, std::size_t n) {
  if (n == 0) return sha256("");
  if (n == 1) return sha256(std::string(1, '\0') + leaves[from]);
  std::size_t k = 1;
  while (k * 2 < n) k *= 2;
  return sha256("\x01" + bytes_of(by_definition(leaves, from, k)) + bytes_of(by_definition(leaves, from + k, n - k)));
}

}  // namespace

TEST_CASE("the root of no leaves is the hash of nothing") {
  CHECK(to_hex(MerkleTree().root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("the root of one empty leaf is the published one") {
  MerkleTree tree;
  tree.add("");
  CHECK(to_hex(tree.root()) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST_CASE("any number of leaves gives the root of the definition") {
  MerkleTree tree;
  std::vector<std::string> leaves;
  for (int i = 0; i < 200; ++i) {
    CHECK(to_hex(tree.root()) == to_hex(by_definition(leaves, 0, leaves.size())));
    leaves.push_back("line " + std::to_string(i));
    tree.add(leaves.back());
  }
  CHECK(tree.size() == 200);
}

TEST_CASE("looking at the root changes nothing") {
  MerkleTree looked, plain;
  for (const char* leaf : {"a", "b", "c", "d", "e"}) {
    looked.add(leaf);
    (void)looked.root();
    plain.add(leaf);
  }
  CHECK(looked.root() == plain.root());
}
