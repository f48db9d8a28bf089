// `when`: a condition over the layers of a document.
//   language.tag in ['en', 'zh-Hans'] and not (metadata.section == 'sports' or article.title == null)
// Grammar: or < and < not < comparison (== != < <= > >= in) < literal | layer.key | ( ... ). Literals: 'text' or
// "text", numbers, true, false, null, lists of literals. A comparison with null is false, except `== null` and `!=
// null`. A bare layer.key that is boolean may stand alone. No arithmetic, no functions.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "host/plugins/stage_declaration.hpp"

namespace docmill::host {

struct Null {
  bool operator==(const Null&) const = default;
};
// A value that a condition sees. Strings are borrowed.
using Scalar = std::variant<Null, bool, int64_t, double, std::string_view>;

// What layer.key of a condition stands for, given by whoever knows the layers.
struct KeyBinding {
  uint32_t layer = 0;  // the caller's number for it
  uint32_t key = 0;
  std::optional<FieldType> type;  // nothing: not known before the document is read (metadata)
};

class Condition {
 public:
  struct Mistake {
    std::size_t offset = 0;  // bytes into the text of the condition
    std::string message;
  };
  // Gives the binding of layer.key, or the message why there is none.
  using Bind = std::function<std::variant<KeyBinding, std::string>(std::string_view layer, std::string_view key)>;
  using Look = std::function<Scalar(std::size_t reference)>;

  // Parses and type-checks: comparing a string key with a number is a mistake, so is an unknown key.
  static std::variant<Condition, std::vector<Mistake>> parse(std::string_view text, const Bind& bind);

  // The layer.key references, each once, in order of first appearance; `look(i)` gives the value of the i-th.
  struct Reference {
    std::string layer, key;
    KeyBinding binding;
  };
  const std::vector<Reference>& references() const;
  // `Look` may be any callable Scalar(std::size_t).
  bool holds(const Look& look) const;

  struct Node;  // in condition.cpp
 private:
  std::shared_ptr<const Node> root_;
  std::shared_ptr<const std::vector<Reference>> references_;
  friend class ConditionParser;
};

}  // namespace docmill::host
