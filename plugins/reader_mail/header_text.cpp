#include "header_text.hpp"

#include <optional>

#include "charsets/charsets.hpp"
#include "headers/header_fields.hpp"
#include "transfer.hpp"

namespace docmill::mail {
namespace {

struct Word {
  std::string charset, bytes;
  std::size_t size = 0;  // as written
};

// =?charset*language?Q?text?=
std::optional<Word> word_at(std::string_view text) {
  constexpr std::size_t longest = 2000;  // the RFC has 75
  text = text.substr(0, longest);
  if (!text.starts_with("=?")) return std::nullopt;
  const std::size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() || text[charset_end + 2] != '?')
    return std::nullopt;
  const char encoding = text[charset_end + 1];
  const std::size_t begin = charset_end + 3, end = text.find("?=", begin);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view content = text.substr(begin, end - begin);
  if (content.find('\n') != std::string_view::npos) return std::nullopt;
  const std::string_view charset = text.substr(2, charset_end - 2);
  Word word{lowered(charset.substr(0, charset.find('*'))), {}, end + 2};
  if (encoding == 'B' || encoding == 'b') word.bytes = from_base64_lines(content);
  else if (encoding == 'Q' || encoding == 'q') word.bytes = from_q_encoding(content);
  else return std::nullopt;
  return word;
}

}  // namespace

std::string decoded_words(std::string_view text) {
  std::string out, plain;
  Word open;  // bytes of words of one charset that follow each other
  const auto flush_words = [&] {
    if (open.size != 0) out += to_utf8(open.bytes, open.charset);
    open = {};
  };
  const auto flush_plain = [&] {
    out += to_utf8(plain);
    plain.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<Word> word = text[at] == '=' ? word_at(text.substr(at)) : std::nullopt;
    if (!word) {
      plain += text[at++];
      continue;
    }
    const bool follows = open.size != 0 && trimmed(plain).empty();
    if (follows) plain.clear();
    if (!follows || open.charset != word->charset) {
      flush_words();
      flush_plain();
      open.charset = word->charset;
    }
    open.bytes += word->bytes;
    open.size += word->size;
    at += word->size;
  }
  flush_words();
  flush_plain();
  return out;
}

}  // namespace docmill::mail
