// Which files the pipeline reads: [input] from and skip against what the disk holds.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "docmill/base/glob.hpp"
#include "host/diagnostics/spelling.hpp"
#include "host/input/file_kind.hpp"
#include "host/input/file_name.hpp"
#include "host/input/file_problem.hpp"
#include "host/input/first_bytes.hpp"
#include "host/input/folder_walk.hpp"
#include "host/input/input.hpp"
#include "host/input/named_roots.hpp"
#include "host/input/would_be_input.hpp"
#include "host/output/report_mark.hpp"
#include "host/output/strangers.hpp"
#include "host/output/work_folder.hpp"
#include "host/support/working_folder.hpp"

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

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

// The folders that belong to the run itself, as far as they are there, known by what they are and not by how they are
// called: links lead to them.
class OwnFolders {
 public:
  OwnFolders() = default;
  explicit OwnFolders(const fs::path& out) {
    Result<OutputPlaces> places = places_of(out);
    if (!places.ok()) return;  // no output folder at all: the run says so
    const OutputPlaces& p = places.value();
    out_ = p.out.shown;
    link_ = place_of(anchored(p.out.shown));
    for (const NamedFolder* folder : {&p.out, &p.partial, &p.previous, &p.shards, &p.jobs, &p.capsules})
      if (const FoundEntry entry = look_at(folder->path); entry.error == 0 && entry.is_folder)
        folders_.push_back({entry.status.st_dev, entry.status.st_ino, folder->shown});
  }

  const std::string& out() const { return out_; }
  bool holds(const struct stat& status) const { return find(status) != nullptr; }
  // OUT as a link to what the first run is to make?
  bool is_link_to_out(const FoundEntry& entry) const {
    return S_ISLNK(entry.status.st_mode) && !link_.empty() && place_of(entry.path) == link_;
  }
  // The one of them that the path is, or lies in; empty for none.
  std::string holder_of(const fs::path& path) const {
    std::error_code error;
    if (folders_.empty()) return {};
    for (fs::path at = fs::canonical(path, error); !error && !at.empty(); at = at.parent_path()) {
      const FoundEntry entry = look_at(at);
      if (const std::string* name = entry.error == 0 ? find(entry.status) : nullptr) return *name;
      if (at == at.parent_path()) break;
    }
    return {};
  }

 private:
  struct Folder {
    dev_t device;
    ino_t inode;
    std::string name;
  };
  const std::string* find(const struct stat& status) const {
    for (const Folder& f : folders_)
      if (f.device == status.st_dev && f.inode == status.st_ino) return &f.name;
    return nullptr;
  }

  // The path without links, but for its last part.
  static fs::path place_of(const fs::path& path) {
    std::error_code error;
    const fs::path folder = fs::canonical(path.parent_path(), error);
    return error ? fs::path() : folder / path.filename();
  }

  std::vector<Folder> folders_;
  std::string out_;
  fs::path link_;
};

class Lister {
 public:
  Lister(const PipelineFile& pipeline, Diagnostics& diagnostics, uint64_t shuffle, const OtherReaders& others)
      : pipeline_(pipeline), diagnostics_(diagnostics), shuffle_(shuffle), others_(others) {
    for (const auto& skip : pipeline.skip) add_glob_of(skip, skip_);
    for (const StageEntry& reader : pipeline.readers) {
      Claim& claim = claims_.emplace_back();
      for (const auto& files : reader.files) add_glob_of(files, claim.globs);
      claim.suffixes = reader.suffixes;
      claim.first_bytes = reader.first_bytes;
    }
    if (pipeline.to) own_ = OwnFolders(pipeline.to->resolved());
  }

  InputList list() {
    for (const WrittenPath& root : pipeline_.from) add_root(root);
    named_.warn_of_files_read_twice(list_.files, diagnostics_);
    list_.files.sort();  // equal names stay in the order of their roots
    std::sort(list_.not_read.begin(), list_.not_read.end());
    std::sort(list_.outputs.begin(), list_.outputs.end());
    list_.outputs.erase(std::unique(list_.outputs.begin(), list_.outputs.end()), list_.outputs.end());
    return std::move(list_);
  }

