// Reads the loaded images, not the files: a file may have been replaced by an upgrade since it was loaded.
#include "host/plugins/shared_objects.hpp"

#include <elf.h>
#include <link.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <string_view>
#include <vector>

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

// One loaded object.
struct Image {
  std::string path;    // as the loader names it; "" is the program
  std::string soname;  // DT_SONAME, else the name of the file
  std::string build_id;
  std::vector<std::string> needed;  // DT_NEEDED
  bool rpath = false, runpath = false;
};

std::string file_name(std::string_view path) {
  const auto slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

std::string hexadecimal(const unsigned char* bytes, std::size_t n) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < n; ++i) {
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 15];
  }
  return out;
}

std::string find_build_id(const char* notes, std::size_t size) {
  constexpr auto padded = [](std::size_t n) { return (n + 3) & ~std::size_t{3}; };
  for (std::size_t at = 0; size - at >= sizeof(Elf64_Nhdr);) {
    Elf64_Nhdr head;
    std::memcpy(&head, notes + at, sizeof head);
    const std::size_t description = at + sizeof head + padded(head.n_namesz);
    const std::size_t next = description + padded(head.n_descsz);
    if (next > size) break;
    if (head.n_type == NT_GNU_BUILD_ID && head.n_namesz == 4 && std::memcmp(notes + at + sizeof head, "GNU", 4) == 0)
      return hexadecimal(reinterpret_cast<const unsigned char*>(notes) + description, head.n_descsz);
    at = next;
  }
  return {};
}

void read_dynamic(const Elf64_Dyn* dynamic, Elf64_Addr base, Image& image) {
  Elf64_Addr strings = 0;
  for (const Elf64_Dyn* d = dynamic; d->d_tag != DT_NULL; ++d)
    if (d->d_tag == DT_STRTAB) strings = d->d_un.d_ptr;
  if (strings == 0) return;
  if (strings < base) strings += base;  // some loaders leave the section as it is in the file
  const auto text = [&](Elf64_Xword offset) { return reinterpret_cast<const char*>(strings + offset); };
  for (const Elf64_Dyn* d = dynamic; d->d_tag != DT_NULL; ++d) {
    if (d->d_tag == DT_SONAME) image.soname = text(d->d_un.d_val);
    image.rpath = image.rpath || d->d_tag == DT_RPATH;
    image.runpath = image.runpath || d->d_tag == DT_RUNPATH;
    if (d->d_tag == DT_NEEDED) image.needed.emplace_back(text(d->d_un.d_val));
  }
}

int read_image(dl_phdr_info* info, std::size_t, void* all) {
  Image image;
  image.path = info->dlpi_name;
  for (Elf64_Half i = 0; i < info->dlpi_phnum; ++i) {
    const Elf64_Phdr& segment = info->dlpi_phdr[i];
    const Elf64_Addr at = info->dlpi_addr + segment.p_vaddr;
    if (segment.p_type == PT_DYNAMIC) read_dynamic(reinterpret_cast<const Elf64_Dyn*>(at), info->dlpi_addr, image);
    if (segment.p_type == PT_NOTE && image.build_id.empty())
      image.build_id = find_build_id(reinterpret_cast<const char*>(at), segment.p_memsz);
  }
  if (image.soname.empty()) image.soname = file_name(image.path);
  static_cast<std::vector<Image>*>(all)->push_back(std::move(image));
  return 0;
}

const Image* find(const std::vector<Image>& images, const std::string& needed) {
  for (const Image& image : images)
    if (!image.path.empty() &&
        (image.soname == needed || image.path == needed || file_name(image.path) == file_name(needed)))
      return &image;
  return nullptr;
}

void add_below(const std::vector<Image>& images, const Image& image, std::map<std::string, SharedObject>& found) {
  for (const std::string& needed : image.needed) {
    const Image* below = find(images, needed);
    if (below == nullptr || !found.emplace(below->soname, SharedObject{below->build_id, below->path}).second) continue;
    add_below(images, *below, found);
  }
}

// An RPATH serves the libraries below, too, but for those that have a RUNPATH.
void add_fixed(const std::vector<Image>& images, const Image& image, bool above, std::set<const Image*>& visited,
               FixedPlaces& found) {
  const bool rpath = above || (image.rpath && !image.runpath);
  for (const std::string& needed : image.needed) {
    if (needed.find('/') != std::string::npos) found.by_path.push_back(file_name(image.path) + " needs " + needed);
    const Image* below = find(images, needed);
    if (below == nullptr || !visited.insert(below).second) continue;
    add_fixed(images, *below, rpath, visited, found);
    if (rpath && !image.runpath) found.by_rpath.push_back(below->soname);
  }
}

std::vector<Image> all_images() {
  std::vector<Image> images;
  ::dl_iterate_phdr(read_image, &images);
  return images;
}

std::map<std::string, SharedObject> below(std::string_view path) {
  const std::vector<Image> images = all_images();
  std::map<std::string, SharedObject> found;
  for (const Image& image : images) {
    if (image.path != path) continue;
    add_below(images, image, found);
    break;
  }
  return found;
}

}  // namespace

std::map<std::string, SharedObject> shared_objects_below(const std::filesystem::path& path) {
  return below(path.native());
}

FixedPlaces fixed_places_below(const std::filesystem::path& path) {
  const std::vector<Image> images = all_images();
  FixedPlaces found;
  std::set<const Image*> visited;
  for (const Image& image : images)
    if (image.path == path.native() && visited.insert(&image).second) add_fixed(images, image, false, visited, found);
  return found;
}

std::map<std::string, SharedObject> shared_objects_of_program() { return below(""); }

std::vector<OpenedObject> objects_opened_beside(const std::vector<fs::path>& libraries) {
  const std::vector<Image> images = all_images();
  std::set<std::string> known = {""};
  std::map<std::string, SharedObject> linked;
  for (const Image& image : images) {
    const bool is_asked = std::find(libraries.begin(), libraries.end(), fs::path(image.path)) != libraries.end();
    if (!image.path.empty() && !is_asked) continue;
    known.insert(image.path);
    add_below(images, image, linked);
  }
  for (const auto& [soname, object] : linked) known.insert(object.path);
  std::vector<OpenedObject> opened;
  for (const Image& image : images) {
    if (known.contains(image.path) || image.path.find('/') == std::string::npos) continue;  // the kernel's vdso
    OpenedObject& one = opened.emplace_back();
    one.path = image.path;
    add_below(images, image, one.below);
    known.insert(image.path);
    for (const auto& [soname, object] : one.below) known.insert(object.path);
  }
  return opened;
}

}  // namespace docmill::host
