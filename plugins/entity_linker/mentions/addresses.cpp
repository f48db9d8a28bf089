#include "mentions/addresses.hpp"

#include <string_view>
#include <vector>

#include "text/short_words.hpp"

namespace docmill::linker {
namespace {

constexpr std::size_t longest_stretch = 64;  // tokens to either side; keeps hostile texts linear

// The characters, besides words, that an address is made of.
bool may_stand_in_address(const Token& t) {
  constexpr std::string_view marks = ".-_/\\:?=&#%+~@;!$*";
  if (t.kind == TokenKind::punctuation) return t.hash < 0x80 && marks.find(static_cast<char>(t.hash)) != marks.npos;
  return t.is_word();
}

class Stretch {
 public:
  Stretch(const Analysis& a, std::size_t i) : a_(a), first_(i), last_(i) {
    if (!may_stand_in_address(a.tokens[i])) return;
    while (first_ > 0 && i - first_ < longest_stretch && a.tokens[first_].gap == Gap::none &&
           may_stand_in_address(a.tokens[first_ - 1]))
      --first_;
    while (last_ + 1 < a.tokens.size() && last_ - i < longest_stretch && a.tokens[last_ + 1].gap == Gap::none &&
           may_stand_in_address(a.tokens[last_ + 1]))
      ++last_;
  }

  bool is_address_at(std::size_t i) const {
    if (is_file()) return true;
    for (std::size_t k = first_; k < last_; ++k)
      if (k < i ? leads_on(k) : (joins_mail(k) || leads_to_path(k)) && only_host(i, k)) return true;
    return false;
  }

 private:
  const Token& token(std::size_t i) const { return a_.tokens[i]; }
  std::string_view text(std::size_t i) const { return a_.text.substr(token(i).start, token(i).size()); }
  bool is_mark(std::size_t i, char32_t c) const { return i <= last_ && token(i).is_punctuation(c); }
  bool is_word(std::size_t i) const { return i <= last_ && token(i).is_word(); }

  // "docs/Acme/notes.txt", "C:\Acme\Setup.exe", "Acme-2024.pdf"; a sentence may end with it.
  bool is_file() const {
    static constexpr ShortWords endings(
        "bat", "cc", "cfg", "conf", "cpp", "css", "csv", "cu", "dll", "doc", "docx", "exe", "gif", "gz", "hpp", "htm",
        "html", "ini", "java", "jpeg", "jpg", "json", "log", "md", "mp3", "mp4", "pdf", "php", "png", "ppt", "pptx",
        "sh", "sql", "svg", "tar", "toml", "tsv", "txt", "webp", "xls", "xlsx", "xml", "yaml", "yml", "zip");
    std::size_t end = last_;
    while (end > first_ && !token(end).is_word()) --end;
    return end >= first_ + 2 && is_mark(end - 1, '.') && is_word(end - 2) && token(end).lower_case() &&
           endings.has(text(end));
  }

  // Is all that follows token k an address, or the rest of one?
  bool leads_on(std::size_t k) const {
    if (is_mark(k, ':')) return k > first_ && is_word(k - 1) && is_mark(k + 1, '/') && is_mark(k + 2, '/');
    if (is_mark(k, '@')) return joins_mail(k);
    if (is_mark(k, '.') && k == first_ + 1) return text(first_) == "www";
    return leads_to_path(k);
  }
  bool leads_to_path(std::size_t k) const { return (is_mark(k, '/') || is_mark(k, '?')) && ends_domain(k - 1); }
  bool joins_mail(std::size_t k) const { return is_mark(k, '@') && k > first_ && is_word(k - 1) && is_word(k + 1); }
  // "Ann.Moser" before the @, "Example.org" before the path
  bool only_host(std::size_t from, std::size_t to) const {
    for (std::size_t k = from; k < to; ++k)
      if (!token(k).is_word() && !is_mark(k, '.') && !is_mark(k, '-') && !is_mark(k, '_') && !is_mark(k, '+'))
        return false;
    return true;
  }
  // The "org" of "example.org", at token k.
  bool ends_domain(std::size_t k) const {
    return k >= first_ + 2 && is_word(k) && token(k).lower_case() && !token(k).is(token_flag::has_digit) &&
           token(k).size() >= 2 && is_mark(k - 1, '.') && is_word(k - 2);
  }

  const Analysis& a_;
  std::size_t first_, last_;
};

}  // namespace

bool inside_address_of_several(const Analysis& analysis, std::size_t i) {
  return Stretch(analysis, i).is_address_at(i);
}

}  // namespace docmill::linker
