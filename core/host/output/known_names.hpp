// The names of the files of a run, in little memory.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace docmill::host {

// Names of a run may be millions (a page a document), so only their hashes are kept: 8 bytes each, and what is asked is
// whether a name that is there was written, where a wrong yes among a billion names has a chance of 1 in 18.
class KnownNames {
 public:
  void add(std::string_view name) { hashes_.push_back(std::hash<std::string_view>()(name)); }
  // Before contains() is asked, after the last name.
  void done() { std::sort(hashes_.begin(), hashes_.end()); }
  bool contains(std::string_view name) const {
    return std::binary_search(hashes_.begin(), hashes_.end(), std::hash<std::string_view>()(name));
  }

 private:
  std::vector<std::size_t> hashes_;
};

}  // namespace docmill::host
