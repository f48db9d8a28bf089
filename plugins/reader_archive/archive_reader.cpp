#include "archive_reader.hpp"

#include <docmill/base/json_writer.hpp>
#include <utility>

#include "packed_entry.hpp"
#include "zip/zip_entry.hpp"

namespace docmill::archive {
namespace {

bool is_zip(std::string_view bytes) {
  return bytes.starts_with(zip::entry_begin) || bytes.starts_with(zip::directory_end);
}

}  // namespace

ArchiveReader::ArchiveReader(Config c) : config(std::move(c)) {
  for (std::size_t i = 0; i < config.entries.size(); ++i) {
    const std::string& pattern = config.entries[i];
    const auto at = static_cast<uint32_t>(i);
    if (pattern.empty()) throw ConfigError("entries", "it is empty; write a name or a glob like \"pages/**\"", at);
    if (pattern.starts_with('/'))
      throw ConfigError("entries", "names in archives do not begin with '/'; take it off", at);
    if (pattern.find('[') != std::string::npos)
      throw ConfigError("entries", "'[' has no meaning here; `*`, `?` and `**` have", at);
    wanted_.emplace_back(pattern);
  }
}

EntryKind ArchiveReader::judge(std::string_view name) const {
  EntryKind kind = kind_of_entry(name, config.other_entries);
  if (kind.code.empty() && !is_wanted(wanted_, name)) return {"", "not-wanted"};
  return kind;
}

void ArchiveReader::next(Cursor& cursor, Source& file, Cut& cut) const {
  if (!cursor.zip && !cursor.unpacked) {
    const std::string_view begin = file.peek(8);
    using Format = UnpackedCutter::Format;
    if (begin.starts_with("7z\xBC\xAF\x27\x1C")) cursor.unpacked = std::make_unique<UnpackedCutter>(Format::seven_zip);
    else if (is_zip(begin) || file.name().find(".zip") != std::string_view::npos)
      cursor.zip = std::make_unique<ZipCutter>();
    else cursor.unpacked = std::make_unique<UnpackedCutter>(Format::tar);
  }
  const Judge judge_entry = [this](std::string_view name) { return judge(name); };
  if (cursor.zip) cursor.zip->next(file, cut, judge_entry);
  else cursor.unpacked->next(file, cut, judge_entry);
}

void ArchiveReader::decode(detail::Nothing&, CutRecord in, Record& out) const {
  const std::optional<PackedEntry> entry = read_entry(in.bytes);
  if (!entry) return out.problem("bad-entry", "this is no entry that the reader has cut");
  const std::string name = shown_name(entry->name);
  if (config.id == IdOf::entry && !name.empty() && name.size() <= 2000) out.id(name);
  out.format(kind_of_entry(entry->name, config.other_entries).media_type);

  std::string json;
  JsonWriter w(json);
  w.object().member("entry", name);
  if (!entry->modified.empty()) w.member("modified", entry->modified);
  w.end();
  out.metadata(json);

  const std::string which(in.locator);
  switch (zip::unpack(entry->method, entry->packed, entry->checksum, [&](auto bytes) { return out.raw(bytes); })) {
    case zip::Unpacked::whole:
    case zip::Unpacked::stopped: return;  // above max-document, which the host says
    case zip::Unpacked::cut_off:
      return out.problem("damaged", "the packed bytes of " + which + " end early; fetch the archive again");
    case zip::Unpacked::damaged:
      return out.problem("damaged", "the packed bytes of " + which + " are damaged; fetch the archive again");
    case zip::Unpacked::not_known:
      return out.problem("packing", which + " is packed by " + zip::name_of_method(entry->method) +
                                        ", which is not read: pack it anew with deflate, as `zip` does");
  }
}

}  // namespace docmill::archive
