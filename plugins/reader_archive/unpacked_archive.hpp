// tar and 7z by libarchive, behind this one file.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace docmill::archive {

class UnpackedArchive {
 public:
  // The next bytes of the file, which stay until the next call; empty at its end.
  using NextBlock = std::function<std::string_view()>;

  // A tar file, also one that is packed (gzip, bzip2, xz, zstd).
  explicit UnpackedArchive(NextBlock next_block);
  // A 7z archive, which must be held whole.
  explicit UnpackedArchive(std::string whole);
  ~UnpackedArchive();
  UnpackedArchive(const UnpackedArchive&) = delete;
  UnpackedArchive& operator=(const UnpackedArchive&) = delete;

  enum class Step {
    entry,
    end,
    damaged,  // an entry is broken; the next may be read
    broken,   // nothing more can be read
  };
  Step next();

  // Of the entry:
  enum class Kind { file, folder, link, special };
  const std::string& name() const { return name_; }  // any bytes
  Kind kind() const;
  bool is_encrypted() const;
  std::optional<int64_t> modified() const;  // seconds since 1970
  uint64_t size() const;                    // as it is said; 0 where it is not
  uint64_t offset() const;                  // of its header, in the file inside of its packing

  // Reads at most `most` bytes of it over `out`.
  enum class Content { whole, too_large, damaged, broken };
  Content read(std::string& out, uint64_t most);

  // Is the file packed as a whole, so that its offsets are not those of the file?
  bool is_packed() const;
  // Has it been found to be such an archive?
  bool is_known() const;
  // Is something in it encrypted, as far as it was read? Of known ones only: of others libarchive 3.6 must not be
  // asked.
  bool has_encrypted() const;

 private:
  struct State;
  const std::unique_ptr<State> state_;
  std::string name_;
};

}  // namespace docmill::archive
