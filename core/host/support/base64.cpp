#include "host/support/base64.hpp"

#include <openssl/evp.h>

#include <algorithm>

namespace docmill::host {
namespace {

// OpenSSL counts in int; a multiple of 3, so that pieces join without padding between them.
constexpr std::size_t piece = std::size_t{3} << 24;

}  // namespace

void append_base64(std::string& out, std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, piece);
    const std::size_t before = out.size();
    out.resize(before + (part.size() + 2) / 3 * 4 + 1);  // EVP_EncodeBlock ends with a NUL
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data() + before),
                        reinterpret_cast<const unsigned char*>(part.data()), static_cast<int>(part.size()));
    out.resize(before + static_cast<std::size_t>(size));
    bytes.remove_prefix(part.size());
  }
}

bool from_base64(std::string_view text, std::string& out) {
  out.clear();
  if (text.size() % 4 != 0) return false;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  if (text.substr(0, text.size() - padding).find('=') != std::string_view::npos) return false;
  constexpr std::size_t part_size = piece / 3 * 4;
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(std::min(part_size, rest.size()))) {
    const std::string_view part = rest.substr(0, part_size);
    const std::size_t before = out.size();
    out.resize(before + part.size() / 4 * 3);
    const int size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data() + before),
                        reinterpret_cast<const unsigned char*>(part.data()), static_cast<int>(part.size()));
    if (size < 0 || before + static_cast<std::size_t>(size) != out.size()) return false;  // it skips white space
  }
  out.resize(out.size() - padding);
  return true;
}

}  // namespace docmill::host
