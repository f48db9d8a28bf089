#include "knowledge_base/knowledge_image.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

namespace docmill::linker {
namespace {

using format::Header;

constexpr const char* again = "; build it again with docmill kb build";

Status refuse(std::string why) { return Status(Trouble::usage, std::move(why)); }

uint64_t fnv1a(uint64_t hash, const void* bytes, std::size_t size) {
  const auto* p = static_cast<const unsigned char*>(bytes);
  for (std::size_t i = 0; i < size; ++i) hash = (hash ^ p[i]) * 0x100000001B3u;
  return hash;
}

// Bytes of a row of each section, 1 for texts.
constexpr std::size_t row_size[format::n_sections] = {
    sizeof(format::Record), 1, 1, 4, 4, sizeof(format::Node), sizeof(format::FormRecord), 1, 8, 8, 8, 4, 1, 1};

bool power_of_two(uint64_t n) { return n != 0 && (n & (n - 1)) == 0; }

Status check_header(std::string_view bytes, uint64_t rules) {
  if (bytes.size() < sizeof(Header)) return refuse("the compiled knowledge base is cut short in its header");
  Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::string_view(header.magic, sizeof header.magic) != format::magic)
    return refuse("the beginning of the compiled knowledge base is damaged, as by a transfer that changes line ends");
  if (header.version != format::version || header.sections != format::n_sections)
    return refuse("a compiled knowledge base of version " + std::to_string(header.version) +
                  "; this docmill reads version " + std::to_string(format::version) + again);
  if (header.checksum != header_checksum(header))
    return refuse(std::string("the header of the compiled knowledge base is damaged") + again);
  if (header.file_size != bytes.size())
    return refuse("the compiled knowledge base should have " + std::to_string(header.file_size) + " bytes and has " +
                  std::to_string(bytes.size()) + (header.file_size > bytes.size() ? "; it is cut short" : ""));
  if (header.token_rules != rules)
    return refuse(std::string("compiled by a docmill that cuts texts into words by other rules") + again);
  uint64_t end = sizeof(Header);
  for (uint32_t i = 0; i < format::n_sections; ++i) {
    const format::Extent& e = header.section[i];
    if (e.offset % 8 != 0 || e.offset < end || e.offset > bytes.size() || e.size > bytes.size() - e.offset ||
        e.size % row_size[i] != 0)
      return refuse("section " + std::to_string(i) + " of the compiled knowledge base lies outside of it" + again);
    end = e.offset + e.size;
  }
  return {};
}

}  // namespace

uint64_t header_checksum(format::Header header) {
  header.checksum = 0;
  return fnv1a(0xCBF29CE484222325u, &header, sizeof header);
}

