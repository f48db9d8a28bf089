#include "xml_tree/xml_tree.hpp"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <new>

namespace docmill::xml {
namespace {

constexpr char separator = '\n';  // between namespace and name; expat's
constexpr std::size_t deepest = 200;
constexpr std::size_t most_nodes = 5'000'000;
constexpr std::size_t piece_size = std::size_t{1} << 20;

struct Building {
  XML_Parser parser = nullptr;
  const std::vector<Namespace>* known = nullptr;
  std::vector<Node*> open;  // from the root on
  std::size_t n_nodes = 0;
  std::string mistake;

  void stop(const char* why) {
    if (mistake.empty()) mistake = why;
    XML_StopParser(parser, XML_FALSE);
  }
  std::string name_of(std::string_view name) const {
    const std::size_t end = name.rfind(separator);
    if (end == std::string_view::npos) return std::string(name);
    const auto found =
        std::find_if(known->begin(), known->end(), [&](const Namespace& n) { return n.uri == name.substr(0, end); });
    const std::string local(name.substr(end + 1));
    return found == known->end() || found->prefix.empty() ? local : std::string(found->prefix) + ":" + local;
  }
};

// An exception must not go through expat.
template <class Work>
void guarded(void* user, Work work) noexcept {
  auto& building = *static_cast<Building*>(user);
  if (!building.mistake.empty()) return;
  try {
    work(building);
  } catch (...) {
    building.stop("is too large for the memory there is");
  }
}

void XMLCALL on_begin(void* user, const char* name, const char** attributes) noexcept {
  guarded(user, [&](Building& b) {
    if (b.open.size() >= deepest) return b.stop("is nested deeper than 200 elements");
    if (++b.n_nodes > most_nodes) return b.stop("has more than 5,000,000 elements");
    std::vector<Node>& siblings = b.open.back()->children;
    Node& node = siblings.emplace_back();
    node.name = b.name_of(name);
    for (; *attributes != nullptr; attributes += 2)
      node.attributes.emplace_back(b.name_of(attributes[0]), attributes[1]);
    b.open.push_back(&node);
  });
}

void XMLCALL on_end(void* user, const char*) noexcept {
  guarded(user, [](Building& b) { b.open.pop_back(); });
}

void XMLCALL on_text(void* user, const char* text, int size) noexcept {
  guarded(user, [&](Building& b) {
    std::vector<Node>& siblings = b.open.back()->children;
    if (siblings.empty() || !siblings.back().is_text()) {
      if (++b.n_nodes > most_nodes) return b.stop("has more than 5,000,000 elements");
      siblings.emplace_back();
    }
    siblings.back().text.append(text, static_cast<std::size_t>(size));
  });
}

void XMLCALL on_entity(void* user, const char*, int, const char*, int, const char*, const char*, const char*,
                       const char*) noexcept {
  guarded(user, [](Building& b) { b.stop("declares entities, which are not read"); });
}

void feed(Building& building, std::string_view bytes) {
  // Blanks before the declaration, which XML forbids and programs write.
  const std::size_t blanks = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
  bytes.remove_prefix(blanks);
  for (;;) {
    const std::string_view piece = bytes.substr(0, piece_size);
    bytes.remove_prefix(piece.size());
    if (XML_Parse(building.parser, piece.data(), static_cast<int>(piece.size()), bytes.empty()) != XML_STATUS_OK) break;
    if (bytes.empty()) return;
  }
  if (building.mistake.empty())
    building.mistake = "is no XML near byte " +
                       std::to_string(static_cast<int64_t>(blanks) + XML_GetCurrentByteIndex(building.parser));
}

}  // namespace

std::string_view Node::attribute(std::string_view key) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const auto& a) { return a.first == key; });
  return found == attributes.end() ? std::string_view() : std::string_view(found->second);
}

const Node* Node::child(std::string_view key) const {
  const auto found = std::find_if(children.begin(), children.end(), [&](const Node& n) { return n.name == key; });
  return found == children.end() ? nullptr : &*found;
}

const Node* Node::path(std::initializer_list<std::string_view> keys) const {
  const Node* node = this;
  for (const std::string_view key : keys)
    if (node = node->child(key); node == nullptr) return nullptr;
  return node;
}

std::string Node::all_text() const {
  std::string out = text;
  for (const Node& node : children) out += node.all_text();
  return out;
}

Parsed parse(std::string_view bytes, const std::vector<Namespace>& known) {
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreateNS(nullptr, separator),
                                                                       XML_ParserFree);
  if (!parser) throw std::bad_alloc();
  Node top;
  Building building;
  building.parser = parser.get();
  building.known = &known;
  building.open = {&top};
  XML_SetUserData(parser.get(), &building);
  XML_SetElementHandler(parser.get(), on_begin, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetEntityDeclHandler(parser.get(), on_entity);
  XML_SetHashSalt(parser.get(), 1);  // else it asks for chance; what is read does not hang on it
  feed(building, bytes);
  Parsed parsed;
  parsed.mistake = std::move(building.mistake);
  for (Node& node : top.children)
    if (!node.is_text()) parsed.root = std::move(node);
  return parsed;
}

}  // namespace docmill::xml
