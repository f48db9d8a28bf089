#include "host/run/merkle_tree.hpp"

namespace docmill::host {
namespace {

Digest node(Sha256& hash, const Digest& left, const Digest& right) {
  hash.update("\x01");
  hash.update(left.data(), left.size());
  hash.update(right.data(), right.size());
  return hash.finish();
}

}  // namespace

void MerkleTree::add(std::string_view leaf) {
  hash_.update(std::string_view("\0", 1));
  hash_.update(leaf);
  Digest digest = hash_.finish();
  // Adding one to a binary number: each trailing one is a perfect tree of the same size, to be joined with.
  for (uint64_t bits = size_; (bits & 1) != 0; bits >>= 1) {
    digest = node(hash_, peaks_.back(), digest);
    peaks_.pop_back();
  }
  peaks_.push_back(digest);
  ++size_;
}

Digest MerkleTree::root() const {
  if (peaks_.empty()) return hash_.finish();
  Digest digest = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) digest = node(hash_, peaks_[i], digest);
  return digest;
}

}  // namespace docmill::host
