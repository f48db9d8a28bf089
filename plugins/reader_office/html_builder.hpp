// Simple HTML, block by block: what the documents of word processors become, so that the cleaner can read them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::office {

// The inside of a paragraph.
class Inline {
 public:
  // From here on; tags are written where something follows.
  void emphasis(bool is_bold, bool is_italic);
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
  void set_emphasis(bool is_bold, bool is_italic);

  std::string html_;
  bool wants_bold_ = false, wants_italic_ = false, is_bold_ = false, is_italic_ = false;
  bool is_link_ = false, has_text_ = false;
};

// Paragraphs, headings, lists and tables, one after the other.
class Blocks {
 public:
  // Blank ones are left out.
  void paragraph(Inline& content) { block("p", content); }
  // `level`: 1 to 6; others are brought there.
  void heading(int level, Inline& content);
  // An item of a list, `depth` (from 0) lists deep. A blank one is left out.
  void list_item(std::size_t depth, bool is_ordered, Inline& content);
  // HTML that is a block of its own: a table.
  void html(std::string_view html);
  // All of it, closed; begins anew.
  std::string take();

 private:
  void block(const char* tag, Inline& content);
  void close_lists(std::size_t depth);

  std::string html_;
  std::vector<bool> lists_;  // that are open: are they ordered?
};

// A table, cell by cell.
class Table {
 public:
  void begin_row();
  void cell(std::string_view html);
  // Empty when no cell holds anything.
  std::string take();

 private:
  std::string html_;
  bool has_row_ = false, has_content_ = false;
};

// A whole page.
std::string html_page(std::string_view title, std::string_view language, std::string_view body,
                      const std::vector<std::string>& notes);

}  // namespace docmill::office
