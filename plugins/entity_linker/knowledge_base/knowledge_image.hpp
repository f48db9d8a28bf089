// A compiled knowledge base (knowledge_format.hpp) as it lies in memory: opened by a look at its header, read in place.
// It is not trusted: whatever the bytes are, nothing outside of them is read.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <docmill/base/status.hpp>

#include "knowledge_base/alias_index.hpp"
#include "knowledge_base/knowledge_format.hpp"
#include "text/characters.hpp"

namespace docmill::linker {

// What the type of an entity means to the linker; other types are `other`.
enum class TypeClass : uint8_t { person, place, organisation, model, event, concept_, other };

// By the words that tables use for it, in any case: organization, ORG, City.
TypeClass type_class_of(std::string_view type);

// An entity as it is looked at; the texts lie in the base.
struct Entity {
  std::string_view name;  // the label without the bracket that tells homonyms apart
  std::string_view label, type, key, qid;
  std::string_view evidence;  // the description, then context words, a line each
  TypeClass type_class = TypeClass::other;
  uint8_t weight = 1;           // 1 to 5: how prominent
  uint8_t prior = 10;           // the same in points, 10 to 50
  uint16_t sitelinks = 0;       // of Wikidata, 0 where not known
  bool homonym = false;         // the label has such a bracket
  bool ends_in_number = false;  // one version, not a family: GPT-4, Ascend 910B
  bool is_language = false, is_company = false;
  std::string_view description() const { return evidence.substr(0, evidence.find('\n')); }
  std::string_view context() const { return evidence.substr(std::min(description().size() + 1, evidence.size())); }
};

// What of an entity is no text.
struct EntityKind {
  TypeClass type_class = TypeClass::other;
  uint8_t weight = 1, prior = 10;
  bool is_language = false, is_company = false;
};

// Does a file begin like a compiled base?
bool is_compiled_knowledge(std::string_view bytes);

// What Header::checksum should be.
uint64_t header_checksum(format::Header header);

// A number that changes with the rules by which texts are cut into tokens.
uint64_t token_rules(const CharacterTable& characters);

// Immutable; copies share the bytes. May be used by many threads.
class KnowledgeImage {
 public:
  // `bytes` must outlive the image and its copies, or belong to `owner`. Takes some microseconds whatever their number.
  // The status is a sentence without the file's name.
  static Result<KnowledgeImage> open(std::string_view bytes, const CharacterTable& characters,
                                     std::shared_ptr<const void> owner = nullptr);

  uint32_t size() const { return n_entities_; }
  const AliasIndex& aliases() const { return aliases_; }

  // `id` must be below size(), here and below.
  // Inline at every call, so that what the caller does not look at is not read.
  [[gnu::always_inline]] Entity entity(uint32_t id) const {
    const format::Record& r = records_[id];
    Entity e;
    const uint64_t offset = format::offset40(r.text_low, r.text_high);
    const std::size_t size = std::size_t{r.key_size} + r.label_size + r.evidence_size + r.wikidata_size;
    if (offset <= entity_text_.size() && size <= entity_text_.size() - offset && r.name_size <= r.label_size) {
      const char* text = entity_text_.data() + offset;
      e.key = {text, r.key_size};
      e.label = {text + r.key_size, r.label_size};
      e.name = e.label.substr(0, r.name_size);
      e.evidence = {text + r.key_size + r.label_size, r.evidence_size};
      e.qid = (r.flags & format::record_bit::key_is_wikidata) != 0
                  ? e.key
                  : std::string_view(text + r.key_size + r.label_size + r.evidence_size, r.wikidata_size);
    }
    const Type& type = type_of(r);
    e.type = type.name;
    e.type_class = type.type_class;
    e.is_company = type.is_company;
    e.weight = r.weight;
    e.prior = r.prior;
    e.sitelinks = r.sitelinks;
    e.homonym = (r.flags & format::record_bit::homonym) != 0;
    e.ends_in_number = (r.flags & format::record_bit::ends_in_number) != 0;
    e.is_language = (r.flags & format::record_bit::language) != 0;
    return e;
  }
  EntityKind kind(uint32_t id) const {
    const format::Record& r = records_[id];
    const Type& type = type_of(r);
    return {type.type_class, r.weight, r.prior, (r.flags & format::record_bit::language) != 0, type.is_company};
  }
  std::size_t type_number(uint32_t id) const { return std::min<std::size_t>(records_[id].type, types_.size() - 1); }
  // The words for types; the last one is empty and stands for a damaged number.
  std::size_t n_types() const { return types_.size(); }
  std::string_view type_name(std::size_t number) const { return types_[number].name; }

