#include "compile/knowledge_builder.hpp"

#include "compile/normal_names.hpp"

#include <algorithm>
#include <cstring>

#include <docmill/base/utf8.hpp>
#include "compile/build_forms.hpp"
#include "compile/build_relations.hpp"
#include "compile/build_terms.hpp"
#include "knowledge_base/name_forms.hpp"

namespace docmill::linker {
namespace {

// Shares of the memory: the sorters that are in use at one time.
constexpr std::size_t n_shares = 4;

SpillSettings share_of(const SpillSettings& settings, std::size_t shares) {
  if (settings.memory == SIZE_MAX) return settings;
  return {settings.memory / n_shares * shares, settings.folder};
}

void append_text(std::string& to, std::string_view text) {
  append_big_endian(to, text.size(), 4);
  to += text;
}

// One line without zeros: these end names inside of the builder.
void append_line_of_text(std::string& to, std::string_view text) {
  append_text(to, text);
  for (std::size_t i = to.size() - text.size(); i < to.size(); ++i)
    if (to[i] == '\0' || to[i] == '\n') to[i] = ' ';
}

std::string pack(const KnowledgeEntry& e, uint64_t ordinal) {
  std::string record = e.key;
  record += '\0';
  append_big_endian(record, ordinal, 8);
  record += static_cast<char>(e.weight);
  record += static_cast<char>(e.prior);
  append_big_endian(record, e.sitelinks, 2);
  for (const std::string* text : {&e.label, &e.type, &e.description, &e.wikidata}) append_line_of_text(record, *text);
  for (const std::string* text : {&e.aliases, &e.context, &e.related_labels, &e.related_keys, &e.linked, &e.classes})
    append_text(record, *text);
  return record;
}

void unpack(std::string_view record, KnowledgeEntry& e) {
  const std::size_t key_size = record.find('\0');
  e.key.assign(record.substr(0, key_size));
  std::size_t at = key_size + 9;
  e.weight = static_cast<uint8_t>(record[at]);
  e.prior = static_cast<uint8_t>(record[at + 1]);
  e.sitelinks = static_cast<uint16_t>(read_big_endian(record, at + 2, 2));
  at += 4;
  for (std::string* text : {&e.label, &e.type, &e.description, &e.wikidata, &e.aliases, &e.context, &e.related_labels,
                            &e.related_keys, &e.linked, &e.classes}) {
    const auto size = static_cast<std::size_t>(read_big_endian(record, at, 4));
    text->assign(record.substr(at + 4, size));
    at += 4 + size;
  }
}

// Reads the entries in the order of their keys, of those with one key the last.
class EntryReader {
 public:
  EntryReader(ExternalSorter& sorter, BuildCounts& counts) : sorter_(sorter), counts_(counts) { advance(); }
  bool next(KnowledgeEntry& entry) {
    if (!more_) return false;
    while (true) {
      unpack(ahead_, entry);
      const std::string key = entry.key;
      advance();
      if (!more_ || ahead_.compare(0, key.size() + 1, key.c_str(), key.size() + 1) != 0) return true;
      ++counts_.replaced;
    }
  }

 private:
  void advance() {
    std::string_view record;
    more_ = sorter_.next(record);
    if (more_) ahead_.assign(record);
  }
  ExternalSorter& sorter_;
  BuildCounts& counts_;
  std::string ahead_;
  bool more_ = false;
};

// Bases without fine types say it by the label: "Russian language".
bool is_language(const KnowledgeEntry& e) {
  const TypeClass type = type_class_of(e.type);
  if (type == TypeClass::other) return e.label.ends_with(" language") || e.label.ends_with(" languages");
  return type == TypeClass::concept_ && e.label.find("language") != std::string::npos &&
         e.label.find("model") == std::string::npos;
}

// Writes the records of entities and the text behind them, and hands each entity on to those who make the rest.
class Compilation {
 public:
  Compilation(const CharacterTable& characters, const WordLists& words, const SpillSettings& settings, bool any_label)
      : characters_(characters),
        words_(words),
        settings_(settings),
        forms_(characters, share_of(settings, 2)),
        relations_(share_of(settings, 1), any_label),
        terms_(characters, words, spool_settings()) {
    for (uint32_t i = 0; i < format::n_sections; ++i)
      built_.sections.emplace_back(spool_settings().memory, settings.folder);
  }

