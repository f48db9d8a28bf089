// Looks at a plugin file before any of its code can run: is it a shared library for this machine, whole, and built for
// a stage ABI that this host speaks?
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"

namespace docmill::host {

// What the ELF note of a stage library says (docmill_elf_note).
struct StageNote {
  uint16_t abi_major = 0, abi_minor = 0;
  // SHA-256 over the source files, hexadecimal, of the note of type 2 that docmill_stage_library (CMake) adds; empty:
  // built without it.
  std::string source;
};

// `bytes` is the whole file. The status is a sentence without the file's name, e.g.
// "built for aarch64, this machine is x86-64".
Result<StageNote> preflight_elf(std::string_view bytes);

// The source hash in any ELF file that was built with such a note, as the program is; empty: none.
std::string source_note_of(std::string_view bytes);

}  // namespace docmill::host
