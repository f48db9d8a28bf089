#include "knowledge_base/knowledge_tsv.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <docmill/base/utf8.hpp>

namespace docmill::linker {
namespace {

constexpr std::size_t max_key_bytes = 255;  // what a compiled base can hold
constexpr std::size_t absent = static_cast<std::size_t>(-1);

struct Column {
  const char* name;
  std::string_view KnowledgeRow::*member;  // null: the weight
  bool required;
};

constexpr std::array<Column, 9> known_columns{{{"label", &KnowledgeRow::label, true},
                                               {"type", &KnowledgeRow::type, true},
                                               {"key", &KnowledgeRow::key, true},
                                               {"aliases", &KnowledgeRow::aliases, false},
                                               {"description", &KnowledgeRow::description, false},
                                               {"context", &KnowledgeRow::context, false},
                                               {"qid", &KnowledgeRow::qid, false},
                                               {"related", &KnowledgeRow::related, false},
                                               {"weight", nullptr, false}}};

bool is_qid(std::string_view s) {
  if (s.size() < 2 || s.size() > 19 || s[0] != 'Q' || s[1] == '0') return false;
  return std::all_of(s.begin() + 1, s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string quoted(std::string_view s) { return "'" + std::string(utf8::prefix(s, 60)) + "'"; }

class Parser {
 public:
  Parser(std::string_view bytes, char separator) : rest_(bytes), separator_(separator) {}

  KnowledgeTable run() {
    if (rest_.substr(0, 3) == "\xEF\xBB\xBF") rest_.remove_prefix(3);
    if (!valid_utf8()) return std::move(table_);
    if (!next_line()) {
      problem(0, "the file is empty; the first line names the columns, at least label, type and key");
      return std::move(table_);
    }
    if (!read_header()) return std::move(table_);
    while (table_.problems.size() < max_problems && next_line())
      if (!line_.empty()) read_row();
    return std::move(table_);
  }

 private:
  void problem(std::size_t offset, std::string message) {
    const auto column = static_cast<uint32_t>(utf8::count(line_.substr(0, offset)) + 1);
    table_.problems.push_back({std::move(message), number_, number_ == 0 ? 0 : column});
  }

  bool valid_utf8() {
    const std::size_t bad = utf8::find_invalid(rest_);
    if (bad == std::string_view::npos) return true;
    const std::string_view before = rest_.substr(0, bad);
    number_ = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
    const std::size_t line_start = before.rfind('\n');
    line_ = line_start == std::string_view::npos ? before : before.substr(line_start + 1);
    problem(line_.size(), "the bytes here are not UTF-8; the whole table must be");
    return false;
  }

  // The next record: a line, or in CSV several where a line end stands in quotes.
  bool next_line() {
    if (rest_.empty()) return false;
    number_ += lines_in_record_;
    lines_in_record_ = 1;
    std::size_t end = rest_.find('\n');
    if (separator_ == ',')
      for (std::size_t from = 0; end != std::string_view::npos && in_quotes(rest_.substr(from, end - from));) {
        ++lines_in_record_;
        from = end + 1;
        end = rest_.find('\n', end + 1);
      }
    in_quotes_ = false;
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (!line_.empty() && line_.back() == '\r') line_.remove_suffix(1);
    return true;
  }

  // Are we inside of quotes behind this piece of a record?
  bool in_quotes(std::string_view piece) {
    in_quotes_ ^= std::count(piece.begin(), piece.end(), '"') % 2 != 0;
    return in_quotes_;
  }

  void split() {
    cells_.clear();
    for (std::size_t start = 0;; ++start) {
      if (separator_ == ',' && start < line_.size() && line_[start] == '"') {
        start = split_quoted(start);
      } else {
        const std::size_t end = std::min(line_.find(separator_, start), line_.size());
        cells_.push_back({line_.substr(start, end - start), start});
        start = end;
      }
      if (start >= line_.size()) return;
    }
  }

  // A cell whose opening quote is at `start`; the place behind it.
  std::size_t split_quoted(std::size_t start) {
    std::size_t end = start + 1;
    bool doubled = false;
    while (true) {
      end = line_.find('"', end);
      if (end == std::string_view::npos) {
        problem(start, "the quote that opens here is not closed");
        end = line_.size();
        break;
      }
      if (end + 1 >= line_.size() || line_[end + 1] != '"') break;
      doubled = true;
      end += 2;
    }
    std::string_view cell = line_.substr(start + 1, end - start - 1);
    if (doubled || cell.find('\n') != std::string_view::npos) cell = rewritten(cell);
    cells_.push_back({cell, start});
    end = std::min(end + 1, line_.size());
    if (end < line_.size() && line_[end] != separator_) {
      problem(end, "a cell in quotes ends at its second quote; write \"\" for a quote inside");
      end = std::min(line_.find(separator_, end), line_.size());
    }
    return end;
  }

  // With "" as ", and line ends as spaces.
  std::string_view rewritten(std::string_view cell) {
    std::string& text = table_.rewritten.emplace_back();
    for (std::size_t i = 0; i < cell.size(); ++i) {
      if (cell[i] == '\r') continue;
      text += cell[i] == '\n' ? ' ' : cell[i];
      if (cell[i] == '"') ++i;
    }
    return text;
  }

  bool read_header() {
    split();
    n_columns_ = cells_.size();
    place_.fill(absent);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const auto known = std::find_if(known_columns.begin(), known_columns.end(),
                                      [&](const Column& c) { return cells_[i].text == c.name; });
      if (known == known_columns.end()) continue;
      std::size_t& place = place_[static_cast<std::size_t>(known - known_columns.begin())];
      if (place != absent) problem(cells_[i].offset, "the column " + quoted(cells_[i].text) + " is named twice");
      place = i;
    }
    for (std::size_t i = 0; i < known_columns.size(); ++i) {
      if (known_columns[i].required && place_[i] == absent)
        problem(0, std::string("there is no column '") + known_columns[i].name +
                       "'; the first line names the columns, separated by " + (separator_ == ',' ? "commas" : "tabs") +
                       ", at least label, type and key");
    }
    return table_.problems.empty();
  }

  void read_row() {
    split();
    if (cells_.size() != n_columns_) {
      problem(cells_.size() > n_columns_ ? cells_[n_columns_].offset : line_.size(),
              "the line has " + std::to_string(cells_.size()) + " columns, the first line names " +
                  std::to_string(n_columns_));
      return;
    }
    KnowledgeRow row;
    row.line = number_;
    for (std::size_t i = 0; i < known_columns.size(); ++i) {
      if (place_[i] == absent) continue;
      const std::string_view cell = cells_[place_[i]].text;
      if (known_columns[i].member != nullptr) row.*known_columns[i].member = cell;
      else read_weight(cell, row);
    }
    check(row);
    table_.rows.push_back(row);
  }

  void read_weight(std::string_view cell, KnowledgeRow& row) {
    if (cell.empty()) return;
    if (cell.size() != 1 || cell[0] < '1' || cell[0] > '5')
      problem(offset_of(cell), "the weight " + quoted(cell) + " should be a whole number from 1 to 5");
    else row.weight = cell[0] - '0';
  }

  void check(const KnowledgeRow& row) {
    if (row.label.empty()) problem(offset_of(row.label), "the label is empty; every entry needs one");
    else if (row.label[0] == '(')
      problem(offset_of(row.label), "the label begins with a bracket; the name comes first");
    if (row.type.empty())
      problem(offset_of(row.type), "the type is empty; write a word such as company, person or place");
    if (row.key.empty()) {
      problem(offset_of(row.key), "the key is empty; every entry needs an identifier of its own");
    } else if (row.key.size() > max_key_bytes || row.key.find('\0') != std::string_view::npos) {
      problem(offset_of(row.key), "the key should have at most 255 bytes, and no zero among them");
    } else {
      const auto [first, fresh] = keys_.try_emplace(row.key, number_);
      if (!fresh)
        problem(offset_of(row.key),
                "the key " + quoted(row.key) + " stands already in line " + std::to_string(first->second));
    }
    if (!row.qid.empty() && !is_qid(row.qid))
      problem(offset_of(row.qid), quoted(row.qid) + " is no Wikidata item; write Q and a number, or leave it empty");
  }

  std::string_view rest_, line_;
  uint32_t number_ = 0;  // of the line in which the record begins
  std::size_t n_columns_ = 0;
  std::array<std::size_t, known_columns.size()> place_{};
  struct Cell {
    std::string_view text;
    std::size_t offset;  // in the line
  };
  std::size_t offset_of(std::string_view text) const {
    for (const Cell& cell : cells_)
      if (cell.text.data() == text.data()) return cell.offset;
    return 0;
  }

  char separator_;
  std::vector<Cell> cells_;
  uint32_t lines_in_record_ = 1;
  bool in_quotes_ = false;
  std::unordered_map<std::string_view, uint32_t> keys_;
  KnowledgeTable table_;
};

}  // namespace

KnowledgeTable parse_knowledge_tsv(std::string_view bytes) { return Parser(bytes, '\t').run(); }
KnowledgeTable parse_knowledge_csv(std::string_view bytes) { return Parser(bytes, ',').run(); }

}  // namespace docmill::linker
