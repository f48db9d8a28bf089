// The entity linker as a stage: options in, spans out. The work is done in linker.hpp.
#include <docmill/sdk/stage.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compile/compile_tables.hpp"
#include "headline/headline_place.hpp"
#include "knowledge_base/knowledge_base.hpp"
#include "knowledge_base/knowledge_tsv.hpp"
#include "linker.hpp"
#include "shipped_base.hpp"

namespace {

using namespace docmill;

struct Config {
  std::vector<Resource> knowledge;
  bool nil = true;
  double minimum_score = 0.5;
  double margin = 0.1;
  std::vector<std::string> exclude_types;
  bool explain = false;
  bool headline = true;
};

// Is item i a table, and no other one beside it?
bool is_lone_table(const std::vector<Resource>& items, std::size_t i) {
  const auto is_table = [&](std::size_t k) {
    return k < items.size() && !linker::is_compiled_knowledge(items[k].bytes);
  };
  return is_table(i) && (i == 0 || !is_table(i - 1)) && !is_table(i + 1);
}

// The starter table as the build compiled it; false: it is another table, or of another version of Unicode.
bool add_shipped(linker::KnowledgeBase& base, std::string_view table) {
  const linker::ShippedBase shipped = linker::shipped_base();
  if (table != shipped.table) return false;
  Result<linker::KnowledgeImage> image = linker::KnowledgeImage::open(shipped.image, base.characters());
  if (image.ok()) base.add_image(std::move(image.value()), true);
  return image.ok();
}

// Tables that follow one another are one layer, a compiled base is one of its own.
linker::KnowledgeBase load(const Config& config, const Setup& setup) {
  linker::KnowledgeBase base;
  std::vector<linker::KnowledgeTable> tables;
  std::vector<ConfigError> errors;
  const auto add_read_tables = [&] {
    if (!tables.empty() && errors.empty()) linker::add_tables(base, tables);
    tables.clear();
  };
  for (uint32_t i = 0; i < config.knowledge.size(); ++i) {
    const std::string_view bytes = config.knowledge[i].bytes;
    if (linker::is_compiled_knowledge(bytes)) {
      add_read_tables();
      if (const Status s = base.add_compiled(bytes); !s.ok()) errors.emplace_back("knowledge", s.message(), i, 0, 0);
      continue;
    }
    if (is_lone_table(config.knowledge, i) && add_shipped(base, bytes)) continue;
    tables.push_back(linker::parse_knowledge_tsv(bytes));
    for (const linker::KnowledgeProblem& p : tables.back().problems)
      errors.emplace_back("knowledge", p.message, i, p.line, p.column);
  }
  add_read_tables();
  if (!errors.empty()) {
    for (std::size_t i = 0; i + 1 < errors.size(); ++i) setup.error(errors[i]);
    throw errors.back();
  }
  base.connect(config.exclude_types);
  for (std::size_t i = 0; i < base.remarks().size() && i < 5; ++i) setup.warn("knowledge", base.remarks()[i]);
  return base;
}

// Names of a text, and what they may mean; of the text and of the headline the same.
constexpr Port entity_port(const char* layer, const char* over, const char* summary) {
  return port::spans(layer, over, summary, field::string("name", "the canonical name"),
                     field::string("wikidata", "the Wikidata item, where it was checked"));
}
constexpr Port candidate_port(const char* layer, const char* over, const char* summary) {
  return port::spans(layer, over, summary, field::string("name", "the canonical name"),
                     field::integer("prior", "points for prominence"),
                     field::integer("name_match", "points for the form of the name"),
                     field::integer("type_fit", "points for the words beside it, by the type of the entry"),
                     field::integer("context", "points for words of the description"),
                     field::integer("coherence", "points for connected entries and the full name before"),
                     field::integer("total", "all points"),
                     field::string("verdict", "of the best, why it was linked or not; of the others null"))
      .only_if("explain");
}

struct EntityLinker {
  static constexpr Info info{"entity-linker", "1.0.0", "finds names in the text and links them to a knowledge base",
                             pure};
  using Config = ::Config;
  static constexpr auto options = docmill::options(
      option<&Config::knowledge>(
          "knowledge", "[\"plugin:ai-chips.tsv\"]",
          "knowledge bases, as tables or compiled; an entry of a later file replaces those with its key or "
          "Wikidata item"),
      option<&Config::nil>("nil", "true",
                           "whether names that the knowledge base does not have become spans without a value"),
      option<&Config::minimum_score>("minimum-score", "0.5", "lowest score of a link").between(0, 1),
      option<&Config::margin>("margin", "0.1",
                              "how far the best candidate must be ahead of the second, as a share of its points")
          .between(0, 1),
      option<&Config::exclude_types>("exclude-types", "[]", "types of entries that are left out, such as concept"),
      option<&Config::explain>("explain", "false",
                               "whether the candidates of each mention are given, with the parts of their scores"),
      option<&Config::headline>("headline", "true",
                                "whether the title is linked as well, which the cleaner takes out of the text"));
  static constexpr auto required = ports(
      port::text("text", "the clean text"), port::text("source", "the document as UTF-8").optional(),
      port::attributes("format", "the form of the source",
                       field::string("media_type", "text/html, text/markdown or text/plain"))
          .optional(),
      port::attributes("article", "facts about the article", field::string("title", "the headline")).optional(),
      port::attributes("language", "the language of the text", field::string("tag", "its BCP 47 tag")).optional());
  static constexpr auto provided = ports(
      entity_port("entities", "text", "names and terms: label is the type, value the key of the entry, null for none"),
      candidate_port("entity_candidates", "text", "what each mention may mean, the best first"),
      port::rewrite("headline", "source", "the title, where it is linked and not in the text"),
      entity_port("headline_entities", "headline", "names and terms of the title, as in entities").only_if("headline"),
      candidate_port("headline_candidates", "headline",
                     "what each mention of the title may mean, as in entity_candidates"));
  static constexpr Requires<required, "text"> text{};
  static constexpr Requires<required, "source"> source{};
  static constexpr Requires<required, "format"> format{};
  static constexpr Requires<required, "article"> article{};
  static constexpr Requires<required, "language"> language{};
  static constexpr Provides<provided, "entities"> entities{};
  static constexpr Provides<provided, "entity_candidates"> candidates{};
  static constexpr Provides<provided, "headline"> headline{};
  static constexpr Provides<provided, "headline_entities"> headline_entities{};
  static constexpr Provides<provided, "headline_candidates"> headline_candidates{};

