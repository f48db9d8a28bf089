#include "tooling/bundle/bundle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "host/formats/manifest.hpp"
#include "host/input/input.hpp"
#include "host/plugins/shared_objects.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/recorded_results.hpp"
#include "host/run/used_pipeline.hpp"
#include "host/support/sha256.hpp"
#include "tooling/bundle/archive.hpp"
#include "tooling/bundle/bundle_description.hpp"
#include "tooling/lock/lock_file.hpp"
#include "tooling/lock/plugin_check.hpp"
#include "tooling/results/read_run_origin.hpp"
#include "tooling/verify/rehash.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

std::string full_path(const fs::path& path) {
  std::error_code error;
  const fs::path full = fs::absolute(path, error).lexically_normal();
  return (error ? path : full).string();
}

// Part of every system that can run the program at all, and useless apart from each other.
bool belongs_to_the_system(const std::string& soname) {
  constexpr std::array names = {"ld-linux",      "libc.so",     "libm.so",      "libdl.so",     "librt.so",
                                "libpthread.so", "libgcc_s.so", "libstdc++.so", "libresolv.so", "libmvec.so",
                                "libasan.so",    "libubsan.so", "libtsan.so"};
  return std::any_of(names.begin(), names.end(), [&](const char* n) { return soname.starts_with(n); });
}

// An option whose files lie elsewhere in the bundle than the pipeline says.
class Packer {
 public:
  explicit Packer(const BundleRequest& request) : request_(request) {}

  Result<BundleSummary> run() {
    for (const auto step : {&Packer::read_run, &Packer::make, &Packer::compare, &Packer::add_run, &Packer::add_stages,
                            &Packer::add_tree, &Packer::add_program, &Packer::add_inputs, &Packer::add_description})
      if (Status s = (this->*step)(); !s.ok()) return s;
    if (Status s = write_archive(request_.file, std::move(files_)); !s.ok()) return s;
    std::error_code error;
    return BundleSummary{n_files_, fs::file_size(request_.file, error), std::move(opened_)};
  }

 private:
  Status read_run() {
    Result<Manifest> manifest = read_manifest(request_.folder);
    if (!manifest.ok()) return manifest.status();
    manifest_ = std::move(manifest.value());
    Result<RunOrigin> origin = read_run_origin(request_.folder);
    if (!origin.ok() && request_.pipeline.empty()) return origin.status();
    if (origin.ok()) origin_ = std::move(origin.value());
    if (!request_.pipeline.empty()) origin_.pipeline = full_path(request_.pipeline);
    return {};
  }

  Status make() {
    const PipelineRequest asked = request_of(origin_);
    PluginSearch search;
    const std::vector<std::string>* lists[] = {&request_.plugin_dirs, &origin_.plugin_folders,
                                               &request_.plugin_folders};
    for (const std::vector<std::string>* list : lists)
      for (const std::string& folder : *list) search.folders.push_back({folder, "the plugin folders of the run"});
    Diagnostics diagnostics;
    Diagnostics said_later;
    const PipelineFile file = read_pipeline_file(asked.path, asked.overrides, said_later);
    if (Status s = refuse(differing_plugins(manifest_.pipeline, file, search)); !s.ok()) return s;
    prepared_ = prepare_pipeline(asked, search, nullptr, diagnostics);
    if (!diagnostics.has_errors()) return prepared_->resources.check_believed();
    std::string text;
    for (const Diagnostic& d : diagnostics.all()) text += (text.empty() ? "" : "\n") + render(d);
    return {prepared_->load_failed ? Trouble::plugin : Trouble::usage, text};
  }

  Status compare() {
    PipelineRecord made = manifest_.pipeline;
    made.input.erase("limit");  // of the run, not of the pipeline
    return refuse(compare_pipelines(made, lock_of(*prepared_).pipeline));
  }

  Status refuse(const std::vector<PipelineDifference>& differences) const {
    if (differences.empty()) return {};
    std::string text =
        fmt::format("{}: what is here is not what made the run, so a bundle would prove nothing; run again first",
                    request_.folder.string());
    for (const PipelineDifference& d : differences) text += "\n  " + sentence(d, "in the run", "here");
    return {Trouble::usage, text};
  }

