// A small output folder as a run leaves it, without a run.
#pragma once

#include <string>
#include <string_view>

#include "host/output/output_file.hpp"
#include "host/support/seal.hpp"
#include "support/temp_folder.hpp"

namespace docmill::test {

inline std::string sample_manifest() {
  return R"({
 "format": "docmill-run/1",
 "docmill": {"version": "0.1.0", "abi": "1.0", "sha256": "m1"},
 "reproducible": false,
 "not_reproducible_because": ["'ask' depends on the world outside the documents"],
 "digest": "d1",
 "documents": {"total": 3, "written": 1, "dropped": 1, "failed": 1, "kept": 0, "duplicates": 0},
 "notes": [{"stage": "input", "code": "detected-encoding", "documents": 2}],
 "pipeline": {"name": "small", "summary": "", "input": {"fields": {"id": "id"}, "encoding": "utf-8", "skip": []},
  "run": {"max-failures": null},
  "stages": [
   {"name": "first", "use": "cleaner", "version": "1.0.0", "schedule": "pure",
    "plugin": {"file": "cleaner.so", "sha256": "p1", "sdk": "s", "compiler": "12.2.0", "source": null,
     "brings": {"libc.so.6": "b1", "libz.so.1": ""}},
    "when": null, "on-error": "fail", "allow": [], "in": {}, "out": {}, "requires": ["source"], "provides": ["text"],
    "file": null, "compress": "none", "options": {"keep-title": false, "cues": ["a.tsv"]},
    "resources": [{"option": "cues", "name": "a.tsv", "size": 5, "sha256": "r1"}],
    "documents": {"processed": 3, "skipped": 0, "dropped": 1, "failed": 1, "kept": 0}}
  ]},
 "inputs": {"list": "l1", "files": [{"name": "a.txt", "size": 7, "sha256": "i1"}, {"name": "b.txt", "size": null, "sha256": null}],
  "not_read": ["c.pdf"], "skipped": 2},
 "outputs": [{"name": "records/documents.jsonl", "stage": "writer", "size": 9, "sha256": "o1"},
  {"name": "records/pages/", "stage": "writer-2", "files": 4, "size": 9, "sha256": "o2"},
  {"name": "failures.jsonl", "stage": null, "size": 0, "sha256": "o3"}]
}
)";
}

inline void write_sample_manifest(const TempFolder& temp, std::string_view text) { temp.write("out/run.json", text); }

// `lines` packed as the documents index of temp/out.
inline void write_sample_index(const TempFolder& temp, std::string_view lines) {
  host::OutputFile file(temp / "out/documents.jsonl.zst", "index", host::Compression::zstd);
  if (!file.append(lines).ok() || !file.close_unsynced().ok()) throw std::runtime_error("cannot write the index");
}

}  // namespace docmill::test
