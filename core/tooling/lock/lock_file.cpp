#include "tooling/lock/lock_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "docmill/stage_abi.h"
#include "host/plugins/elf_preflight.hpp"
#include "host/plugins/shared_objects.hpp"
#include "host/run/used_pipeline.hpp"
#include "host/support/seal.hpp"
#include "host/support/sha256.hpp"
#include "host/support/write_text.hpp"
#include "host/version.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

constexpr SealedFile lock_kind{"docmill-lock", "the lock of a docmill pipeline",
                               "make it again with docmill lock, or fetch it again", JsonBytes::any};

std::string read_program() {
  std::ifstream file("/proc/self/exe", std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// docmill itself; hashed once.
const PluginRecord& program_record() {
  static const PluginRecord record = [] {
    PluginRecord r;
    const std::string bytes = read_program();
    r.file = "docmill";
    r.sha256 = to_hex(sha256(bytes));
    if (std::string source = source_note_of(bytes); !source.empty()) r.source = std::move(source);
    r.compiler = __VERSION__;
    for (const auto& [soname, object] : shared_objects_of_program()) r.brings[soname] = object.build_id;
    return r;
  }();
  return record;
}

std::string abi_version() { return fmt::format("{}.{}", DOCMILL_ABI_MAJOR, DOCMILL_ABI_MINOR); }

void write_program(JsonWriter& w, const Lock& lock) {
  w.object();
  w.member("version", lock.version);
  w.member("abi", lock.abi);
  w.member("record", lock.record);
  w.member("sha256", lock.program.sha256);
  w.member("source", lock.program.source);
  w.member("compiler", lock.program.compiler);
  w.member("brings", lock.program.brings);
  w.end();
}

Lock read_lock_members(const JsonDocument& json, std::string& mistake) {
  const JsonObject o(json.root(), "", mistake);
  const JsonObject docmill = o.object("docmill");
  Lock lock;
  lock.version = docmill.string("version");
  lock.abi = docmill.string("abi");
  lock.record = docmill.integer("record");
  lock.program.file = "docmill";
  lock.program.sha256 = docmill.string("sha256");
  lock.program.source = docmill.string_or_null("source");
  lock.program.compiler = docmill.string("compiler");
  lock.program.brings = read_brings(docmill);
  lock.pipeline = read_pipeline_record(o.object("pipeline"));
  return lock;
}

}  // namespace

fs::path lock_path(const fs::path& pipeline) { return fs::path(pipeline).replace_extension(".lock"); }

Lock lock_of(const PreparedPipeline& prepared) {
  const Lock made{version, abi_version(), record_format, program_record(), used_pipeline(prepared)};
  JsonDocument json;  // as it would be read: objects inside have come apart, numbers have their one form
  std::string mistake;
  if (!json.parse(lock_text(made), JsonBytes::any)) throw std::logic_error("a lock was made that is no JSON");
  Lock lock = read_lock_members(json, mistake);
  if (!mistake.empty()) throw std::logic_error("a lock was made that cannot be read: " + mistake);
  return lock;
}

std::string lock_text(const Lock& lock) {
  std::string out;
  JsonWriter w(out, 1);
  w.object();
  w.member("format", "docmill-lock/1");
  w.key("docmill");
  write_program(w, lock);
  w.key("pipeline");
  write_pipeline_record(w, lock.pipeline);
  w.end();
  return sealed(out + "\n");
}

Result<Lock> read_lock(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error))
    return Status(Trouble::usage, fmt::format("{}: no such file; make it with: docmill lock {}", path.string(),
                                              fs::path(path).replace_extension(".toml").string()));
  JsonDocument json;
  if (Status s = read_sealed_file(path.string(), lock_kind, json); !s.ok()) return s;
  std::string mistake;
  Lock lock = read_lock_members(json, mistake);
  if (mistake.empty()) return lock;
  return Status(Trouble::usage,
                fmt::format("{}: {}; it was written by another docmill; make it again with docmill lock", path.string(),
                            mistake));
}

Status write_lock(const fs::path& path, const Lock& lock) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(path, error))) {
    JsonDocument old;
    SealedState state;
    const Status read = read_sealed_file(path.string(), lock_kind, old, &state);
    if (state == SealedState::foreign || state == SealedState::newer || state == SealedState::absent)
      return {Trouble::io, read.message() + "; it is left alone, move it away first"};
  }
  return write_text(path, lock_text(lock));
}

}  // namespace docmill::tooling