  // Connected entities, ascending.
  std::span<const uint32_t> relations(uint32_t id) const {
    return share(relations_, records_[id].relations, records_[id + 1].relations);
  }
  bool related(uint32_t a, uint32_t b) const;
  // What the description says: numbers whose upper bits are format::term_of a stem, see term_points.
  std::span<const uint32_t> terms(uint32_t id) const {
    return share(terms_, records_[id].terms, records_[id + 1].terms);
  }

  static constexpr uint32_t none = UINT32_MAX;
  // The entity with this key, or with this Wikidata item; none where there is no such.
  uint32_t find_key(std::string_view key) const;
  uint32_t find_wikidata(std::string_view item) const;

  // Calls take(entity, label) for each relation to a label that this base does not have.
  template <class F>
  void for_each_open_end(F&& take) const;
  // What the base was built from: lines "name TAB value".
  std::string_view about() const { return about_; }
  const format::Header& header() const { return *reinterpret_cast<const format::Header*>(bytes_.data()); }
  std::string_view bytes() const { return bytes_; }

 private:
  struct Type {
    std::string_view name;
    TypeClass type_class = TypeClass::other;
    bool is_company = false;
  };
  const Type& type_of(const format::Record& r) const {
    return types_[std::min<std::size_t>(r.type, types_.size() - 1)];
  }
  static std::span<const uint32_t> share(std::span<const uint32_t> all, std::size_t from, std::size_t to) {
    to = std::min(to, all.size());
    return from < to ? all.subspan(from, to - from) : std::span<const uint32_t>();
  }
  Status bind();
  std::string_view section(format::Section s) const {
    const format::Extent& e = header().section[s];
    return bytes_.substr(e.offset, e.size);
  }
  template <class T>
  std::span<const T> rows(format::Section s) const {
    const std::string_view bytes = section(s);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

  std::string_view bytes_;
  std::shared_ptr<const void> owner_;
  uint32_t n_entities_ = 0;
  const format::Record* records_ = nullptr;
  std::string_view entity_text_, open_ends_, about_;
  std::span<const uint32_t> relations_, terms_, wikidata_;
  std::vector<Type> types_;
  AliasIndex aliases_;
};

// How much a word of a description tells about an entity, in points: rare ones more.
inline int term_points(uint32_t term) {
  constexpr uint8_t points[8] = {24, 16, 10, 5, 2, 0, 0, 0};
  return points[term & 7];
}
// The class of a word that so many entities have. What more than most_entities_of_term have (village, born) is left out
// of a base.
constexpr uint32_t term_class(uint64_t n_entities) {
  return n_entities <= 2 ? 0 : n_entities <= 6 ? 1 : n_entities <= 16 ? 2 : n_entities <= 40 ? 3 : 4;
}
inline constexpr uint32_t most_entities_of_term = 1000;

template <class F>
void KnowledgeImage::for_each_open_end(F&& take) const {
  for (std::string_view rest = open_ends_; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    uint64_t entity = 0;
    std::size_t at = 0;
    while (at < line.size() && at < 10 && line[at] >= '0' && line[at] <= '9')
      entity = entity * 10 + static_cast<uint64_t>(line[at++] - '0');
    if (at == 0 || at == line.size() || line[at] != '\t' || entity >= n_entities_) continue;
    take(static_cast<uint32_t>(entity), line.substr(at + 1));
  }
}

}  // namespace docmill::linker
