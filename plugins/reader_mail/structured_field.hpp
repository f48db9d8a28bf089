// Fields with parameters: "text/html; charset=utf-8; name*=utf-8''M%C3%BChle.html" (RFC 2045, 5.1; RFC 2231).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace docmill::mail {

class StructuredField {
 public:
  StructuredField() = default;
  // Reads the value of a field. What is no parameter is passed over.
  explicit StructuredField(std::string_view text);
  // In lower case, without the parameters.
  const std::string& value() const { return value_; }
  // Of a parameter, case of its name aside, in UTF-8; empty: there is none.
  std::string get(std::string_view name) const;

 private:
  std::string value_;
  std::vector<std::pair<std::string, std::string>> parameters_;  // names in lower case, values without quotes
};

}  // namespace docmill::mail