  bool would_list(const fs::path& file) const {
    std::error_code none;
    const fs::path path = fs::weakly_canonical(anchored(file), none);
    return std::any_of(pipeline_.from.begin(), pipeline_.from.end(), [&](const WrittenPath& root) {
      if (root.text == "-") return false;
      const bool is_glob = has_glob_characters(root.text) && look_at(anchored(root.resolved())).error == ENOENT;
      const GlobRoot parts = is_glob ? split_glob(root) : GlobRoot{without_final_slash(root.resolved()), ""};
      const fs::path below = path.lexically_relative(fs::weakly_canonical(anchored(parts.folder), none));
      if (below == ".") return true;  // named itself
      const std::string name = name_of_path(below.native());
      return !below.empty() && *below.begin() != ".." && (!is_glob || Glob(parts.pattern).matches(name)) &&
             !skipped(name) && kind_of(name);
    });
  }

 private:
  // Which files a [[reader]] takes.
  struct Claim {
    std::vector<Glob> globs;
    std::vector<std::string> suffixes;
    std::vector<std::pair<uint32_t, std::string>> first_bytes;
  };

  void add_glob_of(const Located<std::string>& written, std::vector<Glob>& to) {
    Glob glob(written.value);
    if (glob.mistake())
      diagnostics_.error(written.place, fmt::format("'{}' is no glob: {}", written.value, *glob.mistake()));
    else to.push_back(std::move(glob));
  }

  // What a file is by its name. Of several readers that would take it, the first of the pipeline does.
  struct Kind : FileKind {
    uint8_t reader = 0;
  };
  std::optional<Kind> kind_of(const std::string& name) const {
    const auto takes = [&](const Claim& claim) {
      return std::any_of(claim.globs.begin(), claim.globs.end(), [&](const Glob& g) { return g.matches(name); }) ||
             std::any_of(claim.suffixes.begin(), claim.suffixes.end(),
                         [&](const std::string& suffix) { return has_suffix(name, suffix); });
    };
    Kind kind;
    if (const auto claim = std::find_if(claims_.begin(), claims_.end(), takes); claim != claims_.end()) {
      const Packing packing = packing_of_name(name);
      // "a.tar.xz" by ".tar.xz"; of "a.tar.xz.xz" the outer packing is the host's.
      const std::string_view bare = std::string_view(name).substr(0, name.size() - suffix_of(packing).size());
      const auto unpacks_it = [&](const std::string& suffix) {
        return packing_of_name(suffix) == packing && has_suffix(name, suffix) && !has_suffix(bare, suffix);
      };
      const std::vector<std::string>& suffixes = claim->suffixes;
      if (std::none_of(suffixes.begin(), suffixes.end(), unpacks_it)) kind.packing = packing;
      kind.reader = static_cast<uint8_t>(claim - claims_.begin() + 1);
      return kind;
    }
    const std::optional<FileKind> own = kind_of_name(name);
    if (!own) return std::nullopt;
    static_cast<FileKind&>(kind) = *own;
    return kind;
  }

  void add_root(const WrittenPath& root) {
    if (root.text == "-") return add_standard_input(root);
    const FoundEntry entry = look_at(without_final_slash(anchored(root.resolved())));
    if (entry.error == 0 && refuse_output(root, entry)) return;
    if (entry.error == 0) add_found_root(root, entry);
    else if (entry.error == ENOENT && has_glob_characters(root.text)) add_glob(root);
    else report_missing(root, entry);
  }

  // A root that this run would replace, or that is the whole of what another has written. True when that was said.
  bool refuse_output(const WrittenPath& root, const FoundEntry& entry) {
    if (const std::string own = own_.holder_of(entry.path); !own.empty()) {
      const bool is_it = entry.is_folder && own_.holds(entry.status);
      diagnostics_.error(
          root.place,
          is_it && own == own_.out()
              ? fmt::format("'{}' is the output folder, too; a run replaces it", root.text)
              : fmt::format("'{}' {} {}, which the run replaces", root.text, is_it ? "is" : "lies in", own),
          {"choose another output folder: [output] to, or --output"});
      return true;
    }
    if (entry.is_folder && is_report_folder(entry.path)) {
      diagnostics_.error(root.place, fmt::format("'{}' is a report that docmill made", root.text),
                         {"to read what a run wrote, name the folder records of its output"});
      return true;
    }
    if (!entry.is_folder || !is_docmill_folder(entry.path)) return false;
    diagnostics_.error(root.place, fmt::format("'{}' is the output folder of a run", root.text),
                       {fmt::format("to read what it wrote, name {}", (fs::path(root.text) / "records").string())});
    return true;
  }

  void add_standard_input(const WrittenPath& root) {
    if (std::exchange(has_standard_input_, true))
      return diagnostics_.error(root.place, "'-' stands a second time; standard input can be read once");
    InputFile file;
    file.name = "stdin";
    file.path = "-";
    file.format = input_format_named(pipeline_.stdin_format);
    if (const auto kind = kind_of(file.name)) file.reader = kind->reader;
    list_.files.push_back(file);
  }

