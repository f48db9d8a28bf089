#include "describe_units.hpp"

#include "main_content/content.hpp"
#include "main_content/content_text.hpp"
#include "main_content/metadata.hpp"
#include "main_content/unit_places.hpp"
#include "plain_text/plain_text.hpp"
#include "text_edits/rewrite.hpp"

namespace docmill::cleaner {

namespace {

struct Page {
  Page(std::string_view source, const CueTable& cues) {
    parse_html(source, {}, tree);
    read_metadata(source, tree, cues, content.names, metadata);
    const HtmlKnowledge knowledge{cues, no_model, metadata.titles, metadata.signs};
    find_content(source, tree, knowledge, {}, content);
    complete_units(tree, knowledge, content);
  }
  // The text of some of the blocks, whatever was found about them.
  std::string text(std::string_view source, std::size_t first, std::size_t last) {
    for (std::size_t i = 0; i < content.blocks.size(); ++i)
      content.blocks[i].verdict = i >= first && i < last ? Verdict{} : Verdict{"other", "not-asked-for", 1};
    EditList edits;
    write_blocks(source, tree, content, {}, edits);
    std::string out;
    apply(source, edits, out);
    return out;
  }

  BlockModel no_model;
  HtmlTree tree;
  HtmlMetadata metadata;
  HtmlContent content;
};

}  // namespace

void describe_page(std::string_view source, const CueTable& cues, DescribedUnits& described) {
  Page page(source, cues);
  described.texts.clear();
  for (std::size_t i = 0; i < page.content.blocks.size(); ++i) described.texts.push_back(page.text(source, i, i + 1));
  described.units = std::move(page.content.units);
}

void describe_text(std::string_view source, const CueTable& cues, DescribedUnits& described) {
  std::vector<Line> lines;
  read_lines(source, lines);
  LineCues known;
  known.clear(lines.size());
  units_of_lines(source, lines, cues, known, described.units);
  described.texts.clear();
  for (const Line& line : lines) described.texts.emplace_back(text_of(source, line));
}

std::string whole_text_of_page(std::string_view source, const CueTable& cues) {
  Page page(source, cues);
  return page.text(source, 0, page.content.blocks.size());
}

}  // namespace docmill::cleaner
