// Files that are no libraries, or no longer: made here out of a right plugin. None of their code may run, none of them
// may end the process.
#include <doctest/doctest.h>
#include <elf.h>
#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>

#include "host/plugins/elf_preflight.hpp"
#include "host/plugins/plugin_library.hpp"
#include "support/temp_folder.hpp"

namespace {

using docmill::host::load_plugin;
using docmill::host::preflight_elf;
using docmill::test::read_file;
using docmill::test::TempFolder;

const std::string& good() {
  static const std::string bytes = read_file(DOCMILL_BROKEN_PLUGIN_DIR "/none.so");
  return bytes;
}

// The sentence without the path; "" when the file was loaded.
std::string refusal(const std::filesystem::path& file) {
  const auto loaded = load_plugin(file);
  if (loaded.ok()) return "";
  const std::string message = loaded.status().message(), path = file.string() + ": ";
  REQUIRE(message.substr(0, path.size()) == path);
  return message.substr(path.size());
}

std::string refusal_of_bytes(const std::string& bytes) {
  const TempFolder folder;
  return refusal(folder.write("plugin.so", bytes));
}

// The right plugin with other bytes at an offset.
template <class T>
std::string with(std::size_t offset, T value) {
  std::string bytes = good();
  std::memcpy(bytes.data() + offset, &value, sizeof value);
  return bytes;
}

Elf64_Ehdr header() {
  Elf64_Ehdr head;
  std::memcpy(&head, good().data(), sizeof head);
  return head;
}

std::size_t segment(unsigned i) { return header().e_phoff + i * sizeof(Elf64_Phdr); }

// xorshift: the same bytes in every run.
struct Random {
  uint64_t state = 88172645463325252u;
  uint64_t next() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
  }
};

}  // namespace

TEST_CASE("the file out of which the others are made is right") {
  CHECK(refusal(DOCMILL_BROKEN_PLUGIN_DIR "/none.so") == "");
}

TEST_CASE("a plugin cut short anywhere is refused before it is loaded") {
  const TempFolder folder;
  for (std::size_t part = 0; part < 64; ++part) {
    const std::size_t size = good().size() * part / 64;
    CAPTURE(size);
    const std::string name = "cut" + std::to_string(part) + ".so";
    const std::string why = refusal(folder.write(name, good().substr(0, size)));
    CHECK(why == (size == 0 ? "the file is empty" : "a truncated ELF file"));
  }
  for (const std::size_t size : {1, 3, 4, 5, 15, 16, 52, 63, 64, 65}) {
    CAPTURE(size);
    const std::string why = refusal(folder.write("short" + std::to_string(size) + ".so", good().substr(0, size)));
    CHECK(why == (size < 4 ? "not a shared library (no ELF file)" : "a truncated ELF file"));
  }
  CHECK(refusal(folder.write("last.so", good().substr(0, good().size() - 1))) == "a truncated ELF file");
}

TEST_CASE("a plugin for another machine says for which") {
  CHECK(refusal_of_bytes(with<uint16_t>(offsetof(Elf64_Ehdr, e_machine), EM_S390))
            .find("built for s390, this machine is ") == 0);
  CHECK(refusal_of_bytes(with<uint16_t>(offsetof(Elf64_Ehdr, e_machine), 4711))
            .find("built for machine 4711, this machine is ") == 0);
#if defined(__x86_64__)
  CHECK(refusal_of_bytes(with<uint16_t>(offsetof(Elf64_Ehdr, e_machine), EM_AARCH64)) ==
        "built for aarch64, this machine is x86-64");
#endif
}

TEST_CASE("a plugin of the wrong word size or byte order says so") {
  CHECK(refusal_of_bytes(with<unsigned char>(EI_CLASS, ELFCLASS32)) == "a 32-bit library; docmill stages are 64-bit");
  CHECK(refusal_of_bytes(with<unsigned char>(EI_DATA, ELFDATA2MSB)) ==
        "a big-endian library; docmill stages are little-endian");
}

TEST_CASE("an ELF file that is no shared library says so") {
  CHECK(refusal_of_bytes(with<uint16_t>(offsetof(Elf64_Ehdr, e_type), ET_REL)) == "an ELF file, but no shared library");
  CHECK(refusal_of_bytes(with<uint16_t>(offsetof(Elf64_Ehdr, e_type), ET_CORE)) ==
        "an ELF file, but no shared library");
}

