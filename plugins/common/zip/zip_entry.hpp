// Entries of zip files (PKWARE APPNOTE 6.3.10) in memory: what stands before each, and how it is unpacked. Nothing here
// opens a file; names are data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace docmill::zip {

inline constexpr std::string_view entry_begin = "PK\x03\x04";
inline constexpr std::string_view directory_begin = "PK\x01\x02";
inline constexpr std::string_view directory_end = "PK\x05\x06";
inline constexpr std::string_view descriptor_begin = "PK\x07\x08";

inline constexpr uint16_t stored = 0, deflated = 8;

// "2026-01-02T03:04:05Z" of seconds since 1970; empty outside of the years 1 to 9999.
std::string time_of_unix(int64_t seconds);

// What is known of an entry before it is unpacked. The name views the bytes that it was read from.
struct Entry {
  std::string_view name;     // as it stands there, any bytes; '/' between parts
  std::string modified;      // "2026-01-02T03:04:05Z"; without Z where the zone is not known; empty: not said
  uint16_t method = stored;  // how it is packed
  bool is_encrypted = false;
  bool sizes_follow = false;  // sizes and checksum stand behind the data; those here may be 0
  uint32_t checksum = 0;      // CRC-32 of the unpacked bytes
  uint64_t packed_size = 0, size = 0;
  uint64_t offset = 0;  // of the local header; in the central directory only

  bool is_folder() const { return name.ends_with('/') || name.ends_with('\\'); }
};

// Bytes up to the name of a local header, and at most the whole of one.
inline constexpr std::size_t local_header_base = 30;
// Bytes of the local header that begins here: of the first 30. 0: none begins here.
std::size_t local_header_size(std::string_view first);
// The local header that `bytes` begin with; nothing where it is not whole, or none.
std::optional<Entry> parse_local_header(std::string_view bytes);
// Does it look as if an entry began here? Of the first 30 bytes: the mark alone is four bytes that packed data may
// have.
bool looks_like_entry(std::string_view first);

// Sizes and checksum behind the data (APPNOTE 4.3.9). `bytes`: from the end of the data on; `packed_size`: of the data.
struct Descriptor {
  std::size_t n_bytes = 0;
  uint32_t checksum = 0;
  uint64_t size = 0;
};
std::optional<Descriptor> parse_descriptor(std::string_view bytes, uint64_t packed_size);

// Takes unpacked bytes piece by piece; false: no more are wanted.
using TakeBytes = std::function<bool(std::string_view)>;

enum class Unpacked {
  whole,
  stopped,    // no more were wanted
  cut_off,    // the packed bytes end early
  damaged,    // they are no such data, or what came out does not fit its checksum
  not_known,  // in a way that is not read; nothing has come
};
// `checksum`: nothing: not compared.
Unpacked unpack(uint16_t method, std::string_view packed, std::optional<uint32_t> checksum, const TakeBytes& take);

// "bzip2" of 12, "method 7" of those without a name.
std::string name_of_method(uint16_t method);

// Finds where deflated data end that do not say how long they are; what comes out of them is only counted.
class EndOfDeflated {
 public:
  EndOfDeflated();
  ~EndOfDeflated();
  EndOfDeflated(const EndOfDeflated&) = delete;
  EndOfDeflated& operator=(const EndOfDeflated&) = delete;

  enum class State { wants_more, ended, damaged };
  // The next bytes; those behind the end are not taken.
  State feed(std::string_view more);
  uint64_t n_packed() const { return n_packed_; }  // taken so far
  uint64_t n_unpacked() const { return n_unpacked_; }

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
  uint64_t n_packed_ = 0, n_unpacked_ = 0;
};

}  // namespace docmill::zip
