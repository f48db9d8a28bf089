// SHA-256 of the program that is running, which says of a run what has made it.
#pragma once

#include <string>
#include <string_view>

#include "host/support/sha256_lanes.hpp"

namespace docmill::host {

// In hexadecimal; empty when it cannot be read. Computed once. [any thread]
const std::string& program_sha256();

// The program is as long as all else that a small pipeline names together; beside that, hashing it takes no time.
// Both compute what `wanted` wants.
void begin_program_beside(Sha256Lanes& wanted);   // where it leaves a lane idle (see Sha256Filler)
void finish_program_beside(Sha256Lanes& wanted);  // and the program's hash is known from now on

}  // namespace docmill::host
