#include "entry_names.hpp"

#include <algorithm>
#include <array>
#include <docmill/base/utf8.hpp>

namespace docmill::archive {
namespace {

struct KnownEnd {
  std::string_view extension, media_type;
};
constexpr std::array<KnownEnd, 7> documents{{{"html", "text/html"},
                                             {"htm", "text/html"},
                                             {"xhtml", "text/html"},
                                             {"txt", "text/plain"},
                                             {"text", "text/plain"},
                                             {"md", "text/markdown"},
                                             {"markdown", "text/markdown"}}};
// A list of its own, so that what is counted stays short whatever an archive holds.
constexpr std::array<std::string_view, 46> counted{
    "7z",  "avif", "bz2",  "class", "css",  "csv",  "doc",  "docx",  "eot",   "epub", "exe", "gif",
    "gz",  "ico",  "jar",  "jpeg",  "jpg",  "js",   "json", "map",   "jsonl", "mp3",  "mp4", "ndjson",
    "odt", "ogg",  "pdf",  "php",   "png",  "ppt",  "pptx", "py",    "rss",   "rtf",  "svg", "tar",
    "tgz", "ttf",  "warc", "wav",   "webm", "webp", "woff", "woff2", "xls",   "xml"};

std::string small(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view last_part(std::string_view name) { return name.substr(name.find_last_of('/') + 1); }

// What follows the last full stop of the last part; empty where nothing stands before it.
std::string extension_of(std::string_view name) {
  const std::string_view part = last_part(name);
  const std::size_t dot = part.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? "" : small(part.substr(dot + 1));
}

// What macOS puts beside each file: no pages, whatever they are called.
bool is_apple_double(std::string_view name) {
  return name.starts_with("__MACOSX/") || last_part(name).starts_with("._");
}

std::string counted_under(const std::string& extension) {
  if (extension == "7z") return "sevenzip";  // a code begins with a letter
  const bool is_known = std::find(counted.begin(), counted.end(), extension) != counted.end();
  return is_known ? extension : "other";
}

void append_escaped(std::string& out, unsigned char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  (out += '%') += {digits[byte >> 4], digits[byte & 15]};
}

}  // namespace

EntryKind kind_of_entry(std::string_view name, Others others) {
  if (name.ends_with('/')) return {"", "folder"};
  if (is_apple_double(name)) return {"", "mac-metadata"};
  const std::string extension = extension_of(name);
  for (const KnownEnd& known : documents)
    if (known.extension == extension) return {std::string(known.media_type), ""};
  std::string code = counted_under(extension);
  if (code != "other" || others == Others::pass_over) return {"", std::move(code)};
  return {others == Others::html ? "text/html" : "text/plain", ""};
}

std::string shown_name(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t n = utf8::valid_length(name, at);
    const auto byte = static_cast<unsigned char>(name[at]);
    const bool is_control = byte < 0x20 || byte == 0x7F || (n == 2 && byte == 0xC2 && (name[at + 1] & 0x7F) < 0x20);
    if (n != 0 && !is_control) {
      out.append(name, at, n);
      at += n;
      continue;
    }
    for (const std::size_t end = at + std::max<std::size_t>(n, 1); at < end; ++at)
      append_escaped(out, static_cast<unsigned char>(name[at]));
  }
  return out;
}

std::string locator_of(std::string_view name) {
  constexpr std::size_t longest = 980;
  const std::string shown = shown_name(name);
  return "entry " + std::string(utf8::prefix(shown, longest)) + (shown.size() > longest ? "..." : "");
}

bool is_wanted(const std::vector<Glob>& patterns, std::string_view name) {
  return patterns.empty() ||
         std::any_of(patterns.begin(), patterns.end(), [&](const Glob& pattern) { return pattern.matches(name); });
}

}  // namespace docmill::archive
