#include "tooling/inspect/expectation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/pipeline/words.hpp"
#include "tooling/inspect/layer_value.hpp"

namespace docmill::tooling {
namespace {

const Entry* member(const Table& table, std::string_view key) {
  for (const Entry& entry : table)
    if (entry.key == key) return &entry;
  return nullptr;
}

bool same_number(const Value& a, const Value& b) {
  const auto number = [](const Value& v) -> std::optional<double> {
    if (const auto* i = std::get_if<int64_t>(&v.data)) return static_cast<double>(*i);
    if (const auto* n = std::get_if<double>(&v.data)) return *n;
    return std::nullopt;
  };
  const auto x = number(a), y = number(b);
  return x && y && *x == *y;
}

// Does `got` have all that is expected? Tables may have more keys.
bool matches(const Value& expected, const Value& got) {
  if (const auto* table = std::get_if<Table>(&expected.data)) {
    const auto* other = std::get_if<Table>(&got.data);
    return other != nullptr && std::all_of(table->begin(), table->end(), [&](const Entry& entry) {
             const Entry* found = member(*other, entry.key);
             return found != nullptr && matches(entry.value, found->value);
           });
  }
  if (const auto* array = std::get_if<Array>(&expected.data)) {
    const auto* other = std::get_if<Array>(&got.data);
    return other != nullptr && std::equal(array->begin(), array->end(), other->begin(), other->end(), matches);
  }
  if (const auto* s = std::get_if<std::string>(&expected.data)) {
    const auto* other = std::get_if<std::string>(&got.data);
    return other != nullptr && *s == *other;
  }
  if (const auto* b = std::get_if<bool>(&expected.data)) {
    const auto* other = std::get_if<bool>(&got.data);
    return other != nullptr && *b == *other;
  }
  return same_number(expected, got);
}

class Comparer {
 public:
  Comparer(const Plan& plan, const Trace& trace) : plan_(plan), trace_(trace), document_(trace.document) {}

  std::vector<Mismatch> compare(const PipelineTest& test) {
    const Table& expect = test.expect.value;
    verdict(expect, "dropped", document_.outcome == Outcome::dropped, {document_.error}, test);
    verdict(expect, "failed", document_.outcome == Outcome::failed, {document_.error}, test);
    if (const Entry* entry = member(expect, "kept")) kept(*entry);
    for (const Entry& entry : expect) {
      if (is_verdict(entry.key)) continue;
      if (entry.key == "absent") absent(entry);
      else layer(entry);
    }
    return std::move(found_);
  }

 private:
  std::string who(const DocumentError& error) const {
    const std::string stage =
        error.stage < 0 ? "the input" : plan_.stages[static_cast<std::size_t>(error.stage)].name();
    return fmt::format("{}: {} ({})", stage, error.message, error.code);
  }

  void verdict(const Table& expect, const char* key, bool is, const DocumentError& error, const PipelineTest& test) {
    const Entry* entry = member(expect, key);
    if (entry == nullptr) {
      if (is)
        found_.push_back({key,
                          fmt::format("the document {}: {}",
                                      key == std::string_view("failed") ? "failed" : "was dropped", who(error)),
                          {false, test.place},
                          {},
                          false});
      return;
    }
    const auto* code = std::get_if<std::string>(&entry->value.data);
    const bool wanted = code != nullptr || std::get<bool>(entry->value.data);
    if (wanted && !is)
      found_.push_back({key,
                        fmt::format("the document had to be {} and was not",
                                    key == std::string_view("failed") ? "refused by a stage" : "dropped"),
                        entry->value,
                        {},
                        false});
    else if (!wanted && is)
      found_.push_back(
          {key,
           fmt::format("the document {}: {}", key == std::string_view("failed") ? "failed" : "was dropped", who(error)),
           entry->value,
           {},
           false});
    else if (code != nullptr && *code != error.code)
      found_.push_back({key, "", entry->value, Value{error.code, {}}, true});
  }

  void kept(const Entry& entry) {
    const auto* code = std::get_if<std::string>(&entry.value.data);
    const bool wanted = code != nullptr || std::get<bool>(entry.value.data);
    const bool is = std::any_of(document_.kept.begin(), document_.kept.end(),
                                [&](const DocumentError& e) { return code == nullptr || e.code == *code; });
    if (wanted == is) return;
    std::string what;
    for (const DocumentError& e : document_.kept) what += "; " + who(e);
    found_.push_back(
        {"kept",
         (wanted ? "a stage must fail on the document and be survived" : "no stage may fail on the document") + what,
         entry.value,
         {},
         false});
  }

  std::optional<Value> value_of(const std::string& name) const {
    const auto slot = static_cast<std::size_t>(plan_.find_layer(name));
    if (slot >= document_.layers.size() || document_.layers[slot] == nullptr) return std::nullopt;
    return layer_value(plan_, slot, document_);
  }

