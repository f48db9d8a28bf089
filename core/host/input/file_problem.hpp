// Problems of files and the sentences that tell them, in one place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "host/input/input.hpp"

namespace docmill::host {

// What the system said (errno) while a file or folder was opened or read. No locale, no strerror.
Problem problem_of_errno(int error);

// The kind of a file that is no file, by st_mode: "a fifo", "a socket", "a device", "a folder".
Problem not_a_file(unsigned mode);

Problem empty_file();
// `size`: bytes of the document, 0 when they were not counted to the end.
Problem too_large(uint64_t size, uint64_t limit);
// Likewise of what a reader says of a document.
Problem metadata_too_large(uint64_t size, uint64_t limit);
Problem vanished();
Problem changed_while_read();

// "32 MiB", "1.5 KiB": the largest unit in which it is exact to a tenth; otherwise "1234 bytes".
std::string readable_size(uint64_t bytes);

}  // namespace docmill::host
