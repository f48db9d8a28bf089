#include "host/plugins/elf_preflight.hpp"

#include <elf.h>
#include <fmt/format.h>

#include <cstring>
#include <optional>

#include "docmill/stage_abi.h"

namespace docmill::host {
namespace {

#if defined(__x86_64__)
constexpr uint16_t this_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr uint16_t this_machine = EM_AARCH64;
#elif defined(__riscv)
constexpr uint16_t this_machine = EM_RISCV;
#elif defined(__powerpc64__)
constexpr uint16_t this_machine = EM_PPC64;
#else
constexpr uint16_t this_machine = EM_NONE;
#endif

std::string machine_name(uint16_t machine) {
  switch (machine) {
    case EM_X86_64: return "x86-64";
    case EM_AARCH64: return "aarch64";
    case EM_386: return "x86 (32-bit)";
    case EM_ARM: return "arm (32-bit)";
    case EM_RISCV: return "riscv";
    case EM_PPC64: return "powerpc64";
    case EM_S390: return "s390";
    default: return fmt::format("machine {}", machine);
  }
}

Status refuse(std::string message) { return {Trouble::plugin, std::move(message)}; }

// Reads a T at `offset` if it lies within the bytes.
template <class T>
bool read(std::string_view bytes, uint64_t offset, T& out) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) return false;
  std::memcpy(&out, bytes.data() + offset, sizeof(T));
  return true;
}

// It is printed, and written into JSON.
bool is_hash(std::string_view text) { return text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

// What the notes of docmill in a segment say.
struct Notes {
  std::optional<docmill_elf_note> stage;
  std::string source;
};

void read_notes(std::string_view segment, Notes& notes) {
  constexpr auto padded = [](uint64_t n) { return (n + 3) & ~uint64_t{3}; };
  constexpr uint32_t source_note = 2;
  constexpr uint32_t digits = 64;
  Elf64_Nhdr head;
  for (uint64_t at = 0; read(segment, at, head);) {
    const uint64_t description = at + sizeof head + padded(head.n_namesz);
    const uint64_t next = description + padded(head.n_descsz);
    if (next > segment.size()) return;
    docmill_elf_note note;
    if (head.n_namesz == 8 && head.n_descsz >= 8 && read(segment, at, note) &&
        std::memcmp(note.name, "docmill", 8) == 0) {
      if (head.n_type != source_note && !notes.stage) notes.stage = note;
      if (head.n_type == source_note && head.n_descsz == digits && is_hash(segment.substr(description, digits)))
        notes.source = segment.substr(description, digits);
    }
    at = next;
  }
}

bool read_segment(std::string_view bytes, const Elf64_Ehdr& head, uint16_t i, Elf64_Phdr& out) {
  return head.e_phoff <= bytes.size() && read(bytes, head.e_phoff + uint64_t{i} * sizeof out, out);
}

Status check_header(const Elf64_Ehdr& head) {
  if (head.e_ident[EI_CLASS] != ELFCLASS64) return refuse("a 32-bit library; docmill stages are 64-bit");
  if (head.e_ident[EI_DATA] != ELFDATA2LSB) return refuse("a big-endian library; docmill stages are little-endian");
  if (head.e_machine != this_machine)
    return refuse(
        fmt::format("built for {}, this machine is {}", machine_name(head.e_machine), machine_name(this_machine)));
  if (head.e_type != ET_DYN) return refuse("an ELF file, but no shared library");
  if (head.e_phentsize != sizeof(Elf64_Phdr) || head.e_phnum == 0 || head.e_phnum > 256)
    return refuse("a damaged ELF file (program headers)");
  return {};
}

}  // namespace

Result<StageNote> preflight_elf(std::string_view bytes) {
  if (bytes.empty()) return refuse("the file is empty");
  if (bytes.size() < SELFMAG || std::memcmp(bytes.data(), ELFMAG, SELFMAG) != 0)
    return refuse("not a shared library (no ELF file)");
  Elf64_Ehdr head;
  if (!read(bytes, 0, head)) return refuse("a truncated ELF file");
  if (Status s = check_header(head); !s.ok()) return s;
  // A library cut short would be mapped and then end the process with SIGBUS. The section headers stand at the end.
  const uint64_t sections = uint64_t{head.e_shentsize} * head.e_shnum;
  if (head.e_shoff > bytes.size() || bytes.size() - head.e_shoff < sections) return refuse("a truncated ELF file");

  Notes notes;
  for (uint16_t i = 0; i < head.e_phnum; ++i) {
    Elf64_Phdr segment;
    if (!read_segment(bytes, head, i, segment)) return refuse("a truncated ELF file");
    const bool in_file = segment.p_type == PT_LOAD || segment.p_type == PT_NOTE || segment.p_type == PT_DYNAMIC;
    if (!in_file) continue;
    if (segment.p_offset > bytes.size() || bytes.size() - segment.p_offset < segment.p_filesz)
      return refuse("a truncated ELF file");
    if (segment.p_type == PT_NOTE) read_notes(bytes.substr(segment.p_offset, segment.p_filesz), notes);
  }
  const std::optional<docmill_elf_note>& note = notes.stage;
  if (!note) return refuse("a shared library, but no docmill stage library (it has no docmill note; see DOCMILL_NOTE)");
  if (note->abi_major != DOCMILL_ABI_MAJOR)
    return refuse(fmt::format(
        "built for stage ABI {}, this host speaks ABI {}; {}", note->abi_major, DOCMILL_ABI_MAJOR,
        note->abi_major > DOCMILL_ABI_MAJOR ? "upgrade docmill" : "rebuild the plugin with this docmill's headers"));
  if (note->pointer_size != sizeof(void*))
    return refuse(fmt::format("built with {}-byte pointers", note->pointer_size));
  return StageNote{note->abi_major, note->abi_minor, std::move(notes.source)};
}

std::string source_note_of(std::string_view bytes) {
  Notes notes;
  Elf64_Ehdr head;
  if (!read(bytes, 0, head) || std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0) return {};
  for (uint16_t i = 0; i < head.e_phnum; ++i) {
    Elf64_Phdr segment;
    if (!read_segment(bytes, head, i, segment)) break;
    if (segment.p_type == PT_NOTE && segment.p_offset <= bytes.size())
      read_notes(bytes.substr(segment.p_offset, segment.p_filesz), notes);
  }
  return notes.source;
}

}  // namespace docmill::host
