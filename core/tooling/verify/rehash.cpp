#include "tooling/verify/rehash.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <system_error>
#include <vector>

#include "host/formats/documents_index.hpp"
#include "host/formats/line_file.hpp"
#include "host/output/known_names.hpp"
#include "host/output/output_places.hpp"
#include "host/output/sums.hpp"
#include "host/run/merkle_tree.hpp"
#include "host/support/sha256.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

class Rehasher {
 public:
  Rehasher(const fs::path& folder, const Manifest& manifest) : folder_(folder), manifest_(manifest) {}

  Rehash run() {
    for (const char* own : {"run.json", "timings.json", sums_name}) known_.add(own);
    for (const OutputRecord& output : manifest_.outputs) {
      if (!output.files) check_file(output.name, output.sha256, output.size, output.stage);
      else check_folder(output);
    }
    check_sums();
    check_strangers();
    check_index();
    return std::move(result_);
  }

 private:
  void say(const std::string& name, const std::string& stage, const std::string& why) {
    result_.findings.add({stage, "", fmt::format("{}: {}", (folder_ / name).string(), why)});
  }

  // `size` is not known of the files in a folder.
  void check_file(const std::string& name, const std::string& sha256, std::optional<uint64_t> size,
                  const std::string& stage) {
    known_.add(name);
    std::error_code error;
    if (!fs::exists(folder_ / name, error)) return say(name, stage, "it is gone");
    const Result<HashedFile> hashed = hash_file(folder_ / name);
    if (!hashed.ok()) return result_.findings.add(hashed.status().message());
    ++result_.files;
    result_.bytes += hashed.value().size;
    if (size && hashed.value().size != *size)
      return say(name, stage, fmt::format("it has changed: {} bytes, were {}", hashed.value().size, *size));
    if (hashed.value().sha256 != sha256) say(name, stage, "it has changed: its SHA-256 is another one");
  }

  // A list of "HASH  NAME" stands beside the folder; the manifest has the hash of the list.
  void check_folder(const OutputRecord& output) {
    std::string list = output.name;
    while (list.ends_with('/')) list.pop_back();
    list += ".sha256";
    const auto lines = LineFile::open(folder_ / list);
    if (!lines.ok()) return;  // said of the list itself, which the manifest names, too
    const std::string above = list.substr(0, list.find('/') + 1);  // names in the list count from records/
    std::string line;
    Sum sum;
    uint64_t n = 0;
    while (lines.value()->next(line)) {
      if (!parse_sum(line, sum)) continue;  // the list has changed then, and that is said
      ++n;
      check_file(above + sum.name, sum.sha256, std::nullopt, output.stage);
    }
    if (n != *output.files)
      say(list, output.stage, fmt::format("it names {} files, the run wrote {}", n, *output.files));
  }

  // The list for `sha256sum -c`: it must agree with the manifest, and alone says the hash of run.json itself.
  void check_sums() {
    const auto lines = LineFile::open(folder_ / sums_name);
    if (!lines.ok()) return say(sums_name, "", "it is gone");
    std::map<std::string, std::string> said;
    for (const OutputRecord& output : manifest_.outputs)
      if (!output.files) said[output.name] = output.sha256;
    const Result<HashedFile> manifest = hash_file(folder_ / "run.json");
    if (manifest.ok()) said["run.json"] = manifest.value().sha256;
    std::string line;
    Sum sum;
    while (lines.value()->next(line)) {
      if (!parse_sum(line, sum)) sum = {"", line};
      const auto found = said.find(sum.name);
      if (found == said.end() || sum.sha256 != found->second)
        say(sums_name, "", fmt::format("what it says of '{}' is not so", sum.name));
      if (found != said.end()) said.erase(found);
    }
    if (!lines.value()->trouble().ok()) return result_.findings.add(lines.value()->trouble().message());
    for (const auto& [name, hash] : said) say(sums_name, "", fmt::format("it does not name '{}'", name));
  }

  void check_strangers() {
    known_.done();
    std::error_code error;
    std::vector<std::string> strangers;
    for (fs::recursive_directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
      if (it.depth() == 0 && it->path().filename() == inside_folder) it.disable_recursion_pending();
      if (it->is_directory(error)) continue;
      std::string name = it->path().lexically_relative(folder_).generic_string();
      if (!known_.contains(name)) strangers.push_back(std::move(name));
    }
    std::sort(strangers.begin(), strangers.end());
    for (const std::string& name : strangers) say(name, "", "it is not of this run (run.json does not name it)");
  }

  void check_index() {
    const auto index = DocumentsIndex::open(folder_);
    if (!index.ok()) return;  // gone, and said to be
    MerkleTree tree;
    IndexEntry entry;
    DocumentTotals counts;
    while (index.value()->next(entry)) {
      tree.add(entry.text);
      ++counts.total;
      counts.written += entry.outcome == DocumentOutcome::written;
      counts.dropped += entry.outcome == DocumentOutcome::dropped;
      counts.failed += entry.outcome == DocumentOutcome::failed;
      counts.split += entry.outcome == DocumentOutcome::split;
      counts.parts += entry.part != 0;
    }
    result_.documents = counts.total;
    if (!index.value()->trouble().ok()) return result_.findings.add(index.value()->trouble().message());
    if (to_hex(tree.root()) != manifest_.digest)
      say("documents.jsonl.zst", "", "its digest is not the run digest in run.json");
    const DocumentTotals& said = manifest_.documents;
    if (counts.total != said.total || counts.written != said.written || counts.dropped != said.dropped ||
        counts.failed != said.failed)
      say("documents.jsonl.zst", "",
          fmt::format("it has {} documents ({} written, {} dropped, {} failed), run.json says {} ({}, {}, {})",
                      counts.total, counts.written, counts.dropped, counts.failed, said.total, said.written,
                      said.dropped, said.failed));
    if (counts.split != said.split || counts.parts != said.parts)
      say("documents.jsonl.zst", "",
          fmt::format("it has {} documents split into {} parts, run.json says {} into {}", counts.split, counts.parts,
                      said.split, said.parts));
  }

  const fs::path& folder_;
  const Manifest& manifest_;
  KnownNames known_;  // files of the run
  Rehash result_;
};

}  // namespace

Rehash rehash(const fs::path& folder, const Manifest& manifest) { return Rehasher(folder, manifest).run(); }

Result<HashedFile> hash_file(const fs::path& path) {
  const auto refuse = [&] { return Status(Trouble::io, fmt::format("{}: {}", path.string(), std::strerror(errno))); };
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return refuse();
  Sha256 hash;
  HashedFile result;
  std::vector<char> block(1 << 18);
  ssize_t n = 0;
  while ((n = ::read(file, block.data(), block.size())) > 0 || (n < 0 && errno == EINTR)) {
    if (n < 0) continue;
    hash.update(block.data(), static_cast<std::size_t>(n));
    result.size += static_cast<uint64_t>(n);
  }
  const int error = errno;
  ::close(file);
  errno = error;
  if (n < 0) return refuse();
  result.sha256 = to_hex(hash.finish());
  return result;
}

}  // namespace docmill::tooling
