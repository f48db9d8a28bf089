#include "tooling/text_diff/sequence_diff.hpp"

#include <algorithm>

namespace docmill::tooling {
namespace {

constexpr int most_steps = 2000;

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

}  // namespace

std::vector<Stretch> diff_sequences(std::span<const uint32_t> a, std::span<const uint32_t> b) {
  const auto n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
  int head = 0, tail = 0;
  while (head < n && head < m && a[static_cast<std::size_t>(head)] == b[static_cast<std::size_t>(head)]) ++head;
  while (tail < n - head && tail < m - head &&
         a[static_cast<std::size_t>(n - 1 - tail)] == b[static_cast<std::size_t>(m - 1 - tail)])
    ++tail;
  Search search(a.data() + head, n - head - tail, b.data() + head, m - head - tail);
  std::vector<Stretch> stretches;
  for (Stretch s : search.run()) {
    s = {s.a_begin + head, s.a_end + head, s.b_begin + head, s.b_end + head};
    if (s.a_begin == s.a_end && s.b_begin == s.b_end) continue;
    if (!stretches.empty() && stretches.back().a_end == s.a_begin && stretches.back().b_end == s.b_begin) {
      stretches.back().a_end = s.a_end;
      stretches.back().b_end = s.b_end;
    } else {
      stretches.push_back(s);
    }
  }
  return stretches;
}

}  // namespace docmill::tooling
