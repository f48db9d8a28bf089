// Sources of `docmill kb build` made of anything: each is read into entries that a base can hold, or refused with a
// sentence that names the file; and what was read can be compiled. The first byte says which kind the file is, the rest
// is its content. The body is also a test (plugins/entity_linker/kb/tests/fuzz_sources_test.cpp).
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <docmill/base/utf8.hpp>

#include "compile/knowledge_builder.hpp"
#include "kb/source.hpp"
#include "kb/type_rules.hpp"

namespace docmill::linker::test {

inline void source_must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_kb_sources: %s\n", what);
  std::abort();
}

// A file in memory, with a name that can be opened.
class FileInMemory {
 public:
  explicit FileInMemory(std::string_view bytes) : file_(::memfd_create("source", 0)) {
    source_must(file_ >= 0 && ::write(file_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
                "there is memory for a file");
  }
  ~FileInMemory() { ::close(file_); }
  FileInMemory(const FileInMemory&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

inline void check_lines(std::string_view list) {
  source_must(list.find("\n\n") == std::string_view::npos && !list.starts_with('\n') && !list.ends_with('\n'),
              "parts of a list are not empty");
}

inline void check_read_entry(const KnowledgeEntry& e, SourceFormat format) {
  source_must(!e.key.empty() && e.key.size() <= 255, "a key has 1 to 255 bytes");
  source_must(!e.label.empty(), "an entry has a label");
  source_must(format == SourceFormat::wikidata || !e.type.empty(), "an entry has a type, or classes that tell it");
  source_must(e.weight >= 1 && e.weight <= 5 && e.prior >= 10 && e.prior <= 50, "weight and prior are in their range");
  for (const std::string* s : {&e.key, &e.label, &e.type, &e.description, &e.wikidata, &e.aliases, &e.context,
                               &e.related_labels, &e.related_keys, &e.linked, &e.classes})
    source_must(docmill::utf8::is_valid(*s), "what is read is UTF-8");
  for (const std::string* list : {&e.aliases, &e.context, &e.related_labels, &e.related_keys, &e.classes})
    check_lines(*list);
}

inline void compile(const std::vector<KnowledgeEntry>& entries, TypeRules& rules) {
  static const CharacterTable characters;
  static const WordLists words(characters);
  KnowledgeBuilder builder(characters, words);
  for (const KnowledgeEntry& e : entries) builder.add(e);
  rules.finish();
  builder.keep = [&](KnowledgeEntry& e) {
    if (e.type.empty()) e.type = rules.type_of(e.classes);
    return !e.type.empty();
  };
  const BuiltKnowledge built = builder.finish("made by\tfuzz_kb_sources\n");
  source_must(built.in_memory(characters).ok(), "what is compiled can be opened");
}

inline void fuzz_kb_sources(const uint8_t* data, std::size_t size) {
  static constexpr SourceFormat formats[] = {SourceFormat::tsv, SourceFormat::csv, SourceFormat::jsonl,
                                             SourceFormat::wikidata, SourceFormat::skos};
  if (size == 0 || data[0] < 'a' || data[0] >= 'a' + std::size(formats)) return;
  const SourceFormat format = formats[data[0] - 'a'];
  const FileInMemory file({reinterpret_cast<const char*>(data) + 1, size - 1});
  TypeRules rules(TypeRules::usual());
  std::vector<KnowledgeEntry> entries;
  EntrySink sink;
  sink.entry = [&](const KnowledgeEntry& e) {
    check_read_entry(e, format);
    entries.push_back(e);
  };
  sink.subclass = [&](std::string_view child, std::string_view parent) { rules.add_subclass(child, parent); };
  sink.page = [](std::string_view site, std::string_view title, std::string_view key) {
    source_must(!title.empty() && !key.empty() && docmill::utf8::is_valid(site), "a page has a title and an item");
  };
  try {
    const SourceCounts counts = read_source(file.path(), format, {}, sink);
    source_must(counts.entries == entries.size(), "entries are counted as they are given");
  } catch (const std::runtime_error& e) {
    const std::string_view why = e.what();
    source_must(why.starts_with(file.path()) && why.back() != '.' && docmill::utf8::is_valid(why),
                "what is refused has a sentence with the file");
    return;
  }
  compile(entries, rules);
}

}  // namespace docmill::linker::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::linker::test::fuzz_kb_sources(data, size);
  return 0;
}
