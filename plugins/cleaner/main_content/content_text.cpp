#include "main_content/content_text.hpp"

#include <cstring>

#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

namespace {

class BlockWriter {
 public:
  BlockWriter(std::string_view source, const HtmlTree& tree, const HtmlContent& content,
              const CharacterOptions& characters, EditList& edits)
      : source_(source), nodes_(tree.nodes), content_(content), writer_(source, characters, edits) {}

  void block(const Block& b) {
    separate(b.element);
    preformatted_ = content_.nodes[b.element].preformatted;
    for (uint32_t i = b.first; i <= b.last;) {
      const HtmlNode& n = nodes_[i];
      if (n.tag == Tag::text) text(n);
      else if (n.tag == Tag::br) writer_.line_break();
      i = n.tag != Tag::text && content_.skips(n.tag) ? n.subtree_end : i + 1;
    }
    before_ = b.element;
  }
  void finish() { writer_.finish(); }

 private:
  static bool is_item(Tag t) { return t == Tag::li || t == Tag::dt || t == Tag::dd || t == Tag::option; }
  static bool is_cell(Tag t) { return t == Tag::td || t == Tag::th; }

  void separate(uint32_t element) {
    const Tag tag = nodes_[element].tag, before = nodes_[before_].tag;
    if (is_cell(tag) && is_cell(before))
      nodes_[element].parent == nodes_[before_].parent ? writer_.space() : writer_.line_break();
    else if (is_item(tag) && is_item(before)) writer_.line_break();
    else writer_.paragraph_break();
  }

  void keep(uint32_t start, uint32_t end) {
    if (preformatted_) writer_.keep_preformatted(start, end);
    else writer_.keep(start, end);
  }

  void text(const HtmlNode& n) {
    const bool raw = nodes_[n.parent].tag == Tag::xmp || nodes_[n.parent].tag == Tag::plaintext;
    uint32_t at = n.start;
    const std::string_view upto = source_.substr(0, n.end);
    while (!raw && at < n.end) {
      const std::size_t mark = upto.find('&', at);
      if (mark == std::string_view::npos) break;
      const auto reference = static_cast<uint32_t>(mark);
      decoded_.clear();
      const uint32_t length = read_character_reference(upto, reference, decoded_);
      const uint32_t end = reference + (length == 0 ? 1 : length);
      keep(at, length == 0 ? end : reference);
      if (length != 0) writer_.put(reference, end, decoded_, preformatted_);
      at = end;
    }
    keep(at, n.end);
  }

  std::string_view source_;
  const std::vector<HtmlNode>& nodes_;
  const HtmlContent& content_;
  TextWriter writer_;
  uint32_t before_ = 0;  // element of the block before
  bool preformatted_ = false;
  std::string decoded_;
};

}  // namespace

void write_blocks(std::string_view source, const HtmlTree& tree, const HtmlContent& content,
                  const CharacterOptions& characters, EditList& edits) {
  BlockWriter writer(source, tree, content, characters, edits);
  for (const Block& b : content.blocks)
    if (!b.verdict) writer.block(b);
  writer.finish();
}

void list_removed_blocks(const HtmlTree& tree, const HtmlContent& content, std::vector<Removed>& removed) {
  bool adjacent = false;
  for (const Block& b : content.blocks) {
    if (!b.verdict) {
      adjacent = false;
      continue;
    }
    const uint32_t start = tree.nodes[b.first].start, end = tree.nodes[b.last].end;
    if (adjacent && std::strcmp(removed.back().why.label, b.verdict.label) == 0 &&
        std::strcmp(removed.back().why.reason, b.verdict.reason) == 0)
      removed.back().end = end;
    else removed.push_back({start, end, b.verdict});
    adjacent = true;
  }
}

}  // namespace docmill::cleaner