  BuiltKnowledge run(ExternalSorter& entries, const std::function<bool(KnowledgeEntry&)>& keep,
                     std::string_view about) {
    EntryReader reader(entries, built_.counts);
    KnowledgeEntry entry;
    while (reader.next(entry)) {
      if (keep && !keep(entry)) ++built_.counts.left_out;
      else add(entry);
    }
    finish(about);
    return std::move(built_);
  }

 private:
  // Sections wait in memory while they are small; the sorters have the rest.
  SpillSettings spool_settings() const {
    return {settings_.memory == SIZE_MAX ? SIZE_MAX : settings_.memory / 64, settings_.folder};
  }
  Spool& section(format::Section s) { return built_.sections[s]; }

  void shorten(std::string& text, std::size_t limit) {
    if (text.size() <= limit) return;
    text.resize(utf8::prefix(text, utf8::count(text.substr(0, limit))).size());
    while (text.size() > limit || utf8::find_invalid(text) != std::string_view::npos) text.pop_back();
    ++built_.counts.shortened;
  }

  void add(KnowledgeEntry& e) {
    shorten(e.label, format::max_label);
    shorten(e.description, format::max_description);
    shorten(e.context, format::max_description);
    std::string evidence = e.description;
    if (!e.context.empty()) evidence += '\n' + e.context;
    const std::string_view name = name_of_label(e.label);
    format::Record r{};
    const uint64_t offset = section(format::entity_text).size();
    r.text_low = static_cast<uint32_t>(offset);
    r.text_high = static_cast<uint8_t>(offset >> 32);
    r.key_size = static_cast<uint8_t>(e.key.size());
    r.label_size = static_cast<uint16_t>(e.label.size());
    r.name_size = static_cast<uint16_t>(name.size());
    r.evidence_size = static_cast<uint16_t>(evidence.size());
    r.type = type_number(e.type);
    r.prior = e.prior;
    r.weight = e.weight;
    r.sitelinks = e.sitelinks;
    if (name.size() != e.label.size()) r.flags |= format::record_bit::homonym;
    if (ends_in_number(name)) r.flags |= format::record_bit::ends_in_number;
    if (is_language(e)) r.flags |= format::record_bit::language;
    if (!e.wikidata.empty() && e.wikidata == e.key) r.flags |= format::record_bit::key_is_wikidata;
    else r.wikidata_size = static_cast<uint8_t>(e.wikidata.size());

    Spool& text = section(format::entity_text);
    text.append(e.key);
    text.append(e.label);
    text.append(evidence);
    if (r.wikidata_size != 0) {
      text.append(e.wikidata);
      items_.emplace_back(e.wikidata, id_);
    }
    const TypeClass type = type_class_of(e.type);
    const bool person = type == TypeClass::person;
    const NameForms maker(characters_, words_, name, person, name.size() != e.label.size(),
                          !person && type != TypeClass::place, type == TypeClass::organisation,
                          type == TypeClass::model);
    forms_.begin_entity(id_, name, offset + e.key.size(), e.prior);
    forms_.add(name, maker);
    for_each_line(e.aliases, [&](std::string_view alias) { forms_.add(alias, maker); });
    for_each_line(e.linked, [&](std::string_view link) { forms_.add(link.substr(2), maker, link[0] - '0'); });
    relations_.add(id_, e);
    terms_.add(e, name, person);
    records_.push_back(r);
    if (records_.size() == records_at_once) flush_records();
    ++id_;
  }

  uint16_t type_number(const std::string& type) {
    const auto known = std::find(types_.begin(), types_.end(), type);
    if (known != types_.end()) return static_cast<uint16_t>(known - types_.begin());
    if (types_.size() + 1 >= format::max_types) return static_cast<uint16_t>(types_.size() - 1);
    types_.push_back(type);
    section(format::types).append(type + "\n");
    return static_cast<uint16_t>(types_.size() - 1);
  }

  void flush_records() {
    records_spool().append({reinterpret_cast<const char*>(records_.data()), records_.size() * sizeof(format::Record)});
    records_.clear();
  }
  // Records wait until it is known where the relations and terms of each begin.
  Spool& records_spool() { return records_spool_; }

