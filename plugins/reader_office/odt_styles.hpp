// What the styles of an ODT say that matters for its text.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "html_builder.hpp"
#include "office_document.hpp"

namespace docmill::office {

class OdtStyles {
 public:
  // Of a part: styles.xml first, then content.xml.
  void read(const xml::Node& parent);

  // Is a paragraph style `name`, or based on it?
  bool is_based_on(std::string_view style, std::string_view name) const;
  bool is_code(std::string_view paragraph_style) const;
  // Are the letters of paragraphs of that style hidden?
  bool is_hidden(std::string_view paragraph_style) const;
  // Letters in a span of that style, among such letters; nothing: they are hidden.
  std::optional<Emphasis> within(const Emphasis& outer, std::string_view text_style) const;
  // Of a list, by its style: `depth` from 0.
  enum class Mark { none, bullet, number };
  Mark mark_of(std::string_view list_style, std::size_t depth) const;

 private:
  struct Style {
    std::string parent;
    std::optional<bool> is_bold, is_italic, is_hidden;
    std::optional<Height> height;
  };
  using Named = std::map<std::string, Style, std::less<>>;

  void add(const xml::Node& node);
  void add_list(const xml::Node& node);
  // Calls `use(name, style)` for a style and those that it is based on, until that is true.
  template <class Use>
  static bool any_of_chain(const Named& styles, std::string_view name, Use use);

  Named paragraphs_, texts_;
  std::map<std::string, std::map<std::size_t, Mark>, std::less<>> lists_;
};

// A number from 1 to `most`; 1 where there is none.
std::size_t number_of(std::string_view digits, std::size_t most);

}  // namespace docmill::office
