// A pipeline file as read: TOML turned into plain structs with places, overlays applied, --set applied. What stages
// and layers mean is not known here; plan.hpp binds that. The only part of the host that knows toml++.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/value.hpp"

namespace docmill::host {

template <class T>
struct Located {
  T value{};
  Place place;
};

// A path as written and the folder from which it counts: of the file that wrote it, or the working folder. Before it is
// used, expand_path() (path_text.hpp) puts the home folder and variables into `text`.
struct WrittenPath {
  std::string text;
  std::filesystem::path base;
  Place place;
  bool is_expanded = false;                // `text` is not what was written
  std::filesystem::path resolved() const;  // base / text, lexically normal; "-" stays
};

enum class OnError { fail, keep, stop };
enum class Compression { none, gzip, zstd };
enum class Duplicates { warn, error };

// What a stage that leaves its ports to the pipeline is told to provide: kind by name, `over` and fields by table.
//   provides = { summary = "text", topics = { kind = "spans", over = "text", fields = { weight = "number" } } }
struct WrittenProvide {
  std::string layer;
  std::string kind;
  std::string over;
  std::vector<std::pair<std::string, std::string>> fields;  // name, type; in the order of the file
  Place place;
};

// One [[stage]]. Host keys are members; everything else is an option of the stage, checked by option_check.hpp.
struct StageEntry {
  Place place;                // of the table
  Located<std::string> use;   // id of the stage
  Located<std::string> name;  // in this pipeline; `use` when not given
  std::optional<WrittenPath> plugin;
  std::map<std::string, Located<std::string>> in, out;  // port of the declaration -> layer of the pipeline
  std::optional<Located<std::string>> when;
  Located<OnError> on_error;
  std::vector<Located<std::string>> allow;  // "external", "network"
  std::optional<Located<std::string>> file;
  Located<Compression> compress;
  std::optional<std::vector<Located<std::string>>> requires_layers;  // "text", "language?"
  std::optional<std::vector<WrittenProvide>> provides_layers;
  std::optional<Located<bool>> pure;
  std::optional<Located<bool>> cache;  // results are kept by document, for later runs
  // A spans layer that it provides: behind it each of these spans goes on as a document of its own.
  std::optional<Located<std::string>> split;
  // Of a [[reader]], which else has `use`, `name`, `plugin` and options: globs over the names of its files; where there
  // are none, the ends of the names, in lower case (".warc"), which the plan knows.
  std::vector<Located<std::string>> files;
  std::vector<std::string> suffixes;
  // Likewise: how files begin that are named and have no suffix that is known: bytes, and where they stand.
  std::vector<std::pair<uint32_t, std::string>> first_bytes;
  Table options;
  std::filesystem::path base;  // folder from which paths in options count
};

// [input] fields: which members of a JSON line are what. Empty: the default name.
struct FieldNames {
  std::string id = "id", text = "text", html = "html";
};

struct MaxFailures {
  std::optional<uint64_t> count;      // the run ends at the failure that passes it
  std::optional<double> share;        // 0..1, judged after 200 documents
  std::optional<double> stage_share;  // max-failure-rate: of the documents that one stage was called on, after 200
};

// [run] isolation: the stages work in processes of their own.
struct Isolation {
  bool by_process = false;
  uint64_t max_seconds = 60;                // of processor time, for one document
  uint64_t max_memory = uint64_t{4} << 30;  // bytes that a process may take beyond the models
};

// One [[test]]: a document, and what must become of it. The keys of `expect` are layers; inspect/expectation.hpp
// understands them when the plan is known.
struct PipelineTest {
  Place place;  // of the table
  Located<std::string> name;
  std::optional<Located<std::string>> input;  // the document itself, or
  std::optional<WrittenPath> file;            // the file that holds it
  std::optional<uint64_t> line;               // of a JSON Lines file, from 1
  std::string format = "text";                // of `input`: "text", "html", "markdown", "jsonl"
  std::optional<Located<std::string>> id;
  uint32_t part = 0;  // of the document, from 1, where the pipeline splits it; 0: the document itself
  Located<Table> expect;
};

// The most spans of one layer of one document, if the pipeline says nothing. A page of news has a few dozen; 250,000 of
// them are 20 to 40 MB in memory, as often as a stage, the host and a writer hold them.
inline constexpr uint32_t default_max_spans = 250'000;

struct PipelineFile {
  std::shared_ptr<const SourceText> source;
  std::filesystem::path path;
  std::vector<std::filesystem::path> files;  // this one and those it extends, one after another
  std::string name;
  std::string summary;

  // [input]
  std::vector<WrittenPath> from;
  FieldNames fields;
  Located<std::string> encoding{"detect", {}};  // "detect", "strict" or a name that ICU knows (checked by the input)
  std::vector<Located<std::string>> skip;       // globs over the path relative to the root
  Duplicates duplicates = Duplicates::warn;
  uint32_t max_spans = default_max_spans;      // of one layer of one document
  uint64_t max_document = uint64_t{32} << 20;  // bytes of source; written as an integer or as "32 MiB"
  std::string stdin_format = "jsonl";          // of "-": "jsonl", "text", "html", "markdown"

  // [output]
  std::optional<WrittenPath> to;

  // [run]
  MaxFailures max_failures;
  Isolation isolation;

  std::vector<StageEntry> readers;  // [[reader]]; none: the host's own alone
  std::vector<StageEntry> stages;
  std::vector<PipelineTest> tests;  // of the file that was asked for; those of a file that it extends are that file's
};

// STAGE.OPTION=VALUE of the command line; VALUE is a TOML literal, or a plain string when it is none.
// STAGE may be "input", "output" or "run" for the keys of those tables.
struct Override {
  std::string text;
};

// Reads `path` and what it extends (each file once, cycles are errors), applies overlays, then overrides, and says all
// mistakes of all files at once: TOML syntax, unknown and repeated keys (with a suggestion), wrong types, wrong values,
// two stages with one name, overlays that name no stage. The result is usable only when there are no errors.
//
// An overlay:  [pipeline] extends = "articles.toml"; remove = ["NAME"]
//              [change.NAME] with new keys (a new `use` drops the old options; a key given replaces the old value)
//              [[stage]] after = "NAME" puts a stage behind another (without `after`: at the end, before nothing)
// Paths that an overlay writes count from the overlay; those it inherits, from the file that wrote them.
PipelineFile read_pipeline_file(const std::filesystem::path& path, const std::vector<Override>& overrides,
                                Diagnostics& diagnostics);

// The host keys of a stage, in byte order. A plugin that declares an option of such a name is refused.
const std::vector<std::string>& host_keys();
// Is it one that is refused in a stage, because it is said of the whole run?
bool is_key_of_run(std::string_view key);
// Those of a reader.
const std::vector<std::string>& reader_keys();

}  // namespace docmill::host
