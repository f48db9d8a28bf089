// run.json of an output folder: what went in, what it went through, what came out, by content. Nothing in it varies
// between two runs of the same: no time, host, thread count or absolute path. The one place that knows what it looks
// like; its JSON Schema is core/schema/run.schema.json.
//
//   {"format":"docmill-run/1",
//    "docmill":{"version":V,"abi":"1.0","sha256":HASH},                       the program
//    "reproducible":BOOL,"not_reproducible_because":[TEXT,..],
//    "digest":HASH,                                                           root over the lines of the documents
//    index "documents":{"total":N,"written":N,"dropped":N,"failed":N,"kept":N,"duplicates":N,
//                 "split":N,"parts":N},                                   the last two only where documents were split
//    "notes":[{"stage":NAME,"code":CODE,"documents":N},..],
//    "pipeline":{..},                                                         see pipeline_record.hpp
//    "inputs":{"list":HASH,"files":[{"name":PATH,"size":N or null,"sha256":HASH or null},..],
//              "not_read":[PATH,..],"skipped":N},
//    "outputs":[{"name":PATH,"stage":NAME or null,"files":N,"size":N,"sha256":HASH},..],     "files" of folders only
//    "seal":HASH}                                                             see support/seal.hpp
//
// One value a line, a space of indent a level. Paths of inputs are relative to their root, those of outputs to the
// folder; a folder's name ends with '/', and its hash is that of its .sha256 list. Outputs stand in byte order of
// names.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/formats/pipeline_record.hpp"

namespace docmill::host {

struct InputRecord {
  std::string name;  // relative to its root
  std::optional<uint64_t> size;
  std::optional<std::string> sha256;  // nothing: it could not be read to its end
};

// A file of the output folder, or (with `files`) a folder: the hash is then that of its .sha256 list beside it.
struct OutputRecord {
  std::string name;   // relative to the output folder
  std::string stage;  // who writes it; empty: the host
  uint64_t size = 0;
  std::string sha256;
  std::optional<uint64_t> files;
};

struct DocumentTotals {
  uint64_t total = 0, written = 0, dropped = 0, failed = 0, kept = 0, duplicates = 0;
  uint64_t split = 0, parts = 0;  // of `total`; both absent where nothing was split
};

// How many documents have a remark of this kind.
struct NoteTotals {
  std::string stage, code;
  uint64_t documents = 0;
};

struct Manifest {
  std::string version, abi;  // of docmill
  std::string program;       // SHA-256 of its binary
  bool reproducible = true;
  std::vector<std::string> not_reproducible_because;
  std::string digest;
  DocumentTotals documents;
  std::vector<NoteTotals> notes;
  PipelineRecord pipeline;
  std::string list;  // digest of the list of files
  std::vector<InputRecord> inputs;
  std::vector<std::string> not_read;
  uint64_t skipped = 0;
  std::vector<OutputRecord> outputs;  // in byte order of the names
};

// Calls its argument for every file of the input, in input order.
using EachInput = std::function<void(const std::function<void(const InputRecord&)>&)>;

// `take` gets the text piece by piece: it has a line for every file of the input. These come from `each_input`, and
// `manifest.inputs` is not looked at.
void write_manifest(const Manifest& manifest, const EachInput& each_input,
                    const std::function<void(std::string_view)>& take);

// Reads FOLDER/run.json. Strict: what docmill did not write just so is refused. The status is a sentence that begins
// with the path: no such folder, no output folder of docmill, a run that has not ended, newer, truncated, edited.
Result<Manifest> read_manifest(const std::filesystem::path& folder);

}  // namespace docmill::host
