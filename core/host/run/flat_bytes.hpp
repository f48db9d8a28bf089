// Numbers and byte strings one behind the other, little-endian, as every machine that runs docmill: for what docmill
// reads again itself.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace docmill::host::flat {

template <class T>
void put(std::string& out, T value) {
  static_assert(std::is_trivially_copyable_v<T>);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
inline void put_bytes(std::string& out, std::string_view bytes) {
  put<uint64_t>(out, bytes.size());
  out += bytes;
}
template <class T>
void put_rows(std::string& out, const T* rows, uint64_t n) {
  put_bytes(out, n != 0 ? std::string_view(reinterpret_cast<const char*>(rows), n * sizeof(T)) : std::string_view());
}

// Bytes that ran out, once, stay run out.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  template <class T>
  T get() {
    T value{};
    const std::string_view bytes = take(sizeof value);
    if (!bytes.empty()) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  std::string_view bytes() { return take(get<uint64_t>()); }
  void string(std::string& out) { out = bytes(); }
  std::string_view take(uint64_t n) {
    if (!ok_ || n > rest_.size()) {
      ok_ = false;
      return {};
    }
    const std::string_view taken = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return taken;
  }
  std::string_view rest() const { return rest_; }
  bool is_whole() const { return ok_; }
  bool is_used_up() const { return ok_ && rest_.empty(); }
  void fail() { ok_ = false; }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace docmill::host::flat
