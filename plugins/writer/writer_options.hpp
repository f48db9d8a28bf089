// What the user can say to the writer, and what is wrong with it.
#pragma once

#include <string>
#include <vector>

#include "annotations/annotations.hpp"
#include "catalogue/catalogue.hpp"
#include "csv/record_csv.hpp"
#include "docmill/sdk/setup.hpp"
#include "records/record_json.hpp"

namespace docmill::writer {

// The defaults are those of the options table.
struct WriterOptions {
  std::string format = "jsonl";  // see the options table
  std::string offsets = "codepoint";
  bool source_offsets = true;
  std::vector<std::string> omit, rename;
  bool schema = true;
  std::string index = "docmill";
  std::string rows = "documents";
  std::vector<std::string> columns;
  std::string text = "text";
  std::vector<std::string> spans;
  std::string document_iri = "docmill:document/";
  std::string value_iri = "docmill:value/";
};

// The other writer, plugins/writer_sqlite, has the same names to leave out and to give: for it the format is "sqlite".

// All that cannot be: options of another format, names that do not exist, layers that no record can hold.
std::vector<ConfigError> check_options(const WriterOptions& options, const Catalogue& catalogue);

// What a later stage has rewritten may have been rewritten to be rid of something: says what of the text before is
// written, and how to leave it out. Empty when nothing is. What `rename` names is wanted, and not warned of.
// `catalogue`: with what `omit` leaves out gone.
std::string warning_of_old_texts(const WriterOptions& options, const Catalogue& catalogue);

JsonSettings json_settings(const WriterOptions& options);
CsvSettings csv_settings(const WriterOptions& options);
AnnotationSettings annotation_settings(const WriterOptions& options);

// Is it one of the formats of annotation tools: web-annotation, nif, brat, conllu, tei?
bool is_annotation_format(const WriterOptions& options);

// "documents.schema.json" for the stage called "writer", "documents.NAME.schema.json" for any other, so that two
// writers in one pipeline do not ask for the same file.
std::string schema_file(std::string_view stage_name);
// Likewise "documents.mapping.json", for the mapping of an index.
std::string mapping_file(std::string_view stage_name);

}  // namespace docmill::writer
