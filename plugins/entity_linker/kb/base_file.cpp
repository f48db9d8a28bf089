#include "kb/base_file.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <docmill/base/json_text.hpp>

#include "compile/external_sorter.hpp"
#include "host/support/chunk_hashes.hpp"
#include "host/support/links.hpp"
#include "host/support/working_folder.hpp"
#include "kb/source.hpp"
#include "knowledge_base/link_share.hpp"

namespace docmill::linker {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& why) { throw std::runtime_error(path + ": " + why); }

// SHA-256 by OpenSSL.
class Hash {
 public:
  Hash() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_, EVP_sha256(), nullptr); }
  ~Hash() { EVP_MD_CTX_free(context_); }
  Hash(const Hash&) = delete;
  Hash& operator=(const Hash&) = delete;
  void update(std::string_view bytes) { EVP_DigestUpdate(context_, bytes.data(), bytes.size()); }
  void finish(uint8_t (&digest)[32]) { EVP_DigestFinal_ex(context_, digest, nullptr); }

 private:
  EVP_MD_CTX* context_;
};

// Where links lead, also one to a file that is not there yet.
std::string behind_links(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_symlink(path, error)) return path;
  const auto real = host::without_links(host::anchored(path));
  if (!real) fail(path, "is a link that leads in a circle");
  return real->string();
}

// A file that takes its name only when it is whole. A link stays, and leads to it.
class OutputFile {
 public:
  explicit OutputFile(const std::string& path) : path_(behind_links(path)), partial_(path_ + ".partial") {
    check_base_output(path_);
    file_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file_ < 0) fail(path_, std::strerror(errno));
  }
  ~OutputFile() {
    if (file_ < 0) return;
    ::close(file_);
    ::unlink(partial_.c_str());
  }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t n = ::write(file_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) fail(path_, n < 0 ? std::strerror(errno) : "no space left");
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  void rewrite_beginning(const void* bytes, std::size_t size) {
    if (::pwrite(file_, bytes, size, 0) != static_cast<ssize_t>(size)) fail(path_, std::strerror(errno));
  }
  void finish() {
    if (::fsync(file_) != 0 || ::close(std::exchange(file_, -1)) != 0 || ::rename(partial_.c_str(), path_.c_str()) != 0)
      fail(path_, std::strerror(errno));
  }

 private:
  std::string path_, partial_;
  int file_ = -1;
};

void append_list(std::string& out, const char* name, std::string_view list) {
  if (list.empty()) return;
  out += std::string(",\"") + name + "\":[";
  bool first = true;
  for_each_line(list, [&](std::string_view part) {
    if (!std::exchange(first, false)) out += ',';
    append_json_string(out, part);
  });
  out += ']';
}

void append_text(std::string& out, const char* name, std::string_view text) {
  if (text.empty()) return;
  out += std::string(",\"") + name + "\":";
  append_json_string(out, text);
}

void fill(KnowledgeEntry& entry, const Entity& e) {
  entry.clear();
  entry.key = e.key;
  entry.label = e.label;
  entry.type = e.type;
  entry.description = e.description();
  entry.context = e.context();
  entry.wikidata = e.qid;
  entry.weight = e.weight;
  entry.prior = e.prior;
  entry.sitelinks = e.sitelinks;
}

// Does an entry say the form, and is it a form of links? Its name goes without saying, but for its share of these.
bool is_said(const Form& form) {
  if ((form.flags & form_flag::derived) != 0) return false;
  return share_of(form.flags) != 0 || (form.flags & form_flag::name) == 0;
}

void append_form(KnowledgeEntry& entry, char share, std::string_view text) {
  if (share == '0') append_line(entry.aliases, text);
  else append_line(entry.linked, std::string(1, share) + " " + std::string(text));
}
char share_digit(const Form& form) { return static_cast<char>('0' + share_of(form.flags)); }

}  // namespace

BaseFile::BaseFile(const std::string& path, const CharacterTable& characters, const WordLists& words) : path_(path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) fail(path, errno == ENOENT ? "no such file" : std::strerror(errno));
  struct stat info;
  const bool regular = ::fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size != 0;
  if (regular) {
    void* memory = ::mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_SHARED, file, 0);
    if (memory != MAP_FAILED) {
      mapped_ = memory;
      size_ = static_cast<std::size_t>(info.st_size);
    }
  }
  ::close(file);
  const std::string_view bytes(static_cast<const char*>(mapped_), size_);
  if (mapped_ != nullptr && is_compiled_knowledge(bytes)) {
    Result<KnowledgeImage> image = KnowledgeImage::open(bytes, characters);
    if (!image.ok()) {
      ::munmap(const_cast<void*>(mapped_), size_);
      fail(path, image.status().message());
    }
    image_ = std::make_unique<KnowledgeImage>(std::move(image.value()));
    return;
  }
  if (mapped_ != nullptr) ::munmap(const_cast<void*>(std::exchange(mapped_, nullptr)), size_);
  KnowledgeBuilder builder(characters, words);
  const EntrySink sink{[&](const KnowledgeEntry& e) { builder.add(e); }, {}};
  read_source(path, SourceFormat::detect, {}, sink);
  image_ = std::make_unique<KnowledgeImage>(builder.finish("").in_memory(characters).value());
}

