// A rewrite of a text as a list of edits, the form in which the stage hands it to the host.
//
// Offsets are bytes of the old text, ranges half-open. Edits are sorted and disjoint (start >= the end of the one
// before), on code point borders; what no edit names is kept. Plain values, no threads, no errors: the builders of this
// plugin keep the order, `problem_with` is for tests and fuzzing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::cleaner {

struct Edit {
  uint32_t start;
  uint32_t end;
  uint32_t offset;  // of the replacement in the pool of the list
  uint32_t size;    // of the replacement; 0: the range goes
};

class EditList {
 public:
  void clear();
  // Bytes [start, end) become `with`. Call in ascending order.
  void replace(uint32_t start, uint32_t end, std::string_view with);
  // Like replace, but names only the bytes that differ between the old stretch and the new one.
  void replace_difference(std::string_view source, uint32_t start, uint32_t end, std::string_view with);

  // Forgets edits that would put what stands there already (two rewrites may undo each other).
  void drop_idle(std::string_view source);

  bool empty() const { return edits_.empty(); }
  std::size_t size() const { return edits_.size(); }
  const std::vector<Edit>& edits() const { return edits_; }
  std::string_view replacement(const Edit& e) const { return std::string_view(pool_).substr(e.offset, e.size); }
  void swap(EditList& other) noexcept;

 private:
  std::vector<Edit> edits_;
  std::string pool_;
};

// The new text, into `out` (emptied first).
void apply(std::string_view source, const EditList& edits, std::string& out);

// The one rewrite that does what `first` (over a text of `source_size` bytes) and then `second` (over its result) do.
// Where an edit of `second` cuts into a replacement of `first`, the two become one edit over the whole range.
// Linear in the number of edits. `out` must be neither of the two.
void compose(const EditList& first, uint32_t source_size, const EditList& second, EditList& out);

// What is wrong with the edits of a rewrite of `source`; empty when nothing is.
std::string problem_with(std::string_view source, const EditList& edits);

}  // namespace docmill::cleaner
