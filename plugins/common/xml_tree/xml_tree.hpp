// XML (1.0, with namespaces) as a tree in memory, by expat behind this one file: for documents whose parts hang
// together. Nothing is fetched, and documents that declare entities are refused.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace docmill::xml {

// An element, or a text (without a name).
struct Node {
  std::string name;  // "w:p": with the prefix that the reader of the document chose; "p" outside of these namespaces
  std::string text;  // of a text, in UTF-8
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<Node> children;

  bool is_text() const { return name.empty(); }
  // The value of an attribute; empty: there is none.
  std::string_view attribute(std::string_view key) const;
  // The first child of that name; null: there is none.
  const Node* child(std::string_view key) const;
  // Child of child of child.
  const Node* path(std::initializer_list<std::string_view> keys) const;
  // All texts below it.
  std::string all_text() const;
};

struct Namespace {
  std::string_view uri, prefix;  // several of one prefix are the same
};

struct Parsed {
  Node root;
  std::string mistake;  // a clause: "is no XML near byte 17"; empty: it is
};
// What was read before a mistake is in the tree. `known`: must outlive the call only.
Parsed parse(std::string_view bytes, const std::vector<Namespace>& known);

}  // namespace docmill::xml
