#include "writer_options.hpp"

#include <algorithm>

#include "name_lists.hpp"

namespace docmill::writer {

namespace {

// An option that only some formats know.
struct Belongs {
  const char* option;
  bool given;           // differs from the default
  const char* formats;  // for the message
  bool fits;
};

std::vector<Belongs> belongings(const WriterOptions& o) {
  const WriterOptions fallback;
  const bool jsonl = o.format == "jsonl", csv = o.format == "csv", markdown = o.format == "markdown";
  const bool annotations = is_annotation_format(o), with_iris = annotations && o.format != "brat";
  return {
      {"offsets", o.offsets != fallback.offsets, "jsonl and csv", jsonl || csv},
      {"source-offsets", o.source_offsets != fallback.source_offsets, "jsonl", jsonl},
      {"omit", o.omit != fallback.omit, "jsonl and markdown", jsonl || markdown},
      {"schema", o.schema != fallback.schema, "jsonl", jsonl},
      {"rows", o.rows != fallback.rows, "csv", csv},
      {"columns", o.columns != fallback.columns, "csv", csv},
      {"text", o.text != fallback.text, "web-annotation, nif and brat", annotations},
      {"spans", o.spans != fallback.spans, "web-annotation, nif and brat", annotations},
      {"document-iri", o.document_iri != fallback.document_iri, "web-annotation and nif", with_iris},
      {"value-iri", o.value_iri != fallback.value_iri, "web-annotation and nif", with_iris},
  };
}

void check_omit(const std::vector<std::string>& omit, const Catalogue& catalogue, std::vector<ConfigError>& errors) {
  std::vector<std::string> names;
  for (const LayerInfo& layer : catalogue.stage_layers()) names.push_back(layer.name);
  for (uint32_t i = 0; i < omit.size(); ++i) {
    if (catalogue.find(omit[i]) != nullptr) continue;
    errors.emplace_back(
        "omit", "no layer '" + omit[i] + "'" + did_you_mean(omit[i], names) + "; there are: " + list_names(names), i);
  }
}

// A record cannot hold two keys of one name.
void check_names(const Catalogue& catalogue, std::vector<ConfigError>& errors) {
  for (const LayerInfo& layer : catalogue.stage_layers()) {
    if (is_reserved(layer.name)) {
      errors.emplace_back("", "layer '" + layer.name + "' of " + layer.by +
                                  " has the name of a key of the record; rename it with out = { " + layer.name +
                                  " = \"...\" } in its stage");
    }
    if (layer.kind != DOCMILL_KIND_SPANS) continue;
    for (const char* column : {"start", "end", "text", "label", "value", "score", "source_start", "source_end"}) {
      if (!layer.find_field(column)) continue;
      errors.emplace_back("",
                          "field '" + std::string(column) + "' of layer '" + layer.name + "' by " + layer.by +
                              " has the name of a column that every span has; the stage must call it something else");
    }
  }
}

}  // namespace

std::vector<ConfigError> check_options(const WriterOptions& options, const Catalogue& catalogue) {
  std::vector<ConfigError> errors;
  for (const Belongs& b : belongings(options)) {
    if (!b.given || b.fits) continue;
    errors.emplace_back(b.option,
                        "'" + std::string(b.option) + "' is for " + b.formats + "; format is '" + options.format + "'");
  }
  if (is_annotation_format(options)) {  // no record is written, so that any layer name will do
    for (const ConfigError& error : check_annotations(catalogue, annotation_settings(options))) errors.push_back(error);
    return errors;
  }
  check_names(catalogue, errors);
  if (options.format != "csv") check_omit(options.omit, catalogue, errors);
  if (options.format == "csv") {
    for (const ConfigError& error : check_csv(catalogue, csv_settings(options))) errors.push_back(error);
  }
  return errors;
}

JsonSettings json_settings(const WriterOptions& options) {
  return {unit_named(options.offsets), options.source_offsets, options.omit};
}

CsvSettings csv_settings(const WriterOptions& options) {
  return {options.rows, options.columns, unit_named(options.offsets)};
}

AnnotationSettings annotation_settings(const WriterOptions& options) {
  return {options.text, options.spans, options.document_iri, options.value_iri};
}

bool is_annotation_format(const WriterOptions& options) {
  return options.format == "web-annotation" || options.format == "nif" || options.format == "brat";
}

std::string schema_file(std::string_view stage_name) {
  if (stage_name == "writer") return "documents.schema.json";
  return "documents." + std::string(stage_name) + ".schema.json";
}

}  // namespace docmill::writer
