#include "host/support/chunk_hashes.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

namespace docmill::host {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view first_line = "docmill-hashes 1\n";

// Takes "NAME VALUE\n" off the beginning; empty where it does not stand there.
std::string_view take_line(std::string_view& rest, std::string_view name) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos || !rest.starts_with(name)) return {};
  const std::string_view value = rest.substr(name.size(), end - name.size());
  rest.remove_prefix(end + 1);
  return value;
}

bool is_number(std::string_view text, uint64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

Status io_trouble(const fs::path& path) { return {Trouble::io, path.string() + ": " + std::strerror(errno)}; }

}  // namespace

fs::path ChunkHashes::path_for(const fs::path& file) { return file.string() + ".hashes"; }

ChunkHashes ChunkHashes::of(std::string_view bytes) {
  ChunkHashes hashes;
  hashes.size = bytes.size();
  Sha256 whole;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), chunk_size))) {
    const std::string_view chunk = bytes.substr(0, chunk_size);
    whole.update(chunk);
    hashes.chunks.push_back(host::sha256(chunk));
  }
  hashes.sha256 = to_hex(whole.finish());
  return hashes;
}

std::string ChunkHashes::text() const {
  std::string out(first_line);
  out += "size " + std::to_string(size) + "\nsha256 " + sha256 + "\nchunks " + std::to_string(chunk_size) + " " +
         std::to_string(chunks.size()) + "\n";
  for (const Digest& chunk : chunks) {
    append_hex(out, chunk);
    out += '\n';
  }
  const std::string seal = to_hex(host::sha256(out));
  return out + "seal " + seal + "\n";
}

std::optional<ChunkHashes> ChunkHashes::parse(std::string_view text) {
  ChunkHashes hashes;
  std::string_view rest = text;
  if (!rest.starts_with(first_line)) return std::nullopt;
  rest.remove_prefix(first_line.size());
  Digest digest;
  uint64_t n = 0;
  if (!is_number(take_line(rest, "size "), hashes.size)) return std::nullopt;
  hashes.sha256 = take_line(rest, "sha256 ");
  if (!from_hex(hashes.sha256, digest)) return std::nullopt;
  if (!is_number(take_line(rest, "chunks " + std::to_string(chunk_size) + " "), n)) return std::nullopt;
  constexpr std::size_t line = 65;
  if (n != (hashes.size + chunk_size - 1) / chunk_size || n > rest.size() / line) return std::nullopt;
  for (uint64_t i = 0; i < n; ++i) {
    if (!from_hex(take_line(rest, ""), digest)) return std::nullopt;
    hashes.chunks.push_back(digest);
  }
  const std::string_view before = text.substr(0, text.size() - rest.size());
  if (take_line(rest, "seal ") != to_hex(host::sha256(before)) || !rest.empty()) return std::nullopt;
  return hashes;
}

bool ChunkHashes::sample_fits(std::string_view bytes) const {
  if (bytes.size() != size) return false;
  const std::size_t n = std::min(chunks.size(), looked_at);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t at = n == 1 ? 0 : i * (chunks.size() - 1) / (n - 1);
    if (host::sha256(bytes.substr(at * chunk_size, chunk_size)) != chunks[at]) return false;
  }
  return true;
}

Status write_chunk_hashes(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat info;
  if (file < 0 || ::fstat(file, &info) != 0) {
    const Status failed = io_trouble(path);
    if (file >= 0) ::close(file);
    return failed;
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  void* memory = size != 0 ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0) : nullptr;
  ::close(file);
  if (memory == MAP_FAILED) return io_trouble(path);
  const std::string text = ChunkHashes::of({static_cast<const char*>(memory), size}).text();
  if (memory != nullptr) ::munmap(memory, size);
  const fs::path to = ChunkHashes::path_for(path), partial = to.string() + ".partial";
  {
    std::ofstream out(partial, std::ios::binary);
    out << text;
    if (!out.flush()) return io_trouble(to);
  }
  return ::rename(partial.c_str(), to.c_str()) == 0 ? Status() : io_trouble(to);
}

std::optional<ChunkHashes> read_chunk_hashes(const fs::path& path) {
  const fs::path from = ChunkHashes::path_for(path);
  struct stat file, hashes;
  if (::stat(path.c_str(), &file) != 0 || ::stat(from.c_str(), &hashes) != 0 || !S_ISREG(hashes.st_mode))
    return std::nullopt;
  const auto before = [](const timespec& a, const timespec& b) {
    return a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec < b.tv_nsec;
  };
  if (before(hashes.st_mtim, file.st_mtim)) return std::nullopt;
  std::ifstream in(from, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return ChunkHashes::parse(text);
}

}  // namespace docmill::host