  void absent(const Entry& entry) {
    for (const Value& item : std::get<Array>(entry.value.data)) {
      const std::string& address = std::get<std::string>(item.data);
      const std::size_t dot = address.find('.');
      std::optional<Value> value = value_of(address.substr(0, dot));
      if (value && dot != std::string::npos) {
        const auto* table = std::get_if<Table>(&value->data);
        const Entry* found = table != nullptr ? member(*table, address.substr(dot + 1)) : nullptr;
        value = found != nullptr ? std::optional(found->value) : std::nullopt;
      }
      if (value) found_.push_back({address, "must be absent and is " + shortened(to_toml(*value)), item, {}, false});
    }
  }

  void layer(const Entry& entry) {
    const auto slot = static_cast<std::size_t>(plan_.find_layer(entry.key));
    const std::optional<Value> got = value_of(entry.key);
    if (!got) {
      if (document_.outcome == Outcome::split)
        found_.push_back({entry.key,
                          fmt::format("the document has no such layer before it is split; write part = 1, or up to {}, "
                                      "to look at a part of it",
                                      trace_.n_parts),
                          entry.value,
                          {},
                          false});
      if (document_.outcome == Outcome::written || document_.outcome == Outcome::going)
        found_.push_back({entry.key, "the document has no such layer", entry.value, {}, false});
      return;  // of a lost document the verdict has been told
    }
    const auto* table = std::get_if<Table>(&entry.value.data);
    switch (plan_.layers[slot].kind) {
      case LayerKind::text:
        if (table != nullptr) return parts_of_text(entry.key, *table, std::get<std::string>(got->data));
        break;
      case LayerKind::spans:
        if (table != nullptr) return parts_of_spans(entry.key, *table, std::get<Array>(got->data));
        break;
      default:
        if (table != nullptr) return keys(entry.key, *table, *got);
    }
    if (!matches(entry.value, *got)) found_.push_back({entry.key, "", entry.value, like(entry.value, *got), true});
  }

  // Key by key, so that each stands for itself.
  void keys(const std::string& address, const Table& expected, const Value& got) {
    const auto* table = std::get_if<Table>(&got.data);
    for (const Entry& entry : expected) {
      const Entry* found = table != nullptr ? member(*table, entry.key) : nullptr;
      const std::string own = address + '.' + entry.key;
      if (found == nullptr)
        found_.push_back({own, "is null; say so by absent = [\"" + own + "\"]", entry.value, {}, false});
      else if (const auto* inner = std::get_if<Table>(&entry.value.data)) keys(own, *inner, found->value);
      else if (!matches(entry.value, found->value))
        found_.push_back({own, "", entry.value, like(entry.value, found->value), true});
    }
  }

  void parts_of_text(const std::string& address, const Table& parts, const std::string& got) {
    for (const Entry& part : parts) {
      for (const Value& item : std::get<Array>(part.value.data)) {
        const bool has = got.find(std::get<std::string>(item.data)) != std::string::npos;
        if (has == (part.key == "contains")) continue;
        found_.push_back({address, (has ? "must not contain " : "must contain ") + to_toml(item), item, {}, false});
      }
    }
  }

  void parts_of_spans(const std::string& address, const Table& parts, const Array& got) {
    for (const Entry& part : parts) {
      if (part.key == "count") {
        const Value count{static_cast<int64_t>(got.size()), {}};
        if (!matches(part.value, count)) found_.push_back({address + ".count", "", part.value, count, true});
        continue;
      }
      for (const Value& item : std::get<Array>(part.value.data)) {
        const bool has = std::any_of(got.begin(), got.end(), [&](const Value& span) { return matches(item, span); });
        if (has == (part.key == "contains")) continue;
        found_.push_back({address, (has ? "must not contain " : "must contain ") + to_toml(item), item, {}, false});
      }
    }
  }

  // What was got with the keys alone that the expectation speaks of; of spans those that any of them has.
  static Value like(const Value& expected, const Value& got) {
    if (const auto* array = std::get_if<Array>(&expected.data)) {
      const auto* spans = std::get_if<Array>(&got.data);
      if (spans == nullptr) return got;
      Table any;
      for (const Value& item : *array)
        if (const auto* table = std::get_if<Table>(&item.data))
          for (const Entry& entry : *table)
            if (member(any, entry.key) == nullptr) any.push_back(entry);
      if (any.empty() && !spans->empty() && std::holds_alternative<Table>(spans->front().data))
        for (const char* key : {"text", "label", "value"}) any.push_back({key, {}, {}});
      Array out;
      for (const Value& span : *spans) {
        const auto* table = std::get_if<Table>(&span.data);
        if (table == nullptr) return got;
        Table kept;
        for (const Entry& key : any)
          if (const Entry* found = member(*table, key.key)) kept.push_back(*found);
        out.push_back({std::move(kept), {}});
      }
      return {std::move(out), {}};
    }
    return got;
  }

  const Plan& plan_;
  const Trace& trace_;
  const Document& document_;
  std::vector<Mismatch> found_;
};

}  // namespace

bool is_verdict(std::string_view key) { return key == "dropped" || key == "failed" || key == "kept"; }

std::vector<Mismatch> compare(const Plan& plan, const Trace& trace, const PipelineTest& test) {
  return Comparer(plan, trace).compare(test);
}

}  // namespace docmill::tooling
