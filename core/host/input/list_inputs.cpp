// Which files the pipeline reads: [input] from and skip against what the disk holds.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "host/diagnostics/spelling.hpp"
#include "host/input/file_kind.hpp"
#include "host/input/file_name.hpp"
#include "host/input/file_problem.hpp"
#include "host/input/folder_walk.hpp"
#include "host/input/glob.hpp"
#include "host/input/input.hpp"

namespace docmill::host {
namespace {

InputFormat format_of_stdin(const std::string& name) {
  if (name == "text") return InputFormat::text;
  if (name == "html") return InputFormat::html;
  if (name == "markdown") return InputFormat::markdown;
  return InputFormat::jsonl;
}

// "dir/./x/" -> "dir/x": without the empty last part that a final '/' leaves.
std::filesystem::path without_final_slash(std::filesystem::path path) {
  return path.has_filename() || path == path.root_path() ? path : path.parent_path();
}

// Names next to the one that is missing, to find the one that was meant.
std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    names.push_back(it->path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

class Lister {
 public:
  Lister(const PipelineFile& pipeline, Diagnostics& diagnostics, uint64_t shuffle)
      : pipeline_(pipeline), diagnostics_(diagnostics), shuffle_(shuffle) {
    for (const auto& skip : pipeline.skip) add_skip(skip);
  }

  InputList list() {
    for (const WrittenPath& root : pipeline_.from) add_root(root);
    list_.files.sort();  // equal names stay in the order of their roots
    std::sort(list_.not_read.begin(), list_.not_read.end());
    return std::move(list_);
  }

 private:
  void add_skip(const Located<std::string>& skip) {
    Glob glob(skip.value);
    if (glob.mistake()) diagnostics_.error(skip.place, fmt::format("'{}' is no glob: {}", skip.value, *glob.mistake()));
    else skip_.push_back(std::move(glob));
  }

  void add_root(const WrittenPath& root) {
    if (root.text == "-") return add_standard_input();
    const FoundEntry entry = look_at(without_final_slash(root.resolved()));
    if (entry.error == 0) add_found_root(root, entry);
    else if (entry.error == ENOENT && has_glob_characters(root.text)) add_glob(root);
    else report_missing(root, entry);
  }

  void add_standard_input() {
    InputFile file;
    file.name = "stdin";
    file.path = "-";
    file.format = format_of_stdin(pipeline_.stdin_format);
    list_.files.push_back(file);
  }

  void add_found_root(const WrittenPath& root, const FoundEntry& entry) {
    if (entry.is_folder) return add_folder(entry.path, nullptr);
    const std::string name = name_of_path(entry.path.filename().native());
    if (S_ISREG(entry.status.st_mode) && !kind_of_name(name) && !skipped(name)) {
      diagnostics_.error(root.place, fmt::format("'{}' is of a kind that is not read", root.text),
                         {fmt::format("read are {}", known_extensions())});
      return;
    }
    add_file(name, entry);
  }

  // The folder in front of the first part with glob characters is the root; names count from there.
  void add_glob(const WrittenPath& root) {
    WrittenPath prefix{"", root.base, root.place};
    std::filesystem::path start, rest;
    for (const auto& part : without_final_slash(std::filesystem::path(root.text).lexically_normal()))
      (rest.empty() && !has_glob_characters(part.native()) ? start : rest) /= part;
    prefix.text = start.string();
    const std::filesystem::path folder = without_final_slash(prefix.resolved());
    const std::string pattern = rest.string();
    const Glob glob(pattern);
    if (glob.mistake())
      return diagnostics_.error(root.place, fmt::format("'{}' is no glob: {}", root.text, *glob.mistake()));
    if (!look_at(folder).is_folder)
      return diagnostics_.error(
          root.place, fmt::format("'{}' finds nothing: its folder '{}' does not exist", root.text, folder.string()));
    const uint64_t before = n_found_;
    add_folder(folder, &glob);
    if (n_found_ == before)
      diagnostics_.error(root.place, fmt::format("'{}' finds nothing in '{}'", root.text, folder.string()),
                         {"* stays in one folder, ** goes through all folders: \"folder/**/*.txt\""});
  }

  void report_missing(const WrittenPath& root, const FoundEntry& entry) {
    if (entry.error == EACCES || entry.error == EPERM)
      return diagnostics_.error(root.place, fmt::format("no permission to reach '{}'", root.text));
    if (S_ISLNK(entry.status.st_mode))
      return diagnostics_.error(root.place, fmt::format("'{}' is a link that leads nowhere", root.text));
    const std::string name = entry.path.filename().string();
    diagnostics_.error(
        root.place,
        fmt::format("'{}' does not exist{}", root.text, suggestion(name, names_in(entry.path.parent_path()))),
        {fmt::format("looked at {}", entry.path.string())});
  }

  void add_folder(const std::filesystem::path& folder, const Glob* glob) {
    const auto visit = [&](const FoundEntry& entry) {
      const bool is_root = entry.relative.empty();
      const std::string name = name_of_path(is_root ? folder.filename().native() : entry.relative);
      if (glob != nullptr && !is_root) {
        const Glob::Reach reach = glob->reach(name);
        if (!reach.matches && !(entry.is_folder && reach.goes_below)) return false;
        if (!reach.matches && entry.error == 0) return true;  // on the way to what the glob names
      }
      ++n_found_;
      if (entry.is_folder && entry.error == 0) {
        if (kind_of_name(name) && !skipped(name)) add_problem(name, entry, folder_named_like_a_file());
        return true;
      }
      add_file(name, entry);
      return false;
    };
    walk_folder(folder, visit, shuffle_);
  }

  static Problem folder_named_like_a_file() {
    return {"folder-named-like-a-file", "it is a folder with the name of a file; rename it or add it to [input] skip"};
  }

  // Anything but a folder that can be listed.
  void add_file(const std::string& name, const FoundEntry& entry) {
    if (skipped(name)) {
      ++list_.skipped;
      return;
    }
    if (entry.error != 0) return add_problem(name, entry, problem_of_errno(entry.error));
    if (!S_ISREG(entry.status.st_mode)) return add_problem(name, entry, not_a_file(entry.status.st_mode));
    const auto kind = kind_of_name(name);
    if (!kind) {
      list_.not_read.push_back(name);
      return;
    }
    if (faccessat(AT_FDCWD, entry.path.c_str(), R_OK, AT_EACCESS) != 0)
      return add_problem(name, entry, problem_of_errno(errno));
    InputFile file{name, entry.path.native(), kind->format, kind->packing, static_cast<uint64_t>(entry.status.st_size),
                   {}};
    list_.files.push_back(file);
  }

  void add_problem(const std::string& name, const FoundEntry& entry, Problem problem) {
    const FileKind kind = kind_of_name(name).value_or(FileKind{});
    list_.files.push_back({name, entry.path.native(), kind.format, kind.packing, 0, std::move(problem)});
  }

  bool skipped(const std::string& name) const {
    return std::any_of(skip_.begin(), skip_.end(), [&name](const Glob& glob) { return glob.matches(name); });
  }

  const PipelineFile& pipeline_;
  Diagnostics& diagnostics_;
  const uint64_t shuffle_;
  std::vector<Glob> skip_;
  InputList list_;
  uint64_t n_found_ = 0;  // entries that a root or glob named
};

}  // namespace

InputList list_inputs(const PipelineFile& pipeline, Diagnostics& diagnostics, uint64_t shuffle) {
  return Lister(pipeline, diagnostics, shuffle).list();
}

}  // namespace docmill::host