  Status add_run() {
    for (const char* name : {"run.json", "documents.jsonl.zst"}) add(name, request_.folder / name);
    std::error_code error;
    if (fs::exists(request_.folder / recorded_name, error)) add(recorded_name, request_.folder / recorded_name);
    add_text(prepared_->plan.file.name + ".lock", lock_text(lock_of(*prepared_)));
    return {};
  }

  Status add_stages() {
    for (const PlannedStage* planned : prepared_->plan.all()) {
      const PlannedStage& stage = *planned;
      const PluginLibrary& library = *stage.library;
      const std::string folder = "plugins/" + library.sha256.substr(0, 16) + "/";
      plugins_[stage.name()] = folder + library.path.filename().string();
      add(plugins_[stage.name()], library.path);
      if (Status s = add_libraries_of(library); !s.ok()) return s;
      for (std::size_t i = 0; i < stage.options.size(); ++i)
        if (Status s = add_option(stage, i, folder); !s.ok()) return s;
    }
    add_opened();
    return {};
  }

  // What stages have opened themselves when they were created: by the names of the files, and where such a file lies
  // beside a plugin, beside it in the bundle, too.
  void add_opened() {
    std::vector<fs::path> plugins;
    for (const PlannedStage* stage : prepared_->plan.all()) plugins.push_back(stage->library->path);
    for (const OpenedObject& opened : objects_opened_beside(plugins)) {
      const fs::path path = opened.path;
      const std::string name = path.filename().string();
      if (belongs_to_the_system(name)) continue;
      opened_.push_back(opened.path);
      add("libraries/" + name, path);
      add_libraries(opened.below);
      for (const PlannedStage* stage : prepared_->plan.all()) {
        const fs::path beside = path.lexically_relative(stage->library->path.parent_path());
        if (!beside.empty() && *beside.begin() != "..")
          add(fs::path(plugins_[stage->name()]).replace_filename(beside).generic_string(), path);
      }
    }
  }

  Status add_libraries_of(const PluginLibrary& library) {
    add_libraries(library.brings);
    const FixedPlaces fixed = fixed_places_below(library.path);
    if (!fixed.by_path.empty())
      return {Trouble::usage,
              fmt::format("{}: {}, by its path, so a bundle cannot bring it along; link it by its name (-L and -l), or "
                          "give it a soname (-Wl,-soname)",
                          library.path.string(), fixed.by_path.front())};
    for (const std::string& soname : fixed.by_rpath) {
      const std::string name = "libraries/" + soname;
      if (names_.contains(name) && std::find(load_first_.begin(), load_first_.end(), name) == load_first_.end())
        load_first_.push_back(name);
    }
    return {};
  }

  void add_libraries(const std::map<std::string, SharedObject>& all) {
    for (const auto& [soname, object] : all)
      if (!belongs_to_the_system(soname)) add("libraries/" + soname, object.path);
  }

  // The files of an option: beside the plugin, in the tree, or apart.
  Status add_option(const PlannedStage& stage, std::size_t number, const std::string& plugin_folder) {
    constexpr std::string_view beside = "plugin:";
    const OptionDeclaration& declared = stage.declaration.options[number];
    const OptionValue& value = stage.options[number];
    if (declared.type != OptionType::file && declared.type != OptionType::files) return {};
    const std::string set = fmt::format("{}.{}=", stage.name(), declared.name);
    const auto given = std::find_if(origin_.sets.begin(), origin_.sets.end(),
                                    [&](const std::string& s) { return s.starts_with(set); });
    MovedOption moved{stage.name(), declared.name, declared.type == OptionType::files, {}};
    for (const OptionValue::Item& item : value.items) {
      if (item.text.starts_with(beside)) {
        add(plugin_folder + item.text.substr(beside.size()), item.path);
      } else if (fs::path(item.text).is_absolute()) {
        moved.files.push_back(fmt::format("resources/{}/{}", n_resources_++, item.path.filename().string()));
        add(moved.files.back(), item.path);
      } else if (given != origin_.sets.end()) {
        return {Trouble::usage,
                fmt::format("--set {}: a relative path of a command line cannot be bundled; write it into the "
                            "pipeline, or give it in full",
                            *given)};
      } else {
        tree_.emplace_back(full_path(item.path));
      }
    }
    if (moved.files.empty()) return {};
    if (moved.files.size() != value.items.size())
      return {Trouble::usage,
              fmt::format("{}: option '{}' has absolute paths beside others; write them relative to the "
                          "pipeline file to bundle them",
                          stage.name(), declared.name)};
    if (given != origin_.sets.end()) origin_.sets.erase(given);
    moved_.push_back(std::move(moved));
    return {};
  }

