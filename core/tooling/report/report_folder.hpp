// Where a report is written: a folder of docmill's own, put in place whole.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

class ReportFolder {
 public:
  // Trouble::usage when `to` is there and is no report, or holds what no report has.
  static Result<ReportFolder> begin(const std::filesystem::path& to);
  // A file of the report; `name` is relative.
  Status write(const std::string& name, std::string_view bytes) const;
  // The same for a script that hands JSON text to the page; the pieces, put behind one another, are that text.
  Status write_data(const std::string& name, std::initializer_list<std::string_view> json) const;
  // Puts the folder in its place; an older report there is gone then.
  Status finish() const;

 private:
  explicit ReportFolder(std::filesystem::path to);
  std::filesystem::path to_, partial_;
};

}  // namespace docmill::tooling
