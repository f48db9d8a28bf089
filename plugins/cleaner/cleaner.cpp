#include "cleaner.hpp"

#include <algorithm>

#include "main_content/content_text.hpp"
#include "main_content/json_ld_body.hpp"
#include "main_content/judge_blocks.hpp"
#include "main_content/repeats.hpp"
#include "main_content/text_place.hpp"
#include "text_edits/repair.hpp"

namespace docmill::cleaner {

void Cleaner::clean(std::string_view source, std::string_view media_type, const CueTable& cues, const BlockModel& model,
                    const Options& options) {
  note.clear();
  article.clear();
  removed.clear();
  const bool html = media_type == "text/html" || media_type == "application/xhtml+xml";
  repair(source, !html && media_type != "text/markdown", options);
  const bool repaired = !repair_edits_.empty();
  clean_as_it_is(repaired ? std::string_view(repaired_) : source, media_type, cues, model, options);
  if (repaired) lead_back_to(source);
  clean_field(article.title, options);
  clean_field(article.byline, options);
  clean_field(article.description, options);
}

void Cleaner::clean_as_it_is(std::string_view source, std::string_view media_type, const CueTable& cues,
                             const BlockModel& model, const Options& options) {
  const bool html = media_type == "text/html" || media_type == "application/xhtml+xml";
  if (html) clean_html(source, cues, model, options);
  else clean_plain(source, media_type == "text/markdown", cues, model, options);
  if (options.characters.nfc) normalise(source, edits, normaliser_);
  structure.clear();
  posts.clear();
  items.clear();
  if (html && options.structure) read_page_structure(source, cues);
}

// Headings and their kin of every page; what else follows from its type.
void Cleaner::read_page_structure(std::string_view source, const CueTable& cues) {
  read_structure(source, tree_, content_, edits, structure);
  if (!content_.judged) return;
  if (content_.type == PageType::forum) read_posts(source, tree_, content_, content_.names, edits, cues, posts);
  if (content_.type == PageType::listing || content_.type == PageType::collection)
    read_items(source, tree_, content_, content_.names, edits, items);
}

void Cleaner::repair(std::string_view source, bool plain, const Options& options) {
  repair_edits_.clear();
  std::string_view now = source;
  const auto add = [&] {
    if (repair_edits_.empty()) {
      repair_edits_.swap(more_repair_edits_);
    } else {
      compose(repair_edits_, static_cast<uint32_t>(source.size()), more_repair_edits_, composed_);
      repair_edits_.swap(composed_);
    }
    apply(source, repair_edits_, repaired_);
    now = repaired_;
  };
  if (options.repair_references && plain && repair_references(now, more_repair_edits_)) add();
  // Several times, because it happens several times.
  for (int times = 0; options.repair_encoding && times < 4 && repair_encoding(now, more_repair_edits_); ++times) add();
}

// Titles and names get the same characters as the text.
void Cleaner::clean_field(std::string& field, const Options& options) {
  if (field.empty()) return;
  TextWriter writer(field, options.characters, text_edits_);
  writer.keep(0, static_cast<uint32_t>(field.size()));
  writer.finish();
  if (options.characters.nfc) normalise(field, text_edits_, normaliser_);
  if (text_edits_.empty()) return;
  apply(field, text_edits_, text_);
  field = text_;
}

void Cleaner::clean_plain(std::string_view source, bool markdown, const CueTable& cues, const BlockModel& model,
                          const Options& options) {
  PlainTextOptions plain;
  plain.cut = options.cut;
  plain.keep_title = options.keep_title;
  plain.keep_captions = options.keep_captions;
  plain.keep_references = options.keep_references;
  plain.markdown = markdown;
  plain.join_hyphens = options.join_hyphens;
  judge_plain_text(source, cues, model, plain, plain_, article, inner_);
  find_hyphens(source, plain, plain_);
  write_plain_text(source, plain, options.characters, plain_, inner_, edits, removed);
}

// The elements of some pages hold little of what their JSON-LD says that the article is: scripts will show it.
bool Cleaner::is_text_in_json() const {
  std::size_t kept = 0;
  for (const Block& b : content_.blocks) kept += b.verdict ? 0 : b.words;
  const std::string_view body = metadata_.json_body;
  const auto words = static_cast<std::size_t>(std::count(body.begin(), body.end(), ' '));
  return words >= 40 && words > kept * 3;
}

// Where in `text_` the headings begin that stand over a paragraph.
void Cleaner::find_headings() {
  headings_.clear();
  TextPlace place(page_edits_);
  for (const std::size_t i : headings_over_prose(content_))
    headings_.push_back(place.of_start(tree_.nodes[content_.blocks[i].first].start));
}

// Two rewrites, one after the other: the page becomes the text of its article's blocks, and that text goes through the
// rules for plain text, which know titles, bylines, captions and the phrases of the web.
void Cleaner::clean_html(std::string_view source, const CueTable& cues, const BlockModel& model,
                         const Options& options) {
  parse_html(source, options.html, tree_);
  if (tree_.too_long) note = "the page is longer than max-page-bytes; what lies beyond is not read";
  else if (tree_.too_many)
    note = "the page has more nodes than max-nodes; what lies beyond is read without its structure";
  else if (tree_.too_deep)
    note = "the page is nested deeper than max-depth; what lies deeper is read without its structure";
  read_metadata(source, tree_, cues, content_.names, metadata_);
  find_content(source, tree_, {cues, model, metadata_.titles, metadata_.signs},
               {options.keep_captions, options.keep_references, options.cut != Cut::nothing}, content_);
  if (options.cut != Cut::nothing) drop_repeats(tree_, content_);
  if (is_text_in_json()) {
    for (Block& b : content_.blocks)
      if (!b.verdict) b.verdict = {"navigation", "outside-article", 0.8};
    const auto start = static_cast<uint32_t>(metadata_.json_body.data() - source.data());
    write_json_string(source, start, start + static_cast<uint32_t>(metadata_.json_body.size()), options.characters,
                      page_edits_);
  } else {
    write_blocks(source, tree_, content_, options.characters, page_edits_);
  }
  list_removed_blocks(tree_, content_, removed);
  if (options.cut == Cut::nothing) {
    article = metadata_.article;
    if (article.byline.empty()) article.byline = metadata_.weak_byline;
    edits.swap(page_edits_);
    return;
  }

  PlainTextOptions plain;
  plain.cut = Cut::light;
  plain.keep_title = options.keep_title;
  plain.keep_captions = options.keep_captions;
  plain.keep_references = options.keep_references;
  plain.from_html = true;
  plain.titles = &metadata_.titles;
  plain.byline = &metadata_.article.byline;
  plain.headings = &headings_;
  apply(source, page_edits_, text_);
  find_headings();
  judge_plain_text(text_, cues, model, plain, plain_, article, inner_);
  plain_.hyphens.clear();
  write_plain_text(text_, plain, {false, false, false, options.characters.squeeze_spaces}, plain_, inner_, text_edits_,
                   text_removed_);
  add_removed_of_text(source);
  compose(page_edits_, static_cast<uint32_t>(source.size()), text_edits_, edits);

  // What the page says of itself comes before what its text seems to say.
  const Article& known = metadata_.article;
  if (!known.title.empty() || article.title.empty()) article.title = known.title;
  article.byline = known.byline.empty() ? without_sites(article.byline, metadata_.sites) : known.byline;
  if (article.byline.empty()) article.byline = metadata_.weak_byline;
  if (!known.date.empty()) article.date = known.date;
  article.site = known.site;
  article.url = known.url;
  article.language = known.language;
  article.description = known.description;
  if (content_.judged) {
    article.page_type = name_of(content_.type);
    article.confidence = content_.confidence / 10000.0;
  }
}

namespace {

// Where an offset of the rewritten text stands in the source; offsets are asked for in ascending order.
class SourcePlace {
 public:
  SourcePlace(std::string_view source, const EditList& edits)
      : size_(static_cast<uint32_t>(source.size())), edits_(edits.edits()) {}

