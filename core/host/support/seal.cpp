#include "host/support/seal.hpp"

#include <fmt/format.h>

namespace docmill::host {
namespace {

constexpr std::string_view opening = ",\n \"seal\": \"";
constexpr std::string_view closing = "\"\n}\n";
constexpr std::size_t digits = 64;
constexpr std::string_view object_end = "\n}\n";

std::string member_for(std::string_view content) {
  return std::string(opening) + to_hex(sha256(content)) + std::string(closing);
}

}  // namespace

std::string sealed(std::string_view json) {
  std::string out;
  Sealing sealing([&](std::string_view piece) { out += piece; });
  sealing.add(json);
  sealing.end();
  return out;
}

void Sealing::hand_on(std::string_view content) {
  hash_.update(content);
  take_(content);
}

void Sealing::add(std::string_view piece) {
  if (piece.size() >= object_end.size()) {
    hand_on(last_);
    const std::size_t n = piece.size() - object_end.size();
    hand_on(piece.substr(0, n));
    last_ = piece.substr(n);
    return;
  }
  last_ += piece;
  if (last_.size() <= object_end.size()) return;
  const std::size_t n = last_.size() - object_end.size();
  hand_on(std::string_view(last_).substr(0, n));
  last_.erase(0, n);
}

void Sealing::end() {
  if (last_ != object_end) hand_on(last_);
  last_.clear();
  take_(fmt::format("{}{}{}", opening, to_hex(hash_.finish()), closing));
}

bool seal_holds(std::string_view json) {
  constexpr std::size_t size = opening.size() + digits + closing.size();
  if (json.size() < size) return false;
  const std::string_view content = json.substr(0, json.size() - size);
  return json.substr(content.size()) == member_for(content);
}

}  // namespace docmill::host
