#include "host/input/file_kind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "host/output/strangers.hpp"

namespace docmill::host {
namespace {

struct KnownExtension {
  std::string_view text;
  InputFormat format;
};
constexpr std::array<KnownExtension, 9> known{{{".txt", InputFormat::text},
                                               {".text", InputFormat::text},
                                               {".md", InputFormat::markdown},
                                               {".markdown", InputFormat::markdown},
                                               {".html", InputFormat::html},
                                               {".htm", InputFormat::html},
                                               {".xhtml", InputFormat::html},
                                               {".jsonl", InputFormat::jsonl},
                                               {".ndjson", InputFormat::jsonl}}};

constexpr std::size_t max_counted_extension = 12;  // longer ones are sentences with a full stop in them
constexpr std::size_t max_groups = 8;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('/') + 1); }

// Takes `extension` off the end of `name`, unless nothing would be left.
bool take_off(std::string& name, std::string_view extension) {
  if (name.size() <= extension.size() || !name.ends_with(extension)) return false;
  name.resize(name.size() - extension.size());
  return true;
}

constexpr std::array<Packing, 4> packings{Packing::gzip, Packing::zstd, Packing::bzip2, Packing::xz};

Packing take_off_packing(std::string& name) {
  for (const Packing packing : packings)
    if (take_off(name, suffix_of(packing))) return packing;
  return Packing::none;
}

}  // namespace

std::string_view suffix_of(Packing packing) {
  switch (packing) {
    case Packing::gzip: return ".gz";
    case Packing::zstd: return ".zst";
    case Packing::bzip2: return ".bz2";
    case Packing::xz: return ".xz";
    case Packing::none: break;
  }
  return "";
}

std::optional<FileKind> kind_of_name(std::string_view name) {
  std::string rest = lower(last_part(name));
  FileKind kind;
  kind.packing = take_off_packing(rest);
  for (const KnownExtension& extension : known) {
    if (!take_off(rest, extension.text)) continue;
    kind.format = extension.format;
    return kind;
  }
  return std::nullopt;
}

Packing packing_of_name(std::string_view name) {
  const std::string lowered = lower(last_part(name));
  for (const Packing packing : packings)
    if (lowered.ends_with(suffix_of(packing))) return packing;
  return Packing::none;
}

bool has_suffix(std::string_view name, std::string_view suffix) {
  std::string rest = lower(last_part(name));
  if (rest.size() > suffix.size() && rest.ends_with(suffix)) return true;
  take_off_packing(rest);
  return rest.size() > suffix.size() && rest.ends_with(suffix);
}

std::string_view known_extensions() {
  return ".txt, .text, .md, .markdown, .html, .htm, .xhtml, .jsonl, .ndjson, each also with .gz, .zst, .bz2 or .xz";
}

std::string extension_of_name(std::string_view name) {
  const std::string_view part = last_part(name);
  const std::size_t dot = part.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == part.size()) return "";
  const std::string_view extension = part.substr(dot);
  if (extension.size() > max_counted_extension || extension.find(' ') != std::string_view::npos) return "";
  return lower(extension);
}

std::string describe_outputs(const std::vector<std::string>& outputs) {
  if (outputs.empty()) return {};
  return outputs.size() == 1
             ? fmt::format("{}: an output folder of docmill, and no input", outputs.front())
             : fmt::format("{} output folders of docmill are no input: {}", outputs.size(), some_names(outputs));
}

std::string describe_not_read(const std::vector<std::string>& not_read) {
  if (not_read.empty()) return "";
  std::map<std::string, std::size_t> by_extension;
  for (const std::string& name : not_read) ++by_extension[extension_of_name(name)];
  std::vector<std::pair<std::string, std::size_t>> groups(by_extension.begin(), by_extension.end());
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.second > b.second; });

  std::string out = fmt::format("{} file{} not read:", not_read.size(), not_read.size() == 1 ? "" : "s");
  std::size_t others = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i >= max_groups) {
      others += groups[i].second;
      continue;
    }
    const std::string& extension = groups[i].first;
    out += fmt::format("{} {} {}", i == 0 ? "" : ",", groups[i].second,
                       extension.empty() ? "without extension" : extension);
  }
  if (others > 0) out += fmt::format(", {} of other kinds", others);
  return out;
}

}  // namespace docmill::host
