#include "kb/type_rules.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "knowledge_base/knowledge_entry.hpp"

namespace docmill::linker {
namespace {

// The number of an item; 0 where it is none, or a number that we cannot hold.
uint32_t number_of(std::string_view item) {
  uint32_t number = 0;
  if (item.size() < 2 || item[0] != 'Q') return 0;
  const auto [end, error] = std::from_chars(item.data() + 1, item.data() + item.size(), number);
  return error == std::errc() && end == item.data() + item.size() ? number : 0;
}

}  // namespace

std::vector<TypeRules::Rule> TypeRules::usual() {
  return {{"Q5", "person"},                   // human
          {"Q95074", "fictional_character"},  // fictional character
          {"Q3918", "university"},            // university
          {"Q115305900", "ai_model"},         // large language model
          {"Q80831", "chip"},                 // integrated circuit
          {"Q1193236", "media"},              // news media
          {"Q327333", "agency"},              // government agency
          {"Q4830453", "company"},            // business
          {"Q783794", "company"},             // company
          {"Q6881511", "company"},            // enterprise
          {"Q6256", "place"},                 // country
          {"Q486972", "place"},               // human settlement
          {"Q82794", "place"},                // region
          {"Q43229", "organisation"},         // organization
          {"Q2221906", "place"},              // geographic location
          {"Q1656682", "event"},              // event
          {"Q7397", "product"},               // software
          {"Q2424752", "product"},            // product
          {"Q11862829", "concept"},           // academic discipline
          {"Q34770", "concept"},              // language
          {"Q151885", "concept"}};            // concept
}

void TypeRules::add_subclass(std::string_view child, std::string_view parent) {
  const uint32_t c = number_of(child), p = number_of(parent);
  if (c != 0 && p != 0) children_.emplace_back(p, c);
}

// From each rule down to its subclasses, the first rule first: what one has taken, no later one gets.
void TypeRules::finish() {
  std::sort(children_.begin(), children_.end());
  std::unordered_map<uint32_t, uint32_t> rank;
  std::vector<uint32_t> open;
  for (uint32_t r = 0; r < rules_.size(); ++r) {
    open.assign(1, number_of(rules_[r].item));
    while (!open.empty()) {
      const uint32_t item = open.back();
      open.pop_back();
      if (!rank.try_emplace(item, r).second) continue;
      const auto first = std::lower_bound(children_.begin(), children_.end(), std::pair<uint32_t, uint32_t>(item, 0));
      for (auto at = first; at != children_.end() && at->first == item; ++at) open.push_back(at->second);
    }
  }
  ranks_.assign(rank.begin(), rank.end());
  std::sort(ranks_.begin(), ranks_.end());
}

std::string_view TypeRules::type_of(std::string_view classes) const {
  uint32_t best = UINT32_MAX;
  for_each_line(classes, [&](std::string_view item) {
    const auto at = std::lower_bound(ranks_.begin(), ranks_.end(), std::pair<uint32_t, uint32_t>(number_of(item), 0));
    if (at != ranks_.end() && at->first == number_of(item)) best = std::min(best, at->second);
  });
  return best < rules_.size() ? std::string_view(rules_[best].type) : std::string_view();
}

}  // namespace docmill::linker
