// The cleaner as one function: source and media type in, edits, facts and what was taken out. No ABI here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article.hpp"
#include "classify/block_model.hpp"
#include "html/parser.hpp"
#include "main_content/content.hpp"
#include "main_content/metadata.hpp"
#include "main_content/repeated.hpp"
#include "main_content/structure.hpp"
#include "plain_text/plain_text.hpp"
#include "text_edits/normalise.hpp"
#include "text_edits/rewrite.hpp"
#include "text_edits/text_writer.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner {

struct Options {
  CharacterOptions characters;
  bool repair_encoding = true;    // UTF-8 that was read as something else
  bool repair_references = true;  // &amp; and its kin in plain text; those of HTML are always read
  bool join_hyphens = true;       // words parted at the end of a line, where lines are broken at a width
  Cut cut = Cut::automatic;
  bool keep_title = false;
  bool keep_captions = false;
  bool keep_references = false;
  HtmlLimits html;
  bool structure = false;  // fill Cleaner::structure
};

// Results of the last document and scratch space for the next; one for each thread.
struct Cleaner {
  // `source` is valid UTF-8 below 4 GiB. "text/html" and "application/xhtml+xml" are read as HTML, "text/markdown" with
  // a light touch, all else as plain text.
  void clean(std::string_view source, std::string_view media_type, const CueTable& cues, const BlockModel& model,
             const Options& options);

  EditList edits;
  Article article;
  std::vector<Removed> removed;  // by start
  Structure structure;           // of a page, when the options ask for it
  std::vector<Post> posts;       // of a forum, likewise
  std::vector<Item> items;       // of a listing or a collection, likewise
  std::string note;              // something the user should know about this document; empty mostly

 private:
  void clean_as_it_is(std::string_view source, std::string_view media_type, const CueTable& cues,
                      const BlockModel& model, const Options& options);
  // What must be repaired before anything else looks at the source: `repair_edits_`, and `repaired_` if there are any.
  void repair(std::string_view source, bool plain, const Options& options);
  void read_page_structure(std::string_view source, const CueTable& cues);
  void lead_back_to(std::string_view source);
  void clean_plain(std::string_view source, bool markdown, const CueTable& cues, const BlockModel& model,
                   const Options& options);

  bool is_text_in_json() const;
  void find_headings();
  void clean_html(std::string_view source, const CueTable& cues, const BlockModel& model, const Options& options);
  void add_removed_of_text(std::string_view source);
  void clean_field(std::string& field, const Options& options);

  HtmlTree tree_;
  HtmlContent content_;
  HtmlMetadata metadata_;
  EditList page_edits_, text_edits_;
  EditList repair_edits_, more_repair_edits_, composed_;
  std::string repaired_;
  std::vector<Removed> text_removed_;
  std::vector<uint32_t> headings_;
  std::string text_;
  PlainTextScratch plain_;
  std::vector<InnerCut> inner_;
  NormaliserScratch normaliser_;
};

}  // namespace docmill::cleaner