  void add_found_root(const WrittenPath& root, const FoundEntry& entry) {
    named_.add(entry.path, root, list_.files.size());
    if (entry.is_folder) return add_folder(entry.path, nullptr);
    const std::string name = name_of_path(entry.path.filename().native());
    if (S_ISREG(entry.status.st_mode) && !kind_of(name) && !skipped(name)) return add_by_beginning(root, name, entry);
    add_file(name, entry);
  }

  // A file that is named, and whose name says to no reader of the pipeline what it is. Where it says so to an installed
  // one, that is the one that was meant: many kinds begin alike (.docx, .epub and .zip).
  void add_by_beginning(const WrittenPath& root, const std::string& name, const FoundEntry& entry) {
    std::vector<std::string> remedies = others_of(name, {});
    if (remedies.empty()) {
      const Beginning beginning = beginning_of(entry.path, packing_of_name(name));
      if (beginning.problem)
        return diagnostics_.error(root.place,
                                  fmt::format("'{}' cannot be read, and its name does not say what it is", root.text),
                                  {beginning.problem->message});
      if (const std::optional<Kind> kind = kind_of_beginning(name, beginning.bytes)) return add_file(name, entry, kind);
      remedies = others_of(name, beginning.bytes);
    }
    if (remedies.empty()) remedies = {fmt::format("read are {}", known_extensions())};
    diagnostics_.error(root.place, fmt::format("'{}' is of a kind that is not read", root.text), std::move(remedies));
  }
  std::vector<std::string> others_of(const std::string& name, const std::string& beginning) const {
    return others_ ? others_(name, beginning) : std::vector<std::string>();
  }

