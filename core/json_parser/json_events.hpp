// JSON read from its begin to its end, without a tree: whether a text is JSON, and what stands in it, one thing after
// another. Depth costs no stack. Any thread; nothing is kept between calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace docmill {

// What is wrong with a text that is no JSON.
enum class JsonMistake : uint8_t {
  none,
  something_behind,  // the value
  no_value,          // begins like this
  no_member_name,
  no_colon,
  no_comma_or_brace,    // after a member
  no_comma_or_bracket,  // after an element
  bad_hex_digits,
  half_of_a_pair,  // of surrogates
  bad_escape,
  bad_string,  // it does not end, or has a control character in it
  bad_encoding,
  number_too_big,
  no_fraction,  // behind a point
  no_exponent,
  stopped,  // by the one who takes the events
  other,
};

struct JsonError {
  JsonMistake mistake = JsonMistake::none;
  std::size_t at = 0;  // the byte

  bool ok() const { return mistake == JsonMistake::none; }
};

// Is the text one value, in valid UTF-8? Of the escapes of surrogates a low half may stand alone, as programs write
// that make text of any bytes; who decodes it has to see to that.
JsonError find_json_error(std::string_view text);

enum class JsonKind : uint8_t { null, boolean, number, string, array, object };

// Takes what is read. Places are bytes of the text. False stops the reading.
class JsonEvents {
 public:
  virtual ~JsonEvents() = default;
  // A value without others in it. `text`: of a string with its escapes undone, of a number as it is written, of others
  // empty; gone when this returns. `end`: behind it.
  virtual bool scalar(JsonKind kind, std::string_view text, std::size_t end) = 0;
  // The name of a member, in the same way.
  virtual bool name(std::string_view text, std::size_t end) = 0;
  // The bracket at `at` opens an array or an object; the one in front of `end` closes it.
  virtual bool open(std::size_t at) = 0;
  virtual bool close(JsonKind kind, std::size_t end) = 0;
};

// Reads one value, which is all of the text; halves of surrogate pairs do not pass. That it is valid UTF-8 is for the
// caller to see to.
JsonError read_json_events(std::string_view text, JsonEvents& events);

}  // namespace docmill
