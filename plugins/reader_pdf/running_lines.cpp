#include "running_lines.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "item_marks.hpp"

namespace docmill::pdf {
namespace {

constexpr double margin = 0.1;     // of the height of a page
constexpr double same_height = 6;  // points
constexpr std::size_t pages_of_text = 3, pages_of_number = 2;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_in_margin(const Line& line, const Page& page) {
  return is_at_head(line, page) || line.box.top >= page.height * (1 - margin);
}

// Its text with each number as one "#", and how far down it stands.
std::pair<std::string, long> key_of(const Line& line) {
  std::string text;
  for (const char c : line.text)
    if (!is_digit(c)) text += c;
    else if (text.empty() || text.back() != '#') text += '#';
  return {text, std::lround(line.box.top / same_height)};
}

using Places = std::map<std::pair<std::string, long>, std::set<std::size_t>>;  // numbers of pages by key

// Looks at few pages of each height: a hostile PDF has the same line on all of them, often.
bool is_running(const Places& places, const std::pair<std::string, long>& key) {
  const std::size_t wanted = key.first == "#" ? pages_of_number : pages_of_text;
  std::set<std::size_t> numbers;
  for (const long step : {-1L, 0L, 1L}) {
    const auto found = places.find({key.first, key.second + step});
    if (found == places.end()) continue;
    for (const std::size_t number : found->second) {
      numbers.insert(number);
      if (numbers.size() >= wanted) return true;
    }
  }
  return false;
}

Places places_in_margins(const std::vector<Page>& pages) {
  Places places;
  for (std::size_t i = 0; i < pages.size(); ++i)
    for (const Block& block : pages[i].blocks)
      for (const Line& line : block.lines)
        if (is_in_margin(line, pages[i])) places[key_of(line)].insert(i);
  return places;
}

}  // namespace

bool is_at_head(const Line& line, const Page& page) { return line.box.bottom <= page.height * margin; }

void find_running_lines(std::vector<Page>& pages) {
  const Places places = places_in_margins(pages);
  for (Page& page : pages)
    for (Block& block : page.blocks)
      for (Line& line : block.lines)
        line.is_running = is_in_margin(line, page) && !is_mark(line.text) && is_running(places, key_of(line));
}

std::vector<Piece> take_running_lines(std::vector<Page>& pages) {
  const Places places = places_in_margins(pages);
  std::vector<Piece> taken;
  for (std::size_t i = 0; i < pages.size(); ++i)
    for (Block& block : pages[i].blocks) {
      std::vector<Line> kept;
      for (Line& line : block.lines) {
        const bool goes = line.is_running || (is_in_margin(line, pages[i]) && is_running(places, key_of(line)));
        if (goes) taken.push_back({i + 1, line.box, std::move(line.text)});
        else kept.push_back(std::move(line));
      }
      block.lines = std::move(kept);
    }
  return taken;
}

}  // namespace docmill::pdf
