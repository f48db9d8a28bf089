#include "sentence_gold.hpp"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "docmill/base/utf8.hpp"
#include "sentences/marks.hpp"
#include "sentences/sentence_splitter.hpp"

namespace docmill::sentences::gold {

namespace {

Text read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  Text text;
  text.language = path.stem().string();
  const bool spaces = text.language != "zh" && text.language != "ja";
  bool fresh = true;
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) {
      fresh = true;
      continue;
    }
    if (fresh) text.paragraphs.emplace_back();
    Paragraph& p = text.paragraphs.back();
    if (!fresh) {
      p.ends.push_back(p.text.size());
      if (spaces) p.text += ' ';
    }
    p.text += line;
    fresh = false;
    ++text.sentences;
  }
  return text;
}

// Is `at` inside something that opens and closes within the gold's own sentence?
bool is_in_quotation(const Paragraph& p, std::size_t at) {
  const auto next = std::lower_bound(p.ends.begin(), p.ends.end(), at);
  const std::size_t start = next == p.ends.begin() ? 0 : *(next - 1);
  const std::size_t end = next == p.ends.end() ? p.text.size() : *next;
  Closers open;
  for (std::size_t i = start; i < end;) {
    const std::size_t here = i;
    const char32_t c = utf8::next(p.text, i);
    if (open.first != 0) {
      if (!open.holds(c)) continue;
      if (here >= at || i == at) return true;  // a border right behind the closing mark: who spoke comes next
      open = {};
    } else if (here < at) {
      open = closers_of(c);
    }
  }
  return false;
}

}  // namespace

std::vector<Text> read(const std::string& part) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(DOCMILL_SOURCE_DIR "/plugins/common/tests/gold/" + part))
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Text> texts;
  for (const auto& path : paths) texts.push_back(read_file(path));
  return texts;
}

Score& Score::operator+=(const Score& other) {
  right += other.right;
  missed += other.missed;
  wrong += other.wrong;
  wrong_in_quotations += other.wrong_in_quotations;
  return *this;
}

namespace {
double f1_of(std::size_t right, std::size_t errors) {
  return right + errors == 0 ? 1 : 2.0 * static_cast<double>(right) / static_cast<double>(2 * right + errors);
}
}  // namespace

double Score::f1() const { return f1_of(right, missed + wrong); }
double Score::f1_by_handbook() const { return f1_of(right, missed + wrong - wrong_in_quotations); }

Score score(const Text& text, const Splitter& splitter, const Report& report) {
  Score score;
  for (const Paragraph& p : text.paragraphs) {
    const std::vector<std::size_t> found = splitter(p.text, text.language);
    const auto tell = [&](std::string_view what, std::size_t at) {
      if (report) report(what, std::string_view(p.text).substr(0, at), std::string_view(p.text).substr(at));
    };
    for (const std::size_t end : p.ends) {
      const bool hit = std::binary_search(found.begin(), found.end(), end);
      ++(hit ? score.right : score.missed);
      if (!hit) tell("missed", end);
    }
    for (const std::size_t end : found) {
      if (end >= p.text.size() || std::binary_search(p.ends.begin(), p.ends.end(), end)) continue;
      ++score.wrong;
      score.wrong_in_quotations += is_in_quotation(p, end);
      tell("wrong", end);
    }
  }
  return score;
}

std::vector<std::size_t> ours(std::string_view text, std::string_view language) {
  static thread_local SentenceSplitter splitter;
  std::vector<Sentence> sentences;
  splitter.split(text, language, 0, sentences);
  std::vector<std::size_t> ends;
  for (const Sentence& s : sentences) ends.push_back(s.end);
  return ends;
}

std::vector<std::size_t> icu_alone(std::string_view text, std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createSentenceInstance(icu::Locale(std::string(language).c_str()), status));
  UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU made no sentence iterator");
  breaks->setText(utext, status);
  std::vector<std::size_t> ends;
  breaks->first();
  for (int32_t at = breaks->next(); at != icu::BreakIterator::DONE; at = breaks->next()) {
    auto end = static_cast<std::size_t>(at);
    while (end > 0) {
      std::size_t before = end;
      if (!is_space(utf8::previous(text, before))) break;
      end = before;
    }
    ends.push_back(end);
  }
  utext_close(utext);
  return ends;
}

}  // namespace docmill::sentences::gold
