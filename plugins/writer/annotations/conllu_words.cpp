#include "annotations/conllu_words.hpp"

#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <stdexcept>

#include "docmill/base/utf8.hpp"

namespace docmill::writer {

namespace {

bool is_space(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  return u_isUWhiteSpace(u) || u_iscntrl(u);
}

bool is_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (!is_space(utf8::next(text, at))) return false;
  return true;
}

std::unique_ptr<icu::BreakIterator> word_breaks() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no word breaks: ") + u_errorName(status));
  return words;
}

// ICU's view of the bytes of a text.
class ViewOfText {
 public:
  explicit ViewOfText(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    view_ = utext_openUTF8(view_, text.data(), static_cast<int64_t>(text.size()), &status);
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU cannot read the text: ") + u_errorName(status));
  }
  ~ViewOfText() { utext_close(view_); }
  ViewOfText(const ViewOfText&) = delete;
  ViewOfText& operator=(const ViewOfText&) = delete;
  UText* get() const { return view_; }

 private:
  UText* view_ = nullptr;
};

}  // namespace

void ConllUWords::cut(std::string_view text, std::string_view language) {
  find_borders(text, language);
  find_tokens(text);
  group(text);
}

// The splitter leaves out headings: what is left between two sentences is cut at line ends.
void ConllUWords::find_borders(std::string_view text, std::string_view language) {
  cut_.clear();
  splitter_.split(text, language, 0, cut_);
  borders_.clear();
  uint32_t done = 0;
  const auto cut_lines = [&](uint32_t end) {
    while (done < end) {
      borders_.push_back(done);
      const std::size_t line_end = text.find('\n', done);
      done = line_end < end ? static_cast<uint32_t>(line_end) + 1 : end;
    }
  };
  for (const sentences::Sentence& sentence : cut_) {
    cut_lines(sentence.start);
    borders_.push_back(sentence.start);
    done = sentence.end;
  }
  cut_lines(static_cast<uint32_t>(text.size()));
  borders_.push_back(static_cast<uint32_t>(text.size()));
}

// A word that ICU sees across a border is cut there.
void ConllUWords::find_tokens(std::string_view text) {
  tokens_.clear();
  if (!words_) words_ = word_breaks();
  const ViewOfText view(text);
  UErrorCode status = U_ZERO_ERROR;
  words_->setText(view.get(), status);
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU cannot cut the text: ") + u_errorName(status));
  auto border = borders_.begin();
  auto start = static_cast<uint32_t>(words_->first());
  for (int32_t at = words_->next(); at != icu::BreakIterator::DONE; at = words_->next()) {
    const auto end = static_cast<uint32_t>(at);
    for (; border != borders_.end() && *border < end; ++border) {
      if (*border <= start) continue;
      add_token(text, start, *border);
      start = *border;
    }
    add_token(text, start, end);
    start = end;
  }
}

void ConllUWords::add_token(std::string_view text, uint32_t start, uint32_t end) {
  if (!is_blank(text.substr(start, end - start))) tokens_.push_back({start, end});
}

void ConllUWords::group(std::string_view text) {
  sentences_.clear();
  uint32_t at = 0;
  const auto n_tokens = static_cast<uint32_t>(tokens_.size());
  for (std::size_t i = 0; i + 1 < borders_.size(); ++i) {
    const uint32_t first = at;
    while (at < n_tokens && tokens_[at].start < borders_[i + 1]) ++at;
    if (at == first) continue;
    const uint32_t before = first == 0 ? 0 : tokens_[first - 1].end;
    const std::string_view gap = text.substr(before, tokens_[first].start - before);
    sentences_.push_back({first, at - first, first == 0 || gap.find('\n') != std::string_view::npos});
  }
}

}  // namespace docmill::writer
