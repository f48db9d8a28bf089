#include "host/support/sha256.hpp"

// The functions that OpenSSL 3 advises against: those it advises need the providers and their configuration at every
// start, which takes longer than hashing a megabyte, and give the same digest.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <utility>

namespace docmill::host {
namespace {

SHA256_CTX* context_in(void* memory) { return static_cast<SHA256_CTX*>(memory); }

}  // namespace

Sha256::Sha256() : context_(new SHA256_CTX) { SHA256_Init(context_in(context_)); }

Sha256::~Sha256() { delete context_in(context_); }

Sha256::Sha256(Sha256&& other) noexcept : context_(std::exchange(other.context_, nullptr)) {}

void Sha256::update(const void* data, std::size_t size) { SHA256_Update(context_in(context_), data, size); }

Digest Sha256::finish() {
  Digest digest;
  SHA256_Final(digest.data(), context_in(context_));
  SHA256_Init(context_in(context_));
  return digest;
}

Digest sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

void append_hex(std::string& out, const Digest& digest, std::size_t n) {
  static constexpr char digits[] = "0123456789abcdef";
  std::array<char, 2 * std::tuple_size_v<Digest>> hex;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    hex[2 * i] = digits[digest[i] >> 4];
    hex[2 * i + 1] = digits[digest[i] & 15];
  }
  out.append(hex.data(), 2 * n);
}

std::string to_hex(const Digest& digest) {
  std::string out;
  append_hex(out, digest);
  return out;
}

bool from_hex(std::string_view hex, Digest& out) {
  if (hex.size() != 2 * out.size()) return false;
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  for (std::size_t i = 0; i < out.size(); ++i) {
    const int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    out[i] = static_cast<uint8_t>(high * 16 + low);
  }
  return true;
}

}  // namespace docmill::host
