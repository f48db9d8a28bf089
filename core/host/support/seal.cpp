#include "host/support/seal.hpp"

#include "host/support/sha256.hpp"

namespace docmill::host {
namespace {

constexpr std::string_view opening = ",\n \"seal\": \"";
constexpr std::string_view closing = "\"\n}\n";
constexpr std::size_t digits = 64;

std::string member_for(std::string_view content) {
  return std::string(opening) + to_hex(sha256(content)) + std::string(closing);
}

}  // namespace

std::string sealed(std::string_view json) {
  constexpr std::string_view end = "\n}\n";
  const std::string_view content = json.ends_with(end) ? json.substr(0, json.size() - end.size()) : json;
  return std::string(content) + member_for(content);
}

bool seal_holds(std::string_view json) {
  constexpr std::size_t size = opening.size() + digits + closing.size();
  if (json.size() < size) return false;
  const std::string_view content = json.substr(0, json.size() - size);
  return json.substr(content.size()) == member_for(content);
}

}  // namespace docmill::host
