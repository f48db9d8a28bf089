#include "entry_names.hpp"

#include <algorithm>
#include <array>
#include <docmill/base/utf8.hpp>
#include <utility>

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

// A pattern as a machine that is stepped once for each byte of a name, so that the time is bounded by pattern x name.
struct Step {
  enum Kind { literal, any, tails, run, rest, parts, inside_part } kind;  // tails: of a character of several bytes
  char byte;
};

std::vector<Step> steps_of(std::string_view pattern) {
  std::vector<Step> steps;
  for (std::size_t at = 0; at < pattern.size();) {
    const bool part_begins = at == 0 || pattern[at - 1] == '/';
    if (part_begins && pattern.substr(at).starts_with("**/")) {
      steps.push_back({Step::parts, 0});
      steps.push_back({Step::inside_part, 0});
      at += 3;
    } else if (part_begins && pattern.substr(at) == "**") {
      steps.push_back({Step::rest, 0});
      at += 2;
    } else {
      const char c = pattern[at++];
      steps.push_back({c == '*' ? Step::run : c == '?' ? Step::any : Step::literal, c});
      if (c == '?') steps.push_back({Step::tails, 0});
    }
  }
  return steps;
}

// Goes to a step, and on to those behind it that need no byte.
void enter(const std::vector<Step>& steps, std::vector<char>& states, std::size_t i) {
  if (std::exchange(states[i], 1) != 0 || i == steps.size()) return;
  if (steps[i].kind == Step::run || steps[i].kind == Step::rest || steps[i].kind == Step::tails)
    enter(steps, states, i + 1);
  if (steps[i].kind == Step::parts) enter(steps, states, i + 2);
}

void advance(const std::vector<Step>& steps, std::vector<char>& next, std::size_t i, char c) {
  const bool is_tail = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
  switch (steps[i].kind) {
    case Step::literal:
      if (c == steps[i].byte) enter(steps, next, i + 1);
      break;
    case Step::any:
      if (c != '/' && !is_tail) enter(steps, next, i + 1);
      break;
    case Step::tails:
      if (is_tail) enter(steps, next, i);
      break;
    case Step::run:
      if (c != '/') enter(steps, next, i);
      break;
    case Step::rest: enter(steps, next, i); break;
    case Step::parts:
      if (c == '/') enter(steps, next, i);
      else next[i + 1] = 1;
      break;
    case Step::inside_part:
      if (c == '/') enter(steps, next, i - 1);
      else next[i] = 1;
  }
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

bool fits_pattern(std::string_view pattern, std::string_view name) {
  const std::vector<Step> steps = steps_of(pattern);
  std::vector<char> here(steps.size() + 1), next(steps.size() + 1);
  enter(steps, here, 0);
  for (const char c : name) {
    if (c == '/' && here.back() != 0) return true;  // a folder above it fits
    std::fill(next.begin(), next.end(), 0);
    for (std::size_t i = 0; i < steps.size(); ++i)
      if (here[i] != 0) advance(steps, next, i, c);
    here.swap(next);
  }
  return here.back() != 0;
}

bool is_wanted(const std::vector<std::string>& patterns, std::string_view name) {
  return patterns.empty() ||
         std::any_of(patterns.begin(), patterns.end(), [&](const auto& p) { return fits_pattern(p, name); });
}

}  // namespace docmill::archive
