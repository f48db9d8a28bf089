#include "tooling/bundle/open_bundle.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <system_error>

#include "docmill/base/json_text.hpp"
#include "docmill/base/printable.hpp"
#include "host/input/file_name.hpp"
#include "host/input/folder_walk.hpp"
#include "host/plugins/shared_objects.hpp"
#include "tooling/bundle/archive.hpp"
#include "tooling/bundle/bundle_description.hpp"
#include "tooling/verify/rehash.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

// "STAGE.OPTION=[\"…\"]" with the place where the files are now.
std::string set_of(const MovedOption& option, const fs::path& folder) {
  std::string value;
  for (const std::string& name : option.files) {
    if (!value.empty()) value += ", ";
    append_json_string(value, (folder / name).string());
  }
  if (option.is_list) value = "[" + value + "]";
  return fmt::format("{}.{}={}", option.stage, option.option, value);
}

Check check_files(const fs::path& folder, const BundleDescription& description, const std::vector<std::string>& names,
                  const std::string& shown) {
  Check check{"bundle", {}, 0, 0};
  std::set<std::string> known = {"bundle.json"};
  for (const auto& [name, expected] : description.files) {
    known.insert(name);
    const Result<HashedFile> hashed = hash_file(folder / name);
    if (!hashed.ok()) check.findings.add(fmt::format("{}: {} is not in it", shown, name));
    else if (hashed.value().sha256 != expected) check.findings.add(fmt::format("{}: {} has changed", shown, name));
    ++check.files;
  }
  for (const std::string& name : names)
    if (!known.contains(name))
      check.findings.add(fmt::format("{}: {} is in it, but bundle.json does not name it", shown, name));
  return check;
}

// Fills a folder for the loader to find libraries in: those that the program has not loaded itself, for of one soname
// the loader takes what is there already, and the program must not run with others than its own.
Status add_libraries_to_find(const fs::path& folder, const fs::path& into) {
  const std::map<std::string, SharedObject> loaded = shared_objects_of_program();
  std::error_code error;
  fs::create_directories(into, error);
  for (fs::directory_iterator it(folder / "libraries", error), end; !error && it != end; it.increment(error)) {
    const fs::path name = it->path().filename();
    if (loaded.contains(name.string())) continue;
    fs::create_symlink(it->path(), into / name, error);
    if (error) return {Trouble::io, fmt::format("{}: {}", (into / name).string(), error.message())};
  }
  return {};
}

std::vector<std::string> folders_in(const fs::path& folder) {
  std::vector<std::string> all;
  std::error_code error;
  for (int i = 0; fs::is_directory(folder / std::to_string(i), error); ++i)
    all.push_back((folder / std::to_string(i)).string());
  return all;
}

// ---- inputs by content

// Files below the roots by hash; only those of a size that is wanted are read.
std::map<std::string, fs::path> find_by_content(const std::vector<std::string>& roots,
                                                const std::set<uint64_t>& sizes) {
  std::map<std::string, fs::path> found;
  const auto look = [&](const fs::path& path, const struct stat& status) {
    if (!S_ISREG(status.st_mode) || !sizes.contains(static_cast<uint64_t>(status.st_size))) return;
    if (const Result<HashedFile> hashed = hash_file(path); hashed.ok()) found.emplace(hashed.value().sha256, path);
  };
  for (const std::string& root : roots) {
    const FoundEntry entry = look_at(root);
    if (!entry.is_folder) {
      if (entry.error == 0) look(entry.path, entry.status);
      continue;
    }
    walk_folder(root, [&](const FoundEntry& e) {
      if (!e.is_folder && e.error == 0) look(e.path, e.status);
      return true;
    });
  }
  return found;
}

// The bytes of a path whose name is `name` (see name_of_path).
std::string path_of_name(const std::string& name) {
  std::string path;
  for (std::size_t i = 0; i < name.size(); ++i) {
    unsigned value = 0;
    if (name[i] == '%' && i + 2 < name.size() && std::sscanf(name.c_str() + i + 1, "%2x", &value) == 1) {
      path += static_cast<char>(value);
      i += 2;
    } else {
      path += name[i];
    }
  }
  return name_of_path(path) == name ? path : name;
}

// A file that the run did not read to its end has no hash: it is known by its name alone, below a root or as one.
std::optional<fs::path> find_by_name(const std::vector<std::string>& roots, const std::string& name) {
  const fs::path relative = path_of_name(name);
  std::error_code error;
  for (const std::string& root : roots) {
    if (fs::is_regular_file(fs::path(root) / relative, error)) return fs::path(root) / relative;
    if (fs::is_regular_file(root, error) && fs::path(root).filename() == relative) return root;
  }
  return std::nullopt;
}

Status link(const fs::path& target, const fs::path& at) {
  std::error_code error;
  fs::create_directories(at.parent_path(), error);
  fs::create_symlink(fs::absolute(target), at, error);
  return error ? Status(Trouble::io, fmt::format("{}: {}", at.string(), error.message())) : Status();
}

