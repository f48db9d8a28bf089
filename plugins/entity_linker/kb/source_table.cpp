// TSV and CSV, and the road from a file to its reader.
#include <docmill/base/utf8.hpp>

#include "kb/source.hpp"
#include "knowledge_base/knowledge_base.hpp"
#include "knowledge_base/knowledge_tsv.hpp"

namespace docmill::linker {

SourceCounts read_table(PackedFile& file, char separator, const SourceOptions&, const EntrySink& sink) {
  const std::string bytes = file.rest();
  const KnowledgeTable table = separator == ',' ? parse_knowledge_csv(bytes) : parse_knowledge_tsv(bytes);
  std::string mistakes;
  for (const KnowledgeProblem& p : table.problems) {
    if (!mistakes.empty()) mistakes += '\n';
    mistakes += file.path();
    if (p.line != 0) mistakes += ':' + std::to_string(p.line) + ':' + std::to_string(p.column);
    mistakes += ": " + p.message;
  }
  if (!mistakes.empty()) throw SourceError(mistakes);
  for (const KnowledgeRow& row : table.rows) sink.entry(entry_of(row));
  return {table.rows.size(), 0};
}

SourceCounts read_source(const std::string& path, SourceFormat format, const SourceOptions& options,
                         const EntrySink& sink) {
  PackedFile file(path);
  if (format == SourceFormat::detect) format = format_of(path, file.peek());
  switch (format) {
    case SourceFormat::tsv: return read_table(file, '\t', options, sink);
    case SourceFormat::csv: return read_table(file, ',', options, sink);
    case SourceFormat::jsonl: return read_jsonl(file, options, sink);
    case SourceFormat::wikidata: return read_wikidata(file, options, sink);
    case SourceFormat::skos: return read_skos(file, options, sink);
    case SourceFormat::wikipedia:
      if (!sink.wikipedia)
        throw SourceError(path +
                          ": a dump of Wikipedia gives no entries; docmill kb build takes it beside a Wikidata dump");
      sink.wikipedia(file);
      return {};
    case SourceFormat::compiled:
      throw SourceError(path + ": this is a compiled base already; docmill kb merge puts bases together");
    case SourceFormat::detect: break;
  }
  return {};
}

}  // namespace docmill::linker
