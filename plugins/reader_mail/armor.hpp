// What the plain text of a mail may carry in lines of its own: the armor of a PGP signature around it (RFC 4880, 7),
// and files written by uuencode (POSIX), as mails had them before MIME.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace docmill::mail {

// Without the lines of signatures: what was signed stands as it was written. A signature that is not whole, or whose
// lines are none of a signature, stays with all around it.
struct WithoutArmor {
  std::string text;
  bool is_left = false;  // a line that begins a signed text stayed
};
WithoutArmor without_signature_armor(std::string_view text);

// Without files between "begin 644 NAME" and "end"; their names are added to `names`. What is no such file, or has no
// end, stays.
std::string without_uuencoded_files(std::string_view text, std::vector<std::string>& names);

}  // namespace docmill::mail