// A manifest may come from anybody, and files are made by its names.
Status check_names(const Manifest& manifest) {
  std::vector<std::string> names = manifest.not_read;
  for (const InputRecord& input : manifest.inputs) names.push_back(input.name);
  for (const std::string& name : names)
    if (!stays_inside(path_of_name(name)))
      return {Trouble::usage,
              fmt::format("run.json: the input '{}' leads out of its folder; it is left alone", printable(name))};
  return {};
}

// The run listed files of other kinds; so that it does again, there are empty ones of their names.
void add_empty_ones(const std::vector<std::string>& names, const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  for (const std::string& name : names) {
    const fs::path at = folder / path_of_name(name);
    fs::create_directories(at.parent_path(), error);
    if (!fs::exists(at, error)) std::ofstream(at, std::ios::binary);
  }
}

}  // namespace

Result<std::vector<std::string>> gather_inputs(const Manifest& manifest, const std::vector<std::string>& roots,
                                               const fs::path& into) {
  if (Status s = check_names(manifest); !s.ok()) return s;
  std::set<uint64_t> sizes;
  for (const InputRecord& input : manifest.inputs)
    if (input.size) sizes.insert(*input.size);
  const std::map<std::string, fs::path> found = find_by_content(roots, sizes);
  std::map<std::string, int> before;
  std::vector<std::string> missing;
  for (const InputRecord& input : manifest.inputs) {
    std::optional<fs::path> file = input.sha256 ? std::nullopt : find_by_name(roots, input.name);
    if (const auto same = found.find(input.sha256.value_or("")); same != found.end()) file = same->second;
    if (!file) {
      missing.push_back(input.name);
      continue;
    }
    const fs::path at = into / std::to_string(before[input.name]++) / path_of_name(input.name);
    if (Status s = link(*file, at); !s.ok()) return s;
  }
  if (!missing.empty()) {
    const std::size_t n = missing.size();
    missing.resize(std::min<std::size_t>(n, 5));
    return Status(Trouble::usage,
                  fmt::format("{} of {} inputs are not below {}, by their content: {}{}", n, manifest.inputs.size(),
                              fmt::join(roots, ", "), fmt::join(missing, ", "), n > missing.size() ? ", …" : ""));
  }
  add_empty_ones(manifest.not_read, into / "0");
  return folders_in(into);
}

Result<OpenBundle> open_bundle(const fs::path& file, const std::vector<std::string>& inputs, bool needs_inputs) {
  Result<std::unique_ptr<TemporaryFolder>> folder = TemporaryFolder::make("docmill-bundle");
  if (!folder.ok()) return folder.status();
  OpenBundle bundle{std::move(folder.value()), {}};
  const fs::path root = bundle.folder->path() / "bundle";
  const Result<std::vector<std::string>> names = unpack_archive(file, root);
  if (!names.ok()) return names.status();
  const Result<BundleDescription> read = read_bundle_description(root, file.string());
  if (!read.ok()) return read.status();
  const BundleDescription& description = read.value();
  const Result<Manifest> manifest = read_manifest(root);
  if (!manifest.ok()) return manifest.status();
  if (Status s = check_names(manifest.value()); !s.ok()) return Status(s.trouble(), file.string() + ": " + s.message());

  VerifyRequest& request = bundle.request;
  request.folder = root;
  request.files = check_files(root, description, names.value(), file.string());
  RunOrigin origin;
  origin.pipeline = (root / description.pipeline).string();
  origin.sets = description.sets;
  for (const MovedOption& option : description.options) origin.sets.push_back(set_of(option, root));
  origin.limit = description.limit;
  for (const auto& [stage, plugin] : description.plugins) request.plugins[stage] = (root / plugin).string();
  const fs::path libraries = bundle.folder->path() / "libraries";
  if (Status s = add_libraries_to_find(root, libraries); !s.ok()) return s;
  request.libraries.folder = libraries.string();
  for (const std::string& name : description.load_first)
    if (const fs::path file = libraries / fs::path(name).filename(); fs::exists(file))
      request.libraries.first.push_back(file.string());
  if (needs_inputs && inputs.empty() && !description.has_inputs)
    return Status(Trouble::usage,
                  fmt::format("{}: the inputs are not in it; say with --input where they are", file.string()));
  if (!inputs.empty()) {
    Result<std::vector<std::string>> gathered =
        gather_inputs(manifest.value(), inputs, bundle.folder->path() / "inputs");
    if (!gathered.ok()) return gathered.status();
    origin.inputs = std::move(gathered.value());
  } else if (description.has_inputs) {
    add_empty_ones(manifest.value().not_read, root / "inputs" / "0");
    origin.inputs = folders_in(root / "inputs");
  }
  request.gathered = true;
  request.origin = std::move(origin);
  return bundle;
}

}  // namespace docmill::tooling