  // `end`: the place behind the byte before `offset`, else the place of the byte at it.
  uint32_t of(uint32_t offset, bool end) {
    while (next_ < edits_.size()) {
      const Edit& e = edits_[next_];
      const uint32_t start = e.start - source_ + text_;  // of the replacement, in the text
      if (offset < start || (end && offset == start)) break;
      if (offset < start + e.size) return end ? e.end : e.start;
      text_ = start + e.size;
      source_ = e.end;
      ++next_;
      if (end && offset == text_) return source_;
    }
    return std::min(source_ + (offset - text_), size_);
  }

 private:
  uint32_t size_;
  const std::vector<Edit>& edits_;
  std::size_t next_ = 0;
  uint32_t source_ = 0, text_ = 0;
};

}  // namespace

void Cleaner::lead_back_to(std::string_view source) {
  const auto size = static_cast<uint32_t>(source.size());
  compose(repair_edits_, size, edits, composed_);
  edits.swap(composed_);
  edits.drop_idle(source);
  // A removed stretch may lie within another: starts come in order, ends need not.
  SourcePlace starts(source, repair_edits_);
  for (Removed& r : removed) {
    const uint32_t start = starts.of(r.start, false);
    r.end = std::max(start, SourcePlace(starts).of(r.end, true));
    r.start = start;
  }
}

void Cleaner::add_removed_of_text(std::string_view source) {
  SourcePlace place(source, page_edits_);
  for (const Removed& r : text_removed_) {
    const uint32_t start = place.of(r.start, false);
    removed.push_back({start, std::max(start, place.of(r.end, true)), r.why});
  }
  std::stable_sort(removed.begin(), removed.end(), [](const Removed& a, const Removed& b) {
    return a.start != b.start ? a.start < b.start : a.end < b.end;
  });
}

}  // namespace docmill::cleaner
