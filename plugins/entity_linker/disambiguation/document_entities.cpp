#include "disambiguation/document_entities.hpp"

#include <algorithm>

namespace docmill::linker {
namespace {

// Of an entity with more relations the document is the shorter list: a country has a hundred thousand.
constexpr std::size_t many = 256;

}  // namespace

void DocumentEntities::gather(const KnowledgeBase& base, Analysis& a) {
  known_.clear();
  numbers_.clear();
  filter_.clear();
  for (const Mention& m : a.mentions)
    for (uint32_t c = m.first_candidate; c < m.first_candidate + m.n_candidates; ++c)
      a.candidates[c].known = number_of(base, a.candidates[c].entity);
  for (Known& known : known_) look_up_related(base, known);
}

uint32_t DocumentEntities::number_of(const KnowledgeBase& base, uint32_t entity) {
  const uint32_t number = numbers_.number_of(entity);
  if (number == known_.size()) {
    Known known;
    known.entity = entity;
    known.kind = base.kind(entity);
    known_.push_back(known);
    filter_.add(entity);
  }
  return number;
}

void DocumentEntities::count(const std::vector<Mention>& mentions, bool sure) {
  for (Known& known : known_) {
    known.mentions = 0;
    known.coherence = -1;
  }
  for (const Mention& m : mentions)
    if (m.entity != no_entity) ++known_[m.known].mentions;
  for (Known& known : known_) known.sure |= sure && known.mentions != 0;
}

void DocumentEntities::look_up_related(const KnowledgeBase& base, Known& known) const {
  if (base.n_relations(known.entity) > many) {
    known.n_related = UINT32_MAX;
    known.related_bits = ~uint64_t{0};
    return;
  }
  base.for_each_related(known.entity, [&](uint32_t entity) {
    const uint32_t other = find(entity);
    if (other == Numbered<uint32_t>::none || known.lists(other)) return true;
    if (known.n_related < known.related.size()) known.related[known.n_related] = other;
    ++known.n_related;
    known.related_bits |= uint64_t{1} << (other & 63);
    return true;
  });
}

uint32_t DocumentEntities::connected(const KnowledgeBase& base, uint32_t number, uint32_t most) {
  const Known& known = known_[number];
  if (known.all_listed()) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < known.n_related; ++i) n += static_cast<uint32_t>(known_[known.related[i]].mentions != 0);
    return std::min(n, most);
  }
  found_.clear();  // of several layers of the base one may come twice
  const auto add = [&](uint32_t other) {
    if (known_[other].mentions != 0 && std::find(found_.begin(), found_.end(), other) == found_.end())
      found_.push_back(other);
    return found_.size() < most;
  };
  if (base.n_relations(known.entity) <= many) {
    base.for_each_related(known.entity, [&](uint32_t entity) {
      const uint32_t other = find(entity);
      return other == Numbered<uint32_t>::none || add(other);
    });
  } else {
    for (uint32_t other = 0; other < size(); ++other)
      if (known_[other].mentions != 0 && base.related(known.entity, known_[other].entity) && !add(other)) break;
  }
  return static_cast<uint32_t>(found_.size());
}

}  // namespace docmill::linker
