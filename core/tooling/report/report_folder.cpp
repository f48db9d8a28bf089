#include "tooling/report/report_folder.hpp"

#include <fmt/format.h>

#include <fstream>
#include <system_error>

#include "docmill/base/json_text.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

constexpr const char* mark = ".docmill-report";

bool is_report(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / mark, error);
}

}  // namespace

ReportFolder::ReportFolder(fs::path to) : to_(std::move(to)), partial_(to_) { partial_ += ".partial"; }

Result<ReportFolder> ReportFolder::begin(const fs::path& to) {
  ReportFolder folder(to.has_filename() ? to : to.parent_path());
  std::error_code error;
  for (const fs::path& there : {folder.to_, folder.partial_})
    if (fs::exists(there, error) && !is_report(there))
      return Status(Trouble::usage,
                    fmt::format("{}: is there, and no report of docmill; give another folder with --to, or remove it",
                                there.string()));
  fs::remove_all(folder.partial_, error);
  fs::create_directories(folder.partial_ / "data", error);
  if (Status s = folder.write(mark, ""); !s.ok()) return s;
  return folder;
}

Status ReportFolder::write(const std::string& name, std::string_view bytes) const {
  std::ofstream file(partial_ / name, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file) return {};
  return {Trouble::io, fmt::format("{} could not be written", (partial_ / name).string())};
}

Status ReportFolder::write_data(const std::string& name, std::string_view json) const {
  std::string script = "docmill_data(\"" + name + "\",";
  append_json_string(script, json);
  return write("data/" + name + ".js", script + ");\n");
}

Status ReportFolder::finish() const {
  std::error_code error;
  fs::remove_all(to_, error);
  if (!error) fs::rename(partial_, to_, error);
  if (!error) return {};
  return {Trouble::io, fmt::format("{}: {}", to_.string(), error.message())};
}

}  // namespace docmill::tooling
