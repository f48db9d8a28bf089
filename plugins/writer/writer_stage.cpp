// Glue: options, outputs, and which renderer the format asks for. The rendering itself is in record_*.cpp.
#include <docmill/sdk/stage.hpp>
#include <memory>

#include "record_brat.hpp"
#include "record_markdown.hpp"
#include "record_nif.hpp"
#include "record_schema.hpp"
#include "record_web_annotation.hpp"
#include "writer_options.hpp"

namespace {

using docmill::writer::WriterOptions;

struct Writer {
  static constexpr docmill::Info info{"writer", "1.0.0",
                                      "writes what was found as JSON Lines, Markdown, CSV, or for annotation tools",
                                      docmill::pure | docmill::reads_all};

  using Config = WriterOptions;
  static constexpr auto options = docmill::options(
      docmill::option<&Config::format>("format", "\"jsonl\"",
                                       "what to write: one line a document, one page a document, a table, or spans for "
                                       "annotation tools: W3C Web Annotation, NIF, brat standoff")
          .one_of("jsonl", "markdown", "csv", "web-annotation", "nif", "brat"),
      docmill::option<&Config::offsets>("offsets", "\"codepoint\"", "unit of start and end of spans (jsonl, csv)")
          .one_of("codepoint", "byte", "utf16"),
      docmill::option<&Config::source_offsets>("source-offsets", "true",
                                               "whether spans say their bytes in the source (jsonl)"),
      docmill::option<&Config::omit>("omit", "[]",
                                     "what to leave out: layers, keys of the record, LAYER.KEY, metadata.MEMBER"),
      docmill::option<&Config::rename>(
          "rename", "[]", "what to call otherwise, each \"OLD = NEW\"; OLD as in omit (jsonl, markdown, csv)"),
      docmill::option<&Config::schema>("schema", "true",
                                       "whether to write a JSON Schema of the records beside them (jsonl)"),
      docmill::option<&Config::rows>("rows", "\"documents\"",
                                     "what a row stands for: documents, or the name of a spans layer (csv)"),
      docmill::option<&Config::columns>(
          "columns", "[]", "addresses of the columns: id, metadata.KEY, LAYER, LAYER.KEY, a field of the spans (csv)"),
      docmill::option<&Config::text>("text", "\"text\"", "the text layer to write (web-annotation, nif, brat)"),
      docmill::option<&Config::spans>("spans", "[]",
                                      "spans layers over that text; empty: all (web-annotation, nif, brat)"),
      docmill::option<&Config::document_iri>("document-iri", "\"docmill:document/\"",
                                             "what an id follows to be an IRI (web-annotation, nif)"),
      docmill::option<&Config::value_iri>(
          "value-iri", "\"docmill:value/\"",
          "what a value follows to be an IRI, where there is no Wikidata item (web-annotation, nif)"));

  struct Worker {
    explicit Worker(const Writer& writer) : positions(writer.n_layers, docmill::unit_named(writer.config.offsets)) {}
    std::string buffer, second;
    docmill::writer::Positions positions;
    docmill::writer::MarkdownPage::Scratch markdown;
    docmill::writer::CsvTable::Scratch csv;
  };

  Writer(Config c, const docmill::Setup& setup) : config(std::move(c)) {
    const docmill::writer::Catalogue all(setup.inputs());
    n_layers = all.size();
    refuse(docmill::writer::check_options(config, all), setup);
    const docmill::writer::Catalogue catalogue = all.with(docmill::writer::read_shown(config.omit, config.rename));
    const std::string warning = docmill::writer::warning_of_old_texts(config, catalogue);
    if (!warning.empty()) setup.warn("", warning);
    if (config.format == "jsonl") open_json(catalogue, setup);
    else if (config.format == "csv") open_csv(catalogue, setup);
    else if (config.format == "markdown") open_markdown(catalogue, setup);
    else open_annotations(catalogue, setup);
  }

