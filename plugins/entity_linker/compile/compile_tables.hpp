// Tables in text form as a layer of the knowledge base: compiled in memory, so that there is one way to look things up.
#pragma once

#include <string>
#include <vector>

#include "knowledge_base/knowledge_base.hpp"
#include "knowledge_base/knowledge_tsv.hpp"

namespace docmill::linker {

// Adds one layer on top of the others: later tables replace entries of earlier ones by key.
void add_tables(KnowledgeBase& base, const std::vector<KnowledgeTable>& tables);

// A connected base of these tables alone. Entities of `excluded_types` are found by nobody.
KnowledgeBase base_of_tables(const std::vector<KnowledgeTable>& tables,
                             const std::vector<std::string>& excluded_types = {});

}  // namespace docmill::linker
