// From cue files to the table that words/cues.cpp looks into.
#include <algorithm>
#include <iterator>

#include "docmill/base/utf8.hpp"
#include "words/cues.hpp"
#include "words/phrase_keys.hpp"

namespace docmill::cleaner {

const std::array<std::string_view, n_cues> cue_label_names = {
    "byline",  "editor",   "date",        "menu",         "section",    "related",   "caption",  "credit",
    "image",   "comments", "share",       "newsletter",   "references", "copyright", "language", "navigation",
    "advert",  "tags",     "author-note", "reading-time", "account",    "greeting",  "function", "edit",
    "letter",  "follow",   "month-1",     "month-2",      "month-3",    "month-4",   "month-5",  "month-6",
    "month-7", "month-8",  "month-9",     "month-10",     "month-11",   "month-12"};

namespace {

// The number of the name; as many as there are for none. Rows of one kind stand together: `last` is tried first.
template <class Names>
std::size_t number_of(const Names& names, std::string_view name, std::size_t last) {
  if (names[last] == name) return last;
  return static_cast<std::size_t>(std::find(std::begin(names), std::end(names), name) - std::begin(names));
}

constexpr std::string_view kind_names[] = {"line", "start", "end", "part"};

}  // namespace

std::optional<CueProblem> CueTable::add(std::string_view file) {
  if (file.substr(0, 3) == "\xEF\xBB\xBF") file.remove_prefix(3);
  if (!utf8::is_valid(file)) return CueProblem{1, 1, "a cue file is UTF-8 text"};
  uint32_t number = 0;
  std::size_t label_number = 0, kind_number = 0;
  std::string folded;
  while (!file.empty()) {
    ++number;
    const std::size_t end = std::min(file.find('\n'), file.size());
    std::string_view row = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (row.empty() || row.front() == '#') continue;
    const std::size_t tab = row.find('\t');
    const std::size_t second = tab == std::string_view::npos ? tab : row.find('\t', tab + 1);
    if (second == std::string_view::npos || row.find('\t', second + 1) != std::string_view::npos)
      return CueProblem{number, 1, "a cue is three fields with tabs between them: label, kind, phrase"};
    const std::string_view label = row.substr(0, tab), kind = row.substr(tab + 1, second - tab - 1);
    label_number = number_of(cue_label_names, label, label_number);
    if (label_number == n_cues)
      return CueProblem{number, 1,
                        "no cue label '" + std::string(label) +
                            "'; there are byline, date, menu and others "
                            "(see the README of the cleaner)"};
    kind_number = number_of(kind_names, kind, kind_number);
    if (kind_number == std::size(kind_names))
      return CueProblem{number, static_cast<uint32_t>(tab + 2),
                        "no cue kind '" + std::string(kind) + "'; it is line, start, end or part"};
    fold(row.substr(second + 1), folded);
    if (label_number == static_cast<std::size_t>(Cue::function)) {
      function_words_.add(folded);
      continue;
    }
    if (folded.size() < 2)
      return CueProblem{number, static_cast<uint32_t>(second + 2), "a phrase has at least two bytes"};
    std::size_t last = folded.size();
    const bool borderless = needs_no_border(utf8::previous(folded, last));
    phrases_.push_back({static_cast<uint32_t>(texts_.size()), static_cast<uint32_t>(folded.size()), folded.back(),
                        static_cast<Cue>(label_number), static_cast<Kind>(kind_number), borderless});
    texts_ += folded;
  }
  return std::nullopt;
}

void CueTable::sort_phrases() {
  std::vector<uint32_t> buckets, key_sizes;
  buckets.reserve(phrases_.size());
  key_sizes.reserve(phrases_.size());
  for (const Phrase& p : phrases_) {
    const std::string_view text = text_of(p);
    const std::size_t size = key_size(text, 0);
    key_sizes.push_back(static_cast<uint32_t>(size));
    buckets.push_back(size != 0 ? word_bucket(text, 0, size) : other_bucket(text, 0, text.size() >= 4 ? 4 : 2));
    if (size == 0) begins_[static_cast<unsigned char>(text.front())] = true;
  }
  sort_by_buckets(phrases_, buckets, key_sizes, n_word_buckets + n_other_buckets, buckets_, follows_);
}

void CueTable::sort_language_names() {
  languages_.clear();
  for (const Phrase& p : phrases_)
    if (p.label == Cue::language) languages_.push_back(p);
  std::vector<uint32_t> buckets;
  for (const Phrase& p : languages_) buckets.push_back(first_two(text_of(p), 0));
  const std::vector<uint32_t> key_sizes(buckets.size(), 2);
  sort_by_buckets(languages_, buckets, key_sizes, std::size_t{1} << 16, language_buckets_, language_follows_);
}

void CueTable::sort_by_buckets(std::vector<Phrase>& phrases, const std::vector<uint32_t>& bucket_of_phrase,
                               const std::vector<uint32_t>& key_sizes, std::size_t n_buckets, Buckets& buckets,
                               std::vector<uint64_t>& follows) const {
  const std::vector<uint32_t> places = buckets.fill(bucket_of_phrase, n_buckets);
  follows.assign(buckets.n_filled(), 0);
  std::vector<Phrase> sorted(phrases.size());
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    const std::string_view text = text_of(phrases[i]);
    uint64_t& bits = follows[buckets.number(bucket_of_phrase[i])];
    if (key_sizes[i] + 2 > text.size()) bits = ~uint64_t{0};  // anything may stand behind it
    else bits |= uint64_t{1} << follow_bit(text, key_sizes[i]);
    sorted[places[i]] = phrases[i];
  }
  phrases.swap(sorted);
}

void CueTable::finish() {
  sort_phrases();
  sort_language_names();
}

}  // namespace docmill::cleaner
