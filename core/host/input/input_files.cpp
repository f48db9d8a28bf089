#include "host/input/input_files.hpp"

#include <algorithm>
#include <cstring>

namespace docmill::host {
namespace {

constexpr std::size_t digest_block_size = std::size_t{64} << 10;

// "a/b/" and "c" of "a/b/c".
std::string_view folder_part(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

// How a + b compares with c + d, as bytes.
int compare_joined(std::string_view a, std::string_view b, std::string_view c, std::string_view d) {
  while (true) {
    if (a.empty()) std::swap(a, b);
    if (c.empty()) std::swap(c, d);
    const std::size_t n = std::min(a.size(), c.size());
    if (n == 0) return a.empty() ? (c.empty() ? 0 : -1) : 1;
    if (const int order = a.substr(0, n).compare(c.substr(0, n)); order != 0) return order;
    a.remove_prefix(n);
    c.remove_prefix(n);
  }
}

}  // namespace

const char* name_of(InputFormat format) {
  switch (format) {
    case InputFormat::text: return "text";
    case InputFormat::markdown: return "markdown";
    case InputFormat::html: return "html";
    case InputFormat::jsonl: break;
  }
  return "jsonl";
}

InputFormat input_format_named(std::string_view name) {
  for (const InputFormat format : {InputFormat::text, InputFormat::markdown, InputFormat::html})
    if (name == name_of(format)) return format;
  return InputFormat::jsonl;
}

std::string_view InputFiles::Pool::keep(std::string_view bytes) {
  if (bytes.size() > left_ || blocks_.empty()) {
    left_ = std::max(bytes.size(), digest_block_size);
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_));
    memory_ += left_;
    used_ = 0;
  }
  char* to = blocks_.back().get() + used_;
  if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
  used_ += bytes.size();
  left_ -= bytes.size();
  return {to, bytes.size()};
}

uint32_t InputFiles::folder_of(std::string_view path, std::string_view name) {
  const auto is_it = [&](uint32_t i) { return folders_[i].path_view() == path && folders_[i].name_view() == name; };
  const auto found = folder_by_path_.find(path);
  if (found != folder_by_path_.end() && is_it(found->second)) return found->second;
  if (!folders_.empty() && is_it(static_cast<uint32_t>(folders_.size() - 1)))
    return static_cast<uint32_t>(folders_.size() - 1);
  const std::string_view kept = pool_.keep(path);
  const std::string_view shown =
      path.ends_with(name) ? kept.substr(kept.size() - name.size()) : std::string_view(pool_.keep(name));
  const auto number = static_cast<uint32_t>(folders_.size());
  folders_.push_back(
      {kept.data(), shown.data(), static_cast<uint32_t>(kept.size()), static_cast<uint32_t>(shown.size())});
  folder_by_path_.try_emplace(kept, number);
  return number;
}

void InputFiles::push_back(const InputFile& file) {
  const std::string_view name = file.name, path = file.path;
  const std::string_view name_folder = folder_part(name), path_folder = folder_part(path);
  const std::string_view leaf = name.substr(name_folder.size());
  Entry entry{};
  // A byte more, so that no two files have their leaf at one place.
  const std::string_view kept = pool_.keep(std::string(leaf) + '\0').substr(0, leaf.size());
  entry.leaf = kept.data();
  entry.leaf_size = static_cast<uint32_t>(leaf.size());
  entry.size = file.size & ((uint64_t{1} << 56) - 1);
  entry.reader = file.reader;
  entry.folder = folder_of(path_folder, name_folder);
  entry.format = static_cast<uint32_t>(file.format);
  entry.packing = static_cast<uint32_t>(file.packing);
  const bool differs = path.substr(path_folder.size()) != leaf;
  if (differs || file.problem) {
    entry.odd = 1;
    odd_[entry.leaf] = {differs ? file.path : std::string(), file.problem};
  }
  entries_.push_back(entry);
}

InputFile InputFiles::operator[](std::size_t i) const {
  const Entry& entry = entries_[i];
  const Folder& folder = folders_[entry.folder];
  const std::string_view leaf(entry.leaf, entry.leaf_size);
  InputFile file;
  file.name.reserve(folder.name_size + leaf.size());
  file.name.append(folder.name_view()).append(leaf);
  file.format = static_cast<InputFormat>(entry.format);
  file.packing = static_cast<Packing>(entry.packing);
  file.size = entry.size;
  file.reader = static_cast<uint8_t>(entry.reader);
  if (entry.odd != 0) {
    const Odd& odd = odd_.at(entry.leaf);
    file.path = odd.path;
    file.problem = odd.problem;
  }
  if (file.path.empty()) {
    file.path.reserve(folder.path_size + leaf.size());
    file.path.append(folder.path_view()).append(leaf);
  }
  return file;
}

bool InputFiles::has_problem(std::size_t i) const {
  return entries_[i].odd != 0 && odd_.at(entries_[i].leaf).problem.has_value();
}

bool InputFiles::is_before(const Entry& a, const Entry& b) const {
  return compare_joined(folders_[a.folder].name_view(), {a.leaf, a.leaf_size}, folders_[b.folder].name_view(),
                        {b.leaf, b.leaf_size}) < 0;
}

void InputFiles::sort() {
  folder_by_path_ = {};
  std::stable_sort(entries_.begin(), entries_.end(),
                   [this](const Entry& a, const Entry& b) { return is_before(a, b); });
}

std::size_t InputFiles::memory() const {
  std::size_t odd = 0;
  for (const auto& [leaf, more] : odd_)
    odd += sizeof(Odd) + 4 * sizeof(void*) + more.path.capacity() +
           (more.problem ? more.problem->code.capacity() + more.problem->message.capacity() : 0);
  return entries_.size() * sizeof(Entry) + folders_.capacity() * sizeof(Folder) + pool_.memory() + odd;
}

}  // namespace docmill::host
