// What an entry is, by its name. A name is data: nothing is ever written or opened under it.
#pragma once

#include <docmill/base/glob.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::archive {

// What becomes of entries whose names do not say that they are pages or texts.
enum class Others { pass_over, text, html };

struct EntryKind {
  std::string media_type;  // of a document; else empty
  std::string code;        // what others are counted under: their extension where it is a common one, "folder", "other"
};
// By the end of the name, case aside, as files in a folder are judged.
EntryKind kind_of_entry(std::string_view name, Others others);

// The name as valid UTF-8 without control characters: other bytes as %XX, as names of files are shown.
std::string shown_name(std::string_view name);
// "entry a/b.html", at most 1000 bytes.
std::string locator_of(std::string_view name);

// Does one of the patterns fit the name, or a folder above it? No patterns: all are wanted.
bool is_wanted(const std::vector<Glob>& patterns, std::string_view name);

}  // namespace docmill::archive
