#include "compile/build_forms.hpp"

#include <algorithm>

#include "compile/knowledge_builder.hpp"
#include "knowledge_base/knowledge_format.hpp"
#include "knowledge_base/link_share.hpp"

namespace docmill::linker {
namespace {

// A record of a form: hash of its tokens (8 bytes), text, a zero, 255 less the prior of the entity (1), entity (4),
// flags (2), and where its text is the name of the entity, the offset of that (5). So of one text the prominent come
// first.
constexpr std::size_t hash_bytes = 8, entity_bytes = 4, flag_bytes = 2, offset_bytes = 5;

struct PackedForm {
  explicit PackedForm(std::string_view record) {
    const std::size_t end = record.find('\0', hash_bytes);
    text = record.substr(hash_bytes, end - hash_bytes);
    identity = record.substr(0, end + 2 + entity_bytes);
    entity = static_cast<uint32_t>(read_big_endian(record, end + 2, entity_bytes));
    flags = static_cast<uint16_t>(read_big_endian(record, end + 2 + entity_bytes, flag_bytes));
    const std::size_t behind = end + 2 + entity_bytes + flag_bytes;
    of_entity = record.size() > behind;
    if (of_entity) offset = read_big_endian(record, behind, offset_bytes);
  }
  std::string_view text, identity;
  uint32_t entity;
  uint16_t flags;
  bool of_entity;
  uint64_t offset = 0;
};

// A node before its place is known.
struct RawNode {
  uint64_t sequence;
  uint32_t forms;  // index of the first, where `has_forms`
  uint32_t edges;
  uint64_t has_forms;
};

SpillSettings part_of(const SpillSettings& settings, std::size_t of, std::size_t parts) {
  return {settings.memory == SIZE_MAX ? SIZE_MAX : settings.memory / of * parts, settings.folder};
}

}  // namespace

void DistinctNumbers::compact() {
  std::sort(numbers_.begin(), numbers_.end());
  numbers_.erase(std::unique(numbers_.begin(), numbers_.end()), numbers_.end());
  limit_ = std::max<std::size_t>(4096, 2 * numbers_.size());
}

FormBuilder::FormBuilder(const CharacterTable& characters, const SpillSettings& settings)
    : characters_(characters),
      forms_(part_of(settings, 4, 3)),
      prefixes_(part_of(settings, 4, 1)),
      nodes_(settings.memory == SIZE_MAX ? SIZE_MAX : settings.memory / 32, settings.folder),
      seen_(settings.memory == SIZE_MAX ? 1024 : 1 << 18) {}

void FormBuilder::begin_entity(uint32_t id, std::string_view name, uint64_t name_offset, uint8_t prior) {
  id_ = id;
  prior_ = prior;
  name_ = name;
  name_offset_ = name_offset;
}

void FormBuilder::add(std::string_view text, const NameForms& maker, int share) {
  if (text.size() > max_alias_bytes) {
    ++n_left_out_;
    return;
  }
  made_.clear();
  maker.add(text, id_, made_);
  for (FormSource& source : made_) {
    if ((source.flags & form_flag::part_of_name) == 0)
      source.flags = static_cast<uint16_t>(source.flags | share << share_shift);
    add_form(source);
  }
}

void FormBuilder::add_form(FormSource& source) {
  scan_tokens(characters_, source.text, tokens_);
  const bool has_word =
      std::any_of(tokens_.begin(), tokens_.end(), [](const Token& t) { return t.kind != TokenKind::punctuation; });
  if (!has_word) {
    ++n_left_out_;
    return;
  }
  uint64_t sequence = 0;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (i > 0) add_prefix(sequence, tokens_[i]);
    sequence = extend_sequence(sequence, tokens_[i], i == 0);
  }
  begins_any_.add(tokens_[0].hash);
  if (!tokens_[0].is(token_flag::has_upper)) begins_lower_.add(tokens_[0].hash);
  if (tokens_.size() == 1) source.flags |= form_flag::one_token;
  if ((source.flags & form_flag::derived) != 0) ++n_derived_;
  // The s of a plural is no part of a mention, so neither of a form; nor is white space around it.
  const std::size_t start = tokens_.front().start;
  const std::string_view text = std::string_view(source.text).substr(start, tokens_.back().end - start);
  record_.clear();
  append_big_endian(record_, sequence, hash_bytes);
  record_ += text;
  record_ += '\0';
  record_ += static_cast<char>(255 - prior_);
  append_big_endian(record_, source.entity, entity_bytes);
  append_big_endian(record_, source.flags, flag_bytes);
  if (source.text == name_) append_big_endian(record_, name_offset_ + start, offset_bytes);
  forms_.add(record_);
}

void FormBuilder::add_prefix(uint64_t sequence, const Token& next) {
  const uint32_t edge = edge_of(next), bit = 1u << edge;
  Seen& seen = seen_[sequence >> 20 & (seen_.size() - 1)];
  if (seen.sequence == sequence && (seen.edges & bit) != 0) return;
  seen = {sequence, seen.sequence == sequence ? seen.edges | bit : bit};
  record_.clear();
  append_big_endian(record_, sequence, hash_bytes);
  record_ += static_cast<char>(edge);
  prefixes_.add(record_);
}

