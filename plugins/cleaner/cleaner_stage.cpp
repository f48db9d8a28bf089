// The cleaner as a stage: rewrites `source` into `text`.
#include <docmill/sdk/stage.hpp>

#include <algorithm>

#include "cleaner.hpp"

namespace {

namespace cleaner = docmill::cleaner;

struct CleanerStage {
  static constexpr docmill::Info info{
      "cleaner", "1.0.0", "makes clean text of HTML pages and of plain text that came from web pages", docmill::pure};

  struct Config {
    std::string cut;
    bool keep_title = false;
    bool keep_captions = false;
    bool keep_references = false;
    bool nfc = true;
    bool remove_invisible = true;
    bool plain_spaces = true;
    bool squeeze_spaces = true;
    bool repair_encoding = true;
    bool repair_references = true;
    bool join_hyphens = true;
    bool structure = false;
    int64_t max_nodes = 0;
    int64_t max_depth = 0;
    int64_t max_attributes = 0;
    int64_t max_page_bytes = 0;
    std::vector<docmill::Resource> cues;
    std::vector<docmill::Resource> more_cues;
    docmill::Resource model;
    std::vector<std::string> types;
    double minimum_confidence = 0;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::cut>("cut", "\"automatic\"",
                                    "how much of plain text may go: automatic (also menus and lists of a whole page), "
                                    "light (never takes a text for a whole page), nothing (characters and spaces only)")
          .one_of("automatic", "light", "nothing"),
      docmill::option<&Config::keep_title>("keep-title", "false", "leave the title in the text as well"),
      docmill::option<&Config::keep_captions>("keep-captions", "false",
                                              "leave captions and picture credits in the text"),
      docmill::option<&Config::keep_references>("keep-references", "false", "leave lists of references in the text"),
      docmill::option<&Config::nfc>("nfc", "true", "bring the text into Unicode normalisation form C"),
      docmill::option<&Config::remove_invisible>(
          "remove-invisible", "true", "remove control characters, soft hyphens, zero-width and direction marks"),
      docmill::option<&Config::plain_spaces>("plain-spaces", "true",
                                             "turn tabs, no-break and other Unicode spaces into a space"),
      docmill::option<&Config::squeeze_spaces>("squeeze-spaces", "true",
                                               "make one space of several and none at the ends of lines"),
      docmill::option<&Config::repair_encoding>(
          "repair-encoding", "true",
          "repair UTF-8 that was read as an encoding of one byte a character "
          "(Windows, ISO 8859, KOI8, Mac, DOS), other alphabets, Polish and "
          "Turkish that were read as Windows-1252, and control characters that were of it"),
      docmill::option<&Config::repair_references>("repair-references", "true",
                                                  "read the character references of HTML that plain text still has"),
      docmill::option<&Config::join_hyphens>(
          "join-hyphens", "true",
          "join words that a hyphen parts at the end of a line, where lines are broken at a width"),
      docmill::option<&Config::structure>(
          "structure", "false",
          "provide headings, list items, table cells, captions, posts and items of pages as layers over the text"),
      docmill::option<&Config::max_nodes>("max-nodes", "2000000",
                                          "elements of an HTML page that are built; beyond, tags are passed over")
          .between(1000, 100000000),
      docmill::option<&Config::max_depth>("max-depth", "400",
                                          "levels of nested HTML elements that are built; deeper, tags are passed over")
          .between(16, 100000),
      docmill::option<&Config::max_attributes>("max-attributes", "200",
                                               "attributes of one HTML element that are looked at")
          .between(8, 100000),
      docmill::option<&Config::max_page_bytes>("max-page-bytes", "67108864",
                                               "bytes of an HTML page that are read; the rest is left out")
          .between(1024, 2147483647),
      docmill::option<&Config::cues>(
          "cues",
          "[\"plugin:cleaner_cues_any.tsv\", \"plugin:cleaner_cues_en.tsv\", \"plugin:cleaner_cues_de.tsv\", "
          "\"plugin:cleaner_cues_fr.tsv\", \"plugin:cleaner_cues_es.tsv\", \"plugin:cleaner_cues_pt.tsv\", "
          "\"plugin:cleaner_cues_it.tsv\", \"plugin:cleaner_cues_nl.tsv\", \"plugin:cleaner_cues_pl.tsv\", "
          "\"plugin:cleaner_cues_ru.tsv\", \"plugin:cleaner_cues_uk.tsv\", \"plugin:cleaner_cues_el.tsv\", "
          "\"plugin:cleaner_cues_tr.tsv\", \"plugin:cleaner_cues_ar.tsv\", \"plugin:cleaner_cues_zh.tsv\", "
          "\"plugin:cleaner_cues_ja.tsv\", \"plugin:cleaner_cues_ko.tsv\", \"plugin:cleaner_cues_hi.tsv\", "
          "\"plugin:cleaner_cues_id.tsv\", \"plugin:cleaner_cues_th.tsv\", \"plugin:cleaner_cues_more.tsv\"]",
          "files of cue words, one for each language; replaces those that come with the plugin"),
      docmill::option<&Config::more_cues>("more-cues", "[]", "further files of cue words, beside those of cues"),
      docmill::option<&Config::model>(
          "model", "\"plugin:cleaner_model.tsv\"",
          "file of what was learned of pages: which blocks are content, their type; an empty "
          "file: the rules stand alone"),
      docmill::option<&Config::types>("types", "[]",
                                      "types of pages that are wanted (article, collection, documentation, forum, "
                                      "listing, product, service); others are dropped; empty: all"),
      docmill::option<&Config::minimum_confidence>("minimum-confidence", "0.0",
                                                   "pages whose article.confidence is below are dropped")
          .between(0, 1));

