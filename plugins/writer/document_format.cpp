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

class JsonLinesFormat final : public DocumentFormat {
 public:
  JsonLinesFormat(const WriterOptions& options, const Catalogue& catalogue, const Setup& setup)
      : record_(catalogue, json_settings(options)), output_(setup.open_file("documents.jsonl")) {
    if (options.schema)
      schema_.open(setup, schema_file(setup.stage_name()), record_schema(catalogue, json_settings(options)));
  }
  void begin(Output& out) const override { schema_.emit(out); }
  void write(Document document, FormatScratch& scratch, Output& out) const override {
    record_.append(document, scratch.positions, scratch.buffer, outflow_to(out, output_));
    emit_rest(out, output_, scratch.buffer);
  }

 private:
  JsonRecord record_;
  uint32_t output_;
  Description schema_;
};

class BulkFormat final : public DocumentFormat {
 public:
  BulkFormat(const WriterOptions& options, const Catalogue& catalogue, const Setup& setup)
      : request_(catalogue, json_settings(options), options.index), output_(setup.open_file("documents.ndjson")) {
    if (options.schema)
      mapping_.open(setup, mapping_file(setup.stage_name()), index_mapping(catalogue, json_settings(options)));
  }
  void begin(Output& out) const override { mapping_.emit(out); }
  void write(Document document, FormatScratch& scratch, Output& out) const override {
    request_.append(document, scratch.positions, scratch.buffer, outflow_to(out, output_));
    emit_rest(out, output_, scratch.buffer);
  }

 private:
  BulkRequest request_;
  uint32_t output_;
  Description mapping_;
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

class WebAnnotationFormat final : public DocumentFormat {
 public:
  WebAnnotationFormat(AnnotatedText text, const Setup& setup)
      : page_(std::move(text)), output_(setup.open_folder("annotations", ".jsonld")) {}
  void write(Document document, FormatScratch& scratch, Output& out) const override {
    page_.append(document, scratch.positions, scratch.buffer, outflow_to(out, output_));
    emit_rest(out, output_, scratch.buffer);
  }

 private:
  WebAnnotationPage page_;
  uint32_t output_;
};

class NifFormat final : public DocumentFormat {
 public:
  NifFormat(AnnotatedText text, const Setup& setup)
      : graph_(std::move(text)), output_(setup.open_file("documents.ttl")) {}
  void begin(Output& out) const override { out.emit(output_, NifGraph::header()); }
  void write(Document document, FormatScratch& scratch, Output& out) const override {
    graph_.append(document, scratch.positions, scratch.buffer, outflow_to(out, output_));
    emit_rest(out, output_, scratch.buffer);
  }

 private:
  NifGraph graph_;
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

class TeiFormat final : public DocumentFormat {
 public:
  TeiFormat(AnnotatedText text, const Catalogue& catalogue, const Setup& setup)
      : tei_(std::move(text), catalogue), output_(setup.open_folder("tei", ".xml")) {}
  void write(Document document, FormatScratch& scratch, Output& out) const override {
    tei_.append(document, scratch.positions, scratch.buffer, outflow_to(out, output_));
    emit_rest(out, output_, scratch.buffer);
  }

 private:
  TeiDocument tei_;
  uint32_t output_;
};

}  // namespace

std::unique_ptr<DocumentFormat> open_format(const WriterOptions& options, const Catalogue& catalogue,
                                            const Setup& setup) {
  const std::string& format = options.format;
  if (format == "jsonl") return std::make_unique<JsonLinesFormat>(options, catalogue, setup);
  if (format == "opensearch") return std::make_unique<BulkFormat>(options, catalogue, setup);
  if (format == "csv") return std::make_unique<CsvFormat>(options, catalogue, setup);
  if (format == "markdown") return std::make_unique<MarkdownFormat>(catalogue, setup);
  AnnotatedText text(catalogue, annotation_settings(options));
  if (format == "nif") return std::make_unique<NifFormat>(std::move(text), setup);
  if (format == "web-annotation") return std::make_unique<WebAnnotationFormat>(std::move(text), setup);
  if (format == "brat") return std::make_unique<BratFormat>(std::move(text), setup);
  if (format == "conllu") return std::make_unique<ConllUFormat>(std::move(text), catalogue, setup);
  return std::make_unique<TeiFormat>(std::move(text), catalogue, setup);
}

}  // namespace docmill::writer
