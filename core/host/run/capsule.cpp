#include "host/run/capsule.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "docmill/base/printable.hpp"
#include "host/run/index_entry.hpp"
#include "host/run/used_pipeline.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t most_capsules = 100;
constexpr uint64_t most_capsule_bytes = uint64_t{256} << 20;

// "reports-7.html-4f3a91b2c0de": tells the document, and is the same for the same one.
std::string capsule_name(const RawDocument& raw, const Death& death) {
  constexpr std::size_t longest = 60;
  std::string name = death.id.substr(death.id.rfind('/') + 1).substr(0, longest);
  std::replace_if(
      name.begin(), name.end(),
      [](char c) {
        return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '.' && c != '_' && c != '-';
      },
      '_');
  if (name.empty() || name[0] == '.' || name[0] == '-') name.insert(0, "_");
  Sha256 hash;
  for (const std::string& part : {death.id, death.stage}) {
    hash.update(part);
    hash.update(std::string_view("\0", 1));
  }
  hash.update(raw.bytes);
  return name + "-" + to_hex(hash.finish()).substr(0, 12);
}

bool write_file(const fs::path& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  return file.good();
}

}  // namespace

Capsules::Capsules(const PreparedPipeline& prepared) : prepared_(prepared) {
  if (!prepared.plan.file.to) return;
  if (const Result<OutputPlaces> places = places_of(prepared.plan.file.to->resolved()); places.ok())
    folder_ = places.value().capsules;
}

bool Capsules::has_room(uint64_t bytes) {
  if (n_kept_ >= most_capsules || bytes_kept_ + bytes > most_capsule_bytes) return false;
  ++n_kept_;
  bytes_kept_ += bytes;
  return true;
}

void Capsules::say(const Death& death, const std::string& text) const {
  if (prepared_.log) prepared_.log(DOCMILL_LEVEL_WARNING, death.stage.empty() ? "run" : death.stage, text);
}

void Capsules::keep(const RawDocument& raw, const InputFile& file, const std::vector<Precautions::Doom>& dooms,
                    const Death& death) {
  if (folder_.path.empty()) return;
  const std::lock_guard lock(mutex_);
  if (!has_room(raw.bytes.size())) {
    if (!told_) say(death, fmt::format("enough capsules of this run are in {}; no more are written", folder_.shown));
    told_ = true;
    return;
  }
  const std::string name = capsule_name(raw, death);
  const Status status = write(name, raw, capsule_text(describe(raw, file, dooms, death)));
  if (status.ok())
    return say(death, fmt::format("{}: {}; docmill replay {}/{} shows that again", printable(death.id),
                                  printable(death.message), folder_.shown, name));
  if (!told_) say(death, status.message());
  told_ = true;
}

CapsuleDescription Capsules::describe(const RawDocument& raw, const InputFile& file,
                                      const std::vector<Precautions::Doom>& dooms, const Death& death) const {
  CapsuleDescription capsule;
  capsule.death = {death.stage, death.code, death.message};
  capsule.stack = death.stack;
  capsule.id = death.id;
  capsule.file = file.name;
  capsule.format = name_of(file.format);
  capsule.part = death.part;
  capsule.line = raw.line;
  capsule.offset = raw.offset;
  capsule.marked = raw.marked;
  if (file.reader != 0) {
    capsule.reader = prepared_.plan.readers.at(file.reader - std::size_t{1}).name();
    capsule.locator = raw.locator;
  }
  capsule.size = raw.bytes.size();
  capsule.sha256 = to_hex(sha256(raw.bytes));
  for (const Precautions::Doom& doom : dooms)
    if (doom.part == 0 || doom.part == death.part)
      capsule.deaths_before.push_back(
          {stage_name(prepared_.plan, doom.error.stage), doom.error.code, doom.error.message});
  capsule.origin = origin_of(prepared_);
  capsule.fingerprint = fingerprint_text(prepared_);
  return capsule;
}

// Under another name first: a capsule that is there is whole.
Status Capsules::write(const std::string& name, const RawDocument& raw, const std::string& json) const {
  const fs::path place = folder_.path / name, draft = folder_.path / ("." + name);
  std::error_code error;
  errno = 0;
  fs::remove_all(draft, error);
  fs::create_directories(draft, error);
  const bool is_written =
      !error && write_file(draft / capsule_document, raw.bytes) && write_file(draft / capsule_file, json);
  if (is_written) {
    fs::remove_all(place, error);
    fs::rename(draft, place, error);
    if (!error) return {};
  }
  const std::string why = error ? error.message() : std::strerror(errno != 0 ? errno : EIO);
  fs::remove_all(draft, error);
  return {Trouble::io, fmt::format("no capsule can be written: {}: {}", folder_.shown, why)};
}

}  // namespace docmill::host
