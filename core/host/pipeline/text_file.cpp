#include "host/pipeline/text_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include "docmill/base/utf8.hpp"
#include "host/diagnostics/spelling.hpp"

namespace docmill::host {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

// Pipeline files in a folder, sorted: the disk's order must not show.
std::vector<std::string> pipeline_files_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder.empty() ? "." : folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".toml") names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

ReadFailure missing(const fs::path& path) {
  const std::string similar = nearest(path.filename().string(), pipeline_files_in(path.parent_path()));
  if (similar.empty()) return {"no such file", {}};
  return {"no such file, did you mean '" + (path.parent_path() / similar).string() + "'?", {}};
}

ReadFailure folder_instead(const fs::path& path) {
  constexpr std::size_t most = 20;
  std::vector<std::string> names = pipeline_files_in(path);
  if (names.empty()) return {"this is a folder; name a pipeline file", {}};
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) list += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > most) list += fmt::format(" and {} more", names.size() - most);
  return {"this is a folder; name a pipeline file", {"pipeline files in it: " + list}};
}

// The words of the system depend on its language, so the usual ones are said here.
ReadFailure refused(const std::error_code& error) {
  if (error == std::errc::permission_denied) return {"cannot be read: permission denied", {}};
  if (error == std::errc::too_many_symbolic_link_levels) return {"cannot be read: the links lead in a circle", {}};
  if (error == std::errc::filename_too_long) return {"cannot be read: the name is too long", {}};
  return {fmt::format("cannot be read: system error {}", error.value()), {}};
}

}  // namespace

std::shared_ptr<const SourceText> load_text_file(const fs::path& path, ReadFailure& failure) {
  const auto fail = [&](ReadFailure why) {
    failure = std::move(why);
    return nullptr;
  };
  if (path.empty()) return fail({"the name of the pipeline file is empty", {}});
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return fail(missing(path));
  if (error) return fail(refused(error));
  if (fs::is_directory(status)) return fail(folder_instead(path));
  if (!fs::is_regular_file(status)) return fail({"this is no file of text (a pipe or a device)", {}});

  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(refused(std::make_error_code(std::errc::permission_denied)));
  auto source = std::make_shared<SourceText>();
  source->name = path.string();
  std::array<char, std::size_t{1} << 14> block;
  while (source->content.size() <= max_pipeline_bytes &&
         (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0))
    source->content.append(block.data(), static_cast<std::size_t>(in.gcount()));
  if (in.bad()) return fail({"cannot be read: the disk failed", {}});
  if (source->content.size() > max_pipeline_bytes) {
    return fail({"is larger than 1 MiB, the most that a pipeline file may have", {}});
  }
  if (source->content.starts_with(utf8_mark)) source->content.erase(0, utf8_mark.size());
  return source;
}

bool check_utf8(const std::shared_ptr<const SourceText>& source, Diagnostics& diagnostics) {
  const std::string& text = source->content;
  const std::size_t at = utf8::find_invalid(text);
  if (at == std::string::npos) return true;
  const bool utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  diagnostics.error(place_at(source, at),
                    fmt::format("byte 0x{:02X} at {} is not UTF-8{}; save the file as UTF-8",
                                static_cast<unsigned char>(text[at]), at, utf16 ? " (looks like UTF-16)" : ""));
  return false;
}

fs::path folder_of(const Place& place) {
  return place.source == nullptr ? fs::path() : fs::path(place.source->name).parent_path();
}

Place place_at(const std::shared_ptr<const SourceText>& source, std::size_t offset) {
  const std::string_view before = std::string_view(source->content).substr(0, offset);
  const std::size_t line_end = before.rfind('\n');
  const std::string_view in_line = line_end == std::string_view::npos ? before : before.substr(line_end + 1);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  return {source, static_cast<uint32_t>(line), static_cast<uint32_t>(utf8::count(in_line) + 1)};
}

Place place_inside(const std::string& value, const Place& value_place, std::size_t offset) {
  if (value_place.source == nullptr || value_place.column == 0 || offset > value.size()) return value_place;
  std::string_view line = value_place.source->line(value_place.line);
  if (!utf8::is_valid(line)) return value_place;
  std::size_t at = 0;
  for (uint32_t i = 1; i < value_place.column && at < line.size(); ++i) utf8::next(line, at);
  line.remove_prefix(at);
  // Text that comes from --set has no quotes.
  const bool is_quoted = !line.empty() && (line[0] == '"' || line[0] == '\'');
  if (!line.substr(is_quoted ? 1 : 0).starts_with(value)) return value_place;
  Place place = value_place;
  place.column += static_cast<uint32_t>((is_quoted ? 1 : 0) + utf8::count(std::string_view(value).substr(0, offset)));
  return place;
}

std::string place_name(const Place& place) {
  if (place.source == nullptr) return "the command line";
  return place.line == 0 ? place.source->name : fmt::format("{}:{}", place.source->name, place.line);
}

}  // namespace docmill::host
