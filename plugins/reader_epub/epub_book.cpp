#include "epub_book.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "docmill/base/percent.hpp"
#include "xml_tree/xml_tree.hpp"

namespace docmill::epub {
namespace {

constexpr uint64_t largest_part = uint64_t{16} << 20;

xml::Node xml_of(const zip::ZipFile& file, std::string_view name) {
  static const std::vector<xml::Namespace> known{{"http://purl.org/dc/elements/1.1/", "dc"}};
  const auto refuse = [&](const std::string& why) {
    throw BookMistake("damaged", "its part " + std::string(name) + " " + why + "; fetch the book again");
  };
  const zip::Entry* entry = file.find(name);
  if (entry == nullptr) refuse("is missing");
  const zip::ZipFile::Content content = file.read(*entry, largest_part);
  if (!content.mistake.empty()) refuse(content.mistake);
  xml::Parsed parsed = xml::parse(content.bytes, known);
  if (!parsed.mistake.empty()) refuse(parsed.mistake);
  return std::move(parsed.root);
}

std::string without_dots(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    at = end + 1;
  }
  std::string out;
  for (const std::string_view part : parts) (out += out.empty() ? "" : "/") += part;
  return out;
}

// Where the package document is.
std::string package_path(const zip::ZipFile& file) {
  const xml::Node container = xml_of(file, "META-INF/container.xml");
  const xml::Node* root = container.path({"rootfiles", "rootfile"});
  const std::string_view path = root == nullptr ? std::string_view() : root->attribute("full-path");
  if (path.empty()) throw BookMistake("damaged", "its part META-INF/container.xml names no book; fetch the book again");
  // By its name in the archive, as EPUB 3.2 has it, or by an address, as EPUB 3.3 has it.
  const std::string by_address = resolved("", path);
  return file.find(std::string(path)) == nullptr && file.find(by_address) != nullptr ? by_address : std::string(path);
}

// The file that a reference names, from the package, its guide or the list of encrypted files; where only the reference
// as it is written names one, that.
std::string path_of(const zip::ZipFile& file, std::string_view folder, std::string_view reference) {
  std::string path = resolved(folder, reference);
  if (file.find(path) != nullptr) return path;
  reference = reference.substr(0, reference.find('#'));
  std::string as_written =
      without_dots(reference.starts_with('/') ? std::string(reference) : std::string(folder) + std::string(reference));
  return file.find(as_written) != nullptr ? as_written : path;
}

// Fonts are made unreadable in these ways; that keeps no one from the text.
bool is_of_fonts(std::string_view algorithm) {
  return algorithm == "http://www.idpf.org/2008/embedding" || algorithm == "http://ns.adobe.com/pdf/enc#RC";
}

std::set<std::string> encrypted_paths(const zip::ZipFile& file) {
  std::set<std::string> paths;
  if (file.find("META-INF/encryption.xml") == nullptr) return paths;
  const xml::Node root = xml_of(file, "META-INF/encryption.xml");
  for (const xml::Node& data : root.children) {
    const xml::Node* method = data.child("EncryptionMethod");
    const xml::Node* reference = data.path({"CipherData", "CipherReference"});
    if (reference != nullptr && (method == nullptr || !is_of_fonts(method->attribute("Algorithm"))))
      paths.insert(path_of(file, "", reference->attribute("URI")));
  }
  return paths;
}

bool has_word(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

// Files that EPUB 2 says to be something else than chapters: path and code.
std::map<std::string, std::string> guide_of(const zip::ZipFile& file, const xml::Node& package,
                                            const std::string& folder) {
  std::map<std::string, std::string> codes;
  if (const xml::Node* guide = package.child("guide"))
    for (const xml::Node& reference : guide->children) {
      const std::string_view type = reference.attribute("type");
      if (type == "cover") codes[path_of(file, folder, reference.attribute("href"))] = "cover";
      if (type == "toc") codes[path_of(file, folder, reference.attribute("href"))] = "contents";
    }
  return codes;
}

std::string code_of(const xml::Node& item, const xml::Node& reference) {
  const std::string_view type = item.attribute("media-type");
  if (has_word(item.attribute("properties"), "nav")) return "contents";
  if (has_word(item.attribute("properties"), "cover-image") || item.attribute("id") == "cover") return "cover";
  if (type != "application/xhtml+xml" && type != "text/html" && type != "text/x-oeb1-document")
    return "other-media-type";
  return reference.attribute("linear") == "no" ? "not-linear" : "";
}

std::string trimmed_text(const xml::Node& node) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::string text = node.all_text();
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

// "aut", "trl": in an attribute of EPUB 2, or in a meta of EPUB 3 that refines the creator.
std::string role_of(const xml::Node& metadata, const xml::Node& creator) {
  if (const std::string_view role = creator.attribute("role"); !role.empty()) return std::string(role);
  const std::string wanted = "#" + std::string(creator.attribute("id"));
  for (const xml::Node& node : metadata.children)
    if (node.name == "meta" && node.attribute("property") == "role" && node.attribute("refines") == wanted)
      return trimmed_text(node);
  return "";
}

void read_metadata(const xml::Node& package, Book& book) {
  const xml::Node* metadata = package.child("metadata");
  if (metadata == nullptr) return;
  const xml::Node* older = metadata->child("dc-metadata");
  // The first of that name that `fits`, else the first.
  const auto text_of = [&](std::string_view name, auto fits) -> std::string {
    const xml::Node* best = nullptr;
    for (const xml::Node* parent : {metadata, older}) {
      if (parent == nullptr) continue;
      for (const xml::Node& node : parent->children) {
        if (node.name != name) continue;
        if (fits(node)) return trimmed_text(node);
        if (best == nullptr) best = &node;
      }
    }
    return best == nullptr ? "" : trimmed_text(*best);
  };
  const auto any = [](const xml::Node&) { return true; };
  constexpr int most_creators = 100;  // of whom a role is looked for: each time among all that is said
  const auto is_author = [&, n = 0](const xml::Node& creator) mutable {
    if (++n > most_creators) return false;
    const std::string role = role_of(*metadata, creator);
    return role.empty() || role == "aut";
  };
  const auto is_of_publication = [](const xml::Node& date) {
    return date.attribute("event").empty() || date.attribute("event") == "publication";
  };
  book.title = text_of("dc:title", any);
  book.author = text_of("dc:creator", is_author);
  book.language = text_of("dc:language", any);
  book.publisher = text_of("dc:publisher", any);
  book.date = text_of("dc:date", is_of_publication);
  book.identifier = text_of("dc:identifier", any);
}

}  // namespace

std::string resolved(std::string_view folder, std::string_view reference) {
  reference = reference.substr(0, reference.find('#'));
  return without_dots(reference.starts_with('/') ? percent_decoded(reference.substr(1))
                                                 : std::string(folder) + percent_decoded(reference));
}

std::string charset_of_xml(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return "";
  const std::string_view declaration =
      bytes.starts_with("<?xml") ? bytes.substr(0, bytes.find("?>")) : std::string_view();
  const std::size_t at = declaration.find("encoding");
  const std::size_t begin = at == std::string_view::npos ? at : declaration.find_first_of("'\"", at);
  if (begin == std::string_view::npos) return "utf-8";
  const std::size_t end = declaration.find(declaration[begin], begin + 1);
  if (end == std::string_view::npos || end - begin > 40) return "utf-8";
  std::string name(declaration.substr(begin + 1, end - begin - 1));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const bool is_word = std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7F; });
  return is_word && !name.empty() ? name : "utf-8";
}

