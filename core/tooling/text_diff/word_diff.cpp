#include "tooling/text_diff/word_diff.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tooling/text_diff/sequence_diff.hpp"

namespace docmill::tooling {
namespace {

constexpr std::size_t words_around = 12;       // tokens (words and the spaces between them) shown on each side
constexpr std::size_t most_shown_bytes = 300;  // of one side of an edit

struct Tokens {
  std::vector<std::size_t> begins;  // and the end of the text
  std::vector<uint32_t> ids;        // equal tokens have equal ids
};

std::size_t sequence_length(unsigned char lead) { return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4; }

enum class Kind { space, word, alone };

// Letters of the scripts from U+2E80 on (Chinese, Japanese, Korean, …) stand alone, and so does punctuation.
Kind kind_of(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c == ' ' || c == '\n' || c == '\t' || c == '\r') return Kind::space;
  if (c < 0x80) {
    const bool word = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    return word ? Kind::word : Kind::alone;
  }
  const bool far = c > 0xe2 || (c == 0xe2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xba);
  return far ? Kind::alone : Kind::word;
}

void cut(std::string_view text, PieceNumbers& numbers, Tokens& out) {
  for (std::size_t at = 0; at < text.size();) {
    const Kind kind = kind_of(text, at);
    std::size_t end = at;
    do end = std::min(text.size(), end + sequence_length(static_cast<unsigned char>(text[end])));
    while (kind != Kind::alone && end < text.size() && kind_of(text, end) == kind);
    out.begins.push_back(at);
    out.ids.push_back(numbers.of(text.substr(at, end - at)));
    at = end;
  }
  out.begins.push_back(text.size());
}

struct Difference {
  Tokens a, b;
  std::vector<Stretch> stretches;
};

Difference difference_of(std::string_view a, std::string_view b) {
  Difference d;
  PieceNumbers numbers;
  cut(a, numbers, d.a);
  cut(b, numbers, d.b);
  d.stretches = diff_sequences(d.a.ids, d.b.ids);
  return d;
}

std::size_t byte_of(const Tokens& tokens, int token) { return tokens.begins[static_cast<std::size_t>(token)]; }

// One line: control characters made visible, the middle left out when it is long.
std::string visible(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += "⏎";
    else if (static_cast<unsigned char>(c) < 0x20) out += ' ';
    else out += c;
  }
  if (out.size() <= most_shown_bytes) return out;
  const auto is_inside = [&](std::size_t at) { return (static_cast<unsigned char>(out[at]) & 0xc0) == 0x80; };
  std::size_t head = most_shown_bytes / 2, tail = out.size() - most_shown_bytes / 2;
  while (head > 0 && is_inside(head)) --head;
  while (tail < out.size() && is_inside(tail)) ++tail;
  return out.substr(0, head) + " … " + out.substr(tail);
}

}  // namespace

std::vector<TextEdit> diff_words(std::string_view a, std::string_view b) {
  const Difference d = difference_of(a, b);
  std::vector<TextEdit> edits;
  for (const Stretch& s : d.stretches)
    edits.push_back({byte_of(d.a, s.a_begin), byte_of(d.a, s.a_end), byte_of(d.b, s.b_begin), byte_of(d.b, s.b_end)});
  return edits;
}

double distance(std::string_view a, std::string_view b) {
  const Difference d = difference_of(a, b);
  const std::size_t all = d.a.ids.size() + d.b.ids.size();
  if (all == 0) return 0;
  int other = 0;
  for (const Stretch& s : d.stretches) other += s.a_end - s.a_begin + s.b_end - s.b_begin;
  return other / static_cast<double>(all);
}

std::vector<std::string> show_text_difference(std::string_view a, std::string_view b, std::size_t most) {
  const Difference d = difference_of(a, b);
  std::vector<std::string> lines;
  const auto around = static_cast<int>(words_around);
  const auto n = static_cast<int>(d.a.ids.size()), m = static_cast<int>(d.b.ids.size());
  std::size_t shown = 0;
  for (std::size_t i = 0; i < d.stretches.size(); ++shown) {
    std::size_t last = i;
    while (last + 1 < d.stretches.size() && d.stretches[last + 1].a_begin - d.stretches[last].a_end <= around) ++last;
    if (shown == most) {
      lines.push_back(fmt::format("… and {} more", d.stretches.size() - i));
      return lines;
    }
    const Stretch &first = d.stretches[i], &end = d.stretches[last];
    const auto side = [&](std::string_view text, const Tokens& tokens, int from, int to, int count) {
      const int begin = std::max(0, from - around), stop = std::min(count, to + around);
      const std::size_t at = byte_of(tokens, begin);
      return fmt::format("{}{}{}", begin > 0 ? "…" : "", visible(text.substr(at, byte_of(tokens, stop) - at)),
                         stop < count ? "…" : "");
    };
    lines.push_back("- " + side(a, d.a, first.a_begin, end.a_end, n));
    lines.push_back("+ " + side(b, d.b, first.b_begin, end.b_end, m));
    i = last + 1;
  }
  return lines;
}

}  // namespace docmill::tooling
