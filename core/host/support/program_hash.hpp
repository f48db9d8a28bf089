// SHA-256 of the program that is running, which says of a run what has made it.
#pragma once

#include <string>
#include <string_view>

#include "host/support/sha256_pairs.hpp"

namespace docmill::host {

// In hexadecimal; empty when it cannot be read. Computed once. [any thread]
const std::string& program_sha256();

// The program among digests that are wanted anyway: it is the largest of them, and hashed beside the others it takes
// less time than behind them.
class ProgramAmong {
 public:
  // Adds the program to `wanted`, unless its hash is known.
  explicit ProgramAmong(Sha256Pairs& wanted);
  ~ProgramAmong();
  ProgramAmong(const ProgramAmong&) = delete;
  ProgramAmong& operator=(const ProgramAmong&) = delete;
  // To be called behind wanted.finish(): program_sha256() has it from now on.
  void keep() const;

 private:
  std::string_view bytes_;  // mapped
  Digest digest_{};
};

}  // namespace docmill::host
