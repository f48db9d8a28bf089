// The files of an input list, a million of them in a few dozen megabytes: each folder is held once, the last part of
// each name stands in one pool, and an InputFile is made when somebody asks for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace docmill::host {

enum class InputFormat { text, markdown, html, jsonl };
// "text", "markdown", "html", "jsonl"; and back, where any other word is JSON Lines.
const char* name_of(InputFormat format);
InputFormat input_format_named(std::string_view name);
enum class Packing { none, gzip, zstd, bzip2, xz };

// Why a file or a document could not be read. `code` is kebab-case and stable, `message` a sentence with what would be
// right: e.g. {"not-utf-8", "byte 0x92 at 1204 is not UTF-8 (looks like windows-1252); set [input] encoding =
// \"detect\" ..."}
struct Problem {
  std::string code;
  std::string message;
};

struct InputFile {
  std::string name;  // relative to its root, '/' between parts; bytes that are not UTF-8 as %XX
  std::string path;  // to open; "-" for standard input
  InputFormat format = InputFormat::text;
  Packing packing = Packing::none;
  uint64_t size = 0;   // on the disk
  uint8_t reader = 0;  // number of the pipeline's [[reader]], from 1, that takes it apart; 0: `format` says it
  std::optional<Problem> problem;  // listed, not read: a fifo, a dangling link, no permission, ...
};

// Grows at the end and is sorted once; then many threads may read it.
class InputFiles {
 public:
  InputFiles() = default;
  InputFiles(InputFiles&&) noexcept = default;
  InputFiles& operator=(InputFiles&&) noexcept = default;

  void push_back(const InputFile& file);
  // By name, compared as bytes; files of one name stay in the order in which they came.
  void sort();

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  InputFile operator[](std::size_t i) const;
  InputFile front() const { return (*this)[0]; }
  // The same without its strings.
  uint64_t size_of(std::size_t i) const { return entries_[i].size; }
  bool has_problem(std::size_t i) const;
  // Bytes held, for whoever wants to know.
  std::size_t memory() const;

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = InputFile;
    using difference_type = std::ptrdiff_t;
    using pointer = const InputFile*;
    using reference = InputFile;
    Iterator(const InputFiles* files, std::size_t at) : files_(files), at_(at) {}
    InputFile operator*() const { return (*files_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const InputFiles* files_;
    std::size_t at_;
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size()}; }

 private:
  // Bytes that are kept to the end, in blocks that do not move.
  class Pool {
   public:
    std::string_view keep(std::string_view bytes);
    std::size_t memory() const { return memory_; }

   private:
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t used_ = 0, left_ = 0, memory_ = 0;  // of the last block; of all
  };
  // What the files of a folder have in common: both end with '/' or are empty, and mostly one ends with the other.
  struct Folder {
    const char* path;
    const char* name;
    uint32_t path_size, name_size;
    std::string_view path_view() const { return {path, path_size}; }
    std::string_view name_view() const { return {name, name_size}; }
  };
  struct Entry {
    const char* leaf;  // the last part of the name
    uint64_t size : 56;
    uint64_t reader : 8;
    uint32_t folder;
    uint32_t leaf_size : 24;
    uint32_t format : 3;
    uint32_t packing : 3;
    uint32_t odd : 1;  // there is more in `odd_`
  };
  // Of the few files whose path does not end as their name does, or that have a problem; by their leaf.
  struct Odd {
    std::string path;
    std::optional<Problem> problem;
  };
  uint32_t folder_of(std::string_view path, std::string_view name);
  bool is_before(const Entry& a, const Entry& b) const;

  std::deque<Entry> entries_;
  std::vector<Folder> folders_;
  std::unordered_map<std::string_view, uint32_t> folder_by_path_;  // while the list grows
  std::unordered_map<const char*, Odd> odd_;
  Pool pool_;
};

}  // namespace docmill::host
