// How a folder that `docmill report` made is known: its pages are no input.
#pragma once

#include <filesystem>
#include <system_error>

namespace docmill::host {

inline constexpr const char* report_mark = ".docmill-report";  // an empty file in it

inline bool is_report_folder(const std::filesystem::path& folder) {
  std::error_code error;
  return std::filesystem::is_regular_file(folder / report_mark, error);
}

}  // namespace docmill::host