BaseFile::~BaseFile() {
  image_.reset();
  if (mapped_ != nullptr) ::munmap(const_cast<void*>(mapped_), size_);
}

BaseFile::BaseFile(BaseFile&& other) noexcept
    : path_(std::move(other.path_)),
      mapped_(std::exchange(other.mapped_, nullptr)),
      size_(other.size_),
      image_(std::move(other.image_)) {}

bool BaseFile::hash_fits() const {
  Hash hash;
  hash.update(image_->bytes().substr(sizeof(format::Header)));
  uint8_t digest[32];
  hash.finish(digest);
  return std::memcmp(digest, image_->header().sha256, sizeof digest) == 0;
}

void check_base_output(const std::string& path) {
  struct stat info;
  if (::stat(behind_links(path).c_str(), &info) != 0 || S_ISREG(info.st_mode)) return;
  fail(path,
       S_ISDIR(info.st_mode) ? "a folder, not a file" : "a device or a pipe; a base is written to a regular file only");
}

uint64_t write_base(BuiltKnowledge& built, const std::string& path, uint64_t hashes_from) {
  OutputFile file(path);
  file.write({reinterpret_cast<const char*>(&built.header), sizeof built.header});
  Hash hash;
  built.write_body([&](std::string_view bytes) {
    hash.update(bytes);
    file.write(bytes);
  });
  hash.finish(built.header.sha256);
  built.header.checksum = header_checksum(built.header);
  file.rewrite_beginning(&built.header, sizeof built.header);
  ::unlink(host::ChunkHashes::path_for(path).c_str());
  file.finish();
  if (built.header.file_size >= hashes_from)
    if (const Status s = host::write_chunk_hashes(path); !s.ok()) throw std::runtime_error(s.message());
  return built.header.file_size;
}

void for_each_entry(const KnowledgeImage& image, const SpillSettings& spill,
                    const std::function<std::string_view(uint32_t)>& key_of,
                    const std::function<void(uint32_t, KnowledgeEntry&)>& take) {
  ExternalSorter aliases(spill);
  std::string record;
  image.aliases().for_all_forms([&](const Form& form) {
    if (!is_said(form)) return;
    record.clear();
    append_big_endian(record, form.entity, 4);
    record += share_digit(form);
    record += form.text;
    aliases.add(record);
  });
  std::vector<std::pair<uint32_t, std::string>> open_ends;
  image.for_each_open_end([&](uint32_t id, std::string_view label) { open_ends.emplace_back(id, label); });
  std::stable_sort(open_ends.begin(), open_ends.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
  auto open_end = open_ends.begin();
  std::string_view alias;
  bool more = aliases.next(alias);
  KnowledgeEntry entry;
  for (uint32_t id = 0; id < image.size(); ++id) {
    fill(entry, image.entity(id));
    for (; more && read_big_endian(alias, 0, 4) == id; more = aliases.next(alias))
      append_form(entry, alias[4], alias.substr(5));
    for (const uint32_t other : image.relations(id))
      if (other < image.size()) append_line(entry.related_keys, key_of(other));
    for (; open_end != open_ends.end() && open_end->first == id; ++open_end)
      append_line(entry.related_labels, open_end->second);
    take(id, entry);
  }
}

KnowledgeEntry entry_of(const KnowledgeImage& image, uint32_t id) {
  KnowledgeEntry entry;
  fill(entry, image.entity(id));
  std::vector<std::pair<char, std::string_view>> forms;
  image.aliases().for_all_forms([&](const Form& form) {
    if (form.entity == id && is_said(form)) forms.emplace_back(share_digit(form), form.text);
  });
  std::sort(forms.begin(), forms.end());
  for (const auto& [share, text] : forms) append_form(entry, share, text);
  for (const uint32_t other : image.relations(id))
    if (other < image.size()) append_line(entry.related_keys, image.entity(other).key);
  image.for_each_open_end([&](uint32_t entity, std::string_view label) {
    if (entity == id) append_line(entry.related_labels, label);
  });
  return entry;
}

std::string json_line(const KnowledgeEntry& e) {
  std::string out = "{\"key\":";
  append_json_string(out, e.key);
  append_text(out, "label", e.label);
  append_text(out, "type", e.type);
  append_text(out, "description", e.description);
  append_list(out, "aliases", e.aliases);
  append_list(out, "linked", e.linked);
  append_list(out, "context", e.context);
  append_text(out, "qid", e.wikidata);
  append_list(out, "related", e.related_labels);
  append_list(out, "related_keys", e.related_keys);
  out += ",\"prior\":" + std::to_string(e.prior);
  if (e.sitelinks != 0) out += ",\"sitelinks\":" + std::to_string(e.sitelinks);
  return out + "}\n";
}

std::string with_commas(uint64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

}  // namespace docmill::linker
