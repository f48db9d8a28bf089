#include "host/plugins/plugin_library.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <optional>
#include <system_error>
#include <utility>

// std::filesystem instead of Boost.Filesystem: then Boost.DLL is header-only.
#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include "docmill/stage_abi.h"
#include "host/guard/foreign_call.hpp"
#include "host/guard/last_words.hpp"
#include "host/isolation/trial.hpp"
#include "host/plugins/elf_preflight.hpp"
#include "host/plugins/plugin_facts.hpp"
#include "host/plugins/plugin_trial.hpp"
#include "host/plugins/stage_table.hpp"
#include "host/support/program_hash.hpp"
#include "host/support/sha256.hpp"
#include "host/support/sha256_lanes.hpp"
#include "host/support/working_folder.hpp"

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

// What must be the same before hashing and after loading, so that the bytes that were hashed are those that run.
struct FileIdentity {
  dev_t device;
  ino_t inode;
  off_t size;
  timespec changed;
  bool operator==(const FileIdentity& o) const {
    return device == o.device && inode == o.inode && size == o.size && changed.tv_sec == o.changed.tv_sec &&
           changed.tv_nsec == o.changed.tv_nsec;
  }
};

FileIdentity identity(const struct stat& s) { return {s.st_dev, s.st_ino, s.st_size, s.st_ctim}; }

struct Inspected {
  FileIdentity identity;
  std::string sha256;
  std::string source;
  fs::path to_load;
};

// Writes `bytes` as SHA256.so into the private folder, unless they are there already.
Status write_copy(const fs::path& copy, std::string_view bytes) {
  const int file = ::open(copy.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0500);
  if (file < 0) return errno == EEXIST ? Status() : Status(Trouble::io, std::strerror(errno));
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t n = ::write(file, bytes.data() + written, bytes.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) break;
    written += static_cast<std::size_t>(n);
  }
  const int error = errno;
  ::close(file);
  if (written == bytes.size()) return {};
  return {Trouble::io, fmt::format("{}: {}", copy.string(), std::strerror(error))};
}

// Why somebody else could have put other code there; empty: nobody could.
std::string reason_for_distrust(const fs::path& path, const struct stat& file) {
  if ((file.st_mode & S_IWOTH) != 0) return fmt::format("anybody may write to this file; chmod o-w {}", path.string());
  struct stat folder;
  const fs::path above = path.parent_path();
  // In a folder with the sticky bit (/tmp) a file is its owner's to replace.
  if (::stat(above.c_str(), &folder) == 0 && (folder.st_mode & S_IWOTH) != 0 && (folder.st_mode & S_ISVTX) == 0)
    return fmt::format("anybody may put files into its folder; chmod o-w {}", above.string());
  return {};
}

// A file that is looked at.
struct OpenPlugin {
  OpenPlugin() = default;
  OpenPlugin(OpenPlugin&& other) noexcept : identity(other.identity), file(std::exchange(other.file, -1)) {}
  OpenPlugin& operator=(OpenPlugin&& other) noexcept {
    identity = other.identity;
    std::swap(file, other.file);
    return *this;
  }
  ~OpenPlugin() {
    if (file >= 0) ::close(file);
  }
  uint64_t size() const { return static_cast<uint64_t>(identity.size); }

  FileIdentity identity{};
  int file = -1;
};

// Why no plugin can be in it; empty: one can.
std::string reason_for_no_plugin(const fs::path& path, const struct stat& file) {
  if (S_ISDIR(file.st_mode)) return "a folder, not a shared library";
  if (!S_ISREG(file.st_mode)) return "not a regular file";
  return reason_for_distrust(path, file);
}

// Nothing of the file runs, and nothing of it is believed yet. What is not a regular file is not even opened; what is
// opened is looked at once more, as another may lie there by then.
Result<OpenPlugin> open_plugin(const fs::path& path) {
  const auto refuse = [](std::string message) { return Status(Trouble::plugin, std::move(message)); };
  struct stat now;
  if (::stat(path.c_str(), &now) != 0) return refuse(std::strerror(errno));
  if (std::string why = reason_for_no_plugin(path, now); !why.empty()) return refuse(std::move(why));
  OpenPlugin plugin;
  plugin.file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (plugin.file < 0) return refuse(std::strerror(errno));
  std::string why = ::fstat(plugin.file, &now) == 0 ? reason_for_no_plugin(path, now) : std::strerror(errno);
  if (!why.empty()) return refuse(std::move(why));
  plugin.identity = identity(now);
  return plugin;
}

