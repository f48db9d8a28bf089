#include "quantity_gold.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace docmill::quantities::gold {

namespace {

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::filesystem::path> files_of(const std::string& folder, const char* extension) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(DOCMILL_SOURCE_DIR "/plugins/quantities/" + folder))
    if (entry.path().extension() == extension) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

Sentence read_sentence(const std::string& line) {
  Sentence s;
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] != '[') {
      s.text += line[at++];
      continue;
    }
    const std::size_t close = line.find(']', at);
    if (close == std::string::npos) throw std::runtime_error("a bracket is not closed: " + line);
    std::vector<std::string> parts(1);
    for (const char c : line.substr(at + 1, close - at - 1)) {
      if (c == '|') parts.emplace_back();
      else parts.back() += c;
    }
    if (parts.size() < 3) throw std::runtime_error("a bracket needs three parts: " + line);
    parts.resize(4);
    s.quantities.push_back({s.text.size(), s.text.size() + parts[0].size(), parts[1], parts[2], parts[3]});
    s.text += parts[0];
    at = close + 1;
  }
  return s;
}

Text read_text(const std::filesystem::path& path) {
  Text text;
  text.language = path.stem().string();
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("anchor ")) text.anchor = parse_date(line.substr(7)).value();
    else if (!line.empty()) text.sentences.push_back(read_sentence(line));
  }
  return text;
}

std::size_t place_of(const std::string& kind) {
  const auto found = std::find(kinds.begin(), kinds.end(), kind);
  if (found == kinds.end()) throw std::runtime_error("'" + kind + "' is no kind of quantity");
  return static_cast<std::size_t>(found - kinds.begin());
}

std::vector<Expected> found_in(const Sentence& s, const Text& text, Finder& finder) {
  std::vector<Quantity> found;
  finder.find(s.text, text.language, text.anchor, 1000, found);
  std::vector<Expected> same;
  for (const Quantity& q : found)
    same.push_back({q.start, q.end, std::string(name_of(q.kind)), q.value(), q.other ? q.other->text() : ""});
  return same;
}

}  // namespace

std::vector<Text> read(const std::string& part) {
  std::vector<Text> texts;
  for (const auto& path : files_of("gold/" + part, ".txt")) texts.push_back(read_text(path));
  return texts;
}

Score& Score::operator+=(const Score& other) {
  right += other.right;
  missed += other.missed;
  wrong += other.wrong;
  return *this;
}

double Score::f1() const {
  const std::size_t errors = missed + wrong;
  return right + errors == 0 ? 1 : 2.0 * static_cast<double>(right) / static_cast<double>(2 * right + errors);
}

Score Scores::all() const {
  Score sum;
  for (const Score& s : of_kind) sum += s;
  return sum;
}

Scores score(const Text& text, const Tables& tables, const Report& report) {
  Scores scores;
  Finder finder(tables);
  for (const Sentence& s : text.sentences) {
    const std::vector<Expected> found = found_in(s, text, finder);
    const auto tell = [&](const char* what, const Expected& e) {
      if (report)
        report(text.language + " " + what + " " + e.kind + " '" + s.text.substr(e.start, e.end - e.start) +
               "' = " + e.value + " | " + e.other + " in: " + s.text);
    };
    const auto holds = [](const std::vector<Expected>& list, const Expected& e) {
      return std::find(list.begin(), list.end(), e) != list.end();
    };
    for (const Expected& e : s.quantities) {
      const bool right = holds(found, e);
      Score& score = scores.of_kind[place_of(e.kind)];
      ++(right ? score.right : score.missed);
      if (!right) tell("missed", e);
    }
    for (const Expected& e : found) {
      if (holds(s.quantities, e)) continue;
      ++scores.of_kind[place_of(e.kind)].wrong;
      tell("wrong", e);
    }
  }
  return scores;
}

const Tables& tables() {
  static const Tables all = [] {
    Tables tables;
    for (const auto& path : files_of("tables", ".tsv")) {
      Lexicon lexicon;
      const auto problems = lexicon.read(read_whole(path));
      if (!problems.empty())
        throw std::runtime_error(path.string() + ":" + std::to_string(problems[0].line) + ": " + problems[0].message);
      tables.add(std::move(lexicon));
    }
    return tables;
  }();
  return all;
}

}  // namespace docmill::quantities::gold
