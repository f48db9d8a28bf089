// The compiled knowledge base, byte by byte: what `docmill kb build` writes and what the linker maps into memory. A
// table in text form is compiled to the same bytes when it is loaded, so there is one way to look things up.
//
// The file is the header, then the sections in the order of `Section`, each at a multiple of 8 bytes, zeros between.
// All numbers are little-endian. Nothing is a pointer and nothing is parsed when a base is opened: the header is
// checked, everything else is checked where it is reached. Files of another version are refused, never guessed at.
//
//   entities      Record[n + 1]   in the order of their keys, compared as bytes; the last one only ends the ranges
//   entity_text   bytes           for each entity without gaps: key, label, evidence (the description, then context
//                                 words, a line each), Wikidata item where it is not the key
//   types         bytes           the words for types, a line each; Record::type counts them from 0
//   relations     u32[]           for each entity the connected ones, ascending; both ways
//   terms         u32[]           for each entity what its description says, ascending: see term_of and term_points
//   nodes         Node[]          the prefix tree of all surface forms, a hash table (see Node)
//   forms         FormRecord[]    the forms of a node stand together, those of one text in turn with their text at one
//                                 place, of these the prominent first; the last of the node has form_bit::last
//   alias_text    bytes           surface forms that are nobody's name
//   begins_any    u64[2^k]        filter: may a form begin with a token of this hash?
//   begins_lower  u64[2^k]        the same for tokens without a capital
//   term_filter   u64[1024]       filter: is there such a term?
//   wikidata      u32[]           entities whose Wikidata item is not their key, in the order of the items' numbers
//   open_ends     bytes           lines "entity TAB label": relations to labels that this base does not have
//   about         bytes           lines "name TAB value": what the base was built from, how much was left out
#pragma once

#include <cstdint>
#include <string_view>

namespace docmill::linker::format {

inline constexpr std::string_view magic("DOCMILL\x1AKB\r\n\x1A\n\0\0", 16);  // as in PNG: shows transfers as text
inline constexpr uint32_t version = 1;

enum Section : uint32_t {
  entities,
  entity_text,
  types,
  relations,
  terms,
  nodes,
  forms,
  alias_text,
  begins_any,
  begins_lower,
  term_filter,
  wikidata,
  open_ends,
  about,
  n_sections
};

struct Extent {
  uint64_t offset = 0;  // from the beginning of the file, a multiple of 8
  uint64_t size = 0;    // bytes
};

struct Header {
  char magic[16] = {};
  uint32_t version = 0;
  uint32_t sections = 0;
  uint64_t file_size = 0;
  uint64_t token_rules = 0;  // of the program that built it: forms are found only when texts are cut in the same way
  uint64_t checksum = 0;     // of this header with zero here: FNV-1a, 64 bits
  uint8_t sha256[32] = {};   // of everything behind the header; `docmill kb stats` compares
  Extent section[n_sections];
};
static_assert(sizeof(Header) == 80 + 16 * n_sections);

// Limits of the format. What is longer is refused or shortened where a base is built, with a remark.
inline constexpr std::size_t max_key = 255, max_label = 1000, max_description = 4000, max_types = 65000;

namespace record_bit {
inline constexpr uint8_t homonym = 1;         // the label has a bracket that tells it from others
inline constexpr uint8_t ends_in_number = 2;  // one version, not a family
inline constexpr uint8_t language = 4;
inline constexpr uint8_t key_is_wikidata = 8;  // the key is the Wikidata item
}  // namespace record_bit

struct Record {
  uint32_t text_low;  // of the offset in entity_text, 40 bits
  uint8_t text_high;
  uint8_t key_size;
  uint8_t wikidata_size;
  uint8_t prior;  // points, 10 to 50: how prominent
  uint16_t label_size;
  uint16_t name_size;  // the label without its bracket
  uint16_t evidence_size;
  uint16_t type;
  uint32_t relations;  // where its relations begin; they end where those of the next entity begin
  uint32_t terms;
  uint8_t flags;
  uint8_t weight;      // 1 to 5
  uint16_t sitelinks;  // of Wikidata: in how many editions it has a page; 65535 and more are the same
};
static_assert(sizeof(Record) == 28);

// A term is the hash of a word's stem with its lowest bits replaced by how much it tells, a class from 0 to 7.
inline constexpr uint32_t term_class_bits = 3;
constexpr uint32_t term_of(uint32_t stem) { return stem >> term_class_bits; }

// A slot of the hash table. The hash of a token sequence (extend_sequence), times the number of slots, has its home in
// the upper 64 bits of the product and its tag below. Slots are filled in the order of the hashes, each at its home or
// at the first free slot behind it, and no slot is farther from home than max_distance: so a look-up touches one or two
// cache lines and ends at the first slot that is nearer to its home than the place looked at. (Ordered linear probing:
// Amble and Knuth, "Ordered hash tables", 1974; "Robin Hood hashing": Celis, 1986.)
struct Node {
  uint32_t tag = 0;
  uint32_t forms = 0;  // index of the first form; meaningless without has_forms
  uint32_t bits = 0;   // 0: a free slot
  uint32_t distance() const { return bits & 0x7F; }
  bool has_forms() const { return (bits & has_forms_bit) != 0; }
  // May a form go on with an edge of this number (edge_of)?
  bool goes_on(uint32_t edge) const { return (bits >> (8 + edge) & 1) != 0; }
  bool goes_on() const { return bits >> 8 != 0; }
  static constexpr uint32_t has_forms_bit = 0x80;
};
static_assert(sizeof(Node) == 12);
inline constexpr uint32_t max_distance = 127;
inline constexpr uint32_t n_edges = 24;  // filter of the tokens that follow, in Node::bits from bit 8 on

namespace form_bit {
inline constexpr uint16_t last = 1u << 15;         // of its node
inline constexpr uint16_t of_entity = 1u << 14;    // its text is in entity_text, not in alias_text
inline constexpr uint16_t flags = of_entity - 1u;  // the rest: form_flag, see alias_index.hpp
}  // namespace form_bit

struct FormRecord {
  uint32_t entity;
  uint32_t text_low;  // offset of the text, 40 bits
  uint8_t text_high;
  uint8_t size;
  uint16_t flags;
};
static_assert(sizeof(FormRecord) == 12);

// 40 bits: a terabyte of text.
constexpr uint64_t offset40(uint32_t low, uint8_t high) { return low | uint64_t{high} << 32; }

}  // namespace docmill::linker::format
