// Runs something that may crash, hang or print in a process of its own.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::checker {

// One thing that the child has to say. What the kinds mean is the affair of those who use them.
struct Record {
  char kind = 0;
  std::string id, text;
  bool operator==(const Record&) const = default;
};

// How the child speaks; what it said outlives a crash.
class ChildReport {
 public:
  virtual ~ChildReport() = default;
  // Where it is now: the last word is kept.
  virtual void at(std::string_view where) = 0;
  // Records beyond 64 KiB are dropped; long texts are cut.
  virtual void add(const Record& record) = 0;
};

struct ChildEnd {
  std::vector<Record> records;
  std::string trouble;  // how it ended, when not well: "ended by signal 11 (Segmentation fault)"
  std::string where;    // the last word of at()
  std::string said;     // on its standard output and error
};

// Forks. The child may use so many seconds of processor time; should it sleep instead, a watchdog ends it after five
// times as many (and at least a minute). An exception that leaves `body` is a trouble. This process must have one
// thread.
ChildEnd run_in_child(const std::function<void(ChildReport&)>& body, unsigned cpu_seconds);

// The same without a child, for a debugger: what crashes, crashes here.
ChildEnd run_here(const std::function<void(ChildReport&)>& body);

}  // namespace docmill::checker