  // Pipeline files and resources keep their places to each other below the folder that holds them all.
  Status add_tree() {
    const std::size_t n_resources = tree_.size();
    for (const fs::path& file : prepared_->plan.file.files) tree_.emplace_back(full_path(file));
    fs::path root = tree_[n_resources].parent_path();
    const auto holds = [&](const fs::path& file) {
      const fs::path relative = file.lexically_relative(root);
      return !relative.empty() && *relative.begin() != "..";
    };
    while (root.has_relative_path() && !std::all_of(tree_.begin(), tree_.end(), holds)) root = root.parent_path();
    for (const fs::path& file : tree_) add("tree/" + file.lexically_relative(root).generic_string(), file);
    pipeline_ = "tree/" + tree_[n_resources].lexically_relative(root).generic_string();
    return {};
  }

  Status add_program() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error) return {Trouble::io, fmt::format("/proc/self/exe: {}", error.message())};
    add("bin/docmill", program);
    add_libraries(shared_objects_of_program());
    return {};
  }

  Status add_inputs() {
    if (!request_.with_inputs) return {};
    Diagnostics diagnostics;
    const InputList list = list_inputs(prepared_->plan.file, diagnostics);
    std::map<std::string, int> roots;  // how many inputs of one name there were
    for (std::size_t i = 0; i < manifest_.inputs.size(); ++i) {
      const InputRecord& record = manifest_.inputs[i];
      const bool here = i < list.files.size() && list.files[i].name == record.name && list.files[i].path != "-";
      // Of a file that the run did not read to its end (--limit, damage) no hash is known; the proof will tell.
      const Result<HashedFile> hashed = here ? hash_file(list.files[i].path) : Status(Trouble::io, "");
      if (!hashed.ok() || (record.sha256 && hashed.value().sha256 != *record.sha256))
        return {Trouble::usage,
                fmt::format("{}: this input is not what the run read any more, so it cannot be bundled", record.name)};
      add(fmt::format("inputs/{}/{}", roots[record.name]++, record.name), list.files[i].path);
    }
    return {};
  }

  Status add_description() {
    BundleDescription d{pipeline_, origin_.sets, origin_.limit, request_.with_inputs,
                        plugins_,  load_first_,  moved_,        {}};
    for (const PackedFile& file : files_) {
      const Result<HashedFile> hashed =
          file.path.empty() ? HashedFile{to_hex(sha256(file.bytes)), file.bytes.size()} : hash_file(file.path);
      if (!hashed.ok()) return hashed.status();
      d.files.emplace_back(file.name, hashed.value().sha256);
    }
    add_text("bundle.json", bundle_description_text(d));
    n_files_ = files_.size();
    return {};
  }

  // Once for each name: plugins and libraries are shared by stages.
  void add(const std::string& name, const fs::path& path) {
    if (!names_.emplace(name, true).second) return;
    files_.push_back({name, path, {}, name.starts_with("bin/")});
  }
  void add_text(const std::string& name, std::string bytes) { files_.push_back({name, {}, std::move(bytes), false}); }

  const BundleRequest& request_;
  Manifest manifest_;
  RunOrigin origin_;
  std::unique_ptr<PreparedPipeline> prepared_;
  std::vector<PackedFile> files_;
  std::map<std::string, bool> names_;
  std::map<std::string, std::string> plugins_;  // stage -> name in the bundle
  std::vector<std::string> load_first_;         // names in the bundle, in that order
  std::vector<MovedOption> moved_;
  std::vector<std::string> opened_;
  std::vector<fs::path> tree_;  // absolute
  std::string pipeline_;
  std::size_t n_resources_ = 0, n_files_ = 0;
};

}  // namespace

Result<BundleSummary> write_bundle(const BundleRequest& request) { return Packer(request).run(); }

}  // namespace docmill::tooling