void FormBuilder::finish(std::vector<Spool>& sections, BuildCounts& counts) {
  write_forms(sections, counts);
  write_nodes(sections[format::nodes]);
  write_filters(sections);
  counts.too_long = n_left_out_;
}

// Merges forms and prefixes in the order of hashes.
void FormBuilder::write_forms(std::vector<Spool>& sections, BuildCounts& counts) {
  std::string_view form_record, prefix_record;
  bool more_forms = forms_.next(form_record), more_prefixes = prefixes_.next(prefix_record);
  uint64_t n_forms = 0;
  std::string last_identity, last_text;
  uint64_t offset = 0;     // of last_text
  bool of_entity = false;  // where last_text stands
  const auto hash_of = [](std::string_view record) { return read_big_endian(record, 0, hash_bytes); };
  while (more_forms || more_prefixes) {
    RawNode node{UINT64_MAX, 0, 0, 0};
    if (more_forms) node.sequence = hash_of(form_record);
    if (more_prefixes) node.sequence = std::min(node.sequence, hash_of(prefix_record));
    for (; more_prefixes && hash_of(prefix_record) == node.sequence; more_prefixes = prefixes_.next(prefix_record))
      node.edges |= 1u << static_cast<unsigned char>(prefix_record[hash_bytes]);
    format::FormRecord waiting{};
    for (; more_forms && hash_of(form_record) == node.sequence; more_forms = forms_.next(form_record)) {
      const PackedForm f(form_record);
      if (f.identity == last_identity) {  // of equal forms of an entity the one with the fewest flags stays
        if (share_of(waiting.flags) == 0)
          waiting.flags = static_cast<uint16_t>(waiting.flags | (f.flags & form_flag::share));
        continue;
      }
      last_identity.assign(f.identity);
      if (node.has_forms == 0 || f.text != last_text) {  // forms of one text point to one place
        last_text.assign(f.text);
        of_entity = f.of_entity;
        offset = f.of_entity ? f.offset : sections[format::alias_text].size();
        if (!f.of_entity) sections[format::alias_text].append(f.text);
      }
      if (node.has_forms != 0) sections[format::forms].append_value(waiting);
      else node.forms = static_cast<uint32_t>(n_forms);
      node.has_forms = 1;
      waiting = {f.entity, static_cast<uint32_t>(offset), static_cast<uint8_t>(offset >> 32),
                 static_cast<uint8_t>(f.text.size()),
                 static_cast<uint16_t>(f.flags | (of_entity ? format::form_bit::of_entity : 0))};
      ++n_forms;
      if ((f.flags & form_flag::derived) == 0) ++counts.aliases;
    }
    if (node.has_forms != 0) {
      waiting.flags |= format::form_bit::last;
      sections[format::forms].append_value(waiting);
    }
    nodes_.append_value(node);
    ++n_nodes_;
  }
  counts.forms = n_forms;
}

// Half full while it is small, for speed; seven eighths when size matters. Widened until every slot is near its home.
void FormBuilder::write_nodes(Spool& to) {
  uint64_t n_slots = std::max<uint64_t>(16, n_nodes_ < 200000 ? 2 * n_nodes_ : n_nodes_ / 7 * 8);
  while (!place_nodes(n_slots, nullptr)) n_slots += n_slots / 16 + 1;
  place_nodes(n_slots, &to);
}

// Whether all nodes find a place; writes them where `to` is given.
bool FormBuilder::place_nodes(uint64_t n_slots, Spool* to) {
  Spool::Reader nodes(nodes_);
  RawNode raw{};
  uint64_t at = 0;  // the next free slot
  uint64_t last_home = UINT64_MAX;
  uint32_t last_tag = 0;
  const auto write_free = [&](uint64_t up_to) {
    for (; at < up_to; ++at)
      if (to != nullptr) to->append_value(format::Node{});
  };
  while (nodes.next_value(raw)) {
    const NodePlace place(raw.sequence, n_slots);
    if (place.home == last_home && place.tag == last_tag) return false;  // two sequences that cannot be told apart
    last_home = place.home;
    last_tag = place.tag;
    write_free(place.home);
    const uint64_t distance = at - place.home;
    if (distance > format::max_distance) return false;
    const auto bits =
        static_cast<uint32_t>(raw.edges << 8 | (raw.has_forms != 0 ? format::Node::has_forms_bit : 0) | distance);
    if (to != nullptr) to->append_value(format::Node{place.tag, raw.forms, bits});
    ++at;
  }
  write_free(n_slots + format::max_distance);
  return true;
}

void FormBuilder::write_filters(std::vector<Spool>& sections) {
  std::size_t bits = std::size_t{1} << 16;
  while (bits < 16 * begins_any_.get().size() && bits < (std::size_t{1} << 25)) bits *= 2;
  const auto write = [&](DistinctNumbers& hashes, Spool& to) {
    std::vector<uint64_t> filter(bits / 64);
    for (const uint32_t hash : hashes.get()) filter[(hash & (bits - 1)) >> 6] |= uint64_t{1} << (hash & 63);
    to.append({reinterpret_cast<const char*>(filter.data()), filter.size() * sizeof(uint64_t)});
  };
  write(begins_any_, sections[format::begins_any]);
  write(begins_lower_, sections[format::begins_lower]);
}

}  // namespace docmill::linker
