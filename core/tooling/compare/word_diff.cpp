#include "tooling/compare/word_diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace docmill::tooling {
namespace {

constexpr int most_steps = 2000;               // of the search: 16 MB of memory
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

void cut(std::string_view text, std::unordered_map<std::string_view, uint32_t>& ids, Tokens& out) {
  for (std::size_t at = 0; at < text.size();) {
    const Kind kind = kind_of(text, at);
    std::size_t end = at;
    do end = std::min(text.size(), end + sequence_length(static_cast<unsigned char>(text[end])));
    while (kind != Kind::alone && end < text.size() && kind_of(text, end) == kind);
    out.begins.push_back(at);
    out.ids.push_back(ids.emplace(text.substr(at, end - at), static_cast<uint32_t>(ids.size())).first->second);
    at = end;
  }
  out.begins.push_back(text.size());
}

// A stretch of tokens of both sides that are not the same.
struct Stretch {
  int a_begin, a_end, b_begin, b_end;
};

// The greedy algorithm of the paper (figure 2), with the furthest points of every step kept to find the way back.
class Search {
 public:
  Search(const uint32_t* a, int n, const uint32_t* b, int m) : a_(a), b_(b), n_(n), m_(m) {}

  std::vector<Stretch> run() {
    const int most = std::min(most_steps, n_ + m_);
    std::vector<int> furthest(2 * static_cast<std::size_t>(most) + 3, 0);
    const int origin = most + 1;
    for (int d = 0; d <= most; ++d) {
      for (int k = -d; k <= d; k += 2) {
        const bool down = k == -d || (k != d && furthest[at(origin, k - 1)] < furthest[at(origin, k + 1)]);
        int x = down ? furthest[at(origin, k + 1)] : furthest[at(origin, k - 1)] + 1;
        while (x < n_ && x - k < m_ && x - k >= 0 && a_[x] == b_[x - k]) ++x;
        furthest[at(origin, k)] = x;
        if (x >= n_ && x - k >= m_) {
          steps_.emplace_back(furthest.begin() + (origin - d), furthest.begin() + (origin + d) + 1);
          return way_back(n_, m_, d);
        }
      }
      steps_.emplace_back(furthest.begin() + (origin - d), furthest.begin() + (origin + d) + 1);
    }
    return give_up(most);
  }

 private:
  static std::size_t at(int origin, int k) { return static_cast<std::size_t>(origin + k); }
  int x_at(int d, int k) const { return steps_[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)]; }

  // From the point where the search has come furthest, the rest is one stretch.
  std::vector<Stretch> give_up(int d) {
    int best_x = 0, best_y = 0;
    for (int k = -d; k <= d; k += 2) {
      const int x = std::min(x_at(d, k), n_), y = std::min(x_at(d, k) - k, m_);
      if (y >= 0 && x - y == k && x + y > best_x + best_y) best_x = x, best_y = y;
    }
    std::vector<Stretch> stretches = way_back(best_x, best_y, d);
    stretches.push_back({best_x, n_, best_y, m_});
    return stretches;
  }

  std::vector<Stretch> way_back(int x, int y, int d) const {
    std::vector<Stretch> stretches;
    for (; d > 0; --d) {
      const int k = x - y;
      const bool from_above = k == -d || (k != d && x_at(d - 1, k - 1) < x_at(d - 1, k + 1));
      const int previous_k = from_above ? k + 1 : k - 1;
      const int previous_x = x_at(d - 1, previous_k), previous_y = previous_x - previous_k;
      if (from_above) stretches.push_back({previous_x, previous_x, previous_y, previous_y + 1});
      else stretches.push_back({previous_x, previous_x + 1, previous_y, previous_y});
      x = previous_x;
      y = previous_y;
    }
    std::reverse(stretches.begin(), stretches.end());
    return stretches;
  }

  const uint32_t *a_, *b_;
  int n_, m_;
  std::vector<std::vector<int>> steps_;
};

struct Difference {
  Tokens a, b;
  std::vector<Stretch> stretches;  // sorted, with something the same between any two
};

Difference difference_of(std::string_view a, std::string_view b) {
  Difference d;
  std::unordered_map<std::string_view, uint32_t> ids;
  cut(a, ids, d.a);
  cut(b, ids, d.b);
  const auto n = static_cast<int>(d.a.ids.size()), m = static_cast<int>(d.b.ids.size());
  int head = 0, tail = 0;
  while (head < n && head < m && d.a.ids[static_cast<std::size_t>(head)] == d.b.ids[static_cast<std::size_t>(head)])
    ++head;
  while (tail < n - head && tail < m - head &&
         d.a.ids[static_cast<std::size_t>(n - 1 - tail)] == d.b.ids[static_cast<std::size_t>(m - 1 - tail)])
    ++tail;
  Search search(d.a.ids.data() + head, n - head - tail, d.b.ids.data() + head, m - head - tail);
  for (Stretch s : search.run()) {
    s = {s.a_begin + head, s.a_end + head, s.b_begin + head, s.b_end + head};
    if (s.a_begin == s.a_end && s.b_begin == s.b_end) continue;
    if (!d.stretches.empty() && d.stretches.back().a_end == s.a_begin && d.stretches.back().b_end == s.b_begin) {
      d.stretches.back().a_end = s.a_end;
      d.stretches.back().b_end = s.b_end;
    } else {
      d.stretches.push_back(s);
    }
  }
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