  static constexpr auto required = docmill::ports(
      docmill::port::text("source", "the document as UTF-8"),
      docmill::port::attributes("format", "what the host knows of the document's form",
                                docmill::field::string("media_type", "text/html, text/markdown or text/plain")));
  static constexpr auto provided = docmill::ports(
      docmill::port::rewrite("text", "source", "the article's text: its paragraphs, headings and lists"),
      docmill::port::attributes(
          "article", "facts about the article, null where unknown", docmill::field::string("title", "the headline"),
          docmill::field::string("byline", "who wrote it"),
          docmill::field::string("date", "day of publication, YYYY-MM-DD"),
          docmill::field::string("site", "name of the site"), docmill::field::string("url", "the canonical address"),
          docmill::field::string("language", "the language that the page says it is in, a tag as in en or pt-BR"),
          docmill::field::string("description", "what the page says it is about"),
          docmill::field::string(
              "page_type", "of an HTML page: article, collection, documentation, forum, listing, product or service"),
          docmill::field::number("confidence",
                                 "of an HTML page, 0 to 1: the chance that the text is right (F1 above .9)")),
      docmill::port::spans("removed", "source", "what was taken out: the label is the kind of noise",
                           docmill::field::string("reason", "the rule that fired"))
          .without_value(),
      docmill::port::spans("headings", "text", "headings of a page", docmill::field::integer("level", "1 to 6"))
          .without_label()
          .without_value()
          .without_score()
          .only_if("structure"),
      docmill::port::spans("list_items", "text", "items of the lists of a page",
                           docmill::field::integer("list", "number of the list in the text, from 1"),
                           docmill::field::integer("number", "of the item in its list, from 1"),
                           docmill::field::integer("level", "1: the list is in no other"),
                           docmill::field::boolean("ordered", "a numbered list"))
          .without_label()
          .without_value()
          .without_score()
          .only_if("structure"),
      docmill::port::spans("table_cells", "text", "cells of the tables of a page",
                           docmill::field::integer("table", "number of the table in the text, from 1"),
                           docmill::field::integer("row", "from 1"), docmill::field::integer("column", "from 1"),
                           docmill::field::boolean("header", "a cell that heads a row or column"))
          .without_label()
          .without_value()
          .without_score()
          .only_if("structure"),
      docmill::port::spans("posts", "text", "posts of a page that is a forum",
                           docmill::field::string("author", "who wrote it, as the page marks it"),
                           docmill::field::string("date", "day of the post, YYYY-MM-DD"))
          .without_label()
          .without_value()
          .without_score()
          .only_if("structure"),
      docmill::port::spans("items", "text", "items of a page that is a listing or a collection",
                           docmill::field::string("title", "its heading, or the words of its link"),
                           docmill::field::string("link", "where it leads, as it stands in the page"))
          .without_label()
          .without_value()
          .without_score()
          .only_if("structure"),
      docmill::port::spans("captions", "text", "captions of a page that are in the text, see keep-captions")
          .without_label()
          .without_value()
          .without_score()
          .only_if("structure"));
  static constexpr docmill::Requires<required, "source"> source{};
  static constexpr docmill::Requires<required, "format"> format{};
  static constexpr docmill::Provides<provided, "text"> text{};
  static constexpr docmill::Provides<provided, "article"> article{};
  static constexpr docmill::Provides<provided, "removed"> removed{};
  static constexpr docmill::Provides<provided, "headings"> headings{};
  static constexpr docmill::Provides<provided, "list_items"> list_items{};
  static constexpr docmill::Provides<provided, "table_cells"> table_cells{};
  static constexpr docmill::Provides<provided, "posts"> posts{};
  static constexpr docmill::Provides<provided, "items"> items{};
  static constexpr docmill::Provides<provided, "captions"> captions{};

  struct Worker {
    cleaner::Cleaner cleaner;
  };

  explicit CleanerStage(const Config& config) {
    options_.cut = config.cut == "light"     ? cleaner::Cut::light
                   : config.cut == "nothing" ? cleaner::Cut::nothing
                                             : cleaner::Cut::automatic;
    options_.keep_title = config.keep_title;
    options_.keep_captions = config.keep_captions;
    options_.keep_references = config.keep_references;
    options_.characters = {config.nfc, config.remove_invisible, config.plain_spaces, config.squeeze_spaces};
    options_.repair_encoding = options_.characters.repair_controls = config.repair_encoding;
    options_.repair_references = config.repair_references;
    options_.join_hyphens = config.join_hyphens;
    options_.structure = config.structure;
    options_.html = {static_cast<uint32_t>(config.max_nodes), static_cast<uint32_t>(config.max_depth),
                     static_cast<uint32_t>(config.max_attributes), static_cast<uint32_t>(config.max_page_bytes)};
    read_types(config.types);
    minimum_confidence_ = config.minimum_confidence;
    cleaner::nfc();  // see there
    add_cues("cues", config.cues);
    add_cues("more-cues", config.more_cues);
    cues_.finish();
    if (const auto problem = model_.read(config.model.bytes))
      throw docmill::ConfigError("model", problem->message, 0, problem->line, problem->column);
  }

