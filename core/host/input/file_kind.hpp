// What a file is, by the end of its name.
#pragma once

#include <optional>
#include <string_view>

#include "host/input/input.hpp"

namespace docmill::host {

struct FileKind {
  InputFormat format = InputFormat::text;
  Packing packing = Packing::none;
};

// By the extension, case aside: ".txt", ".md", ".html", ".jsonl", ...; each also with a packing behind it.
// Nothing for other kinds, and for a name that is nothing but an extension.
std::optional<FileKind> kind_of_name(std::string_view name);

// ".gz", ".zst", ".bz2", ".xz"; empty for none.
std::string_view suffix_of(Packing packing);
// The packing alone, by the end of any name.
Packing packing_of_name(std::string_view name);
// Is this the end of the name, with its packing or but for it, and but for case? `suffix`: in lower case, with its dot.
bool has_suffix(std::string_view name, std::string_view suffix);

// The extensions that are read, for messages: ".txt, .text, ..., each also with .gz, .zst, .bz2 or .xz".
std::string_view known_extensions();

// The extension as people count them: lower case, with its dot; empty when there is none that looks like one.
std::string extension_of_name(std::string_view name);

}  // namespace docmill::host
