// The stage: options, and which format they name. The outputs of each format are in document_format.cpp, the rendering
// in the rooms.
#include <docmill/sdk/stage.hpp>
#include <memory>

#include "document_format.hpp"
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
                                       "what to write: one line a document, one page a document, a table, requests for "
                                       "OpenSearch, or spans for annotation tools: W3C Web Annotation, NIF, brat "
                                       "standoff, CoNLL-U, TEI")
          .one_of("jsonl", "markdown", "csv", "opensearch", "web-annotation", "nif", "brat", "conllu", "tei"),
      docmill::option<&Config::offsets>("offsets", "\"codepoint\"",
                                        "unit of start and end of spans (jsonl, opensearch, csv)")
          .one_of("codepoint", "byte", "utf16"),
      docmill::option<&Config::source_offsets>("source-offsets", "true",
                                               "whether spans say their bytes in the source (jsonl, opensearch)"),
      docmill::option<&Config::omit>("omit", "[]",
                                     "what to leave out: layers, keys of the record, LAYER.KEY, metadata.MEMBER"),
      docmill::option<&Config::rename>(
          "rename", "[]",
          "what to call otherwise, each \"OLD = NEW\"; OLD as in omit (jsonl, opensearch, markdown, csv)"),
      docmill::option<&Config::schema>("schema", "true",
                                       "whether to write a JSON Schema of the records (jsonl), or the mapping of the "
                                       "index (opensearch), beside them"),
      docmill::option<&Config::index>("index", "\"docmill\"", "the index that the requests name (opensearch)"),
      docmill::option<&Config::rows>("rows", "\"documents\"",
                                     "what a row stands for: documents, or the name of a spans layer (csv)"),
      docmill::option<&Config::columns>(
          "columns", "[]", "addresses of the columns: id, metadata.KEY, LAYER, LAYER.KEY, a field of the spans (csv)"),
      docmill::option<&Config::text>("text", "\"text\"",
                                     "the text layer to write (web-annotation, nif, brat, conllu, tei)"),
      docmill::option<&Config::spans>(
          "spans", "[]", "spans layers over that text; empty: all (web-annotation, nif, brat, conllu, tei)"),
      docmill::option<&Config::document_iri>("document-iri", "\"docmill:document/\"",
                                             "what an id follows to be an IRI (web-annotation, nif)"),
      docmill::option<&Config::value_iri>(
          "value-iri", "\"docmill:value/\"",
          "what a value follows to be an IRI, where there is no Wikidata item (web-annotation, nif, tei)"));

  struct Worker {
    explicit Worker(const Writer& writer) : scratch(writer.n_layers, docmill::unit_named(writer.config.offsets)) {}
    docmill::writer::FormatScratch scratch;
  };

  Writer(Config c, const docmill::Setup& setup) : config(std::move(c)) {
    const docmill::writer::Catalogue all(setup.inputs());
    n_layers = all.size();
    refuse(docmill::writer::check_options(config, all), setup);
    const docmill::writer::Catalogue catalogue = all.with(docmill::writer::read_shown(config.omit, config.rename));
    const std::string warning = docmill::writer::warning_of_old_texts(config, catalogue);
    if (!warning.empty()) setup.warn("", warning);
    format = docmill::writer::open_format(config, catalogue, setup);
  }

  void process(Worker& worker, docmill::Document in, docmill::Output& out) const {
    worker.scratch.buffer.clear();
    format->write(in, worker.scratch, out);
  }

  void begin(docmill::Output& out) const { format->begin(out); }

 private:
  // All mistakes are told, the last one by the exception.
  static void refuse(const std::vector<docmill::ConfigError>& errors, const docmill::Setup& setup) {
    if (errors.empty()) return;
    for (std::size_t i = 0; i + 1 < errors.size(); ++i) setup.error(errors[i]);
    throw docmill::ConfigError(errors.back());
  }

  Config config;
  uint32_t n_layers = 0;
  std::unique_ptr<docmill::writer::DocumentFormat> format;
};

}  // namespace

DOCMILL_STAGES(Writer);
