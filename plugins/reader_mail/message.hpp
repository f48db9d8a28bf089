// What of a message becomes the document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mime_part.hpp"

namespace docmill::mail {

enum class Prefer { html, text };

struct ChosenParts {
  const Part* text = nullptr;            // the document; null: the message has none
  bool is_encrypted = false;             // then there is none
  std::vector<std::string> attachments;  // names; without one its address, or its media type
  std::size_t n_further_texts = 0;       // that belong to the message and are not the document
};

// Of alternatives that which is preferred, of related parts (a page with its images) the root, else the first text.
ChosenParts choose_parts(const Part& root, Prefer prefer);

// The text of a part, and what it is.
struct PartText {
  std::string bytes;
  std::string media_type, charset;    // the latter may be empty
  std::vector<std::string> files;     // names of those that stood in it
  bool has_broken_signature = false;  // whose lines stand in it
  bool has_more_behind = false;       // the end of its base64
  std::string mistake;                // a sentence: it cannot be read; empty: it can
};
PartText text_of(const Part& part);

}  // namespace docmill::mail