Result<StageNote> preflight(const OpenPlugin& plugin) {
  if (plugin.size() == 0) return preflight_elf({});
  void* const memory = ::mmap(nullptr, plugin.size(), PROT_READ, MAP_PRIVATE, plugin.file, 0);
  if (memory == MAP_FAILED) return Status(Trouble::plugin, std::strerror(errno));
  Result<StageNote> note = preflight_elf({static_cast<const char*>(memory), plugin.size()});
  ::munmap(memory, plugin.size());
  return note;
}

Result<std::string> bytes_of(const OpenPlugin& plugin) {
  std::string bytes(plugin.size(), '\0');
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t n = ::pread(plugin.file, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Status(Trouble::plugin, std::strerror(errno));
    if (n == 0) bytes.resize(at);  // cut short meanwhile
    at += static_cast<std::size_t>(n);
  }
  return bytes;
}

// Files that were hashed while they were tried, as they were then.
std::map<fs::path, Inspected>& inspected_files() {
  static auto* files = new std::map<fs::path, Inspected>;
  return *files;
}

// Reads the file, looks at it, hashes it, and copies it where copies are wanted.
Result<Inspected> inspect(const fs::path& path, const fs::path& copies) {
  const Result<OpenPlugin> plugin = open_plugin(path);
  if (!plugin.ok()) return plugin.status();
  const FileIdentity& now = plugin.value().identity;
  const auto known = inspected_files().find(path);
  if (copies.empty() && known != inspected_files().end() && known->second.identity == now) return known->second;
  // Before all of it is read: what is no plugin may be of any size.
  if (const Result<StageNote> note = preflight(plugin.value()); !note.ok()) return note.status();
  // What is copied must be what was hashed, even if somebody writes into the file meanwhile.
  const Result<std::string> bytes = bytes_of(plugin.value());
  if (!bytes.ok()) return bytes.status();
  const Result<StageNote> note = preflight_elf(bytes.value());
  if (!note.ok()) return note.status();
  Inspected result{now, to_hex(sha256(bytes.value())), note.value().source, path};
  if (copies.empty()) return result;
  result.to_load = copies / (result.sha256 + ".so");
  if (Status copied = write_copy(result.to_load, bytes.value()); !copied.ok()) return copied;
  return result;
}

// Boost's what() wraps the sentence of dlerror: "boost::dll::shared_library::load() failed (dlerror system message:
// /path/x.so: undefined symbol: f): Bad file descriptor". The error_code is wrong (see the design's notes); the inner
// sentence is what a person needs.
std::string loader_sentence(const std::string& what, const fs::path& path) {
  constexpr std::string_view opening = "dlerror system message: ";
  std::string sentence = what;
  if (const auto from = what.find(opening); from != std::string::npos) {
    sentence = what.substr(from + opening.size());
    if (const auto to = sentence.rfind("): "); to != std::string::npos) sentence.resize(to);
    else if (const auto bracket = sentence.rfind(')'); bracket != std::string::npos) sentence.resize(bracket);
  }
  const std::string prefix = path.string() + ": ";
  if (sentence.starts_with(prefix)) sentence.erase(0, prefix.size());
  if (sentence.starts_with("undefined symbol"))
    sentence += "; link the plugin with what defines it (-Wl,-z,defs finds this when it is built)";
  else if (sentence.find("failed to map segment") != std::string::npos)
    sentence += "; set TMPDIR to a folder from which programs may be run";
  else if (sentence.find("cannot open shared object file") != std::string::npos)
    sentence += "; install the library that the plugin needs";
  return sentence;
}

struct Loaded {
  boost::dll::shared_library handle;  // kept open for ever
  PluginLibrary library;
};

// Both outlive every static destructor: models may be destroyed late.
Loaded& keep_for_ever(std::unique_ptr<Loaded> loaded) {
  static auto* all = new std::vector<std::unique_ptr<Loaded>>;
  return *all->emplace_back(std::move(loaded));
}
std::map<fs::path, const PluginLibrary*>& accepted_libraries() {
  static auto* libraries = new std::map<fs::path, const PluginLibrary*>;
  return *libraries;
}

