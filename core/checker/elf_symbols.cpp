#include "checker/elf_symbols.hpp"

#include <elf.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace docmill::checker {
namespace {

class ElfFile {
 public:
  explicit ElfFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    bytes_.assign(std::istreambuf_iterator<char>(file), {});
    head_ = at<Elf64_Ehdr>(0);
    if (std::memcmp(head_.e_ident, ELFMAG, SELFMAG) != 0 || head_.e_ident[EI_CLASS] != ELFCLASS64)
      throw std::runtime_error("not a 64-bit ELF file");
  }

  template <class T>
  T at(uint64_t offset) const {
    T value;
    if (offset > bytes_.size() || bytes_.size() - offset < sizeof(T)) throw std::runtime_error("a truncated ELF file");
    std::memcpy(&value, bytes_.data() + offset, sizeof(T));
    return value;
  }
  std::string string(uint64_t offset) const {
    if (offset >= bytes_.size()) throw std::runtime_error("a truncated ELF file");
    return bytes_.c_str() + offset;
  }
  Elf64_Shdr section(uint64_t i) const { return at<Elf64_Shdr>(head_.e_shoff + i * sizeof(Elf64_Shdr)); }
  Elf64_Shdr section_of_type(uint32_t type) const {
    for (uint64_t i = 0; i < head_.e_shnum; ++i)
      if (section(i).sh_type == type) return section(i);
    throw std::runtime_error("an ELF file without the section that is looked for");
  }

 private:
  std::string bytes_;
  Elf64_Ehdr head_{};
};

DynamicSymbol describe(const Elf64_Sym& raw, std::string name) {
  DynamicSymbol symbol;
  symbol.name = std::move(name);
  symbol.defined = raw.st_shndx != SHN_UNDEF;
  symbol.version = raw.st_shndx == SHN_ABS && ELF64_ST_TYPE(raw.st_info) == STT_OBJECT && raw.st_value == 0;
  symbol.unique = ELF64_ST_BIND(raw.st_info) == STB_GNU_UNIQUE;
  symbol.weak = ELF64_ST_BIND(raw.st_info) == STB_WEAK;
  return symbol;
}

void read_tags(const ElfFile& file, DynamicInfo& info) {
  const Elf64_Shdr section = file.section_of_type(SHT_DYNAMIC);
  const uint64_t strings = file.section(section.sh_link).sh_offset;
  for (uint64_t offset = 0; offset < section.sh_size; offset += sizeof(Elf64_Dyn)) {
    const auto tag = file.at<Elf64_Dyn>(section.sh_offset + offset);
    if (tag.d_tag == DT_NEEDED) info.needed.push_back(file.string(strings + tag.d_un.d_val));
    if (tag.d_tag == DT_FLAGS_1 && (tag.d_un.d_val & DF_1_NODELETE) != 0) info.never_unloaded = true;
    if (tag.d_tag == DT_TEXTREL || (tag.d_tag == DT_FLAGS && (tag.d_un.d_val & DF_TEXTREL) != 0))
      info.has_text_relocations = true;
  }
}

}  // namespace

DynamicInfo read_dynamic(const std::filesystem::path& path) {
  const ElfFile file(path);
  DynamicInfo info;
  const Elf64_Shdr section = file.section_of_type(SHT_DYNSYM);
  const uint64_t strings = file.section(section.sh_link).sh_offset;
  for (uint64_t offset = sizeof(Elf64_Sym); offset < section.sh_size; offset += sizeof(Elf64_Sym)) {
    const auto raw = file.at<Elf64_Sym>(section.sh_offset + offset);
    const unsigned visibility = ELF64_ST_VISIBILITY(raw.st_other);
    if (ELF64_ST_BIND(raw.st_info) == STB_LOCAL || visibility == STV_HIDDEN || visibility == STV_INTERNAL) continue;
    info.symbols.push_back(describe(raw, file.string(strings + raw.st_name)));
  }
  read_tags(file, info);
  return info;
}

}  // namespace docmill::checker
