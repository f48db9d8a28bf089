// A folder of the output with a file a document, named after its id.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"
#include "host/output/output_file.hpp"

namespace docmill::host {

// Bytes that come piece by piece: hands each piece to `take` and stops at the first that is not taken.
using TakePiece = std::function<Status(std::string_view)>;
using Pieces = std::function<Status(const TakePiece& take)>;

class DocumentFolder {
 public:
  // `shown`: the folder as messages name it; `suffix`: what every name ends with.
  DocumentFolder(std::string shown, std::string suffix, Compression compression);
  ~DocumentFolder();
  DocumentFolder(const DocumentFolder&) = delete;
  DocumentFolder& operator=(const DocumentFolder&) = delete;

  // Makes the folder if need be.
  Status open(const std::filesystem::path& folder);

  struct Made {
    std::string name;  // in the folder
    uint64_t size = 0;
    std::string sha256;
  };
  // The file of the next document: the first free of NAME.md, NAME~2.md, NAME~3.md, ... Documents come in input order,
  // so this is the same every time. `sha256`: of its content, where that is known; null: it is hashed here.
  Result<Made> add(std::string_view id, const Pieces& pieces, const Digest* sha256);

 private:
  int make_file(const std::string& name) const;
  bool make_folders_above(const std::string& name) const;
  int make_file_for(std::string_view id, std::string& name);
  Status write(int file, const Pieces& pieces, const Digest* sha256, Made& made) const;

  const std::string shown_, suffix_;
  const Compression compression_;
  int folder_ = -1;
  std::map<std::string, uint64_t> repeats_;  // of names that came more than once: the last number given
};

}  // namespace docmill::host
