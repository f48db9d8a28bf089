#include "knowledge_base/knowledge_base.hpp"

#include <algorithm>

#include "knowledge_base/name_forms.hpp"

namespace docmill::linker {
namespace {

using Pairs = std::vector<std::pair<uint32_t, uint32_t>>;

// The pairs of a sorted list that begin with `first`.
std::span<const std::pair<uint32_t, uint32_t>> pairs_of(const Pairs& pairs, uint32_t first) {
  const auto from = std::lower_bound(pairs.begin(), pairs.end(), std::pair<uint32_t, uint32_t>(first, 0));
  auto to = from;
  while (to != pairs.end() && to->first == first) ++to;
  return {from, to};
}

}  // namespace

KnowledgeEntry entry_of(const KnowledgeRow& row) {
  KnowledgeEntry e;
  e.key = row.key;
  e.label = row.label;
  e.type = row.type;
  e.description = row.description;
  e.wikidata = row.qid;
  e.weight = static_cast<uint8_t>(row.weight);
  e.prior = static_cast<uint8_t>(10 * row.weight);
  for_each_part(row.aliases, [&](std::string_view part) { append_line(e.aliases, part); });
  for_each_part(row.context, [&](std::string_view part) { append_line(e.context, part); });
  for_each_part(row.related, [&](std::string_view part) { append_line(e.related_labels, part); });
  return e;
}

Status KnowledgeBase::add_compiled(std::string_view bytes) {
  Result<KnowledgeImage> image = KnowledgeImage::open(bytes, characters_);
  if (!image.ok()) return image.status();
  if (image.value().size() > UINT32_MAX - 1 - size_)
    return Status(Trouble::usage, "the knowledge bases together have more than 4,294,967,294 entries");
  add_image(std::move(image.value()));
  return {};
}

void KnowledgeBase::add_image(KnowledgeImage image, bool from_table) {
  const uint32_t n = image.size();
  layers_.push_back({std::move(image), size_, from_table, {}});
  size_ += n;
}

void KnowledgeBase::connect(const std::vector<std::string>& excluded_types) {
  for (Layer& layer : layers_) {
    std::vector<uint8_t> excluded(layer.image.n_types());
    for (std::size_t i = 0; i < excluded.size(); ++i)
      excluded[i] =
          std::find(excluded_types.begin(), excluded_types.end(), layer.image.type_name(i)) != excluded_types.end();
    if (std::find(excluded.begin(), excluded.end(), 1) != excluded.end()) layer.excluded = std::move(excluded);
  }
  for (std::size_t i = 1; i < layers_.size(); ++i) hide_below(i);
  for (auto& [lower, upper] : hidden_) {
    while (hidden_.contains(upper)) upper = hidden_.at(upper);
    hides_.emplace_back(upper, lower);
  }
  std::sort(hides_.begin(), hides_.end());
  close_open_ends();
}

void KnowledgeBase::hide_below(std::size_t at) {
  const Layer& layer = layers_[at];
  for (uint32_t id = 0; id < layer.image.size(); ++id) {
    const Entity e = layer.image.entity(id);
    for (std::size_t k = 0; k < at; ++k) {
      for (const uint32_t lower : {layers_[k].image.find_key(e.key), layers_[k].image.find_wikidata(e.qid)})
        if (lower != KnowledgeImage::none) hidden_[layers_[k].first + lower] = layer.first + id;
    }
  }
}

// Relations to a label that stands in another layer; what stands in none is remarked.
void KnowledgeBase::close_open_ends() {
  std::vector<uint32_t> found;
  for (const Layer& layer : layers_) {
    if (layers_.size() == 1 && !layer.from_table) return;
    layer.image.for_each_open_end([&](uint32_t id, std::string_view label) {
      found.clear();
      if (layers_.size() > 1) find_label(label, found);
      for (const uint32_t other : found) {
        across_.emplace_back(shown(layer.first + id), shown(other));
        across_.emplace_back(shown(other), shown(layer.first + id));
      }
      if (found.empty() && layer.from_table)
        remarks_.push_back("'" + std::string(layer.image.entity(id).key) + "' is related to '" + std::string(label) +
                           "', which is no label of the knowledge base");
    });
  }
  std::sort(across_.begin(), across_.end());
  across_.erase(std::unique(across_.begin(), across_.end()), across_.end());
}

uint64_t KnowledgeBase::sequence_of(std::string_view text) const {
  Tokens tokens;
  scan_tokens(characters_, text, tokens);
  uint64_t sequence = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) sequence = extend_sequence(sequence, tokens[i], i == 0);
  return sequence;
}

void KnowledgeBase::find_label(std::string_view label, std::vector<uint32_t>& found) const {
  for_each_form_of(name_of_label(label), [&](uint32_t id, const Form& form) {
    if ((form.flags & form_flag::name) != 0 && entity(id).label == label) found.push_back(id);
  });
}

bool KnowledgeBase::before_across(uint32_t a, uint32_t b) const {
  const std::string_view x = entity(a).key, y = entity(b).key;
  return x != y ? x < y : a < b;
}

bool KnowledgeBase::is_form(const Token& token) const {
  const uint64_t sequence = extend_sequence(0, token, true);
  for (const Layer& layer : layers_) {
    const AliasIndex::Node* node = layer.image.aliases().find(sequence);
    if (node != nullptr && node->has_forms()) return true;
  }
  return false;
}

std::span<const std::pair<uint32_t, uint32_t>> KnowledgeBase::hidden_by(uint32_t id) const {
  return pairs_of(hides_, id);
}
std::span<const std::pair<uint32_t, uint32_t>> KnowledgeBase::joined_to(uint32_t id) const {
  return pairs_of(across_, id);
}

bool KnowledgeBase::related_within(uint32_t a, uint32_t b) const {
  const Layer& layer = layer_of(a);
  return &layer == &layer_of(b) && layer.image.related(a - layer.first, b - layer.first);
}

bool KnowledgeBase::related(uint32_t a, uint32_t b) const {
  if (related_within(a, b)) return true;
  if (layers_.size() == 1) return false;
  if (std::binary_search(across_.begin(), across_.end(), std::pair(a, b))) return true;
  const auto under_a = hidden_by(a), under_b = hidden_by(b);
  for (const auto& [upper, lower] : under_a)
    if (related_within(lower, b)) return true;
  for (const auto& [upper_b, lower_b] : under_b) {
    if (related_within(a, lower_b)) return true;
    for (const auto& [upper_a, lower_a] : under_a)
      if (related_within(lower_a, lower_b)) return true;
  }
  return false;
}

std::size_t KnowledgeBase::n_relations_across(uint32_t id) const {
  const auto within = [this](uint32_t one) {
    const Layer& layer = layer_of(one);
    return layer.image.relations(one - layer.first).size();
  };
  std::size_t n = within(id);
  for (const auto& [upper, lower] : hidden_by(id)) n += within(lower);
  return n + joined_to(id).size();
}

}  // namespace docmill::linker