Book read_book(const zip::ZipFile& file) {
  if (!file.is_whole())
    throw BookMistake("cut-off", "the file ends before its directory, or is no e-book; fetch it again");
  const std::string path = package_path(file);
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  const xml::Node package = xml_of(file, path);
  const xml::Node *manifest = package.child("manifest"), *spine = package.child("spine");
  if (manifest == nullptr || spine == nullptr)
    throw BookMistake("damaged", "its part " + path + " names no chapters; fetch the book again");
  const std::set<std::string> encrypted = encrypted_paths(file);
  const std::map<std::string, std::string> guide = guide_of(file, package, folder);
  std::map<std::string_view, const xml::Node*> items;
  for (const xml::Node& item : manifest->children) items.emplace(item.attribute("id"), &item);
  Book book;
  read_metadata(package, book);
  std::set<std::string> read;  // an order of reading that names a chapter twice is wrong, and does not make two of it
  for (const xml::Node& reference : spine->children) {
    const auto item = reference.name == "itemref" ? items.find(reference.attribute("idref")) : items.end();
    if (item == items.end()) continue;
    Chapter chapter{path_of(file, folder, item->second->attribute("href")), code_of(*item->second, reference)};
    chapter.is_encrypted = encrypted.contains(chapter.path);
    if (const auto other = guide.find(chapter.path); other != guide.end()) chapter.code = other->second;
    if (chapter.code.empty() && !read.insert(chapter.path).second) chapter.code = "repeated";
    book.chapters.push_back(std::move(chapter));
  }
  return book;
}

}  // namespace docmill::epub