  void process(Worker& worker, docmill::Document in, docmill::Output& out) const {
    worker.buffer.clear();
    if (brat) return write_brat(worker, in, out);
    docmill::writer::Outflow outflow([this, &out](std::string_view bytes) { out.emit(output, bytes); });
    if (json) json->append(in, worker.positions, worker.buffer, outflow);
    else if (csv) csv->append(in, worker.positions, worker.csv, worker.buffer, outflow);
    else if (markdown) markdown->append(in, worker.markdown, worker.buffer);
    else if (nif) nif->append(in, worker.positions, worker.buffer, outflow);
    else web_annotation->append(in, worker.positions, worker.buffer, outflow);
    if (!worker.buffer.empty()) out.emit(output, worker.buffer);
  }

  void begin(docmill::Output& out) const {
    if (csv) out.emit(output, csv->header());
    if (nif) out.emit(output, docmill::writer::NifGraph::header());
    if (!schema.empty()) out.emit(schema_output, schema);
  }

 private:
  // All mistakes are told, the last one by the exception.
  static void refuse(const std::vector<docmill::ConfigError>& errors, const docmill::Setup& setup) {
    if (errors.empty()) return;
    for (std::size_t i = 0; i + 1 < errors.size(); ++i) setup.error(errors[i]);
    throw docmill::ConfigError(errors.back());
  }
  void open_json(const docmill::writer::Catalogue& catalogue, const docmill::Setup& setup) {
    const docmill::writer::JsonSettings settings = docmill::writer::json_settings(config);
    json = std::make_unique<docmill::writer::JsonRecord>(catalogue, settings);
    output = setup.open_file("documents.jsonl");
    if (!config.schema) return;
    schema = docmill::writer::record_schema(catalogue, settings);
    schema_output = setup.open_file(docmill::writer::schema_file(setup.stage_name()));
  }
  void open_csv(const docmill::writer::Catalogue& catalogue, const docmill::Setup& setup) {
    csv = std::make_unique<docmill::writer::CsvTable>(catalogue, docmill::writer::csv_settings(config));
    output = setup.open_file(config.rows + ".csv");
  }
  void open_markdown(const docmill::writer::Catalogue& catalogue, const docmill::Setup& setup) {
    markdown = std::make_unique<docmill::writer::MarkdownPage>(catalogue);
    output = setup.open_folder("markdown", ".md");
  }
  void open_annotations(const docmill::writer::Catalogue& catalogue, const docmill::Setup& setup) {
    docmill::writer::AnnotatedText text(catalogue, docmill::writer::annotation_settings(config));
    if (config.format == "nif") {
      nif = std::make_unique<docmill::writer::NifGraph>(std::move(text));
      output = setup.open_file("documents.ttl");
    } else if (config.format == "web-annotation") {
      web_annotation = std::make_unique<docmill::writer::WebAnnotationPage>(std::move(text));
      output = setup.open_folder("annotations", ".jsonld");
    } else {
      brat = std::make_unique<docmill::writer::BratDocument>(std::move(text));
      output = setup.open_folder("brat", ".txt");
      ann_output = setup.open_folder("brat", ".ann");
    }
  }
  // Both files or neither: the host numbers documents of one name in step, and brat wants an empty .ann.
  void write_brat(Worker& worker, docmill::Document in, docmill::Output& out) const {
    if (!brat->append_text(in, worker.buffer)) return;
    worker.second.clear();
    out.emit(output, worker.buffer);
    brat->append(in, worker.positions, worker.second,
                 docmill::writer::Outflow([this, &out](std::string_view bytes) { out.emit(ann_output, bytes); }));
    out.emit(ann_output, worker.second);
  }

  Config config;
  uint32_t n_layers = 0;
  uint32_t output = 0, schema_output = 0, ann_output = 0;
  std::string schema;
  std::unique_ptr<docmill::writer::JsonRecord> json;  // exactly one of these
  std::unique_ptr<docmill::writer::CsvTable> csv;
  std::unique_ptr<docmill::writer::MarkdownPage> markdown;
  std::unique_ptr<docmill::writer::WebAnnotationPage> web_annotation;
  std::unique_ptr<docmill::writer::NifGraph> nif;
  std::unique_ptr<docmill::writer::BratDocument> brat;
};

}  // namespace

DOCMILL_STAGES(Writer);
