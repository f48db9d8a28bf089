#include "build_id.hpp"

#include <elf.h>

#include <cstddef>
#include <cstring>
#include <fstream>
#include <string_view>
#include <vector>

namespace docmill::pdf {
namespace {

constexpr std::size_t most_segments = 1000, most_note = 65536;

// False: the file has no so many bytes there.
bool read_at(std::ifstream& file, uint64_t at, void* to, std::size_t n) {
  file.clear();
  return file.seekg(static_cast<std::streamoff>(at)) &&
         file.read(static_cast<char*>(to), static_cast<std::streamsize>(n));
}

std::string in_hexadecimal(std::string_view bytes) {
  constexpr const char* digits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

// Notes are records of a header, a name and a descriptor, each rounded up to 4 bytes (ELF specification).
std::string build_id_in(std::string_view notes) {
  const auto rounded = [](std::size_t n) { return (n + 3) & ~std::size_t{3}; };
  while (notes.size() > sizeof(Elf64_Nhdr)) {
    Elf64_Nhdr note;
    std::memcpy(&note, notes.data(), sizeof note);
    notes.remove_prefix(sizeof note);
    const std::size_t name = rounded(note.n_namesz), all = name + rounded(note.n_descsz);
    if (all > notes.size()) return {};
    if (note.n_type == NT_GNU_BUILD_ID && notes.starts_with("GNU"))
      return in_hexadecimal(notes.substr(name, note.n_descsz));
    notes.remove_prefix(all);
  }
  return {};
}

}  // namespace

std::string build_id_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  Elf64_Ehdr header;
  if (!read_at(file, 0, &header, sizeof header) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
      header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_phnum > most_segments)
    return {};
  for (std::size_t i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment;
    if (!read_at(file, header.e_phoff + i * sizeof segment, &segment, sizeof segment)) return {};
    if (segment.p_type != PT_NOTE || segment.p_filesz > most_note) continue;
    std::vector<char> notes(segment.p_filesz);
    if (!read_at(file, segment.p_offset, notes.data(), notes.size())) return {};
    if (std::string id = build_id_in({notes.data(), notes.size()}); !id.empty()) return id;
  }
  return {};
}

}  // namespace docmill::pdf
