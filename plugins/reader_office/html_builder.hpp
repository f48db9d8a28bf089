// Simple HTML, block by block: what the documents of word processors become, so that the cleaner can read them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::office {

enum class Height { line, raised, lowered };  // of letters: x, x^2, H_2

struct Emphasis {
  bool is_bold = false, is_italic = false;
  Height height = Height::line;

  bool operator==(const Emphasis&) const = default;
};

// The inside of a paragraph.
class Inline {
 public:
  // From here on; tags are written where something follows.
  void emphasis(const Emphasis& wanted) { wanted_ = wanted; }
  void text(std::string_view text);
  void line_break() { tags("<br>"); }
  // A link around what follows; one inside another is left out.
  void begin_link(std::string_view address);
  void end_link();
  // "[3]", where the note 3 is told of.
  void note_mark(std::size_t number);

  bool is_blank() const { return !has_text_; }
  // All of it, closed; begins anew.
  std::string take();

 private:
  void tags(std::string_view html);
  void set_emphasis(const Emphasis& emphasis);

  std::string html_;
  Emphasis wanted_, open_;
  bool is_link_ = false, has_text_ = false;
};

// Where a paragraph of a list stands: `depth` (from 0) lists deep. Lists that follow each other are two where they have
// an `id` each; empty: it goes on with the one before, if that is of the same kind.
struct ListPlace {
  std::size_t depth = 0;
  bool is_ordered = false;
  std::string id;
};

// Paragraphs, headings, lists and tables, one after the other.
class Blocks {
 public:
  // Blank ones are left out. `item_depth`: it goes on with an item of a list, so many lists deep (from 1), where those
  // are open; 0: it is in none.
  void paragraph(Inline& content, std::size_t item_depth = 0) { block("p", content, item_depth); }
  // A line of code; those that follow each other are one block, blank ones between them included.
  void code(Inline& content, std::size_t item_depth = 0);
  // `level`: 1 to 6; others are brought there.
  void heading(int level, Inline& content);
  // An item of a list. A blank one is left out.
  void list_item(const ListPlace& place, Inline& content);
  // HTML that is a block of its own: a table.
  void html(std::string_view html);
  // All of it, closed; begins anew.
  std::string take();

 private:
  void block(const char* tag, Inline& content, std::size_t item_depth = 0);
  void close_lists(std::size_t depth);
  void close_code();

  struct OpenList {
    bool is_ordered;
    std::string id;  // empty: not known yet, it has no item of its own
  };
  std::string html_;
  std::vector<OpenList> lists_;
  bool is_code_ = false;
  std::size_t n_blank_lines_ = 0;  // of code, behind the last line that is none
};

// A table, cell by cell.
class Table {
 public:
  void begin_row(bool is_head);
  // `width`: columns that it goes over; what it covers beside its own place are blank cells.
  void cell(std::string_view html, std::size_t width = 1);
  // Empty when no cell holds anything.
  std::string take();

 private:
  std::string html_;
  bool has_row_ = false, has_content_ = false, is_head_ = false;
};

// A whole page; it says of itself that all of it is the article.
std::string html_page(std::string_view title, std::string_view language, std::string_view body,
                      const std::vector<std::string>& notes);

}  // namespace docmill::office