Result<const docmill_stage_library*> open_library(const fs::path& path, boost::dll::shared_library& handle) {
  try {
    handle.load(path, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
    if (!handle.has(DOCMILL_LIBRARY_SYMBOL))
      return Status(Trouble::plugin,
                    "it exports no " DOCMILL_LIBRARY_SYMBOL "; see DOCMILL_EXPORT in docmill/stage_abi.h");
    return &handle.get<const docmill_stage_library>(DOCMILL_LIBRARY_SYMBOL);
  } catch (const std::exception& e) {
    return Status(Trouble::plugin, loader_sentence(e.what(), path));
  }
}

const StageDeclaration* find_in(const std::vector<StageDeclaration>& list, const std::string& id) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const StageDeclaration& d) { return d.id == id; });
  return found == list.end() ? nullptr : &*found;
}

// All that is read of an opened library: `path`, `sha256` and `source` are left as they are.
Status read_library(const docmill_stage_library& table, const fs::path& loaded_from, PluginLibrary& library) {
  Result<LibraryDeclaration> declared = read_stage_library(table);
  if (!declared.ok()) return declared.status();
  const auto text = [](const char* s) { return std::string(s != nullptr ? s : ""); };
  library.sdk = text(table.sdk);
  library.compiler = text(table.compiler);
  library.min_host_minor = table.min_host_minor;
  library.built_minor = table.built_minor;
  library.brings = shared_objects_below(loaded_from);
  library.stages = std::move(declared.value().stages);
  library.readers = std::move(declared.value().readers);
  return {};
}

void load_for_trial(const fs::path& path, const std::string& shown) {
  const ForeignCall call(ForeignWork::load, shown);  // its closing included
  boost::dll::shared_library handle;
  const auto table = open_library(path, handle);
  PluginLibrary library;
  if (table.ok()) (void)read_library(*table.value(), path, library);
}

constexpr TrialLimits limits_of_loading = {20, 120};

// Constructors of a damaged library, and all reading of what it says of itself, happen in a child first: none of them
// ends this process. Nothing when all is well, or no child can be made.
std::optional<TrialDeath> try_to_load(const fs::path& path, const std::string& shown) {
  return try_in_child([&] { load_for_trial(path, shown); }, limits_of_loading).death;
}

// Files that a child has loaded without harm, as they were then.
std::map<fs::path, FileIdentity>& harmless_files() {
  static auto* files = new std::map<fs::path, FileIdentity>;
  return *files;
}

bool is_harmless(const fs::path& path, const FileIdentity& now) {
  const auto found = harmless_files().find(path);
  return found != harmless_files().end() && found->second == now;
}

// Of what has not been loaded yet.
std::map<fs::path, FileIdentity> identities_of(const std::vector<fs::path>& files) {
  std::map<fs::path, FileIdentity> found;
  for (const fs::path& file : files) {
    std::error_code error;
    struct stat now;
    const fs::path path = fs::canonical(file, error);
    if (!error && !accepted_libraries().contains(path) && ::stat(path.c_str(), &now) == 0)
      found.emplace(path, identity(now));
  }
  return found;
}

}  // namespace

const StageDeclaration* PluginLibrary::find(const std::string& id) const { return find_in(stages, id); }

const StageDeclaration* PluginLibrary::find_reader(const std::string& id) const { return find_in(readers, id); }

Result<PluginFacts> look_at_plugin(const fs::path& path) {
  const Result<Inspected> inspected = inspect(path, {});
  if (!inspected.ok()) return inspected.status();
  return PluginFacts{inspected.value().sha256, inspected.value().source};
}