  // The folder in front of the first part with glob characters is the root; names count from there.
  struct GlobRoot {
    fs::path folder;
    std::string pattern;
  };
  static GlobRoot split_glob(const WrittenPath& root) {
    WrittenPath prefix{"", root.base, root.place};
    fs::path start, rest;
    for (const auto& part : without_final_slash(fs::path(root.text).lexically_normal()))
      (rest.empty() && !has_glob_characters(part.native()) ? start : rest) /= part;
    prefix.text = start.string();
    return {without_final_slash(prefix.resolved()), rest.string()};
  }
  void add_glob(const WrittenPath& root) {
    const auto [folder, pattern] = split_glob(root);
    const fs::path rest = pattern;
    const Glob glob(pattern);
    if (glob.mistake())
      return diagnostics_.error(root.place, fmt::format("'{}' is no glob: {}", root.text, *glob.mistake()));
    const FoundEntry entry = look_at(anchored(folder));
    if (!entry.is_folder)
      return diagnostics_.error(
          root.place, fmt::format("'{}' finds nothing: its folder '{}' does not exist", root.text, folder.string()));
    const bool names_records = std::find(rest.begin(), rest.end(), "records") != rest.end();
    if (!names_records && refuse_output(root, entry)) return;
    const uint64_t before = n_found_;
    named_.add(entry.path, root, list_.files.size());
    add_folder(entry.path, &glob, names_records);
    if (n_found_ == before)
      diagnostics_.error(
          root.place, fmt::format("'{}' finds nothing in '{}'", root.text, folder.string()),
          with_word_on_braces({"* stays in one folder, ** goes through all folders: \"folder/**/*.txt\""}, root));
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
        with_word_on_braces({fmt::format("looked at {}", without_final_slash(root.resolved()).string())}, root));
  }
  static std::vector<std::string> with_word_on_braces(std::vector<std::string> remedies, const WrittenPath& root) {
    const std::size_t open = root.text.find('{'), close = root.text.find('}', std::min(open, root.text.size()));
    if (close != std::string::npos && root.text.substr(open, close - open).find(',') != std::string::npos)
      remedies.emplace_back("{a,b} is not taken apart as in a shell; name each: [\"in/*.txt\", \"in/*.md\"]");
    return remedies;
  }

  // `with_outputs`: the glob names the records of other runs.
  void add_folder(const std::filesystem::path& folder, const Glob* glob, bool with_outputs = false) {
    const auto visit = [&](const FoundEntry& entry) {
      const bool is_root = entry.relative.empty();
      const std::string name = name_of_path(is_root ? folder.filename().native() : entry.relative);
      if (!is_root && (entry.is_folder ? is_output(entry, with_outputs) : own_.is_link_to_out(entry))) {
        list_.outputs.push_back(name);
        return false;
      }
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

  bool is_output(const FoundEntry& entry, bool with_others) const {
    if (own_.holds(entry.status)) return true;
    if (with_others) return false;
    if (is_docmill_folder(entry.path) || is_report_folder(entry.path)) return true;
    // Scripts and logs of jobs, beside the run that they are of.
    return entry.path.extension() == ".slurm" && is_docmill_folder(fs::path(entry.path).replace_extension());
  }

  static Problem folder_named_like_a_file() {
    return {"folder-named-like-a-file", "it is a folder with the name of a file; rename it or add it to [input] skip"};
  }

  // By how it begins; as with suffixes, of several readers the first of the pipeline.
  std::optional<Kind> kind_of_beginning(const std::string& name, const std::string& beginning) const {
    const auto takes = [&](const Claim& claim) { return begins_with_one(beginning, claim.first_bytes); };
    const auto claim = std::find_if(claims_.begin(), claims_.end(), takes);
    if (claim == claims_.end()) return std::nullopt;
    Kind kind;
    kind.packing = packing_of_name(name);
    kind.reader = static_cast<uint8_t>(claim - claims_.begin() + 1);
    return kind;
  }

  // Anything but a folder that can be listed. `known`: what it is, where its name does not say it.
  void add_file(const std::string& name, const FoundEntry& entry, const std::optional<Kind>& known = std::nullopt) {
    if (skipped(name)) {
      ++list_.skipped;
      return;
    }
    if (entry.error != 0) return add_problem(name, entry, problem_of_errno(entry.error));
    if (!S_ISREG(entry.status.st_mode)) return add_problem(name, entry, not_a_file(entry.status.st_mode));
    const std::optional<Kind> kind = known ? known : kind_of(name);
    if (!kind) {
      list_.not_read.push_back(name);
      return;
    }
    if (faccessat(AT_FDCWD, entry.path.c_str(), R_OK, AT_EACCESS) != 0)
      return add_problem(name, entry, problem_of_errno(errno));
    InputFile file{name,
                   entry.path.native(),
                   kind->format,
                   kind->packing,
                   static_cast<uint64_t>(entry.status.st_size),
                   kind->reader,
                   {}};
    list_.files.push_back(file);
  }

  void add_problem(const std::string& name, const FoundEntry& entry, Problem problem) {
    const FileKind kind = kind_of_name(name).value_or(FileKind{});
    list_.files.push_back({name, entry.path.native(), kind.format, kind.packing, 0, 0, std::move(problem)});
  }

  bool skipped(const std::string& name) const {
    return std::any_of(skip_.begin(), skip_.end(), [&name](const Glob& glob) { return glob.matches(name); });
  }

  const PipelineFile& pipeline_;
  Diagnostics& diagnostics_;
  const uint64_t shuffle_;
  const OtherReaders& others_;
  std::vector<Glob> skip_;
  std::vector<Claim> claims_;  // by [[reader]]
  OwnFolders own_;
  NamedRoots named_;
  bool has_standard_input_ = false;
  InputList list_;
  uint64_t n_found_ = 0;  // entries that a root or glob named
};

}  // namespace

void warn_of_no_input(const PipelineFile& pipeline, const InputList& inputs, std::vector<std::string> remedies,
                      Diagnostics& diagnostics) {
  if (!inputs.files.empty() || pipeline.from.empty()) return;
  std::string what = "there is nothing to read here";
  if (!inputs.not_read.empty()) what += "; " + describe_not_read(inputs.not_read);
  if (inputs.skipped != 0)
    what += fmt::format("; [input] skip leaves out {} file{}", inputs.skipped, inputs.skipped == 1 ? "" : "s");
  if (!inputs.outputs.empty()) what += "; " + describe_outputs(inputs.outputs);
  if (remedies.empty())
    remedies = {
        fmt::format("read are {}; name other files or folders in [input] from, or by --input", known_extensions())};
  diagnostics.warning(pipeline.from.front().place, what, std::move(remedies));
}

InputList list_inputs(const PipelineFile& pipeline, Diagnostics& diagnostics, uint64_t shuffle,
                      const OtherReaders& others) {
  return Lister(pipeline, diagnostics, shuffle, others).list();
}

bool would_be_input(const PipelineFile& pipeline, const std::filesystem::path& file) {
  Diagnostics said_by_the_run;
  return Lister(pipeline, said_by_the_run, 0, {}).would_list(file);
}

}  // namespace docmill::host
