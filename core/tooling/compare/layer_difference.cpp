#include "tooling/compare/layer_difference.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string_view>

#include "tooling/text_diff/word_diff.hpp"

namespace docmill::tooling {
namespace {

std::string brief(JsonValue v) {
  if (v.is_absent()) return "absent";
  std::string text = v.json();
  constexpr std::size_t most = 120;
  if (text.size() <= most) return text;
  std::size_t cut = most;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;
  return text.substr(0, cut) + "…";
}

std::string word(JsonValue span, std::string_view key) {
  const JsonValue v = span[key];
  if (v.is_null()) return "";
  return v.is_string() ? std::string(v.string()) : v.json();
}

// Where a span lies, as the record says it; spans over the source have only the bytes there.
std::string place(JsonValue span) {
  const bool own = !span["start"].is_absent();
  return fmt::format("[{}, {})", word(span, own ? "start" : "source_start"), word(span, own ? "end" : "source_end"));
}

std::string what(JsonValue span) {
  return fmt::format("{}: {}, {}", word(span, "text"), word(span, "label"), word(span, "value"));
}

// By what two spans are taken for the same one.
std::string key(JsonValue span, bool same_text) { return same_text ? place(span) : what(span); }

// What counts as a change of a span that stayed: everything but its places, where those are known to have moved.
bool counts(std::string_view name, bool same_text) {
  return same_text || (name != "start" && name != "end" && name != "source_start" && name != "source_end");
}

std::string changes(JsonValue a, JsonValue b, bool same_text) {
  std::string out;
  for (const JsonMember& m : b.members()) {
    if (!counts(m.name, same_text)) continue;
    const JsonValue before = a[m.name];
    if (before != m.value)
      out += fmt::format("{}{} {} -> {}", out.empty() ? "" : ", ", m.name, brief(before), brief(m.value));
  }
  return out;
}

struct SpanPairs {
  std::vector<JsonValue> removed, added;
  std::vector<std::pair<JsonValue, JsonValue>> both;
};

// Pairs in the order of the first list; of several alike the first with the first.
SpanPairs pair_spans(JsonValue a, JsonValue b, bool same_text) {
  SpanPairs pairs;
  std::multimap<std::string, JsonValue> waiting;
  for (const JsonValue span : b.items()) waiting.emplace(key(span, same_text), span);
  for (const JsonValue span : a.items()) {
    const auto found = waiting.lower_bound(key(span, same_text));
    if (found == waiting.end() || found->first != key(span, same_text)) {
      pairs.removed.push_back(span);
      continue;
    }
    pairs.both.emplace_back(span, found->second);
    waiting.erase(found);
  }
  std::set<const void*> left;
  for (const auto& [k, span] : waiting) left.insert(span.identity());
  for (const JsonValue span : b.items())
    if (left.contains(span.identity())) pairs.added.push_back(span);
  return pairs;
}

bool are_spans(JsonValue v) {
  if (!v.is_array()) return false;
  for (const JsonValue item : v.items())
    if (!item.is_object()) return false;
  return true;
}

class Lines {
 public:
  explicit Lines(std::size_t most) : most_(most) {}
  void add(std::string line) {
    if (lines_.size() < most_) lines_.push_back(std::move(line));
    else ++more_;
  }
  std::vector<std::string> take() {
    if (more_ != 0) lines_.push_back(fmt::format("… and {} more", more_));
    return std::move(lines_);
  }

 private:
  std::size_t most_, more_ = 0;
  std::vector<std::string> lines_;
};

void show_spans(JsonValue a, JsonValue b, bool same_text, Lines& out) {
  const SpanPairs pairs = pair_spans(a, b, same_text);
  for (const JsonValue span : pairs.removed) out.add(fmt::format("- {} {}", place(span), what(span)));
  for (const JsonValue span : pairs.added) out.add(fmt::format("+ {} {}", place(span), what(span)));
  for (const auto& [before, after] : pairs.both)
    if (const std::string changed = changes(before, after, same_text); !changed.empty())
      out.add(fmt::format("~ {} {}: {}", place(after), word(after, "text"), changed));
}

void show_members(JsonValue a, JsonValue b, Lines& out) {
  for (const JsonMember& m : a.members()) {
    const JsonValue after = b[m.name];
    if (after != m.value) out.add(fmt::format("{}: {} -> {}", m.name, brief(m.value), brief(after)));
  }
  for (const JsonMember& m : b.members())
    if (a[m.name].is_absent()) out.add(fmt::format("{}: absent -> {}", m.name, brief(m.value)));
}

// What is absent on both sides, or null on one of them, is no text and no list.
bool is_same(JsonValue a, JsonValue b) { return a == b || (a.is_null() && b.is_null()); }

}  // namespace

std::vector<std::string> show_layer_difference(JsonValue a, JsonValue b, bool same_text, std::size_t most) {
  if (is_same(a, b)) return {};
  if (a.is_string() && b.is_string()) return show_text_difference(a.string(), b.string(), (most + 1) / 2);
  Lines lines(most);
  if (are_spans(a) && are_spans(b)) show_spans(a, b, same_text, lines);
  else if (a.is_object() && b.is_object()) show_members(a, b, lines);
  else lines.add(fmt::format("{} -> {}", a.is_absent() ? "null" : brief(a), b.is_absent() ? "null" : brief(b)));
  return lines.take();
}

double layer_distance(JsonValue a, JsonValue b, bool same_text) {
  if (is_same(a, b)) return 0;
  if (a.is_string() && b.is_string()) return distance(a.string(), b.string());
  const auto share = [](std::size_t other, std::size_t all) {
    return all == 0 ? 0.0 : static_cast<double>(other) / static_cast<double>(all);
  };
  if (are_spans(a) && are_spans(b)) {
    const SpanPairs pairs = pair_spans(a, b, same_text);
    std::size_t other = pairs.removed.size() + pairs.added.size();
    for (const auto& [before, after] : pairs.both) other += changes(before, after, same_text).empty() ? 0 : 1;
    return share(other, pairs.removed.size() + pairs.added.size() + pairs.both.size());
  }
  if (a.is_object() && b.is_object()) {
    std::size_t other = 0, all = b.size();
    for (const JsonMember& m : a.members()) {
      const JsonValue after = b[m.name];
      all += after.is_absent() ? 1 : 0;
      other += after != m.value ? 1 : 0;
    }
    for (const JsonMember& m : b.members()) other += a[m.name].is_absent() ? 1 : 0;
    return share(other, all);
  }
  return 1;
}

}  // namespace docmill::tooling
