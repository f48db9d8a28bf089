// Whether what [input] from names is named twice: then its files become documents twice.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/input/input_files.hpp"
#include "host/pipeline/pipeline_file.hpp"

namespace docmill::host {

class NamedRoots {
 public:
  // A file or folder that is there, before what it names is listed. `n_listed`: files listed until now; `written` is
  // kept by address.
  void add(const std::filesystem::path& root, const WrittenPath& written, std::size_t n_listed);
  // A warning for each that names files which one before it names, too. `files`: as they were listed, not yet sorted.
  void warn_of_files_read_twice(const InputFiles& files, Diagnostics& diagnostics) const;

 private:
  struct Root {
    std::string path;   // as the paths of its files begin
    std::string place;  // the same without links
    const WrittenPath* written;
    std::size_t begin;  // its first file
  };
  std::vector<bool> near_others() const;

  std::vector<Root> roots_;
};

}  // namespace docmill::host
