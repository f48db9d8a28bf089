// The stage: dates, money, percentages and counts with their values. The logic is in finder.hpp.
#include <docmill/sdk/stage.hpp>

#include <string>
#include <vector>

#include "finder.hpp"

namespace {

namespace quantities = docmill::quantities;

struct Config {
  std::vector<docmill::Resource> tables;
  std::vector<docmill::Resource> more_tables;
  std::string anchor;
};

void read_tables(const std::vector<docmill::Resource>& files, const char* option, const docmill::Setup& setup,
                 quantities::Tables& tables) {
  for (uint32_t i = 0; i < files.size(); ++i) {
    quantities::Lexicon lexicon;
    const auto problems = lexicon.read(files[i].bytes);
    for (std::size_t k = 0; k + 1 < problems.size(); ++k)
      setup.error(docmill::ConfigError(option, problems[k].message, i, problems[k].line, 1));
    if (!problems.empty()) throw docmill::ConfigError(option, problems.back().message, i, problems.back().line, 1);
    tables.add(std::move(lexicon));
  }
}

std::optional<quantities::Date> anchor_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto date = quantities::parse_date(text);
  if (!date) throw docmill::ConfigError("anchor", "'" + text + "' is no day; write it as 2024-03-04");
  return date;
}

struct Quantities {
  static constexpr docmill::Info info{"quantities", "1.0.0",
                                      "finds dates, money, percentages and counts, with their values", docmill::pure};
  using Config = ::Config;
  static constexpr auto options = docmill::options(
      docmill::option<&Config::tables>(
          "tables",
          "[\"plugin:quantities_any.tsv\", \"plugin:quantities_en.tsv\", \"plugin:quantities_de.tsv\", "
          "\"plugin:quantities_fr.tsv\", \"plugin:quantities_es.tsv\", \"plugin:quantities_it.tsv\", "
          "\"plugin:quantities_pt.tsv\", \"plugin:quantities_nl.tsv\", \"plugin:quantities_pl.tsv\", "
          "\"plugin:quantities_ru.tsv\", \"plugin:quantities_zh.tsv\"]",
          "tables of words, a file for each language; of two for one language the first counts"),
      docmill::option<&Config::more_tables>("more-tables", "[]", "your own, which stand before those"),
      docmill::option<&Config::anchor>("anchor", "\"\"",
                                       "the day that \"yesterday\" counts from where the document has no date, as "
                                       "2024-03-04; empty: such dates have no value"));
  static constexpr auto required =
      docmill::ports(docmill::port::text("text", "the clean text"),
                     docmill::port::attributes("language", "whose words and decimal sign are used",
                                               docmill::field::string("tag", "BCP 47 tag"))
                         .optional(),
                     docmill::port::attributes("article", "the day that \"yesterday\" counts from",
                                               docmill::field::string("date", "YYYY-MM-DD"))
                         .optional());
  static constexpr auto provided = docmill::ports(docmill::port::spans(
      "quantities", "text",
      "label is date, money, percent or count; value is the date (ISO 8601), \"USD 1200000000\", \"3.5\", \"12 km\"",
      docmill::field::string("amount", "the amount, an exact decimal; of dates null"),
      docmill::field::string("unit", "code of the currency (ISO 4217) or sign of the unit"),
      docmill::field::string("other", "of a date whose day and month cannot be told apart, the other reading"),
      docmill::field::boolean("anchored", "whether a date counts from the day of the document")));
  static constexpr docmill::Requires<required, "text"> text{};
  static constexpr docmill::Requires<required, "language"> language{};
  static constexpr docmill::Requires<required, "article"> article{};
  static constexpr docmill::Provides<provided, "quantities"> spans{};

  struct Worker {
    std::optional<quantities::Finder> finder;
    std::vector<quantities::Quantity> found;
  };

  Quantities(Config config, const docmill::Setup& setup) : anchor(anchor_of(config.anchor)) {
    read_tables(config.more_tables, "more-tables", setup, tables);
    read_tables(config.tables, "tables", setup, tables);
  }

  void process(Worker& worker, docmill::Document in, docmill::Output& out) const {
    if (!worker.finder) worker.finder.emplace(tables);
    worker.found.clear();
    const std::string_view tag = in.attributes(language).get<"tag">().value_or("");
    auto day = quantities::parse_date(in.attributes(article).get<"date">().value_or(""));
    worker.finder->find(in.text(text), tag.substr(0, tag.find('-')), day ? day : anchor,
                        std::size_t{out.max_spans()} + 1, worker.found);
    const auto to = out.spans(spans);
    for (const quantities::Quantity& q : worker.found) put(q, to);
  }

  static void put(const quantities::Quantity& q, docmill::SpansOf<spans> to) {
    const std::string value = q.value();
    docmill::Span span{q.start, q.end, quantities::name_of(q.kind)};
    if (!value.empty()) span.value = value;
    to.add(span);
    const bool is_date = q.kind == quantities::Kind::date;
    if (!is_date) to.set<"amount">(q.amount.text());
    if (!q.unit.empty()) to.set<"unit">(q.unit);
    if (q.other) to.set<"other">(q.other->text());
    if (is_date) to.set<"anchored">(q.anchored);
  }

  quantities::Tables tables;
  std::optional<quantities::Date> anchor;
};

}  // namespace

DOCMILL_STAGES(Quantities);
