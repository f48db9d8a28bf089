// A seal: the last member of a JSON file that docmill writes for itself (run.json, NAME.lock), the SHA-256 of all that
// stands before it. It tells an edit, a bad merge or a broken copy from what docmill wrote; it is no signature.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "host/support/sha256.hpp"

namespace docmill::host {

// `json` is an object printed over several lines, "{\n ...\n}\n"; gains the member "seal".
std::string sealed(std::string_view json);

// The same for a text that comes piece by piece and is too large to be held.
class Sealing {
 public:
  using Take = std::function<void(std::string_view)>;
  explicit Sealing(Take take) : take_(std::move(take)) {}
  void add(std::string_view piece);
  // Behind the last piece: the seal.
  void end();

 private:
  void hand_on(std::string_view content);
  Take take_;
  std::string last_;  // as many bytes as the object's end has, which are held back
  Sha256 hash_;
};

// Is there a seal at the end that belongs to what stands before it?
bool seal_holds(std::string_view json);

}  // namespace docmill::host
