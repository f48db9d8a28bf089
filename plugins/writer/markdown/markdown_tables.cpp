// Spans as tables: equal ones counted together, the most frequent first.
#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <tuple>

#include "docmill/base/ascii.hpp"
#include "docmill/base/json_text.hpp"
#include "markdown/markdown_text.hpp"
#include "markdown/record_markdown.hpp"

namespace docmill::writer {

namespace {

constexpr std::size_t longest_cell = 80;  // code points

using Group = MarkdownPage::Group;

auto identity(const Group& g) { return std::tie(g.name, g.label, g.value, g.link); }

uint64_t mixed(uint64_t hash, std::string_view text) {
  const auto add = [&](uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 32;
  };
  add(text.size());
  for (; text.size() >= sizeof(uint64_t); text.remove_prefix(sizeof(uint64_t))) {
    uint64_t word;
    std::memcpy(&word, text.data(), sizeof word);
    add(word);
  }
  uint64_t rest = 0;
  if (!text.empty()) std::memcpy(&rest, text.data(), text.size());
  add(rest);
  return hash;
}

// The last group is complete: it gets its hash, or is counted in the one before.
void end_group(std::vector<Group>& groups) {
  Group& last = groups.back();
  if (groups.size() > 1 && identity(groups[groups.size() - 2]) == identity(last)) {
    groups.pop_back();
    ++groups.back().count;
  } else {
    last.hash = mixed(mixed(mixed(mixed(0, last.name), last.label), last.value), last.link);
  }
}

// Groups of equal spans become one, by count and then by first appearance.
void count_equal(std::vector<Group>& groups) {
  // By hash first: strings are compared where they are equal, or mean to be in the way.
  std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    return identity(a) != identity(b) ? identity(a) < identity(b) : a.first < b.first;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (kept != 0 && identity(groups[kept - 1]) == identity(groups[i])) groups[kept - 1].count += groups[i].count;
    else groups[kept++] = groups[i];
  }
  groups.resize(kept);
  std::sort(groups.begin(), groups.end(),
            [](const Group& a, const Group& b) { return a.count != b.count ? a.count > b.count : a.first < b.first; });
}

bool is_wikidata_item(std::string_view id) {
  return id.size() > 1 && id[0] == 'Q' && std::all_of(id.begin() + 1, id.end(), ascii::is_digit);
}

// Between two cells; the row begins before the first one.
constexpr std::string_view bar = " | ";

void append_text_cell(std::string& out, std::string_view text, std::string& scratch) {
  append_markdown_inline(out, shortened(text, longest_cell, scratch), MarkdownPlace::table);
  out += bar;
}

// An item has nothing in it that would have to be escaped.
void append_link_cell(std::string& out, std::string_view item) {
  if (is_wikidata_item(item))
    out.append("[").append(item).append("](<https://www.wikidata.org/wiki/").append(item).append(">)");
  else append_markdown_inline(out, item, MarkdownPlace::table);
  out += bar;
}

}  // namespace

// Knowledge bases give a name and an item of Wikidata; without a name the value speaks, without a value the words.
MarkdownPage::Table MarkdownPage::table_of(const LayerInfo& layer) {
  Table table{layer, layer.find_field("name", DOCMILL_TYPE_STRING), layer.find_field("wikidata", DOCMILL_TYPE_STRING)};
  table.has_words = layer.over_index && !layer.over_host && !layer.inside.omits("text");
  table.show_label = layer.has_label;
  table.show_name = table.name || (table.has_words && !layer.has_label && !layer.has_value);
  table.show_value = layer.has_value && !table.link;

  append_markdown_heading(table.head, 2, heading_of(layer.shown));
  std::string rule;
  const auto column = [&](bool shown, std::string_view name, std::string_view line) {
    if (!shown) return;
    table.head.append("| ").append(name).append(" ");
    rule.append("|").append(line);
  };
  column(table.show_name, "Name", "---");
  column(table.show_label, "Label", "---");
  column(table.show_value, "Value", "---");
  column(table.link.has_value(), "Wikidata", "---");
  column(true, "Count", "---:");
  table.head += "|\n" + rule + "|\n";
  return table;
}

void MarkdownPage::append_table(const Table& table, Document document, Scratch& scratch, std::string& out) {
  const SpansView spans = document.spans(table.info.index);
  if (spans.empty()) return;
  if (table.has_words && !document.has(*table.info.over_index)) {
    throw std::runtime_error("the spans of '" + table.info.name + "' lie over '" + table.info.over +
                             "', which this document does not have");
  }
  scratch.groups.clear();
  for (uint32_t i = 0; i < spans.size(); ++i) {
    const SpanView span = spans[i];
    Group& group = scratch.groups.emplace_back();
    group.count = 1;
    group.first = i;
    if (table.show_label) group.label = span.label().value_or(std::string_view());
    if (table.show_value) group.value = span.value().value_or(std::string_view());
    if (table.link && !span.is_null(*table.link)) group.link = span.string(*table.link);
    if (table.name && !span.is_null(*table.name)) {
      group.name = span.string(*table.name);
    } else if (table.show_name && table.has_words) {
      // No more than the cell can show, and one code point to tell that there is more: spans may be long and many.
      const std::string_view words =
          document.text(*table.info.over_index).substr(span.start(), span.end() - span.start());
      group.name = first_code_points(words, longest_cell + 1);
    }
    end_group(scratch.groups);
  }
  count_equal(scratch.groups);

  out += table.head;
  const std::size_t shown = std::min(scratch.groups.size(), longest_table);
  for (std::size_t i = 0; i < shown; ++i) {
    const Group& group = scratch.groups[i];
    out += bar.substr(1);
    if (table.show_name) append_text_cell(out, group.name, scratch.text);
    if (table.show_label) append_text_cell(out, group.label, scratch.text);
    if (table.show_value) append_text_cell(out, group.value, scratch.text);
    if (table.link) append_link_cell(out, group.link);
    append_json_integer(out, group.count);
    out += " |\n";
  }
  if (shown < scratch.groups.size()) {
    out += "\nand ";
    append_json_integer(out, scratch.groups.size() - shown);
    out += " more\n";
  }
  out += '\n';
}

}  // namespace docmill::writer