TEST_CASE("damaged program headers are refused") {
  constexpr std::size_t n = offsetof(Elf64_Ehdr, e_phnum), size = offsetof(Elf64_Ehdr, e_phentsize),
                        at = offsetof(Elf64_Ehdr, e_phoff);
  const std::string damaged = "a damaged ELF file (program headers)", truncated = "a truncated ELF file";
  CHECK(refusal_of_bytes(with<uint16_t>(n, 0)) == damaged);
  CHECK(refusal_of_bytes(with<uint16_t>(n, 257)) == damaged);
  CHECK(refusal_of_bytes(with<uint16_t>(size, 55)) == damaged);
  CHECK(refusal_of_bytes(with<uint64_t>(at, good().size())) == truncated);
  CHECK(refusal_of_bytes(with<uint64_t>(at, good().size() - 8)) == truncated);
  CHECK(refusal_of_bytes(with<uint64_t>(at, uint64_t{1} << 40)) == truncated);
  CHECK(refusal_of_bytes(with<uint64_t>(at, UINT64_MAX - 7)) == truncated);
}

TEST_CASE("a segment that reaches beyond the file is refused") {
  for (unsigned i = 0; i < header().e_phnum; ++i) {
    Elf64_Phdr head;
    std::memcpy(&head, good().data() + segment(i), sizeof head);
    if (head.p_type != PT_LOAD && head.p_type != PT_NOTE && head.p_type != PT_DYNAMIC) continue;
    CAPTURE(i);
    CHECK(refusal_of_bytes(with<uint64_t>(segment(i) + offsetof(Elf64_Phdr, p_filesz), good().size() + 1)) ==
          "a truncated ELF file");
    CHECK(refusal_of_bytes(with<uint64_t>(segment(i) + offsetof(Elf64_Phdr, p_offset), UINT64_MAX - 16)) ==
          "a truncated ELF file");
  }
}

TEST_CASE("files of other kinds are told apart") {
  const TempFolder folder;
  CHECK(refusal(folder.write("empty.so", "")) == "the file is empty");
  CHECK(refusal(folder.write("text.so", "GROUP ( libc.so.6 )\n")) == "not a shared library (no ELF file)");
  std::filesystem::create_directory(folder / "folder.so");
  CHECK(refusal(folder / "folder.so") == "a folder, not a shared library");
  std::filesystem::create_symlink("nowhere", folder / "dangling.so");
  CHECK(refusal(folder / "dangling.so") == "no such file");
  std::filesystem::create_symlink("loop.so", folder / "loop.so");
  CHECK(refusal(folder / "loop.so") == "Too many levels of symbolic links");
  CHECK(refusal(folder / "not_there.so") == "no such file");
  CHECK(refusal(folder / "empty.so/plugin.so") == "Not a directory");
}

TEST_CASE("a fifo is refused without waiting for somebody to write into it") {
  const TempFolder folder;
  REQUIRE(::mkfifo((folder / "fifo.so").c_str(), 0600) == 0);
  CHECK(refusal(folder / "fifo.so") == "not a regular file");
  CHECK(refusal("/dev/null") == "not a regular file");
}

TEST_CASE("an ELF head with random bytes behind it is refused, whatever they are") {
  Random random;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes = good().substr(0, EI_NIDENT);
    const std::size_t size = 16 + random.next() % 4096;
    while (bytes.size() < size) bytes += static_cast<char>(random.next() & 0xFF);
    // Half of them look right up to the program headers.
    if (round % 2 == 0 && size > sizeof(Elf64_Ehdr)) {
      Elf64_Ehdr head = header();
      head.e_shoff = 0;
      head.e_shnum = 0;
      head.e_phnum = static_cast<uint16_t>(1 + random.next() % 4);
      std::memcpy(bytes.data(), &head, sizeof head);
    }
    CHECK_FALSE(preflight_elf(bytes).ok());
  }
}

TEST_CASE("notes that lie about their sizes do not lead outside the file") {
  Random random;
  const std::string whole = good();
  for (unsigned i = 0; i < header().e_phnum; ++i) {
    Elf64_Phdr head;
    std::memcpy(&head, whole.data() + segment(i), sizeof head);
    if (head.p_type != PT_NOTE) continue;
    for (int round = 0; round < 500; ++round) {
      std::string bytes = whole;
      for (int k = 0; k < 3; ++k) {
        const uint32_t junk = random.next() % 3 == 0 ? UINT32_MAX - static_cast<uint32_t>(random.next() % 8)
                                                     : static_cast<uint32_t>(random.next());
        std::memcpy(bytes.data() + head.p_offset + (random.next() % (head.p_filesz / 4)) * 4, &junk, 4);
      }
      (void)preflight_elf(bytes).ok();  // ASan watches
    }
  }
}
