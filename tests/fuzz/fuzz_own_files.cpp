// What docmill wrote for itself and reads again, on any bytes: taken and then written as it was read, or refused with a
// sentence. The first byte says which file, the others are its content; sealed files get a seal that holds, so that
// what stands behind it is reached. The body is also a test (tests/core/own_files/fuzz_own_files_test.cpp).
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"
#include "host/documents/layer_check.hpp"
#include "host/formats/documents_index.hpp"
#include "host/formats/manifest.hpp"
#include "host/output/sums.hpp"
#include "host/run/journal.hpp"
#include "host/run/recorded_results.hpp"
#include "host/stages/stage_result.hpp"
#include "host/support/seal.hpp"
#include "host/support/sha256.hpp"
#include "json_parser/json_document.hpp"
#include "support/temp_folder.hpp"
#include "tooling/bundle/bundle_description.hpp"
#include "tooling/capsule/capsule.hpp"
#include "tooling/lock/lock_file.hpp"
#include "tooling/results/read_run_origin.hpp"
#include "tooling/shards/shard.hpp"

namespace docmill::host::test {

inline void own_must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_own_files: %s\n", what);
  std::abort();
}

inline void must_be_refused_in_words(const Status& status) {
  own_must(!status.message().empty() && status.message().back() != '.' && utf8::is_valid(status.message()),
           "what is refused has a sentence");
}

inline const docmill::test::TempFolder& scratch() {
  static const docmill::test::TempFolder folder;
  return folder;
}

inline std::string with_seal(std::string_view text) { return sealed(text); }

// ---- lines

inline void try_index_line(const std::string& text) {
  IndexEntry entry, again;
  if (const Status s = read_index_line(text, entry); !s.ok()) return must_be_refused_in_words(s);
  std::string line, line_again;
  append_index_line(line, entry);
  own_must(read_index_line(line, again).ok(), "a line of the index is read again");
  append_index_line(line_again, again);
  own_must(line == line_again, "and says the same");
  if (entry.error) append_failure_line(line, entry);
}

inline void try_journal(const std::string& text) {
  JournalHead head, head_again;
  if (parse_journal_head(text, head))
    own_must(parse_journal_head(to_json(head), head_again) && head_again == head, "a head is read as it was written");
  ChunkLine line, again;
  if (!parse_chunk_line(text, line, LineSums::if_there)) return;
  std::string once, twice;
  append_json(once, line);
  own_must(parse_chunk_line(once, again), "a line of the journal is read again");
  append_json(twice, again);
  own_must(once == twice, "and says the same");
}

// The journal as a file, however it is cut.
inline void try_journal_file(const std::string& text) {
  JournalReader reader;
  ChunkLine line;
  if (!reader.open(scratch().write("chunks.jsonl", text))) return;
  while (reader.next(line)) own_must(line.ranges.size() == reader.head().names.size(), "a range for each name");
  own_must(reader.offset() <= text.size(), "the journal ends in the file");
}

inline void try_recorded_line(const std::string& text) {
  RecordedResult result, again;
  if (const Status s = read_recorded_line(text, result); !s.ok()) return must_be_refused_in_words(s);
  Document document;
  document.source.file = result.source;
  document.source.line = result.line;
  std::string line;
  append_recorded_line(line, document, result.stage, {0, result.key, result.stage_result});
  line.pop_back();
  own_must(read_recorded_line(line, again).ok(), "an answer is read again");
  own_must(again.source == result.source && again.line == result.line && again.key == result.key &&
               again.stage_result == result.stage_result,
           "and says the same");
}

inline void try_sum(const std::string& text) {
  Sum sum, again;
  if (!parse_sum(text, sum)) return;
  std::string line;
  append_sum(line, sum.sha256, sum.name);
  line.pop_back();
  own_must(parse_sum(line, again) && again.name == sum.name && again.sha256 == sum.sha256, "a sum is read again");
}

// What a stage said, as the cache and the record keep it: it goes through the same gate as the first time.
inline void try_stage_result(const std::string& bytes) {
  static const std::string text = "Rain in the north. 雨。";
  Arena arena;
  const docmill_layer* over = text_layer(text, {}, arena);
  StageResultWriter writer;
  uint64_t n_put = 0;
  StageResultListener listener;
  listener.put = [&](uint32_t port, const docmill_layer& layer) {
    ++n_put;
    writer.put(port, layer);
    LayerShape shape;
    shape.kind = layer.kind;
    shape.field_types = {DOCMILL_TYPE_STRING, DOCMILL_TYPE_NUMBER};
    std::string why;
    if (accept_layer(layer, shape, over, arena, why) == nullptr)
      own_must(!why.empty(), "a layer that is refused has a sentence");
  };
  listener.note = [&](uint32_t level, std::string_view code, std::string_view message) {
    writer.note(level, code, message);
  };
  listener.verdict = [](uint32_t, std::string_view, std::string_view) {};
  if (!repeat_stage_result(bytes, listener)) return own_must(n_put == 0, "of half a result nothing is said");
  const std::string again(writer.finish(0, {}, {}));
  own_must(repeat_stage_result(
               again, {[](uint32_t, const docmill_layer&) {}, [](uint32_t, std::string_view, std::string_view) {}, {}}),
           "a result is read again");
}

inline void try_json(const std::string& text) {
  JsonDocument json, again;
  if (!json.parse(text)) return own_must(!json.trouble().empty(), "what is no JSON has a trouble");
  const std::string once = json.root().json();
  own_must(utf8::is_valid(once), "JSON is UTF-8");
  own_must(again.parse(once) && again.root().json() == once, "JSON is read as it was written");
  own_must(JsonDocument::copy_of(json.root()).root().json() == once, "a copy is equal");
}

