#include "tooling/report/report_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

#include "docmill/base/json_text.hpp"
#include "host/output/report_mark.hpp"
#include "host/support/write_text.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

Status written(const fs::path& path, const std::ofstream& file) {
  return file ? Status() : host::not_written(path, errno);
}

// A file in the folder of a report that no report has: the user's.
std::optional<fs::path> foreign_file(const fs::path& folder) {
  static constexpr std::array<std::string_view, 5> names{host::report_mark, "data", "index.html", "report.css",
                                                         "report.js"};
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (std::find(names.begin(), names.end(), entry.path().filename().string()) == names.end()) return entry.path();
  for (const auto& entry : fs::directory_iterator(folder / "data", error))
    if (entry.path().extension() != ".js" || !entry.is_regular_file(error)) return entry.path();
  return std::nullopt;
}

}  // namespace

ReportFolder::ReportFolder(fs::path to) : to_(std::move(to)), partial_(to_) { partial_ += ".partial"; }

Result<ReportFolder> ReportFolder::begin(const fs::path& to) {
  ReportFolder folder(to.has_filename() ? to : to.parent_path());
  std::error_code error;
  for (const fs::path& there : {folder.to_, folder.partial_})
    if (fs::exists(there, error) && !host::is_report_folder(there))
      return Status(Trouble::usage,
                    fmt::format("{}: is there, and no report of docmill; give another folder with --to, or remove it",
                                there.string()));
  if (const std::optional<fs::path> foreign = foreign_file(folder.to_))
    return Status(
        Trouble::usage,
        fmt::format("{}: is no file of the report there, which a new one takes the place of; move it away, or "
                    "give another folder with --to",
                    foreign->string()));
  fs::remove_all(folder.partial_, error);
  fs::create_directories(folder.partial_ / "data", error);
  if (error) return host::not_written(folder.partial_, error.value());
  if (Status s = folder.write(host::report_mark, ""); !s.ok()) return s;
  return folder;
}

Status ReportFolder::write(const std::string& name, std::string_view bytes) const {
  return host::write_text(partial_ / name, bytes);
}

// Escaped piece by piece: the JSON of a document may be a hundred megabytes.
Status ReportFolder::write_data(const std::string& name, std::initializer_list<std::string_view> json) const {
  constexpr std::size_t at_once = 64 << 10;
  const fs::path path = partial_ / "data" / (name + ".js");
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file << "docmill_data(\"" << name << "\",\"";
  std::string escaped;
  for (std::string_view piece : json)
    for (; !piece.empty(); piece.remove_prefix(std::min(at_once, piece.size()))) {
      escaped.clear();
      append_json_escaped(escaped, piece.substr(0, at_once));
      file.write(escaped.data(), static_cast<std::streamsize>(escaped.size()));
    }
  file << "\");\n";
  file.close();
  return written(path, file);
}

Status ReportFolder::finish() const {
  std::error_code error;
  fs::remove_all(to_, error);
  if (!error) fs::rename(partial_, to_, error);
  if (!error) return {};
  return {Trouble::io, fmt::format("{}: {}", to_.string(), error.message())};
}

}  // namespace docmill::tooling
