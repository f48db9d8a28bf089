// Lines that programs write for programs, or for those who look after them, though there are words in them.
#pragma once

#include <string_view>

namespace docmill::language {

// A line of a log: a date and a time to the second at its beginning (`2024-05-01 12:00:00`, `Nov 12 09:14:55`), and a
// level in capitals (`ERROR`) or a process with its number (`sshd[2217]:`). What a person writes behind a date has
// neither.
bool is_log_line(std::string_view line);

// Bytes as hexadecimal digits: four groups or more, with as many digits as letters.
bool is_hex_line(std::string_view line);

// A header of a letter that machines write or that holds an address or a date: `Message-ID: …`, `From: a@b.example`,
// `Date: Fri, 3 May 2024 10:12:00`. Not `Subject:`, whose words have a language.
bool is_mail_header(std::string_view line);

}  // namespace docmill::language
