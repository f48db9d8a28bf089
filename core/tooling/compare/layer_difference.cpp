#include "tooling/compare/layer_difference.hpp"

#include <fmt/format.h>

#include <map>
#include <string_view>

#include "host/formats/json_object.hpp"
#include "tooling/text_diff/word_diff.hpp"

namespace docmill::tooling {
namespace {

using JsonValue = rapidjson::Value;

std::string_view view(const JsonValue& v) { return {v.GetString(), v.GetStringLength()}; }

std::string brief(const JsonValue* v) {
  if (v == nullptr) return "absent";
  std::string text = json_text(*v);
  constexpr std::size_t most = 120;
  if (text.size() <= most) return text;
  std::size_t cut = most;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;
  return text.substr(0, cut) + "…";
}

const JsonValue* member(const JsonValue& object, const char* key) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(key);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string word(const JsonValue& span, const char* key) {
  const JsonValue* v = member(span, key);
  if (v == nullptr || v->IsNull()) return "";
  return v->IsString() ? std::string(view(*v)) : json_text(*v);
}

// Where a span lies, as the record says it; spans over the source have only the bytes there.
std::string place(const JsonValue& span) {
  const bool own = member(span, "start") != nullptr;
  return fmt::format("[{}, {})", word(span, own ? "start" : "source_start"), word(span, own ? "end" : "source_end"));
}

std::string what(const JsonValue& span) {
  return fmt::format("{}: {}, {}", word(span, "text"), word(span, "label"), word(span, "value"));
}

// By what two spans are taken for the same one.
std::string key(const JsonValue& span, bool same_text) { return same_text ? place(span) : what(span); }

// What counts as a change of a span that stayed: everything but its places, where those are known to have moved.
bool counts(std::string_view name, bool same_text) {
  return same_text || (name != "start" && name != "end" && name != "source_start" && name != "source_end");
}

std::string changes(const JsonValue& a, const JsonValue& b, bool same_text) {
  std::string out;
  for (const auto& m : b.GetObject()) {
    if (!counts(view(m.name), same_text)) continue;
    const JsonValue* before = member(a, m.name.GetString());
    if (before == nullptr || *before != m.value)
      out += fmt::format("{}{} {} -> {}", out.empty() ? "" : ", ", view(m.name), brief(before), brief(&m.value));
  }
  return out;
}

struct SpanPairs {
  std::vector<const JsonValue*> removed, added;
  std::vector<std::pair<const JsonValue*, const JsonValue*>> both;
};

// Pairs in the order of the first list; of several alike the first with the first.
SpanPairs pair_spans(const JsonValue& a, const JsonValue& b, bool same_text) {
  SpanPairs pairs;
  std::multimap<std::string, const JsonValue*> waiting;
  for (const JsonValue& span : b.GetArray()) waiting.emplace(key(span, same_text), &span);
  for (const JsonValue& span : a.GetArray()) {
    const auto found = waiting.lower_bound(key(span, same_text));
    if (found == waiting.end() || found->first != key(span, same_text)) {
      pairs.removed.push_back(&span);
      continue;
    }
    pairs.both.emplace_back(&span, found->second);
    waiting.erase(found);
  }
  std::map<const JsonValue*, bool> left;
  for (const auto& [k, span] : waiting) left[span] = true;
  for (const JsonValue& span : b.GetArray())
    if (left.contains(&span)) pairs.added.push_back(&span);
  return pairs;
}

bool are_spans(const JsonValue& v) {
  if (!v.IsArray()) return false;
  for (const JsonValue& item : v.GetArray())
    if (!item.IsObject()) return false;
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

void show_spans(const JsonValue& a, const JsonValue& b, bool same_text, Lines& out) {
  const SpanPairs pairs = pair_spans(a, b, same_text);
  for (const JsonValue* span : pairs.removed) out.add(fmt::format("- {} {}", place(*span), what(*span)));
  for (const JsonValue* span : pairs.added) out.add(fmt::format("+ {} {}", place(*span), what(*span)));
  for (const auto& [before, after] : pairs.both)
    if (const std::string changed = changes(*before, *after, same_text); !changed.empty())
      out.add(fmt::format("~ {} {}: {}", place(*after), word(*after, "text"), changed));
}

void show_members(const JsonValue& a, const JsonValue& b, Lines& out) {
  for (const auto& m : a.GetObject()) {
    const JsonValue* after = member(b, m.name.GetString());
    if (after == nullptr || *after != m.value)
      out.add(fmt::format("{}: {} -> {}", view(m.name), brief(&m.value), brief(after)));
  }
  for (const auto& m : b.GetObject())
    if (member(a, m.name.GetString()) == nullptr)
      out.add(fmt::format("{}: absent -> {}", view(m.name), brief(&m.value)));
}

}  // namespace

std::vector<std::string> show_layer_difference(const JsonValue& a, const JsonValue& b, bool same_text,
                                               std::size_t most) {
  if (a == b) return {};
  if (a.IsString() && b.IsString()) return show_text_difference(view(a), view(b), (most + 1) / 2);
  Lines lines(most);
  if (are_spans(a) && are_spans(b)) show_spans(a, b, same_text, lines);
  else if (a.IsObject() && b.IsObject()) show_members(a, b, lines);
  else lines.add(fmt::format("{} -> {}", brief(&a), brief(&b)));
  return lines.take();
}

double layer_distance(const JsonValue& a, const JsonValue& b, bool same_text) {
  if (a == b) return 0;
  if (a.IsString() && b.IsString()) return distance(view(a), view(b));
  const auto share = [](std::size_t other, std::size_t all) {
    return all == 0 ? 0.0 : static_cast<double>(other) / static_cast<double>(all);
  };
  if (are_spans(a) && are_spans(b)) {
    const SpanPairs pairs = pair_spans(a, b, same_text);
    std::size_t other = pairs.removed.size() + pairs.added.size();
    for (const auto& [before, after] : pairs.both) other += changes(*before, *after, same_text).empty() ? 0 : 1;
    return share(other, pairs.removed.size() + pairs.added.size() + pairs.both.size());
  }
  if (a.IsObject() && b.IsObject()) {
    std::size_t other = 0, all = b.MemberCount();
    for (const auto& m : a.GetObject()) {
      const JsonValue* after = member(b, m.name.GetString());
      all += after == nullptr ? 1 : 0;
      other += after == nullptr || *after != m.value ? 1 : 0;
    }
    for (const auto& m : b.GetObject()) other += member(a, m.name.GetString()) == nullptr ? 1 : 0;
    return share(other, all);
  }
  return 1;
}

}  // namespace docmill::tooling
