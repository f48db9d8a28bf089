#include "host/output/strangers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <system_error>

#include "host/output/known_names.hpp"
#include "host/output/output_places.hpp"
#include "host/output/sums.hpp"
#include "host/output/work_folder.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

constexpr std::array own_names = {"run.json", "timings.json", sums_name};
constexpr std::array shard_names = {"shard.json", "spool.zst", journal_name};

class Finder {
 public:
  explicit Finder(const fs::path& folder) : folder_(folder) {}

  Status learn() {
    for (const char* name : own_names) known_.add(name);
    for (const char* name : shard_names) known_.add(name);
    std::error_code error;
    if (!fs::exists(folder_ / "shard.json", error)) {
      std::vector<Sum> lists;
      const Status read = read_sums(folder_ / sums_name, [&](const Sum& sum) {
        known_.add(sum.name);
        note_folders(sum.name);
        if (sum.name.ends_with(".sha256")) lists.push_back(sum);
        return true;
      });
      if (!read.ok()) return read;
      for (const Sum& list : lists) learn_folder(list);
    }
    known_.done();
    return {};
  }

  std::vector<std::string> find() const {
    std::vector<std::string> strangers;
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
      const std::string file_name = it->path().filename().string();
      std::string name = it->path().lexically_relative(folder_).generic_string();
      const bool is_folder = it->is_directory() && !it->is_symlink();
      const bool is_apart = is_litter(file_name) || (it.depth() == 0 && file_name == inside_folder);
      if (is_folder && (is_apart || unlisted_.contains(name))) it.disable_recursion_pending();
      else if (is_folder && !folders_.contains(name)) {
        it.disable_recursion_pending();
        strangers.push_back(name + "/");
      } else if (!is_folder && !is_apart && !known_.contains(name)) strangers.push_back(std::move(name));
    }
    std::sort(strangers.begin(), strangers.end());
    return strangers;
  }

 private:
  // The files of a folder of outputs. Of a list that is damaged nobody can say which they were: then all are the run's.
  void learn_folder(const Sum& list) {
    const std::string folder = list.name.substr(0, list.name.size() - std::string_view(".sha256").size());
    const std::string above = list.name.substr(0, list.name.find('/') + 1);  // names in the list count from records/
    note_folders(folder + "/");
    Sha256 hash;
    std::string line;
    const Status read = read_sums(folder_ / list.name, [&](const Sum& sum) {
      known_.add(above + sum.name);
      note_folders(above + sum.name);
      line.clear();
      append_sum(line, sum.sha256, sum.name);
      hash.update(line);
      return true;
    });
    if (!read.ok() || to_hex(hash.finish()) != list.sha256) unlisted_.insert(folder);
  }
  void note_folders(std::string_view name) {
    for (std::size_t slash = name.rfind('/'); slash != std::string_view::npos && slash != 0;
         slash = name.rfind('/', slash - 1))
      if (!folders_.emplace(name.substr(0, slash)).second) return;
  }

  const fs::path& folder_;
  KnownNames known_;
  std::set<std::string, std::less<>> folders_;  // that hold files of the run
  std::set<std::string> unlisted_;
};

}  // namespace

bool is_litter(std::string_view name) {
  return name == "lost+found" || name.starts_with(".nfs") || name == ".DS_Store";
}

Result<std::vector<std::string>> strangers_in(const fs::path& folder) {
  std::error_code error;
  // Removing begins with timings.json, and ends with what the names are known by.
  if (fs::exists(folder / "run.json", error) && !fs::exists(folder / "timings.json", error))
    return std::vector<std::string>();
  Finder finder(folder);
  if (Status s = finder.learn(); !s.ok()) return s;
  return finder.find();
}

std::vector<std::string> strangers_in_partial(const fs::path& folder) {
  static const std::set<std::string_view> known = {
      "run.json",          "timings.json",        sums_name,        "shard.json", "spool.zst", journal_name,
      "answers.jsonl.zst", "documents.jsonl.zst", "failures.jsonl", "records",    marker_name};
  std::vector<std::string> strangers;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    std::string_view without_new = name;
    if (without_new.ends_with(".new")) without_new.remove_suffix(4);
    if (!known.contains(without_new) && !is_litter(name)) strangers.push_back(name + (it->is_directory() ? "/" : ""));
  }
  std::sort(strangers.begin(), strangers.end());
  return strangers;
}

std::string some_names(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  const std::size_t n = std::min(names.size(), most);
  std::string text = fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(n), ", "));
  if (names.size() > n) text += fmt::format(" (and {} more)", names.size() - n);
  return text;
}

}  // namespace docmill::host