  struct Worker : linker::LinkerScratch {
    std::vector<linker::HeadlineEdit> edits;
  };

  EntityLinker(Config config, const Setup& setup)
      : linker(load(config, setup), {config.nil, {config.minimum_score, config.margin}, setup.provides(candidates)}),
        explain(setup.provides(candidates)),
        with_headline(config.headline) {}

  void process(Worker& worker, Document in, Output& out) const {
    const std::size_t most = out.max_spans();
    const std::string_view title = title_of(in);
    const std::string_view tag = in.attributes(language).get<"tag">().value_or(std::string_view());
    if (!linker.link_article(title, in.text(text), worker, most, tag)) {
      worker.trim();
      return out.fail("too-many-spans", "more than " + std::to_string(most) +
                                            " words of this document may be names; split the document or raise "
                                            "[input] max-spans");
    }
    const auto found = out.spans(entities);
    for (const linker::Mention& m : worker.analysis.mentions)
      if (!worker.analysis.in_headline(m)) add_entity(worker.analysis, m, found);
    if (!title.empty()) add_headline(worker, in, title, out);
    if (explain) add_candidates(worker, false, out.spans(candidates));
    if (explain && !title.empty()) add_candidates(worker, true, out.spans(headline_candidates));
    worker.trim();
  }

  docmill::linker::Linker linker;
  bool explain, with_headline;

 private:
  // The title, if it is to be linked: one that is short enough, and does not begin the text (the cleaner's keep-title).
  std::string_view title_of(Document in) const {
    if (!with_headline || !in.has(source)) return {};
    const std::string_view title = in.attributes(article).get<"title">().value_or(std::string_view());
    return title.size() > linker::longest_headline || in.text(text).starts_with(title) ? std::string_view() : title;
  }

  void add_headline(Worker& worker, Document in, std::string_view title, Output& out) const {
    const auto form = in.attributes(format).get<"media_type">().value_or(std::string_view());
    linker::find_headline(in.text(source), title, form == "text/html" || form == "application/xhtml+xml", worker.edits);
    Edits& edits = out.rewrite(headline);
    for (const linker::HeadlineEdit& e : worker.edits) edits.replace(e.start, e.end, e.with);
    const auto found = out.spans(headline_entities);
    for (const linker::Mention& m : worker.analysis.mentions)
      if (worker.analysis.in_headline(m)) add_entity(worker.analysis, m, found);
  }

  // Where a mention stands: in the headline or in the text, each counted from its own beginning.
  static Span place_of(const linker::Analysis& a, const linker::Mention& m) {
    const uint32_t start = a.tokens[m.first_token].start, end = a.tokens[m.last_token].end;
    const uint32_t before = a.in_headline(m) ? 0 : a.headline;
    return {start - before, end - before};
  }

  // To the entities of the text or of the headline.
  template <class Spans>
  void add_entity(const linker::Analysis& a, const linker::Mention& m, Spans spans) const {
    if (m.state == linker::MentionState::weak) return;
    Span place = place_of(a, m);
    if (m.entity == linker::no_entity) {
      place.label = linker.nil_label(a, m);
      spans.add(place);
      return;
    }
    const linker::Entity e = linker.base().entity(m.entity);
    place.label = e.type;
    place.value = e.key;
    place.score = m.score;
    spans.add(place).template set<"name">(e.name);
    if (!e.qid.empty()) spans.template set<"wikidata">(e.qid);
  }

  // Of the mentions of the headline or of the text. One without candidates has one row that says so.
  template <class Spans>
  void add_candidates(Worker& worker, bool of_headline, Spans spans) const {
    linker::Analysis& a = worker.analysis;
    for (const linker::Mention& m : a.mentions) {
      if (a.in_headline(m) != of_headline) continue;
      const auto start = place_of(a, m).start, end = place_of(a, m).end;
      const std::string_view verdict = linker::verdict_text(m.verdict);
      if (m.n_candidates == 0) spans.add({start, end, linker.nil_label(a, m)}).template set<"verdict">(verdict);
      linker.rank_candidates(a, m);
      for (uint32_t k = 0; k < m.n_candidates; ++k) {
        const linker::Candidate& c = a.candidates[m.first_candidate + k];
        const linker::Entity e = linker.base().entity(c.entity);
        spans.add({start, end, e.type, e.key, linker.candidate_score(a, m, k)})
            .template set<"name">(e.name)
            .template set<"prior">(c.prior)
            .template set<"name_match">(c.name_match)
            .template set<"type_fit">(c.type_fit)
            .template set<"context">(c.context)
            .template set<"coherence">(c.coherence)
            .template set<"total">(c.total());
        if (k == 0) spans.template set<"verdict">(verdict);
      }
    }
  }
};

}  // namespace

DOCMILL_STAGES(EntityLinker);
