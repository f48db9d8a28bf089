#include "host/formats/capsule_description.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "docmill/base/json_writer.hpp"
#include "host/formats/json_object.hpp"
#include "host/support/seal.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {
namespace {

constexpr SealedFile capsule_kind{"docmill-capsule", "what docmill knows of a capsule",
                                  "have the run make the capsule again", JsonBytes::any};

void write_death(JsonWriter& w, const CapsuleDescription::Death& death) {
  w.member("stage", death.stage).member("code", death.code).member("message", death.message);
}

CapsuleDescription::Death read_death(const JsonObject& death) {
  return {death.string("stage"), death.string("code"), death.string("message")};
}

void write_document(JsonWriter& w, const CapsuleDescription& capsule) {
  w.object();
  w.member("id", capsule.id);
  w.member("file", capsule.file);
  w.member("format", capsule.format);
  w.member("line", capsule.line);
  w.member("offset", capsule.offset);
  if (capsule.part != 0) w.member("part", capsule.part);
  w.member("marked", capsule.marked);
  if (!capsule.reader.empty()) w.member("reader", capsule.reader).member("locator", capsule.locator);
  w.member("size", capsule.size);
  w.member("sha256", capsule.sha256);
  w.end();
}

void read_document(const JsonObject& document, CapsuleDescription& capsule) {
  capsule.id = document.string("id");
  capsule.file = document.string("file");
  capsule.format = document.string("format");
  capsule.line = document.integer("line");
  capsule.offset = document.integer("offset");
  if (document.has("part")) capsule.part = static_cast<uint32_t>(document.integer("part"));
  capsule.marked = document.boolean("marked");
  if (document.has("reader")) {
    capsule.reader = document.string("reader");
    capsule.locator = document.string("locator");
  }
  capsule.size = document.integer("size");
  capsule.sha256 = document.string("sha256");
}

}  // namespace

std::string capsule_text(const CapsuleDescription& capsule) {
  std::string out;
  JsonWriter w(out, 1);
  w.object();
  w.member("format", "docmill-capsule/1");
  w.key("death").object();
  write_death(w, capsule.death);
  w.member("stack", capsule.stack);
  w.end();
  w.key("document");
  write_document(w, capsule);
  w.key("deaths_before").array();
  for (const CapsuleDescription::Death& before : capsule.deaths_before) {
    w.object();
    write_death(w, before);
    w.end();
  }
  w.end();
  w.key("origin");
  write_origin(w, capsule.origin);
  w.member("fingerprint", capsule.fingerprint);
  w.end();
  return sealed(out + "\n");
}

Result<CapsuleDescription> read_capsule_description(const std::filesystem::path& folder) {
  const std::string path = (folder / capsule_file).string();
  std::error_code error;
  if (!std::filesystem::exists(folder, error))
    return Status(Trouble::usage, fmt::format("{}: no such folder; capsules stand in OUT.capsules", folder.string()));
  if (!std::filesystem::exists(path, error))
    return Status(Trouble::usage, fmt::format("{}: no capsule ({} is not in it); `docmill run --isolate` makes them in "
                                              "OUT.capsules when a stage does not survive a document",
                                              folder.string(), capsule_file));
  JsonDocument json;
  if (Status s = read_sealed_file(path, capsule_kind, json); !s.ok()) return s;
  std::string mistake;
  const JsonObject all(json.root(), "", mistake);
  CapsuleDescription capsule;
  const JsonObject death = all.object("death");
  capsule.death = read_death(death);
  capsule.stack = death.strings("stack");
  read_document(all.object("document"), capsule);
  all.each_object("deaths_before",
                  [&](const JsonObject& before) { capsule.deaths_before.push_back(read_death(before)); });
  capsule.origin = read_origin(all.object("origin"));
  capsule.fingerprint = all.string(all.has("recipe") ? "recipe" : "fingerprint");  // its name before
  if (!mistake.empty()) return Status(Trouble::usage, fmt::format("{}: {}", path, mistake));
  return capsule;
}

Result<std::string> read_capsule_document(const std::filesystem::path& folder, const CapsuleDescription& capsule) {
  const std::string path = (folder / capsule_document).string();
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  std::string bytes = std::move(content).str();
  if (!file.good())
    return Status(Trouble::io, fmt::format("{}: cannot be read; it is the document of the capsule", path));
  if (bytes.size() != capsule.size || to_hex(sha256(bytes)) != capsule.sha256)
    return Status(Trouble::usage,
                  fmt::format("{}: is not the document of the capsule any more; {}", path, capsule_kind.if_lost));
  return bytes;
}

}  // namespace docmill::host
