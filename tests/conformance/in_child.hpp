// Runs something that may crash in a process of its own.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace docmill::conformance {

// How the child says where it is and what it found; shared with the parent, so that it outlives a crash.
class ChildReport {
 public:
  virtual ~ChildReport() = default;
  virtual void at(std::string_view where) = 0;
  virtual void wrong(std::string_view what) = 0;  // the first one is kept
};

// Empty when the child ended well and reported nothing; otherwise a sentence: what, and where it was.
std::string run_in_child(const std::function<void(ChildReport&)>& body);

}  // namespace docmill::conformance
