#include "markdown/record_markdown.hpp"

#include <algorithm>

#include "docmill/base/json_text.hpp"
#include "json/json_value.hpp"
#include "markdown/markdown_text.hpp"
#include "records/record_json.hpp"

namespace docmill::writer {

namespace {

void append_markdown_value(std::string& out, const docmill_cell& cell, uint32_t type, const char* pool) {
  switch (type) {
    case DOCMILL_TYPE_BOOLEAN: out += cell.integer != 0 ? "yes" : "no"; return;
    case DOCMILL_TYPE_INTEGER: append_json_integer(out, cell.integer); return;
    case DOCMILL_TYPE_NUMBER: append_json_number(out, cell.number); return;
    default: append_markdown_inline(out, {pool + cell.string.offset, cell.string.size}); return;
  }
}

// A member of an object in `errors`, as text.
void append_member(std::string& out, std::string_view object, std::string_view name) {
  JsonParts members(object);
  while (members.next()) {
    if (!members.key_is(name) || !is_json_string(members.value())) continue;
    std::string text;
    append_json_unescaped(text, inside_json_string(members.value()));
    append_markdown_inline(out, text);
    return;
  }
}

}  // namespace

MarkdownPage::MarkdownPage(const Catalogue& catalogue)
    : shown_(catalogue.shown()),
      id_(catalogue.id()),
      metadata_(catalogue.metadata()),
      errors_(catalogue.errors()),
      place_(catalogue.place()),
      place_source_(catalogue.place_source()),
      place_line_(catalogue.place_line()) {
  const std::vector<LayerInfo>& layers = catalogue.stage_layers();
  sort_texts(layers);
  take_keys(layers);
  for (const LayerInfo& layer : layers) {
    if (layer.kind == DOCMILL_KIND_SPANS) tables_.push_back(table_of(layer));
    if (layer.kind == DOCMILL_KIND_JSON) values_.push_back(layer);
  }
  // What has names is what people look for; what was thrown away comes last.
  const auto rank = [](const Table& table) { return table.name ? 0 : table.info.over_host ? 2 : 1; };
  std::stable_sort(tables_.begin(), tables_.end(), [&](const Table& a, const Table& b) { return rank(a) < rank(b); });
}

// A text over another is the article in some form, a text over nothing was written about it. The article is `text`, or
// else the last one that no later stage took the name of; a headline stands at the head.
void MarkdownPage::sort_texts(const std::vector<LayerInfo>& layers) {
  for (const LayerInfo& layer : layers) {
    if (layer.kind != DOCMILL_KIND_TEXT || layer.is_shadowed()) continue;
    if (layer.name == "headline") {
      headline_ = layer;
    } else if (layer.name != "text" && layer.over.empty()) {
      summaries_.push_back(layer);
    } else if (body_ && body_->name == "text") {
      other_texts_.push_back(layer);
    } else {
      if (body_) other_texts_.push_back(*body_);
      body_ = layer;
    }
  }
}

// Keys that have a place of their own at the head; all others become lists.
void MarkdownPage::take_keys(const std::vector<LayerInfo>& layers) {
  struct Place {
    std::string_view layer, key;
    std::optional<AttributeKey>* at;
  };
  const Place places[] = {{"article", "title", &title_}, {"article", "byline", &byline_},
                          {"article", "date", &date_},   {"article", "site", &site_},
                          {"article", "url", &url_},     {"language", "tag", &language_}};
  for (const LayerInfo& layer : layers) {
    if (layer.kind != DOCMILL_KIND_ATTRIBUTES || layer.is_shadowed()) continue;
    List list{layer, {}};
    bool at_head = false;
    for (uint32_t key = 0; key < layer.fields.size(); ++key) {
      if (layer.inside.omits(layer.fields[key].name)) continue;
      bool taken = false;
      for (const Place& place : places) {
        const bool here = layer.name == place.layer && layer.fields[key].name == place.key;
        if (!here || layer.fields[key].type != DOCMILL_TYPE_STRING) continue;
        *place.at = AttributeKey{layer.index, key};
        taken = at_head = true;
      }
      if (!taken) list.keys.push_back(key);
    }
    // How sure the tagger is of the language says little to a reader.
    const bool known = at_head && layer.name == "language";
    if (!list.keys.empty() && !known) lists_.push_back(std::move(list));
  }
}

void MarkdownPage::append(Document document, Scratch& scratch, std::string& out) const {
  append_head(document, out);
  append_texts(document, out);
  for (const Table& table : tables_) append_table(table, document, scratch, out);
  append_values(document, out);
  append_end(document, scratch, out);
}

void MarkdownPage::append_head(Document document, std::string& out) const {
  const std::string_view id = shown_.record.omits("id") ? std::string_view("Untitled") : document.text(id_);
  const std::string_view headline = headline_ ? document.text(headline_->index) : std::string_view();
  append_markdown_heading(out, 1, string_of(title_, document).value_or(headline.empty() ? id : headline));
  bool any = false;
  const auto separate = [&] {
    if (any) out += " · ";
    any = true;
  };
  for (const std::optional<AttributeKey>* key : {&byline_, &date_, &language_}) {
    if (const auto text = string_of(*key, document)) separate(), append_markdown_inline(out, *text);
  }
  const std::string_view site = string_of(site_, document).value_or(std::string_view());
  const std::string_view url = string_of(url_, document).value_or(std::string_view());
  if (!site.empty() || !url.empty()) separate(), append_markdown_link(out, site, url);
  if (any) out += "\n\n";
}

void MarkdownPage::append_texts(Document document, std::string& out) const {
  for (const LayerInfo& summary : summaries_) {
    const std::string_view text = document.text(summary.index);
    if (text.empty()) continue;
    append_markdown_paragraphs(out, text, "> ");
    out += ">\n> *" + heading_of(summary.shown) + " by ";
    append_markdown_inline(out, maker_of(summary, document));
    out += "*\n\n";
  }
  if (body_ && document.has(body_->index)) {
    append_markdown_paragraphs(out, document.text(body_->index));
    out += '\n';
  }
  for (const LayerInfo& text : other_texts_) {
    if (!document.has(text.index)) continue;
    append_markdown_heading(out, 2, heading_of(text.shown));
    out += "*by ";
    append_markdown_inline(out, maker_of(text, document));
    out += "*\n\n";
    append_markdown_paragraphs(out, document.text(text.index));
    out += '\n';
  }
}

void MarkdownPage::append_values(Document document, std::string& out) const {
  for (const List& list : lists_) {
    const AttributesView values = document.attributes(list.info.index);
    bool any = false;
    for (const uint32_t key : list.keys) {
      if (values.is_null(key)) continue;
      if (!any) append_markdown_heading(out, 2, heading_of(list.info.shown));
      any = true;
      out += "- " + heading_of(list.info.inside.name_of(list.info.fields[key].name)) + ": ";
      append_markdown_value(out, values.cell(key), list.info.fields[key].type, document.layer(list.info.index)->pool);
      out += '\n';
    }
    if (any) out += '\n';
  }
  for (const LayerInfo& layer : values_) {
    if (!document.has(layer.index)) continue;
    append_markdown_heading(out, 2, heading_of(layer.shown));
    if (layer.inside.is_empty()) {
      append_markdown_code(out, "json", document.text(layer.index));
    } else {
      std::string text;
      append_shown_json(text, document.text(layer.index), layer.inside, layer.name);
      append_markdown_code(out, "json", text);
    }
    out += '\n';
  }
}

void MarkdownPage::append_end(Document document, Scratch& scratch, std::string& out) const {
  const auto shows = [&](std::string_view key) { return !shown_.record.omits(key); };
  JsonParts errors(shows("errors") ? document.text(errors_) : std::string_view());
  bool any = false;
  while (errors.next()) {
    if (!any) append_markdown_heading(out, 2, "Errors");
    any = true;
    out += "- ";
    append_member(out, errors.value(), "stage");
    out += ": ";
    append_member(out, errors.value(), "message");
    out += " (";
    append_member(out, errors.value(), "code");
    out += ")\n";
  }
  if (any) out += '\n';
  if (shows("metadata") && document.has(metadata_)) {
    scratch.text.clear();
    append_shown_json(scratch.text, document.text(metadata_), shown_.in("metadata"), "metadata");
    if (JsonParts(scratch.text).next()) {
      append_markdown_heading(out, 2, heading_of(shown_.record.name_of("metadata")));
      append_markdown_code(out, "json", scratch.text);
      out += '\n';
    }
  }
  const std::optional<int64_t> line = document.attributes(place_).integer(place_line_);
  const bool shows_line = line && shows("line");
  if (!shows("source") && !shows_line) return;
  out += "---\n\n";
  if (shows("source")) {
    out += "Source: ";
    append_markdown_code_span(out, document.attributes(place_).string(place_source_).value_or(std::string_view()));
  }
  if (shows_line) {
    out += shows("source") ? ", line " : "Line ";
    append_json_integer(out, *line);
  }
  out += '\n';
}

}  // namespace docmill::writer