void try_plugins(const std::vector<fs::path>& files, bool names_program) {
  const std::map<fs::path, FileIdentity> wanted = identities_of(files);
  if (wanted.size() < 2) return;
  // Looked at here, before anything of them has run, and hashed while the child loads them.
  std::vector<std::pair<Inspected, OpenPlugin>> looked_at;
  for (const auto& [path, now] : wanted) {
    Result<OpenPlugin> plugin = open_plugin(path);
    if (!plugin.ok()) return;  // it cannot be loaded; said by who loads it
    const Result<StageNote> note = preflight(plugin.value());
    if (!note.ok()) return;
    looked_at.emplace_back(Inspected{plugin.value().identity, "", note.value().source, path},
                           std::move(plugin.value()));
  }
  const auto is_larger = [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); };
  std::sort(looked_at.begin(), looked_at.end(), is_larger);
  const auto hash_all_of_them = [&] {
    Sha256Lanes hashes;
    std::vector<FileToHash> files(looked_at.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
      files[i].file = looked_at[i].second.file;
      files[i].size = looked_at[i].second.size();
      hashes.add(files[i]);
    }
    if (names_program) begin_program_beside(hashes);
    else hashes.finish();
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (!files[i].was_read) continue;  // who loads it says why
      looked_at[i].first.sha256 = to_hex(files[i].digest);
      inspected_files().insert_or_assign(looked_at[i].first.to_load, looked_at[i].first);
    }
    looked_at.clear();
  };
  const auto hash_all = [&] {
    try {
      hash_all_of_them();
    } catch (const std::exception&) {  // out of memory; who needs a hash makes it
      looked_at.clear();
    }
  };
  const Trial trial = try_in_child(
      [&] {
        looked_at.clear();  // a plugin finds no other files open than it will later
        for (const auto& [path, now] : wanted) load_for_trial(path, path.string());
      },
      limits_of_loading, hash_all);
  if (trial.was_survived()) harmless_files().insert(wanted.begin(), wanted.end());
}

void believe_harmless(const fs::path& file) {
  for (const auto& [path, now] : identities_of({file})) harmless_files().insert_or_assign(path, now);
}

Result<const PluginLibrary*> load_plugin(const fs::path& given, const fs::path& copies, const PluginPin* pin) {
  const auto refuse = [&](const std::string& why) {
    return Status(Trouble::plugin, fmt::format("{}: {}", given.string(), why));
  };
  std::error_code error;
  const fs::path path = fs::canonical(given, error);
  if (error) return refuse(error.message() == "No such file or directory" ? "no such file" : error.message());
  auto& libraries = accepted_libraries();
  const auto is_pinned = [&](const std::string& sha256) { return pin == nullptr || pin->sha256 == sha256; };
  const auto refuse_other = [&](const std::string& sha256) {
    return refuse(fmt::format("it is another plugin (sha256 {}… here, {}… {}), so it is not loaded",
                              sha256.substr(0, 12), pin->sha256.substr(0, 12), pin->where));
  };
  if (const auto found = libraries.find(path); found != libraries.end())
    return is_pinned(found->second->sha256) ? Result(found->second) : refuse_other(found->second->sha256);

  const Result<Inspected> inspected = inspect(path, copies);
  if (!inspected.ok()) return refuse(inspected.status().message());
  if (!is_pinned(inspected.value().sha256)) return refuse_other(inspected.value().sha256);
  const fs::path& to_load = inspected.value().to_load;
  if (to_load != path || !is_harmless(path, inspected.value().identity))
    if (const auto death = try_to_load(to_load, given.string())) return refuse(sentence_of(*death));
  auto loaded = std::make_unique<Loaded>();
  // Constructors of the plugin may do anything; the paths of the next one count from where the program began.
  const struct Back {
    ~Back() { (void)return_to_working_folder(); }
  } back;
  const std::string name = given.string();
  const Result<const docmill_stage_library*> table = [&] {
    const ForeignCall call(ForeignWork::load, name);
    return open_library(to_load, loaded->handle);
  }();
  watch_exit_again();
  struct stat after;
  const bool same =
      to_load != path || (::stat(path.c_str(), &after) == 0 && identity(after) == inspected.value().identity);
  if (!table.ok()) return refuse(table.status().message());

  // From here on code of the file may have run (static constructors): it stays loaded even when it is refused.
  Loaded& kept = keep_for_ever(std::move(loaded));
  if (!same) return refuse("the file changed while it was being loaded; try again");
  kept.library.path = path;
  kept.library.sha256 = inspected.value().sha256;
  kept.library.source = inspected.value().source;
  const Status read = [&] {
    const ForeignCall call(ForeignWork::load, name);
    return read_library(*table.value(), to_load, kept.library);
  }();
  if (!read.ok()) return refuse(read.message());
  return libraries.emplace(path, &kept.library).first->second;
}

}  // namespace docmill::host
