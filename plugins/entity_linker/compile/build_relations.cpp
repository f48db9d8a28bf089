#include "compile/build_relations.hpp"

#include <algorithm>

#include "compile/knowledge_builder.hpp"

namespace docmill::linker {
namespace {

SpillSettings part_of(const SpillSettings& settings) {
  return {settings.memory == SIZE_MAX ? SIZE_MAX : settings.memory / 4, settings.folder};
}

std::string record(std::string_view name, uint32_t id) {
  std::string r(name);
  r += '\0';
  append_big_endian(r, id, 4);
  return r;
}
std::string_view name_of(std::string_view record) { return record.substr(0, record.size() - 5); }
uint32_t id_of(std::string_view record) { return static_cast<uint32_t>(read_big_endian(record, record.size() - 4, 4)); }

}  // namespace

RelationBuilder::RelationBuilder(const SpillSettings& settings, bool any_label)
    : any_label_(any_label),
      keys_(part_of(settings)),
      key_references_(part_of(settings)),
      labels_(part_of(settings)),
      label_references_(part_of(settings)),
      pairs_(settings) {}

void RelationBuilder::add(uint32_t id, const KnowledgeEntry& entry) {
  ++n_entities_;
  keys_.add(record(entry.key, id));
  if (any_label_) labels_.add(record(entry.label, id));
  for_each_line(entry.related_keys, [&](std::string_view key) { key_references_.add(record(key, id)); });
  for_each_line(entry.related_labels, [&](std::string_view label) { label_references_.add(record(label, id)); });
}

void RelationBuilder::add_pair(uint32_t a, uint32_t b) {
  if (a == b) return;
  std::string pair;
  append_big_endian(pair, a, 4);
  append_big_endian(pair, b, 4);
  pairs_.add(pair);
  pairs_.add(pair.substr(4) + pair.substr(0, 4));
}

// Walks over both in the order of the names. A name may stand for several entities.
void RelationBuilder::resolve(ExternalSorter& names, ExternalSorter& references, std::vector<std::string>* missing,
                              uint64_t& n_missing) {
  std::string_view name, reference;
  bool more_names = names.next(name);
  std::string current;
  std::vector<uint32_t> ids;
  while (references.next(reference)) {
    const std::string_view wanted = name_of(reference);
    if (ids.empty() || current != wanted) {
      ids.clear();
      current.assign(wanted);
      while (more_names && name_of(name) < wanted) more_names = names.next(name);
      for (; more_names && name_of(name) == wanted; more_names = names.next(name)) ids.push_back(id_of(name));
    }
    for (const uint32_t id : ids) add_pair(id_of(reference), id);
    if (!ids.empty()) continue;
    ++n_missing;
    if (missing != nullptr) missing->push_back(std::to_string(id_of(reference)) + '\t' + std::string(wanted) + '\n');
  }
}

void RelationBuilder::finish(std::vector<Spool>& sections, BuildCounts& counts) {
  std::vector<std::string> open_ends;
  resolve(keys_, key_references_, nullptr, counts.relations_left_out);
  if (any_label_) resolve(labels_, label_references_, &open_ends, counts.open_ends);
  std::stable_sort(open_ends.begin(), open_ends.end(),
                   [](const std::string& x, const std::string& y) { return std::stoul(x) < std::stoul(y); });
  for (const std::string& line : open_ends) sections[format::open_ends].append(line);

  counts_.assign(n_entities_, 0);
  std::string last;
  uint64_t n = 0;
  for (std::string_view pair; pairs_.next(pair);) {
    if (pair == last) continue;
    last.assign(pair);
    ++counts_[read_big_endian(pair, 0, 4)];
    sections[format::relations].append_value(static_cast<uint32_t>(read_big_endian(pair, 4, 4)));
    ++n;
  }
  counts.relations = n / 2;
}

}  // namespace docmill::linker
