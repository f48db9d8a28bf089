#include "host/pipeline/pipeline_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "host/pipeline/overlay.hpp"
#include "host/pipeline/overrides.hpp"
#include "host/pipeline/pipeline_sections.hpp"
#include "host/pipeline/pipeline_tables.hpp"
#include "host/pipeline/pipeline_text.hpp"
#include "host/pipeline/stage_entry.hpp"
#include "host/pipeline/test_entry.hpp"
#include "host/pipeline/text_file.hpp"
#include "host/pipeline/toml_reader.hpp"
#include "host/pipeline/words.hpp"

namespace docmill::host {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t longest_chain = 16;  // files that extend one another

// One file of a chain, read and checked by itself.
struct Link {
  PipelineTables tables;
  PipelineHead head;
};

// All that a file can have wrong without knowing what it extends. What is read here is read again after merging;
// mistakes that are then found a second time go when the diagnostics are sorted.
void check_alone(const Link& link, Diagnostics& diagnostics) {
  PipelineFile ignored;
  read_input(link.tables.input, ignored, diagnostics);
  read_output(link.tables.output, ignored, diagnostics);
  read_run(link.tables.run, ignored, diagnostics);
  for (const StageTable& reader : link.tables.readers) read_reader(reader, diagnostics);
  for (const StageTable& stage : link.tables.stages) read_stage(stage, diagnostics);
  for (const ChangeTable& change : link.tables.changes) check_change(change, diagnostics);
  (void)read_tests(link.tables.tests, diagnostics);
  if (!link.head.extends) refuse_overlay_keys(link.tables, link.head, diagnostics);
}

std::optional<Link> read_link(const std::shared_ptr<const SourceText>& source, Diagnostics& diagnostics) {
  if (!check_utf8(source, diagnostics)) return std::nullopt;
  std::optional<Table> root = read_toml(source, diagnostics);
  if (!root) return std::nullopt;
  Link link;
  link.tables = cut_tables(source, std::move(*root), diagnostics);
  link.head = read_head(link.tables.pipeline, diagnostics);
  check_alone(link, diagnostics);
  return link;
}

// A file and what it extends, the file that was asked for first.
struct Chain {
  std::vector<Link> links;
  std::vector<std::string> names;  // of the files
  bool is_whole = false;           // all could be read
};

class ChainReader {
 public:
  ChainReader(bool with_files, Diagnostics& diagnostics) : with_files_(with_files), diagnostics_(diagnostics) {}

  Chain read(std::shared_ptr<const SourceText> source) {
    Chain chain;
    while (source != nullptr) {
      names_.push_back(source->name);
      std::optional<Link> link = read_link(source, diagnostics_);
      if (!link) return chain;
      chain.links.push_back(std::move(*link));
      chain.names.push_back(source->name);
      const auto& extends = chain.links.back().head.extends;
      if (!extends) {
        chain.is_whole = true;
        return chain;
      }
      source = load_extended(*extends);
    }
    return chain;
  }

 private:
  // Null when it cannot be read; that has been said then.
  std::shared_ptr<const SourceText> load_extended(const Located<std::string>& extends) {
    const fs::path path = (folder_of(extends.place) / extends.value).lexically_normal();
    const auto fail = [&](std::string why, std::vector<std::string> details = {}) {
      diagnostics_.error(extends.place, fmt::format("cannot extend {}: {}", in_quotes(extends.value), why),
                         std::move(details));
      return nullptr;
    };
    if (!with_files_) return fail("a pipeline in memory stands alone");
    if (extends.value.starts_with("~/") || extends.value.find("${") != std::string::npos)
      return fail("here ~ and ${NAME} are not expanded: what a pipeline is must not hang on the environment");
    if (const std::string circle = circle_to(path); !circle.empty()) return fail("the files go in a circle: " + circle);
    if (names_.size() == longest_chain)
      return fail(fmt::format("it would be file {} of the chain; at most {}", longest_chain + 1, longest_chain));
    ReadFailure failure;
    auto source = load_text_file(path, failure);
    if (source == nullptr) return fail(std::move(failure.message), std::move(failure.details));
    return source;
  }

  // "a.toml -> b.toml -> a.toml"; empty when `path` has not been read yet.
  std::string circle_to(const fs::path& path) const {
    std::error_code error;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!fs::equivalent(names_[i], path, error)) continue;
      std::string circle;
      for (std::size_t j = i; j < names_.size(); ++j) circle += names_[j] + " -> ";
      return circle + path.string();
    }
    return {};
  }

  bool with_files_;
  Diagnostics& diagnostics_;
  std::vector<std::string> names_;
};