  void process(Worker& worker, docmill::Document in, docmill::Output& out) const {
    cleaner::Cleaner& c = worker.cleaner;
    c.clean(in.text(source), in.attributes(format).get<"media_type">().value_or("text/plain"), cues_, model_, options_);

    if (const std::string why = unwanted(c.article); !why.empty()) {
      out.drop(c.article.confidence < minimum_confidence_ ? "confidence" : "page-type", why);
      return;
    }

    docmill::Edits& edits = out.rewrite(text);
    for (const cleaner::Edit& e : c.edits.edits()) edits.replace(e.start, e.end, c.edits.replacement(e));

    auto facts = out.attributes(article);
    facts.set<"title">(if_known(c.article.title))
        .set<"byline">(if_known(c.article.byline))
        .set<"date">(if_known(c.article.date))
        .set<"site">(if_known(c.article.site))
        .set<"url">(if_known(c.article.url))
        .set<"language">(if_known(c.article.language))
        .set<"description">(if_known(c.article.description))
        .set<"page_type">(if_known(c.article.page_type));
    if (c.article.confidence >= 0) facts.set<"confidence">(c.article.confidence);

    auto noise = out.spans(removed);
    for (const cleaner::Removed& r : c.removed)
      noise.add({r.start, r.end, r.why.label, std::nullopt, r.why.score}).set<"reason">(r.why.reason);
    if (options_.structure) put_structure(c, out);
    if (!c.note.empty()) out.note("limit", c.note);
  }

 private:
  void read_types(const std::vector<std::string>& types) {
    for (uint32_t i = 0; i < types.size(); ++i) {
      bool known = false;
      for (std::size_t t = 0; t < cleaner::n_page_types && !known; ++t)
        known = types[i] == cleaner::name_of(static_cast<cleaner::PageType>(t));
      if (!known)
        throw docmill::ConfigError(
            "types",
            "no type of page '" + types[i] +
                "'; there are article, collection, documentation, forum, listing, product and service",
            i);
    }
    types_ = types;
  }

  // Why the document is not wanted; empty when it is. Only of pages are type and confidence known.
  std::string unwanted(const cleaner::Article& article) const {
    if (article.page_type.empty()) return {};
    if (article.confidence < minimum_confidence_) return "the confidence is below minimum-confidence";
    if (!types_.empty() && std::find(types_.begin(), types_.end(), article.page_type) == types_.end())
      return "the page is of type " + article.page_type + ", which is not among types";
    return {};
  }

  void add_cues(const char* option, const std::vector<docmill::Resource>& files) {
    for (uint32_t i = 0; i < files.size(); ++i)
      if (const auto problem = cues_.add(files[i].bytes))
        throw docmill::ConfigError(option, problem->message, i, problem->line, problem->column);
  }

  static std::optional<std::string_view> if_known(const std::string& fact) {
    return fact.empty() ? std::nullopt : std::optional<std::string_view>(fact);
  }

  static void put_structure(const cleaner::Cleaner& c, docmill::Output& out) {
    const auto span = [](cleaner::TextRange r) { return docmill::Span{r.start, r.end}; };
    const cleaner::Structure& structure = c.structure;
    auto titles = out.spans(headings);
    for (const cleaner::Heading& h : structure.headings) titles.add(span(h.place)).set<"level">(h.level);
    auto points = out.spans(list_items);
    for (const cleaner::ListItem& i : structure.items)
      points.add(span(i.place))
          .set<"list">(i.list)
          .set<"number">(i.number)
          .set<"level">(i.level)
          .set<"ordered">(i.ordered);
    auto cells = out.spans(table_cells);
    for (const cleaner::TableCell& x : structure.cells)
      cells.add(span(x.place)).set<"table">(x.table).set<"row">(x.row).set<"column">(x.column).set<"header">(x.header);
    auto messages = out.spans(posts);
    for (const cleaner::Post& x : c.posts)
      messages.add(span(x.place)).set<"author">(if_known(x.author)).set<"date">(if_known(x.date));
    auto entries = out.spans(items);
    for (const cleaner::Item& x : c.items)
      entries.add(span(x.place)).set<"title">(if_known(x.title)).set<"link">(if_known(x.link));
    auto legends = out.spans(captions);
    for (const cleaner::TextRange& r : structure.captions) legends.add(span(r));
  }

  cleaner::Options options_;
  cleaner::CueTable cues_;
  cleaner::BlockModel model_;
  std::vector<std::string> types_;
  double minimum_confidence_ = 0;
};

}  // namespace

DOCMILL_STAGES(CleanerStage);
