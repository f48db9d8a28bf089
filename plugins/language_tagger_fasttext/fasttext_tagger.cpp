#include "fasttext_tagger.hpp"

#include <fasttext/fasttext.h>

#include <algorithm>
#include <cmath>
#include <istream>
#include <stdexcept>
#include <streambuf>

#include "docmill/base/utf8.hpp"
#include "readable.hpp"

namespace docmill::language {

namespace {

constexpr std::size_t judged_bytes = 4096;  // of a line

// Reads from bytes without a copy: models have up to a gigabyte.
class BytesBuffer : public std::streambuf {
 public:
  explicit BytesBuffer(std::string_view bytes) {
    char* begin = const_cast<char*>(bytes.data());  // read only: there is no overflow()
    setg(begin, begin, begin + bytes.size());
  }

 protected:
  pos_type seekoff(off_type offset, std::ios_base::seekdir from, std::ios_base::openmode) override {
    char* base = from == std::ios_base::beg ? eback() : from == std::ios_base::cur ? gptr() : egptr();
    if (offset > egptr() - base || offset < eback() - base) return pos_type(off_type(-1));
    setg(eback(), base + offset, egptr());
    return pos_type(gptr() - eback());
  }
};

double rounded(double x) { return std::floor(std::clamp(x, 0.0, 0.9999) * 10000 + 0.5) / 10000; }

}  // namespace

FastTextTagger::~FastTextTagger() = default;

FastTextTagger::FastTextTagger(std::string_view model, uint64_t minimum_letters, double minimum_confidence)
    : model_(std::make_unique<fasttext::FastText>()),
      minimum_letters_(minimum_letters),
      minimum_confidence_(minimum_confidence) {
  constexpr std::string_view magic("\xba\x16\x4f\x2f", 4);  // FASTTEXT_FILEFORMAT_MAGIC_INT32, little-endian
  if (model.substr(0, 4) != magic)
    throw std::runtime_error("it does not begin as a fastText model (.bin or .ftz) does");
  BytesBuffer buffer(model);
  std::istream in(&buffer);
  in.exceptions(std::ios::eofbit | std::ios::failbit | std::ios::badbit);
  in.ignore(8);  // magic and version: loadModel(istream) begins behind them
  try {
    model_->loadModel(in);
  } catch (const std::exception&) {
    throw std::runtime_error("the fastText model is cut off or damaged");
  }
  if (model_->getArgs().model != fasttext::model_name::sup)
    throw std::runtime_error("the fastText model holds word vectors, not labels; a language model is a supervised one");
  const auto dictionary = model_->getDictionary();
  for (int32_t i = 0; i < dictionary->nlabels(); ++i) tags_.push_back(tag_of_label(dictionary->getLabel(i)));
  if (tags_.empty()) throw std::runtime_error("the fastText model has no labels");
}

FastTextJudgement FastTextTagger::judge(std::string_view line, FastTextResult& scratch) const {
  FastTextJudgement result;
  result.script = scratch.letters.main_script();
  scratch.line.assign(utf8::prefix(line, judged_bytes));
  std::replace(scratch.line.begin(), scratch.line.end(), '\n', ' ');
  BytesBuffer buffer(scratch.line);
  std::istream in(&buffer);
  std::vector<int32_t> words, labels;
  model_->getDictionary()->getLine(in, words, labels);
  if (words.empty()) return result;
  fasttext::Predictions predictions;
  model_->predict(1, words, predictions, 0);
  if (predictions.empty()) return result;
  const int32_t label = predictions.front().second;
  const double score = rounded(std::exp(static_cast<double>(predictions.front().first)));
  if (score < minimum_confidence_ || tag_of(label).language == "und") return result;
  result.label = label;
  result.score = score;
  return result;
}

void FastTextTagger::vote(FastTextResult& result) const {
  result.votes.assign(tags_.size(), 0);
  double total = 0;
  for (const FastTextParagraph& p : result.paragraphs) {
    total += static_cast<double>(p.weight);
    if (p.judgement.label >= 0)
      result.votes[static_cast<std::size_t>(p.judgement.label)] += static_cast<double>(p.weight) * p.judgement.score;
  }
  const auto best = std::max_element(result.votes.begin(), result.votes.end());
  result.document = {};
  result.document.script = result.all_letters.main_script();
  if (total <= 0 || *best <= 0) return;
  result.document.label = static_cast<int32_t>(best - result.votes.begin());
  result.document.score = rounded(*best / total);
}

void FastTextTagger::tag(std::string_view text, FastTextResult& result) const {
  result.paragraphs.clear();
  result.all_letters.clear();
  Lines lines(text);
  while (const auto range = lines.next()) {
    const std::string_view line = text.substr(range->start, range->end - range->start);
    result.kinds.clear();
    read_kinds(line, result.kinds);
    const std::string_view clean = readable(line, result.kinds, result.blanked);
    result.letters.clear();
    result.letters.add(clean);
    if (result.letters.weight() == 0) continue;
    result.all_letters.add(clean);
    result.paragraphs.push_back({*range, result.letters.weight(), judge(clean, result)});
  }
  vote(result);
  if (result.document.label < 0) return;
  for (FastTextParagraph& p : result.paragraphs) {
    if (p.weight >= minimum_letters_ || p.judgement.script != result.document.script) continue;
    if (p.judgement.label == result.document.label) continue;
    p.judgement.label = result.document.label;
    p.judgement.score = std::min(result.document.score, 0.5);
  }
  vote(result);
}

}  // namespace docmill::language
