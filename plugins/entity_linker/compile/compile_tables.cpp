#include "compile/compile_tables.hpp"

#include "compile/knowledge_builder.hpp"

namespace docmill::linker {

void add_tables(KnowledgeBase& base, const std::vector<KnowledgeTable>& tables) {
  KnowledgeBuilder builder(base.characters(), base.words());
  for (const KnowledgeTable& table : tables)
    for (const KnowledgeRow& row : table.rows) builder.add(entry_of(row));
  base.add_image(builder.finish("").in_memory(base.characters()).value(), true);
}

KnowledgeBase base_of_tables(const std::vector<KnowledgeTable>& tables,
                             const std::vector<std::string>& excluded_types) {
  KnowledgeBase base;
  add_tables(base, tables);
  base.connect(excluded_types);
  return base;
}

}  // namespace docmill::linker
