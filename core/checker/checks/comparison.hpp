// What a stage or reader gives where nothing is unusual: other runs are compared with it.
#pragma once

#include <string>

namespace docmill::checker {

class Comparison {
 public:
  virtual ~Comparison() = default;
  // The same again, by an older model, a new one, and one of a second copy of the library, whose static data is made
  // now. `how`: what is unusual, "in another working folder".
  virtual void compare_everything(const std::string& how) const = 0;
};

}  // namespace docmill::checker
