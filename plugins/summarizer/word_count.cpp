#include "word_count.hpp"

#include "docmill/base/utf8.hpp"
#include "sentences/marks.hpp"

namespace docmill::summary {

namespace {

// Steps through the words of a text.
class WordSteps {
 public:
  explicit WordSteps(std::string_view text) : text_(text) {}
  // Moves behind the next word; false where there is none.
  bool step() {
    bool within = false;
    while (at_ < text_.size()) {
      const std::size_t from = at_;
      const char32_t c = utf8::next(text_, at_);
      if (stands_alone(c)) {
        if (within) at_ = from;
        return true;
      }
      if (sentences::is_space(c)) {
        if (within) return at_ = from, true;
      } else {
        within = within || sentences::is_letter_or_digit(c);
      }
    }
    return within;
  }
  std::size_t at() const { return at_; }

 private:
  static bool stands_alone(char32_t c) {
    const bool without_spaces =
        sentences::is_ideographic(c) || (c >= 0xE00 && c < 0xF00) || (c >= 0x1780 && c < 0x1800);
    return without_spaces && sentences::is_letter_or_digit(c);
  }
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::size_t count_words(std::string_view text) {
  WordSteps steps(text);
  std::size_t n = 0;
  while (steps.step()) ++n;
  return n;
}

std::string_view first_words(std::string_view text, std::size_t most) {
  WordSteps steps(text);
  std::size_t end = 0;
  for (std::size_t n = 0; n < most && steps.step(); ++n) end = steps.at();
  return steps.step() ? text.substr(0, end) : text;
}

}  // namespace docmill::summary
