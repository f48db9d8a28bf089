#include "zip/zip_entry.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <new>
#include <utility>
#include <vector>

#include "zip/zip_bytes.hpp"
#include "zip/zip_fields.hpp"

namespace docmill::zip {
namespace {

constexpr std::size_t piece_size = std::size_t{64} << 10;
constexpr uint64_t says_larger = 0xFFFFFFFF;  // the size stands in the extra fields

std::string two_digits(uint64_t n) { return {static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)}; }

std::string date_and_time(uint64_t year, uint64_t month, uint64_t day, uint64_t hour, uint64_t minute,
                          uint64_t second) {
  return two_digits(year / 100) + two_digits(year) + "-" + two_digits(month) + "-" + two_digits(day) + "T" +
         two_digits(hour) + ":" + two_digits(minute) + ":" + two_digits(second);
}

// Time and date as DOS has them: two seconds a step, years from 1980, in a zone that nobody knows.
std::string time_of_dos(uint16_t time, uint16_t date) {
  const int day = date & 31, month = date >> 5 & 15, hour = time >> 11, minute = time >> 5 & 63,
            second = (time & 31) * 2;
  if (day == 0 || month == 0 || month > 12 || hour > 23 || minute > 59 || second > 59) return "";
  const auto u = [](int n) { return static_cast<uint64_t>(n); };
  return date_and_time(u(1980 + (date >> 9)), u(month), u(day), u(hour), u(minute), u(second));
}

constexpr std::array<std::pair<uint16_t, std::string_view>, 10> methods{{{stored, "stored"},
                                                                         {deflated, "deflate"},
                                                                         {9, "deflate64"},
                                                                         {12, "bzip2"},
                                                                         {14, "lzma"},
                                                                         {93, "zstd"},
                                                                         {95, "xz"},
                                                                         {97, "wavpack"},
                                                                         {98, "ppmd"},
                                                                         {99, "aes"}}};

uint32_t checksum_on(uint32_t sum, std::string_view bytes) {
  return static_cast<uint32_t>(
      ::crc32(sum, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

// Deflated data (RFC 1951), piece by piece.
class Inflater {
 public:
  Inflater() {
    if (inflateInit2(&z_, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&z_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  struct Step {
    int result;            // zlib's
    std::string_view out;  // until the next step
    bool is_damaged() const { return result != Z_OK && result != Z_BUF_ERROR && result != Z_STREAM_END; }
    // Does nothing come before there is more to unpack?
    bool is_dry(std::string_view packed) const {
      return out.size() < piece_size && (packed.empty() || result == Z_BUF_ERROR);
    }
  };
  // Takes what it has used off `packed`.
  Step step(std::string_view& packed) {
    // zlib's pointer to the input is not const for historical reasons; it does not write there.
    z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    z_.avail_in = static_cast<uInt>(std::min<std::size_t>(packed.size(), UINT32_MAX));
    z_.next_out = reinterpret_cast<Bytef*>(piece_.data());
    z_.avail_out = static_cast<uInt>(piece_.size());
    const uInt before = z_.avail_in;
    const int result = inflate(&z_, Z_NO_FLUSH);
    packed.remove_prefix(before - z_.avail_in);
    return {result, {piece_.data(), piece_.size() - z_.avail_out}};
  }

 private:
  z_stream z_{};
  std::vector<char> piece_ = std::vector<char>(piece_size);
};

Unpacked unpack_deflated(std::string_view packed, const TakeBytes& take) {
  Inflater inflater;
  for (;;) {
    const Inflater::Step step = inflater.step(packed);
    if (!step.out.empty() && !take(step.out)) return Unpacked::stopped;
    if (step.result == Z_STREAM_END) return Unpacked::whole;
    if (step.is_damaged()) return Unpacked::damaged;
    if (step.is_dry(packed)) return Unpacked::cut_off;
  }
}

}  // namespace

std::string time_of_unix(int64_t seconds) {
  using namespace std::chrono;
  constexpr int64_t first = -62135596800, last = 253402300799;  // years 1 to 9999
  if (seconds < first || seconds > last) return "";
  const sys_seconds at{std::chrono::seconds(seconds)};
  const sys_days day = floor<days>(at);
  const year_month_day date(day);
  const auto rest = static_cast<uint64_t>((at - day).count());
  return date_and_time(static_cast<uint64_t>(static_cast<int>(date.year())), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), rest / 3600, rest / 60 % 60, rest % 60) +
         "Z";
}

void read_fields(std::string_view header, std::size_t at, Entry& entry) {
  const uint16_t flags = two_at(header, at);
  entry.is_encrypted = (flags & 1) != 0;
  entry.sizes_follow = (flags & 8) != 0;
  entry.method = two_at(header, at + 2);
  entry.modified = time_of_dos(two_at(header, at + 4), two_at(header, at + 6));
  entry.checksum = four_at(header, at + 8);
  entry.packed_size = four_at(header, at + 12);
  entry.size = four_at(header, at + 16);
}

void read_extra(std::string_view extra, Entry& entry) {
  while (extra.size() >= 4) {
    const uint16_t id = two_at(extra, 0);
    const std::size_t n = two_at(extra, 2);
    if (n > extra.size() - 4) return;
    std::string_view field = extra.substr(4, n);
    extra.remove_prefix(4 + n);
    if (id == 0x5455 && field.size() >= 5 && (field[0] & 1) != 0)
      entry.modified = time_of_unix(static_cast<int32_t>(four_at(field, 1)));
    if (id != 0x0001) continue;
    // Only those stand there that had no room, in this order.
    for (uint64_t* number : {&entry.size, &entry.packed_size, &entry.offset}) {
      if (*number != says_larger || field.size() < 8) continue;
      *number = number_at(field, 0, 8);
      field.remove_prefix(8);
    }
  }
}

std::size_t local_header_size(std::string_view first) {
  if (first.size() < local_header_base || !first.starts_with(entry_begin)) return 0;
  return local_header_base + two_at(first, 26) + two_at(first, 28);
}

std::optional<Entry> parse_local_header(std::string_view bytes) {
  const std::size_t size = local_header_size(bytes);
  if (size == 0 || size > bytes.size()) return std::nullopt;
  Entry entry;
  read_fields(bytes, 6, entry);
  const std::size_t name_size = two_at(bytes, 26);
  entry.name = bytes.substr(local_header_base, name_size);
  read_extra(bytes.substr(local_header_base + name_size, two_at(bytes, 28)), entry);
  return entry;
}

bool looks_like_entry(std::string_view first) {
  if (local_header_size(first) == 0 || two_at(first, 26) == 0) return false;
  const uint16_t version = two_at(first, 4) & 0xFF, method = two_at(first, 8);
  return version <= 100 && (method <= 20 || (method >= 90 && method <= 99));
}

std::optional<Descriptor> parse_descriptor(std::string_view bytes, uint64_t packed_size) {
  const std::size_t mark = bytes.starts_with(descriptor_begin) ? 4 : 0;
  std::optional<Descriptor> found;
  for (const std::size_t width : {std::size_t{8}, std::size_t{4}}) {
    const std::size_t n = mark + 4 + 2 * width;
    if (bytes.size() < n || number_at(bytes, mark + 4, width) != packed_size) continue;
    const std::string_view behind = bytes.substr(n);
    const bool goes_on = behind.starts_with("PK") || (behind.empty() && !found);
    if (found && !goes_on) continue;
    found = Descriptor{n, four_at(bytes, mark), number_at(bytes, mark + 4 + width, width)};
    if (goes_on) break;
  }
  return found;
}

Unpacked unpack(uint16_t method, std::string_view packed, std::optional<uint32_t> checksum, const TakeBytes& take) {
  uint32_t sum = 0;
  const auto summed = [&](std::string_view bytes) {
    sum = checksum_on(sum, bytes);
    return take(bytes);
  };
  Unpacked done = Unpacked::not_known;
  if (method == stored) done = summed(packed) ? Unpacked::whole : Unpacked::stopped;
  else if (method == deflated) done = unpack_deflated(packed, summed);
  return done == Unpacked::whole && checksum && sum != *checksum ? Unpacked::damaged : done;
}

std::string name_of_method(uint16_t method) {
  for (const auto& [number, name] : methods)
    if (number == method) return std::string(name);
  return "method " + std::to_string(method);
}

struct EndOfDeflated::Stream : Inflater {};

EndOfDeflated::EndOfDeflated() : stream_(std::make_unique<Stream>()) {}
EndOfDeflated::~EndOfDeflated() = default;

EndOfDeflated::State EndOfDeflated::feed(std::string_view more) {
  for (;;) {
    const std::size_t before = more.size();
    const Inflater::Step step = stream_->step(more);
    n_packed_ += before - more.size();
    n_unpacked_ += step.out.size();
    if (step.result == Z_STREAM_END) return State::ended;
    if (step.is_damaged()) return State::damaged;
    if (step.is_dry(more)) return State::wants_more;
  }
}

}  // namespace docmill::zip
