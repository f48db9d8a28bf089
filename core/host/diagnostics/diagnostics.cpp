#include "host/diagnostics/diagnostics.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace docmill::host {

std::string_view SourceText::line(uint32_t n) const {
  std::string_view rest = content;
  for (uint32_t i = 1; i < n; ++i) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  if (n == 0) return {};
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::error) ++n_errors_;
  all_.push_back(std::move(diagnostic));
}

void Diagnostics::error(Place place, std::string message, std::vector<std::string> details) {
  add({Severity::error, std::move(place), std::move(message), std::move(details)});
}

void Diagnostics::warning(Place place, std::string message, std::vector<std::string> details) {
  add({Severity::warning, std::move(place), std::move(message), std::move(details)});
}

void Diagnostics::sort() {
  std::map<const SourceText*, std::size_t> met;  // file -> when it was first met; only looked up, never listed
  std::vector<std::size_t> slots;                // where diagnostics with a place stand
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (all_[i].place.source == nullptr) continue;
    met.emplace(all_[i].place.source.get(), met.size());
    slots.push_back(i);
  }
  std::vector<std::size_t> order = slots;
  const auto key = [&](std::size_t i) {
    const Place& place = all_[i].place;
    return std::tuple(met.at(place.source.get()), place.line, place.column);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });

  std::vector<Diagnostic> sorted = all_;
  for (std::size_t i = 0; i < slots.size(); ++i) sorted[slots[i]] = all_[order[i]];

  using Same = std::tuple<Severity, const SourceText*, uint32_t, uint32_t, std::string, std::vector<std::string>>;
  std::set<Same> seen;
  all_.clear();
  n_errors_ = 0;
  for (Diagnostic& d : sorted) {
    const Place& p = d.place;
    if (seen.emplace(d.severity, p.source.get(), p.line, p.column, d.message, d.details).second) add(std::move(d));
  }
}

}  // namespace docmill::host
