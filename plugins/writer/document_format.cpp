// Glue: each format with its outputs. The rendering itself is in the rooms.
#include "document_format.hpp"

#include "annotations/record_brat.hpp"
#include "annotations/record_conllu.hpp"
#include "annotations/record_nif.hpp"
#include "annotations/record_tei.hpp"
#include "annotations/record_web_annotation.hpp"
#include "records/index_mapping.hpp"
#include "records/record_bulk.hpp"
#include "records/record_json.hpp"
#include "records/record_schema.hpp"

namespace docmill::writer {

namespace {

// Pieces of a large document go out while it is written.
Outflow outflow_to(Output& out, uint32_t output) {
  return Outflow([&out, output](std::string_view bytes) { out.emit(output, bytes); });
}

void emit_rest(Output& out, uint32_t output, const std::string& buffer) {
  if (!buffer.empty()) out.emit(output, buffer);
}

// What is described beside the records: a JSON Schema, the mapping of an index. Written before the first document.
struct Description {
  std::string text;
  uint32_t output = 0;

  void open(const Setup& setup, const std::string& file, std::string described) {
    text = std::move(described);
    output = setup.open_file(file);
  }
  void emit(Output& out) const {
    if (!text.empty()) out.emit(output, text);
  }
};

// Records in one file, described in another: JsonRecord, BulkRequest.
template <class Record>
class RecordsFormat final : public DocumentFormat {
 public:
  RecordsFormat(Record record, const Setup& setup, const char* file)
      : record_(std::move(record)), output_(setup.open_file(file)) {}
  void describe(const Setup& setup, const std::string& file, std::string text) {
    description_.open(setup, file, std::move(text));
  }
  void begin(Output& out) const override { description_.emit(out); }
  void write(Document document, FormatScratch& scratch, Output& out) const override {
    record_.append(document, scratch.positions, scratch.buffer, outflow_to(out, output_));
    emit_rest(out, output_, scratch.buffer);
  }

 private:
  Record record_;
  uint32_t output_;
  Description description_;
};

// Spans over a text, in one output: NifGraph, WebAnnotationPage, TeiDocument.
template <class Rendering>
class SpansFormat final : public DocumentFormat {
 public:
  SpansFormat(Rendering rendering, uint32_t output, std::string_view header = {})
      : rendering_(std::move(rendering)), output_(output), header_(header) {}
  void begin(Output& out) const override {
    if (!header_.empty()) out.emit(output_, header_);
  }
  void write(Document document, FormatScratch& scratch, Output& out) const override {
    rendering_.append(document, scratch.positions, scratch.buffer, outflow_to(out, output_));
    emit_rest(out, output_, scratch.buffer);
  }

 private:
  Rendering rendering_;
  uint32_t output_;
  std::string_view header_;
};

class CsvFormat final : public DocumentFormat {
 public:
  CsvFormat(const WriterOptions& options, const Catalogue& catalogue, const Setup& setup)
      : table_(catalogue, csv_settings(options)), output_(setup.open_file(options.rows + ".csv")) {}
  void begin(Output& out) const override { out.emit(output_, table_.header()); }
  void write(Document document, FormatScratch& scratch, Output& out) const override {
    table_.append(document, scratch.positions, scratch.csv, scratch.buffer, outflow_to(out, output_));
    emit_rest(out, output_, scratch.buffer);
  }

 private:
  CsvTable table_;
  uint32_t output_;
};

class MarkdownFormat final : public DocumentFormat {
 public:
  MarkdownFormat(const Catalogue& catalogue, const Setup& setup)
      : page_(catalogue), output_(setup.open_folder("markdown", ".md")) {}
  void write(Document document, FormatScratch& scratch, Output& out) const override {
    page_.append(document, scratch.markdown, scratch.buffer);
    emit_rest(out, output_, scratch.buffer);
  }

 private:
  MarkdownPage page_;
  uint32_t output_;
};

// Both files or neither: the host numbers documents of one name in step, and brat wants an empty .ann.
class BratFormat final : public DocumentFormat {
 public:
  BratFormat(AnnotatedText text, const Setup& setup)
      : brat_(std::move(text)), txt_(setup.open_folder("brat", ".txt")), ann_(setup.open_folder("brat", ".ann")) {}
  void write(Document document, FormatScratch& scratch, Output& out) const override {
    if (!brat_.append_text(document, scratch.buffer)) return;
    scratch.second.clear();
    out.emit(txt_, scratch.buffer);
    brat_.append(document, scratch.positions, scratch.second, outflow_to(out, ann_));
    out.emit(ann_, scratch.second);
  }

 private:
  BratDocument brat_;
  uint32_t txt_, ann_;
};

class ConllUFormat final : public DocumentFormat {
 public:
  ConllUFormat(AnnotatedText text, const Catalogue& catalogue, const Setup& setup)
      : sentences_(std::move(text), catalogue), output_(setup.open_file("documents.conllu")) {}
  void write(Document document, FormatScratch& scratch, Output& out) const override {
    sentences_.append(document, scratch.positions, scratch.words, scratch.buffer, outflow_to(out, output_));
    emit_rest(out, output_, scratch.buffer);
  }

 private:
  ConllUDocument sentences_;
  uint32_t output_;
};

std::unique_ptr<DocumentFormat> open_json_lines(const WriterOptions& options, const Catalogue& catalogue,
                                                const Setup& setup) {
  const JsonSettings settings = json_settings(options);
  auto format = std::make_unique<RecordsFormat<JsonRecord>>(JsonRecord(catalogue, settings), setup, "documents.jsonl");
  if (options.schema) format->describe(setup, schema_file(setup.stage_name()), record_schema(catalogue, settings));
  return format;
}

std::unique_ptr<DocumentFormat> open_bulk(const WriterOptions& options, const Catalogue& catalogue,
                                          const Setup& setup) {
  const JsonSettings settings = json_settings(options);
  auto format = std::make_unique<RecordsFormat<BulkRequest>>(BulkRequest(catalogue, settings, options.index), setup,
                                                             "documents.ndjson");
  if (options.schema) format->describe(setup, mapping_file(setup.stage_name()), index_mapping(catalogue, settings));
  return format;
}

template <class Rendering>
std::unique_ptr<DocumentFormat> open_spans(Rendering rendering, uint32_t output, std::string_view header = {}) {
  return std::make_unique<SpansFormat<Rendering>>(std::move(rendering), output, header);
}

}  // namespace

std::unique_ptr<DocumentFormat> open_format(const WriterOptions& options, const Catalogue& catalogue,
                                            const Setup& setup) {
  const std::string& format = options.format;
  if (format == "jsonl") return open_json_lines(options, catalogue, setup);
  if (format == "opensearch") return open_bulk(options, catalogue, setup);
  if (format == "csv") return std::make_unique<CsvFormat>(options, catalogue, setup);
  if (format == "markdown") return std::make_unique<MarkdownFormat>(catalogue, setup);
  AnnotatedText text(catalogue, annotation_settings(options));
  if (format == "nif")
    return open_spans(NifGraph(std::move(text)), setup.open_file("documents.ttl"), NifGraph::header());
  if (format == "web-annotation")
    return open_spans(WebAnnotationPage(std::move(text)), setup.open_folder("annotations", ".jsonld"));
  if (format == "tei") return open_spans(TeiDocument(std::move(text), catalogue), setup.open_folder("tei", ".xml"));
  if (format == "brat") return std::make_unique<BratFormat>(std::move(text), setup);
  return std::make_unique<ConllUFormat>(std::move(text), catalogue, setup);
}

}  // namespace docmill::writer