// ---- files

inline void try_index_file(const std::string& bytes) {
  scratch().write("index/documents.jsonl.zst", bytes);
  const Result<std::unique_ptr<DocumentsIndex>> index = DocumentsIndex::open(scratch() / "index");
  if (!index.ok()) return must_be_refused_in_words(index.status());
  IndexEntry entry;
  while (index.value()->next(entry)) {
  }
  if (!index.value()->trouble().ok()) must_be_refused_in_words(index.value()->trouble());
}

inline void try_manifest(const std::string& text) {
  scratch().write("run/run.json", with_seal(text));
  const Result<Manifest> read = read_manifest(scratch() / "run");
  if (!read.ok()) return must_be_refused_in_words(read.status());
  std::string once;
  write_manifest(
      read.value(),
      [&](const auto& each) {
        for (const InputRecord& input : read.value().inputs) each(input);
      },
      [&](std::string_view piece) { once += piece; });
  own_must(seal_holds(once), "a manifest that is written is sealed");
  scratch().write("run/run.json", once);
  own_must(read_manifest(scratch() / "run").ok(), "a manifest is read again");
}

inline void try_lock(const std::string& text) {
  const auto path = scratch().write("p.lock", with_seal(text));
  const Result<tooling::Lock> lock = tooling::read_lock(path);
  if (!lock.ok()) return must_be_refused_in_words(lock.status());
  using tooling::LockMode;
  own_must(tooling::check_lock(lock.value(), lock.value(), LockMode::exact, "p.toml").empty(), "a lock is what it is");
  for (const auto& difference : tooling::check_lock(lock.value(), tooling::Lock(), LockMode::source, "p.toml"))
    own_must(!difference.what.empty(), "a difference has a sentence");
  scratch().write("p.lock", tooling::lock_text(lock.value()));
  own_must(tooling::read_lock(path).ok(), "a lock is read again");
}

inline void try_bundle(const std::string& text) {
  scratch().write("bundle/bundle.json", with_seal(text));
  const Result<tooling::BundleDescription> read = tooling::read_bundle_description(scratch() / "bundle", "b");
  if (!read.ok()) return must_be_refused_in_words(read.status());
  for (const auto& [name, hash] : read.value().files)
    own_must(!name.starts_with('/') && ("/" + name + "/").find("/../") == std::string::npos, "no name leads out");
  const std::string once = tooling::bundle_description_text(read.value());
  scratch().write("bundle/bundle.json", once);
  const Result<tooling::BundleDescription> again = tooling::read_bundle_description(scratch() / "bundle", "b");
  own_must(again.ok() && tooling::bundle_description_text(again.value()) == once, "a description is read again");
}

inline void try_capsule(const std::string& text) {
  scratch().write("capsule/document", "x");
  scratch().write("capsule/capsule.json", with_seal(text));
  if (const Result<tooling::Capsule> read = tooling::read_capsule(scratch() / "capsule"); !read.ok())
    must_be_refused_in_words(read.status());
  const Result<CapsuleDescription> described = read_capsule_description(scratch() / "capsule");
  if (!described.ok()) return;
  const std::string once = capsule_text(described.value());
  scratch().write("capsule/capsule.json", once);
  const Result<CapsuleDescription> again = read_capsule_description(scratch() / "capsule");
  own_must(again.ok() && capsule_text(again.value()) == once, "a capsule is read again");
}

inline void try_shard(const std::string& text) {
  scratch().write("shard/shard.json", with_seal(text));
  if (const Result<tooling::ShardFacts> read = tooling::read_shard(scratch() / "shard"); read.ok()) {
    const std::string once = tooling::shard_facts_text(read.value());
    scratch().write("shard/shard.json", once);
    const Result<tooling::ShardFacts> again = tooling::read_shard(scratch() / "shard");
    own_must(again.ok() && tooling::shard_facts_text(again.value()) == once, "a shard is read again");
  } else {
    must_be_refused_in_words(read.status());
  }
  if (const auto choice = tooling::parse_shard(text))
    own_must(choice->shard >= 1 && choice->shard <= choice->of, "a shard is one of all");
}

inline void try_origin(const std::string& text) {
  scratch().write("origin/timings.json", text);
  if (const Result<tooling::RunOrigin> read = tooling::read_run_origin(scratch() / "origin"); !read.ok())
    must_be_refused_in_words(read.status());
}

// A sealed file without a seal that holds.
inline void try_unsealed(const std::string& text) {
  own_must(!read_manifest(scratch().write("loose/run.json", text).parent_path()).ok() || seal_holds(text),
           "without its seal nothing is believed");
}

inline void fuzz_own_files(const uint8_t* data, std::size_t size) {
  static constexpr void (*tries[])(const std::string&) = {
      try_index_line,   try_journal, try_journal_file, try_recorded_line, try_sum,
      try_stage_result, try_json,    try_index_file,   try_manifest,      try_lock,
      try_bundle,       try_capsule, try_shard,        try_origin,        try_unsealed};
  constexpr std::size_t n = sizeof tries / sizeof tries[0];
  if (size == 0 || data[0] < 'a' || data[0] >= 'a' + n) return;
  tries[data[0] - 'a'](std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
}

}  // namespace docmill::host::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::host::test::fuzz_own_files(data, size);
  return 0;
}
