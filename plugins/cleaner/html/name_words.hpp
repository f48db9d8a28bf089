// What single words of class names and ids say.
#pragma once

#include <cstdint>
#include <string_view>

#include "html/class_names.hpp"

namespace docmill::cleaner {

struct NameWord {
  enum Says : uint32_t {
    describes = 1u << 0,  // what else the name says is said of another element
    unseen = 1u << 1,     // only screen readers say it
    line = 1u << 2,
    number = 1u << 3,
    line_number = 1u << 4,
    tooltip = 1u << 5,
    text = 1u << 6,
    author = 1u << 7,
    author_frame = 1u << 8,
    article = 1u << 9,
    disclosure = 1u << 10,
    notes = 1u << 11,
    ingredients = 1u << 13,
    reviews = 1u << 14,
    notice = 1u << 15,  // beside a word for cookies: those of the browser
    remark = 1u << 16,  // of a handbook, where the word is the whole name
    frame = 1u << 12    // stands beside words with a role in a name that says nothing else
  };
  uint32_t says = 0;
  Role role = Role::none;
  // A bit for each pair of words that say together what only screen readers say.
  uint16_t first_halves = 0, second_halves = 0;
};

constexpr std::size_t longest_name_word = 20;  // of those that say something

// What the word of `size` small letters at `letters` says. Reads longest_name_word bytes and four more.
const NameWord& name_word(const char* letters, std::size_t size);

// Is the name, in small letters, given to nothing but what only screen readers say?
bool is_unseen_name(std::string_view name);

// Does a name that is given to nothing but the body of an article stand at text[at], and end there? Small letters.
bool has_body_name_at(std::string_view text, std::size_t at);

}  // namespace docmill::cleaner
