#include "disambiguation/relatedness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "knowledge_base/link_share.hpp"
#include "mentions/type_context.hpp"

namespace docmill::linker {
namespace {

constexpr uint32_t fine = 64;  // fine points in a point
constexpr uint32_t full_belief = 1 << 16;
constexpr uint32_t full_voice = 1 << 8;  // the root of a full belief
constexpr uint32_t one_common = 256;
constexpr uint32_t most_common = 8 * one_common;
constexpr uint32_t direct = UINT32_MAX;  // stands for a relation until links are merged
constexpr int typical_root = 160;        // in 16ths: of a hundred relations
constexpr int n_rounds = 4;
constexpr int most_points = 2000;
// Of entities with more relations common neighbours say nothing, and would be many to look at.
constexpr std::size_t most_relations = 1024;
constexpr std::size_t most_at_neighbour = 64;  // candidates that share one neighbour
constexpr std::size_t most_mentions = 2048;    // looked at together; longer documents are cut into parts
constexpr std::size_t most_links = 1 << 18;    // of a document, by common neighbours

// Of x below 2^52. What the processor rounds is put right: the same on every machine.
uint32_t square_root(uint64_t x) {
  auto root = static_cast<uint64_t>(std::sqrt(static_cast<double>(x)));
  while (root * root > x) --root;
  while ((root + 1) * (root + 1) <= x) ++root;
  return static_cast<uint32_t>(root);
}

// How much a neighbour with so many relations says: less by the logarithm of their number, in whole steps of it.
uint32_t neighbour_weight(std::size_t n_relations) {
  uint32_t log = 1;
  while ((std::size_t{2} << log) <= n_relations + 2) ++log;
  return one_common * 3 / 2 / (log + 1);
}

// Falls by a tenth from point to point: full_belief * 0.907^d.
constexpr auto belief_by_distance = [] {
  std::array<uint32_t, 256> table{};
  uint64_t x = uint64_t{full_belief} << 20;
  for (uint32_t& entry : table) {
    entry = static_cast<uint32_t>(x >> 20);
    x = x / 1000 * 907;
  }
  return table;
}();

// More mentions of a form make it louder, in 16ths: 1 + 0.45 ln(n).
uint32_t loudness(uint32_t n_mentions) {
  constexpr std::array<uint32_t, 9> table = {16, 16, 21, 24, 26, 28, 29, 30, 31};
  return table[std::min<std::size_t>(n_mentions, table.size() - 1)];
}

}  // namespace

void Relatedness::weigh(const KnowledgeBase& base, const Weights& weights, const Analysis& analysis,
                        const DocumentEntities& entities) {
  weights_ = weights;
  entities_ = &entities;
  points_.clear();
  nodes_.clear();
  node_of_.assign(entities.size(), none);
  for (std::size_t from = 0; from < analysis.mentions.size(); from += most_mentions)
    weigh_part(base, analysis, from, std::min(from + most_mentions, analysis.mentions.size()));
}

void Relatedness::weigh_part(const KnowledgeBase& base, const Analysis& analysis, std::size_t from, std::size_t to) {
  if (!group_mentions(analysis, from, to)) return;
  list_options(base, analysis);
  if (groups_.size() < 2) return;
  find_links(base);
  if (!links_.empty()) {
    for (int round = 0; round < n_rounds; ++round) {
      believe();
      for (Option& option : options_)
        if (groups_[option.group].n > 1) option.support = support_of(option);
    }
  }
  give_points(analysis);
}

// False when there is nothing to choose, or nothing to choose by.
bool Relatedness::group_mentions(const Analysis& a, std::size_t from, std::size_t to) {
  const auto of = a.mentions.begin();
  if (std::none_of(of + static_cast<std::ptrdiff_t>(from), of + static_cast<std::ptrdiff_t>(to),
                   [](const Mention& m) { return m.n_candidates > 1; }))
    return false;
  forms_.clear();
  named_.clear();
  groups_.clear();
  for (std::size_t i = from; i < to; ++i) {
    const Mention& m = a.mentions[i];
    if (m.n_candidates == 0) continue;
    uint64_t sequence = 0;
    for (uint32_t t = m.first_token; t <= m.last_token; ++t)
      sequence = extend_sequence(sequence, a.tokens[t], t == m.first_token);
    const uint32_t group = forms_.number_of(sequence), named = static_cast<uint32_t>(named_.size());
    if (group == groups_.size()) groups_.push_back({named, named, 0});
    else named_[groups_[group].last_named].next = named;
    groups_[group].last_named = named;
    ++groups_[group].n_mentions;
    named_.push_back({static_cast<uint32_t>(i), group, none});
  }
  return named_.size() >= 2;
}

void Relatedness::list_options(const KnowledgeBase& base, const Analysis& a) {
  for (const Node& node : nodes_) node_of_[node.known] = none;  // of the part before
  nodes_.clear();
  options_.clear();
  for (Group& group : groups_) {
    group.first = static_cast<uint32_t>(options_.size());
    for (uint32_t k = group.first_named; k != none; k = named_[k].next) add_options(base, a, named_[k]);
    group.n = static_cast<uint32_t>(options_.size()) - group.first;
    for (uint32_t k = group.first; k < options_.size(); ++k) {
      Option& option = options_[k];
      Node& node = nodes_[option.node];
      option.voice = full_voice * loudness(group.n_mentions);
      option.next_of_node = node.first_option;
      node.first_option = k;
      node.is_ambiguous |= group.n > 1;
    }
  }
}

void Relatedness::add_options(const KnowledgeBase& base, const Analysis& a, const Named& named) {
  const Mention& m = a.mentions[named.mention];
  const bool contest = m.n_candidates > 1 && stands_in_contest(a, m);
  const auto first = static_cast<std::ptrdiff_t>(groups_[named.group].first);
  for (uint32_t k = m.first_candidate; k < m.first_candidate + m.n_candidates; ++k) {
    const Candidate& candidate = a.candidates[k];
    const uint32_t node = node_of(candidate);
    const auto option =
        std::find_if(options_.begin() + first, options_.end(), [&](const Option& o) { return o.node == node; });
    if (option != options_.end() && (!contest || option->plays)) continue;
    const bool plays = contest && is_side(base.entity(candidate.entity));
    const auto side = plays ? static_cast<uint32_t>(weights_.contest) : 0;
    if (option != options_.end()) {
      option->plays = plays;
      option->prior += side;
      continue;
    }
    const EntityKind& kind = (*entities_)[candidate.known].kind;
    const int prior = prior_of_form(kind.prior, candidate.form_flags) * weights_.prominence / 100;
    options_.push_back({node, named.group, static_cast<uint32_t>(prior) + side});
    options_.back().plays = plays;
  }
}

uint32_t Relatedness::node_of(const Candidate& candidate) {
  uint32_t& node = node_of_[candidate.known];
  if (node == none) {
    node = static_cast<uint32_t>(nodes_.size());
    nodes_.push_back({candidate.known, candidate.entity});
  }
  return node;
}

// What connects the candidates of ambiguous forms with all candidates.
void Relatedness::find_links(const KnowledgeBase& base) {
  links_.clear();
  unsorted_.clear();
  neighbours_of_.clear();
  near_ambiguous_.clear();
  neighbours_.clear();
  steps_.clear();
  for (uint32_t node = 0; node < nodes_.size(); ++node) {
    nodes_[node].degree = base.n_relations(nodes_[node].entity);
    if (nodes_[node].is_ambiguous) find_links_from(base, node);
  }
  if (!neighbours_.empty()) {
    for (uint32_t node = 0; node < nodes_.size(); ++node) {
      if (nodes_[node].is_ambiguous || nodes_[node].degree > most_relations) continue;
      base.for_each_related(nodes_[node].entity, [&](uint32_t other) {
        const uint32_t number = near_ambiguous_.may_hold(other) ? neighbours_of_.find(other) : none;
        if (number != none) add_neighbour(number, node);
        return true;
      });
    }
    add_common_neighbours(base);
  }
  if (unsorted_.empty()) return;
  sort_links();
  merge_links();
}

void Relatedness::find_links_from(const KnowledgeBase& base, uint32_t node) {
  const uint32_t id = nodes_[node].entity;
  if (nodes_[node].degree > most_relations) {
    for (uint32_t other = 0; other < nodes_.size(); ++other)
      if (other != node && base.related(id, nodes_[other].entity)) unsorted_.push_back({node, other, direct});
    return;
  }
  base.for_each_related(id, [&](uint32_t other) {
    near_ambiguous_.add(other);
    const uint32_t number = neighbours_of_.number_of(other);
    if (number == neighbours_.size()) neighbours_.emplace_back();
    add_neighbour(number, node);
    const uint32_t known = other == id ? none : entities_->find(other);
    if (known != none && node_of_[known] != none) unsorted_.push_back({node, node_of_[known], direct});
    return true;
  });
}

void Relatedness::add_neighbour(uint32_t number, uint32_t node) {
  Neighbour& neighbour = neighbours_[number];
  steps_.push_back({node, neighbour.last});
  neighbour.last = static_cast<uint32_t>(steps_.size() - 1);
  ++neighbour.n;
}

void Relatedness::add_common_neighbours(const KnowledgeBase& base) {
  common_.clear();
  std::size_t at_most = 0;
  for (uint32_t number = 0; number < neighbours_.size(); ++number) {
    const std::size_t n = neighbours_[number].n;
    if (n < 2 || n > most_at_neighbour) continue;
    common_.push_back(number);
    at_most += n * n;
  }
  // Where there may be too many links, it is the order of the entities that says which are kept.
  const bool in_order = at_most > most_links;
  if (in_order)
    std::sort(common_.begin(), common_.end(),
              [this](uint32_t x, uint32_t y) { return neighbours_of_.key(x) < neighbours_of_.key(y); });
  const std::size_t limit = unsorted_.size() + most_links;
  for (const uint32_t number : common_) add_links_by(number, in_order, base, limit);
}

void Relatedness::add_links_by(uint32_t number, bool in_order, const KnowledgeBase& base, std::size_t limit) {
  std::array<uint32_t, most_at_neighbour> nodes;
  std::size_t n = 0;
  for (uint32_t step = neighbours_[number].last; step != none; step = steps_[step].before)
    nodes[n++] = steps_[step].node;
  const auto end = nodes.begin() + static_cast<std::ptrdiff_t>(n);
  if (in_order)
    std::sort(nodes.begin(), end, [this](uint32_t x, uint32_t y) { return nodes_[x].entity < nodes_[y].entity; });
  const uint32_t weight = neighbour_weight(base.n_relations(neighbours_of_.key(number)));
  for (auto from = nodes.begin(); from != end && unsorted_.size() < limit; ++from) {
    if (!nodes_[*from].is_ambiguous) continue;
    for (auto to = nodes.begin(); to != end; ++to)
      if (*from != *to) unsorted_.push_back({*from, *to, weight});
  }
}

// By the node that they come from.
void Relatedness::sort_links() {
  for (const Link& link : unsorted_) ++nodes_[link.from].n_links;
  uint32_t at = 0;
  for (Node& node : nodes_) {
    node.first_link = at;
    at += std::exchange(node.n_links, 0);
  }
  links_.resize(at);
  for (const Link& link : unsorted_) {
    Node& from = nodes_[link.from];
    links_[from.first_link + from.n_links++] = link;
  }
}

// One link for each pair; the weight falls with the root of the relations that the supporter has.
void Relatedness::merge_links() {
  for (Node& node : nodes_) {
    const uint32_t root = square_root((uint64_t{node.degree} + 1) * 256);  // in 16ths
    node.degree_root =
        static_cast<uint32_t>(typical_root + (static_cast<int>(root) - typical_root) * weights_.specificity / 100);
  }
  gained_.assign(nodes_.size(), 0);
  direct_.assign(nodes_.size(), 0);
  uint32_t n = 0;
  for (Node& node : nodes_) {
    reached_.clear();
    for (uint32_t k = node.first_link; k < node.first_link + node.n_links; ++k) {
      const Link& link = links_[k];
      if (gained_[link.to] == 0 && direct_[link.to] == 0) reached_.push_back(link.to);
      if (link.weight == direct) direct_[link.to] = 1;
      else gained_[link.to] += link.weight;
    }
    node.first_link = n;
    node.n_links = static_cast<uint32_t>(reached_.size());
    for (const uint32_t to : reached_) {
      const uint64_t weight =
          uint64_t{direct_[to] != 0 ? static_cast<uint32_t>(weights_.relation) * fine : 0} +
          static_cast<uint64_t>(weights_.common_neighbour) * fine * std::min(gained_[to], most_common) / one_common;
      links_[n++] = {0, to, static_cast<uint32_t>(weight * 16 / nodes_[to].degree_root)};
      gained_[to] = direct_[to] = 0;
    }
  }
  links_.resize(n);
}

// Beliefs in several candidates follow prominence and support, by their distance from the best.
void Relatedness::believe() {
  for (const Group& group : groups_) {
    if (group.n < 2) continue;
    const auto from = options_.begin() + group.first, to = from + group.n;
    const auto strength = [&](const Option& o) { return o.prior * fine + o.support; };
    uint32_t best = 0;
    for (auto o = from; o != to; ++o) best = std::max(best, strength(*o));
    uint64_t sum = 0;
    for (auto o = from; o != to; ++o) {
      o->voice = belief_by_distance[std::min<std::size_t>(
          uint64_t{best - strength(*o)} * static_cast<uint32_t>(weights_.certainty) / (100 * fine),
          belief_by_distance.size() - 1)];
      sum += o->voice;
    }
    const uint32_t loud = loudness(group.n_mentions);
    for (auto o = from; o != to; ++o) o->voice = loud * square_root(uint64_t{o->voice} * full_belief / sum);
  }
}

// What the other forms give the option: of each the candidate that speaks loudest.
uint32_t Relatedness::support_of(const Option& option) {
  touched_.clear();
  loudest_.resize(std::max(loudest_.size(), groups_.size()), 0);
  const Node& node = nodes_[option.node];
  for (uint32_t l = node.first_link; l < node.first_link + node.n_links; ++l) {
    const Link& link = links_[l];
    for (uint32_t other = nodes_[link.to].first_option; other != none; other = options_[other].next_of_node) {
      const uint32_t group = options_[other].group;
      if (group == option.group) continue;
      const auto gain = static_cast<uint32_t>(uint64_t{link.weight} * options_[other].voice >> 12);
      if (gain == 0) continue;
      if (loudest_[group] == 0) touched_.push_back(group);
      loudest_[group] = std::max(loudest_[group], gain);
    }
  }
  uint64_t sum = 0;
  for (const uint32_t group : touched_) sum += std::exchange(loudest_[group], 0);
  return static_cast<uint32_t>(std::min<uint64_t>(sum, most_points * fine));
}

void Relatedness::give_points(const Analysis& a) {
  points_.resize(a.candidates.size(), 0);
  for (const Named& named : named_) {
    const Mention& m = a.mentions[named.mention];
    if (m.n_candidates < 2) continue;
    const Group& group = groups_[named.group];
    // "beat Ann Smith (Latvia)": the country.
    const bool in_brackets = m.first_token > 0 && a.tokens[m.first_token - 1].is_punctuation('(');
    const int elsewhere = in_brackets ? 0 : weights_.contest_elsewhere;
    for (uint32_t k = group.first; k < group.first + group.n; ++k)
      for (uint32_t c = m.first_candidate; c < m.first_candidate + m.n_candidates; ++c)
        if (nodes_[options_[k].node].known == a.candidates[c].known)
          points_[c] =
              static_cast<int16_t>(static_cast<int>(options_[k].support / fine) + (options_[k].plays ? elsewhere : 0));
  }
}

}  // namespace docmill::linker