// The whole pipeline: the last file of the chain with the others laid over it, one by one.
PipelineTables merge_chain(const Chain& chain, Diagnostics& diagnostics) {
  PipelineTables merged = chain.links.back().tables;
  Diagnostics unheard;  // where a file is missing, so are its stages
  for (std::size_t i = chain.links.size() - 1; i-- > 0;) {
    const Link& overlay = chain.links[i];
    apply_overlay(merged, overlay.tables, overlay.head, chain.links[i + 1].tables.source->name,
                  chain.is_whole ? diagnostics : unheard);
  }
  return merged;
}

// Stages and readers share names: --set and overlays speak of both.
void refuse_two_of_one_name(const PipelineFile& file, Diagnostics& diagnostics) {
  std::map<std::string, std::pair<const char*, const StageEntry*>> met;
  const auto meet = [&](const std::vector<StageEntry>& entries, const char* what) {
    for (const StageEntry& entry : entries) {
      if (entry.name.value.empty()) continue;
      const auto [first, is_new] = met.emplace(entry.name.value, std::pair{what, &entry});
      if (is_new) continue;
      diagnostics.error(
          entry.name.place,
          fmt::format("a {} named '{}' stands already at {}; give this one a name of its own", first->second.first,
                      entry.name.value, place_name(first->second.second->name.place)),
          {fmt::format("write name = \"{}-b\"", entry.name.value)});
    }
  };
  meet(file.readers, "reader");
  meet(file.stages, "stage");
}

void say_no_stages(const PipelineTables& main, Diagnostics& diagnostics) {
  diagnostics.error({main.source, 0, 0},
                    "there is no [[stage]], so there is nothing to do; the least a pipeline needs is",
                    {"  [input]", "  from = [\"articles\"]", "  [[stage]]", "  use = \"writer\""});
}

std::string stem_of(const fs::path& path) { return path.stem().string(); }

// `merged` understood. `main` is the file that was asked for: name and summary are its own.
PipelineFile build(const PipelineTables& merged, const Link& main, bool is_whole, Diagnostics& diagnostics) {
  PipelineFile out;
  out.source = main.tables.source;
  out.path = main.tables.source->name;
  out.name = main.head.name ? main.head.name->value : stem_of(out.path);
  if (main.head.summary) out.summary = main.head.summary->value;
  read_input(merged.input, out, diagnostics);
  read_output(merged.output, out, diagnostics);
  read_run(merged.run, out, diagnostics);
  for (const StageTable& stage : merged.stages) out.stages.push_back(read_stage(stage, diagnostics));
  for (const StageTable& reader : merged.readers) out.readers.push_back(read_reader(reader, diagnostics));
  refuse_two_of_one_name(out, diagnostics);
  out.tests = read_tests(main.tables.tests, diagnostics);
  if (out.stages.empty() && is_whole && !diagnostics.has_errors()) say_no_stages(main.tables, diagnostics);
  return out;
}

PipelineFile read_all(const std::shared_ptr<const SourceText>& source, const std::vector<Override>& overrides,
                      bool with_files, Diagnostics& diagnostics) {
  const Chain chain = ChainReader(with_files, diagnostics).read(source);
  if (chain.links.empty()) {
    PipelineFile nothing;
    nothing.source = source;
    nothing.path = source->name;
    nothing.name = stem_of(nothing.path);
    return nothing;
  }
  PipelineTables merged = merge_chain(chain, diagnostics);
  apply_overrides(merged, overrides, chain.is_whole, diagnostics);
  PipelineFile file = build(merged, chain.links.front(), chain.is_whole, diagnostics);
  file.files.assign(chain.names.begin(), chain.names.end());
  return file;
}

}  // namespace

PipelineFile read_pipeline_text(const std::shared_ptr<const SourceText>& source, const std::vector<Override>& overrides,
                                bool with_files, Diagnostics& diagnostics) {
  Diagnostics found;
  PipelineFile file = read_all(source, overrides, with_files, found);
  found.sort();
  for (const Diagnostic& d : found.all()) diagnostics.add(d);
  return file;
}

PipelineFile read_pipeline_file(const fs::path& path, const std::vector<Override>& overrides,
                                Diagnostics& diagnostics) {
  ReadFailure failure;
  const auto source = load_text_file(path, failure);
  if (source != nullptr) return read_pipeline_text(source, overrides, true, diagnostics);
  PipelineFile nothing;
  nothing.path = path;
  const auto name_only = std::make_shared<const SourceText>(SourceText{path.string(), {}});
  diagnostics.error({path.empty() ? nullptr : name_only, 0, 0}, std::move(failure.message), std::move(failure.details));
  return nothing;
}

}  // namespace docmill::host
