// A document as a page to read (CommonMark with the tables of GitHub):
//
//   # Title                                   article.title, or the id
//   Byline · date · en · [example.org](<…>)   article.byline, .date, language.tag, article.site and .url
//   > The summary …                           every text that no rewrite made, with the stage that did
//   paragraphs                                the newest text that comes from the source
//   ## Text b                                 other such texts
//   ## Entities                               every spans layer as a table: what, what kind, how many
//   ## Statistics                             every other attribute as a list
//   ## Errors, source                         what failed, where the document comes from
//
// It works for any pipeline: what is absent or empty is left out, what is unknown gets a section under its name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "docmill/sdk/document.hpp"

namespace docmill::writer {

// Tables are cut here; a line below says how many rows are missing.
inline constexpr std::size_t longest_table = 200;

// Immutable; shared by all threads.
class MarkdownPage {
 public:
  // One row of a table: equal spans counted together.
  struct Group {
    std::string_view name, label, value, link;
    uint32_t count = 0;
    uint32_t first = 0;  // the first such span
    uint64_t hash = 0;   // of the strings
  };
  // Scratch of one thread.
  struct Scratch {
    std::vector<Group> groups;
    std::string text;
  };

  explicit MarkdownPage(const Catalogue& catalogue);
  // Appends the page. Throws std::runtime_error for a document that cannot be shown.
  void append(Document document, Scratch& scratch, std::string& out) const;

 private:
  struct Table {  // a spans layer
    LayerInfo info;
    std::optional<uint32_t> name, link;  // fields `name` and `wikidata`
    bool has_words = false;              // what the spans cover is in the document, and may be shown
    bool show_name = false, show_label = false, show_value = false;
    std::string head;  // what stands before the rows
  };
  struct List {  // what is left of an attributes layer
    LayerInfo info;
    std::vector<uint32_t> keys;
  };
  void sort_texts(const std::vector<LayerInfo>& layers);
  void take_keys(const std::vector<LayerInfo>& layers);
  static Table table_of(const LayerInfo& layer);
  void append_head(Document document, std::string& out) const;
  void append_texts(Document document, std::string& out) const;
  void append_values(Document document, std::string& out) const;
  void append_end(Document document, Scratch& scratch, std::string& out) const;
  static void append_table(const Table& table, Document document, Scratch& scratch, std::string& out);

  Shown shown_;
  uint32_t id_, metadata_, errors_, place_, place_source_, place_line_;
  std::optional<AttributeKey> title_, byline_, date_, site_, url_, language_;
  std::vector<LayerInfo> summaries_;
  std::optional<LayerInfo> body_, headline_;
  std::vector<LayerInfo> other_texts_;
  std::vector<Table> tables_;
  std::vector<List> lists_;
  std::vector<LayerInfo> values_;  // JSON layers
};

}  // namespace docmill::writer