  void finish(std::string_view about) {
    flush_records();
    BuildCounts& counts = built_.counts;
    counts.entries = id_;
    forms_.finish(built_.sections, counts);
    relations_.finish(built_.sections, counts);
    terms_.finish(built_.sections);
    write_records();
    // Shorter numbers are smaller.
    std::sort(items_.begin(), items_.end(), [](const auto& x, const auto& y) {
      return x.first.size() != y.first.size() ? x.first.size() < y.first.size() : x < y;
    });
    for (const auto& [item, id] : items_) section(format::wikidata).append_value(id);
    section(format::about).append(about);

    format::Header& h = built_.header;
    std::memcpy(h.magic, format::magic.data(), format::magic.size());
    h.version = format::version;
    h.sections = format::n_sections;
    h.token_rules = token_rules(characters_);
    uint64_t at = sizeof h;
    for (uint32_t i = 0; i < format::n_sections; ++i) {
      h.section[i] = {at, built_.sections[i].size()};
      at = (at + built_.sections[i].size() + 7) / 8 * 8;
    }
    h.file_size = at;
    h.checksum = header_checksum(h);
  }

  void write_records() {
    Spool::Reader records(records_spool_);
    format::Record r{};
    uint32_t relations = 0, terms = 0;
    Spool& out = section(format::entities);
    for (uint32_t i = 0; i <= id_; ++i) {
      if (i < id_) records.next_value(r);
      else r = format::Record{};
      r.relations = relations;
      r.terms = terms;
      out.append_value(r);
      if (i == id_) break;
      relations += relations_.next_count();
      terms += terms_.next_count();
    }
  }

  static constexpr std::size_t records_at_once = 4096;
  const CharacterTable& characters_;
  const WordLists& words_;
  SpillSettings settings_;
  FormBuilder forms_;
  RelationBuilder relations_;
  TermBuilder terms_;
  BuiltKnowledge built_;
  Spool records_spool_{spool_settings().memory, settings_.folder};
  std::vector<format::Record> records_;
  std::vector<std::string> types_;
  std::vector<std::pair<std::string, uint32_t>> items_;
  uint32_t id_ = 0;
};

}  // namespace

void BuiltKnowledge::write_body(const std::function<void(std::string_view)>& write) const {
  constexpr std::size_t piece = std::size_t{1} << 20;
  for (const Spool& section : sections) {
    Spool::Reader reader(section);
    for (std::string_view bytes = reader.next(piece); !bytes.empty(); bytes = reader.next(piece)) write(bytes);
    write(std::string_view("\0\0\0\0\0\0\0", (8 - section.size() % 8) % 8));
  }
}

Result<KnowledgeImage> BuiltKnowledge::in_memory(const CharacterTable& characters) const {
  auto bytes = std::make_shared<std::vector<uint64_t>>(header.file_size / 8);
  auto* at = reinterpret_cast<char*>(bytes->data());
  const std::string_view all(at, header.file_size);
  std::memcpy(at, &header, sizeof header);
  at += sizeof header;
  write_body([&](std::string_view piece) { at += piece.copy(at, piece.size()); });
  return KnowledgeImage::open(all, characters, bytes);
}

KnowledgeBuilder::KnowledgeBuilder(const CharacterTable& characters, const WordLists& words, SpillSettings settings)
    : characters_(characters), words_(words), settings_(settings), entries_(share_of(settings, 1)) {}

void KnowledgeBuilder::add(const KnowledgeEntry& entry) {
  any_label_ |= !entry.related_labels.empty();
  KnowledgeEntry normal = entry;
  const bool label = normalise_names(normal.label), aliases = normalise_names(normal.aliases);
  normalise_names(normal.related_labels);
  normalise_names(normal.linked);
  n_normalised_ += label || aliases;
  entries_.add(pack(normal, n_added_++));
}

BuiltKnowledge KnowledgeBuilder::finish(std::string_view about) {
  BuiltKnowledge built = Compilation(characters_, words_, settings_, any_label_).run(entries_, keep, about);
  built.counts.normalised = n_normalised_;
  return built;
}

}  // namespace docmill::linker
