#include "host/support/sha256.hpp"

#include <openssl/evp.h>

#include <fstream>
#include <new>
#include <utility>
#include <vector>

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

const std::string& program_sha256() {
  static const std::string digest = [] {
    std::ifstream program("/proc/self/exe", std::ios::binary);
    if (!program) return std::string();
    Sha256 hash;
    std::vector<char> block(std::size_t{1} << 18);
    while (program.read(block.data(), static_cast<std::streamsize>(block.size())) || program.gcount() > 0)
      hash.update(block.data(), static_cast<std::size_t>(program.gcount()));
    return to_hex(hash.finish());
  }();
  return digest;
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
