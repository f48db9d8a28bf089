#include "kb/report.hpp"

#include "kb/base_file.hpp"

namespace docmill::linker {

std::string build_report(const std::string& path, const BuildCounts& c, uint64_t size) {
  std::string out = path + ": " + with_commas(c.entries) + " entries, " + with_commas(c.aliases) +
                    " names and aliases, " + with_commas(c.relations) + " relations; " + with_commas(size) + " bytes";
  if (c.aliases != 0) out += ", " + std::to_string(size / c.aliases) + " for each name";
  out += '\n';
  const auto line = [&](uint64_t n, const char* what) {
    if (n != 0) out += "  " + with_commas(n) + " " + what + "\n";
  };
  line(c.replaced, "entries replaced by a later one with the same key");
  line(c.left_out, "items left out that are of no class with a type (--classes, --untyped)");
  line(c.too_long, "aliases left out: longer than 255 bytes, or without a letter or digit");
  line(c.normalised, "entries whose names were made NFC, without soft hyphens and characters of no width");
  line(c.shortened, "labels and descriptions shortened to 1,000 and 4,000 bytes");
  line(c.relations_left_out, "relations left out, to keys that no entry has");
  line(c.open_ends, "relations to labels that no entry has; they hold where a layer below has them");
  return out;
}

}  // namespace docmill::linker
