#include "host/support/sha256.hpp"

#include <openssl/evp.h>

#include <new>
#include <utility>

namespace docmill::host {
namespace {

// Fetched once: EVP_sha256() alone makes OpenSSL 3 look the algorithm up at every start.
const EVP_MD* algorithm() {
  static const EVP_MD* md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return md;
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr || EVP_DigestInit_ex2(static_cast<EVP_MD_CTX*>(context_), algorithm(), nullptr) != 1)
    throw std::bad_alloc();
}

Sha256::~Sha256() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

Sha256::Sha256(Sha256&& other) noexcept : context_(std::exchange(other.context_, nullptr)) {}

void Sha256::update(const void* data, std::size_t size) {
  EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), data, size);
}

Digest Sha256::finish() {
  Digest digest;
  auto* context = static_cast<EVP_MD_CTX*>(context_);
  EVP_DigestFinal_ex(context, digest.data(), nullptr);
  EVP_DigestInit_ex2(context, algorithm(), nullptr);
  return digest;
}

Digest sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

void append_hex(std::string& out, const Digest& digest) {
  static constexpr char digits[] = "0123456789abcdef";
  for (const uint8_t byte : digest) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
}

std::string to_hex(const Digest& digest) {
  std::string out;
  append_hex(out, digest);
  return out;
}

}  // namespace docmill::host
