// SHA-256 (FIPS 180-4) by OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

namespace docmill::host {

using Digest = std::array<uint8_t, 32>;

// One running hash; used again after finish(). Not for several threads at once.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&& other) noexcept;
  Sha256& operator=(Sha256&&) = delete;
  void update(std::string_view bytes) { update(bytes.data(), bytes.size()); }
  void update(const void* data, std::size_t size);
  // The digest of all since the last finish() (or construction).
  Digest finish();

 private:
  void* context_;
};

Digest sha256(std::string_view bytes);
std::string to_hex(const Digest& digest);
// Appends two hexadecimal digits for each of its first `n` bytes.
void append_hex(std::string& out, const Digest& digest, std::size_t n = std::tuple_size_v<Digest>);
// False unless `hex` is 64 lower-case hexadecimal digits.
bool from_hex(std::string_view hex, Digest& out);

}  // namespace docmill::host