namespace {

// Types as tables have them, in lower case, between bars.
constexpr std::pair<TypeClass, std::string_view> types_of_classes[] = {
    {TypeClass::person, "|person|people|per|human|individual|fictional_character|politician|artist|athlete|"},
    {TypeClass::place,
     "|place|location|loc|gpe|geo|city|town|village|country|region|state|province|district|settlement|island|river|"
     "mountain|lake|"},
    {TypeClass::organisation,
     "|company|organisation|organization|org|agency|university|media|business|corporation|enterprise|firm|institution|"
     "institute|school|bank|newspaper|party|government|team|club|"},
    {TypeClass::model, "|ai_model|chip|product|software|device|"},
    {TypeClass::event, "|event|programme|program|"},
    {TypeClass::concept_, "|concept|"}};

std::string lower_case(std::string_view type) {
  std::string lower(type);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

bool is_company_type(std::string_view type) {
  const std::string lower = lower_case(type);
  return lower == "company" || lower == "business" || lower == "corporation" || lower == "enterprise" ||
         lower == "firm";
}

}  // namespace

TypeClass type_class_of(std::string_view type) {
  if (type.find('|') != std::string_view::npos) return TypeClass::other;
  const std::string between_bars = '|' + lower_case(type) + '|';
  for (const auto& [type_class, types] : types_of_classes)
    if (types.find(between_bars) != std::string_view::npos) return type_class;
  return TypeClass::other;
}

bool is_compiled_knowledge(std::string_view bytes) {
  constexpr std::size_t telling = 8;
  return bytes.substr(0, telling) == format::magic.substr(0, telling);
}

uint64_t token_rules(const CharacterTable& characters) {
  // A little of everything that the scanner tells apart.
  static constexpr std::string_view probe =
      "Llama 3.1-70B, Nvidia\xE2\x80\x99s A100s; GPUs of O'Brien & Söhne GmbH (DeepSeek-R1)\n\nÅngström ИИ 华为 "
      "화웨이에 "
      "ファーウェイ ไทย e\xCC\x81t\xC3\xA9 US\xE2\x80\x93"
      "China Straße İstanbul x2 ½ ソニー・צה״ל ＮＴＴ";
  Tokens tokens;
  scan_tokens(characters, probe, tokens);
  uint64_t hash = 0xCBF29CE484222325u, sequence = 0;
  for (const Token& t : tokens) {
    sequence = extend_sequence(sequence, t, &t == tokens.data());
    const uint32_t values[] = {
        t.start,   t.end, t.hash, t.stem, t.flags, static_cast<uint32_t>(t.kind), static_cast<uint32_t>(t.gap),
        edge_of(t)};
    hash = fnv1a(hash, values, sizeof values);
    hash = fnv1a(hash, &sequence, sizeof sequence);
  }
  return hash;
}

Result<KnowledgeImage> KnowledgeImage::open(std::string_view bytes, const CharacterTable& characters,
                                            std::shared_ptr<const void> owner) {
  if (Status s = check_header(bytes, linker::token_rules(characters)); !s.ok()) return s;
  KnowledgeImage image;
  image.owner_ = std::move(owner);
  if (reinterpret_cast<uintptr_t>(bytes.data()) % 8 != 0) {  // mapped files are not so; a copy in memory may be
    auto aligned = std::make_shared<std::vector<uint64_t>>(bytes.size() / 8 + 1);
    std::memcpy(aligned->data(), bytes.data(), bytes.size());
    bytes = {reinterpret_cast<const char*>(aligned->data()), bytes.size()};
    image.owner_ = std::move(aligned);
  }
  image.bytes_ = bytes;
  if (Status s = image.bind(); !s.ok()) return s;
  return image;
}

Status KnowledgeImage::bind() {
  const auto damaged = [](std::string_view what) {
    return refuse("the " + std::string(what) + " of the compiled knowledge base are damaged" + again);
  };
  const auto records = rows<format::Record>(format::entities);
  if (records.empty() || records.size() > UINT32_MAX) return damaged("entries");
  records_ = records.data();
  n_entities_ = static_cast<uint32_t>(records.size() - 1);
  entity_text_ = section(format::entity_text);
  relations_ = rows<uint32_t>(format::relations);
  terms_ = rows<uint32_t>(format::terms);
  wikidata_ = rows<uint32_t>(format::wikidata);
  open_ends_ = section(format::open_ends);
  about_ = section(format::about);

  for (std::string_view rest = section(format::types); !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    if (types_.size() == format::max_types) return damaged("types");
    types_.push_back({name, type_class_of(name), is_company_type(name)});
  }
  types_.emplace_back();

  if (rows<uint64_t>(format::term_filter).size() != 1024) return damaged("filters");
  const auto any = rows<uint64_t>(format::begins_any), lower = rows<uint64_t>(format::begins_lower);
  if (!power_of_two(any.size()) || any.size() != lower.size() || any.size() > (uint64_t{1} << 25))
    return damaged("filters");
  aliases_.begins_ = {any.data(), lower.data()};
  aliases_.filter_mask_ = static_cast<uint32_t>(any.size() * 64 - 1);

  const auto nodes = rows<format::Node>(format::nodes);
  if (nodes.size() <= format::max_distance) return damaged("nodes");
  aliases_.nodes_ = nodes.data();
  aliases_.n_slots_ = nodes.size() - format::max_distance;
  const auto forms = rows<format::FormRecord>(format::forms);
  aliases_.forms_ = forms.data();
  aliases_.n_forms_ = forms.size();
  aliases_.entity_text_ = entity_text_;
  aliases_.alias_text_ = section(format::alias_text);
  aliases_.n_entities_ = n_entities_;
  return {};
}

bool KnowledgeImage::related(uint32_t a, uint32_t b) const {
  std::span<const uint32_t> list = relations(a);
  if (const auto other = relations(b); other.size() < list.size()) {  // they go both ways: search the shorter list
    list = other;
    b = a;
  }
  return std::binary_search(list.begin(), list.end(), b);
}

uint32_t KnowledgeImage::find_key(std::string_view key) const {
  uint32_t low = 0, high = n_entities_;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (entity(middle).key < key) low = middle + 1;
    else high = middle;
  }
  return low < n_entities_ && entity(low).key == key ? low : none;
}

uint32_t KnowledgeImage::find_wikidata(std::string_view item) const {
  if (item.empty()) return none;
  // Shorter numbers are smaller, then the digits decide.
  const auto before = [](std::string_view x, std::string_view y) {
    return x.size() != y.size() ? x.size() < y.size() : x < y;
  };
  const auto item_of = [this](uint32_t id) { return id < n_entities_ ? entity(id).qid : std::string_view(); };
  const auto at = std::lower_bound(wikidata_.begin(), wikidata_.end(), item,
                                   [&](uint32_t id, std::string_view q) { return before(item_of(id), q); });
  if (at != wikidata_.end() && item_of(*at) == item) return *at;
  const uint32_t same_key = find_key(item);
  return same_key != none && entity(same_key).qid == item ? same_key : none;
}

}  // namespace docmill::linker
