#include "writer_options.hpp"

#include <algorithm>
#include <map>

#include "catalogue/name_lists.hpp"

namespace docmill::writer {

namespace {

// An option that only some formats know.
struct Belongs {
  const char* option;
  bool given;           // differs from the default
  const char* formats;  // for the message
  bool fits;
};

std::vector<Belongs> belongings(const WriterOptions& o) {
  const WriterOptions fallback;
  const bool csv = o.format == "csv", bulk = o.format == "opensearch", records = o.format == "jsonl" || bulk;
  const bool annotations = is_annotation_format(o);
  const bool documents_have_iris = o.format == "web-annotation" || o.format == "nif";
  return {
      {"offsets", o.offsets != fallback.offsets, "jsonl, opensearch and csv", records || csv},
      {"source-offsets", o.source_offsets != fallback.source_offsets, "jsonl and opensearch", records},
      {"rename", o.rename != fallback.rename, "jsonl, opensearch, markdown and csv",
       records || o.format == "markdown" || csv || o.format == "sqlite"},
      {"schema", o.schema != fallback.schema, "jsonl and opensearch", records},
      {"index", o.index != fallback.index, "opensearch", bulk},
      {"rows", o.rows != fallback.rows, "csv", csv},
      {"columns", o.columns != fallback.columns, "csv", csv},
      {"text", o.text != fallback.text, "web-annotation, nif, brat, conllu and tei", annotations},
      {"spans", o.spans != fallback.spans, "web-annotation, nif, brat, conllu and tei", annotations},
      {"document-iri", o.document_iri != fallback.document_iri, "web-annotation and nif", documents_have_iris},
      {"value-iri", o.value_iri != fallback.value_iri, "web-annotation, nif and tei",
       documents_have_iris || o.format == "tei"},
  };
}

// What OpenSearch takes for the name of an index.
bool is_index_name(std::string_view name) {
  if (name.empty() || name.size() > 255 || name == "." || name == "..") return false;
  if (std::string_view("-_+").find(name.front()) != std::string_view::npos) return false;
  return std::none_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) == 0x7F || (c >= 'A' && c <= 'Z') ||
           std::string_view("\\/*?\"<>|,#:").find(c) != std::string_view::npos;
  });
}

std::vector<std::string> names_inside(const LayerInfo& layer) {
  std::vector<std::string> names;
  if (layer.kind == DOCMILL_KIND_ATTRIBUTES)
    for (const FieldInfo& key : layer.fields) names.push_back(key.name);
  if (layer.kind == DOCMILL_KIND_SPANS)
    for (const SpanColumn& column : span_columns(layer, true)) names.push_back(column.name);
  return names;
}

// What is wrong with an address; empty when it names something.
std::string trouble_with(std::string_view address, const Catalogue& catalogue) {
  const Address cut = cut_address(address);
  const std::string whole(cut.whole);
  const LayerInfo* layer = catalogue.find(cut.whole);
  const bool is_metadata = cut.whole == "metadata";
  if (!layer && !is_reserved(cut.whole)) {
    std::vector<std::string> names;
    for (const LayerInfo& known : catalogue.stage_layers()) names.push_back(known.name);
    return "no layer '" + whole + "'" + did_you_mean(cut.whole, names) + "; there are: " + list_names(names);
  }
  if (!cut.inside) return "";
  const std::string inside(*cut.inside);
  if (inside.empty()) return "'" + whole + ".' names nothing; leave out the point, or say what is meant";
  if (is_metadata || (layer && layer->kind == DOCMILL_KIND_JSON)) return "";
  if (!layer || layer->kind == DOCMILL_KIND_TEXT) return "'" + whole + "' has no parts that could be named";
  const std::vector<std::string> names = names_inside(*layer);
  if (std::find(names.begin(), names.end(), inside) != names.end()) return "";
  return "'" + whole + "' has no '" + inside + "'" + did_you_mean(inside, names) + "; it has: " + list_names(names);
}

// For annotation tools, what cannot be missing: ids, the text, the places and words of spans.
bool is_needed(const WriterOptions& options, std::string_view address) {
  if (!is_annotation_format(options)) return false;
  const Address cut = cut_address(address);
  if (!cut.inside) return cut.whole == "id" || cut.whole == options.text;
  return *cut.inside == "start" || *cut.inside == "end" || *cut.inside == "text";
}

void check_omit(const WriterOptions& options, const Catalogue& catalogue, std::vector<ConfigError>& errors) {
  const std::vector<std::string>& omit = options.omit;
  for (uint32_t i = 0; i < omit.size(); ++i) {
    const std::string trouble = trouble_with(omit[i], catalogue);
    if (!trouble.empty()) {
      errors.emplace_back("omit", trouble, i);
    } else if (is_needed(options, omit[i])) {
      const Address cut = cut_address(omit[i]);
      errors.emplace_back("omit",
                          "'" + options.format + "' cannot do without '" + omit[i] + "'" +
                              (cut.inside ? "; leave out the layer: omit = [\"" + std::string(cut.whole) + "\"]" : ""),
                          i);
    }
  }
}

void check_rename(const WriterOptions& options, const Catalogue& catalogue, std::vector<ConfigError>& errors) {
  std::vector<std::string> named;
  for (uint32_t i = 0; i < options.rename.size(); ++i) {
    const auto names = cut_renaming(options.rename[i]);
    std::string trouble;
    if (!names) {
      trouble = "'" + options.rename[i] + "' is no renaming; write \"OLD = NEW\", as in \"article.title = headline\"";
    } else if (trouble = trouble_with(names->first, catalogue); trouble.empty()) {
      const Address cut = cut_address(names->first);
      const auto is_omitted = [&](std::string_view address) {
        return std::find(options.omit.begin(), options.omit.end(), address) != options.omit.end();
      };
      if (is_omitted(names->first) || is_omitted(cut.whole))
        trouble = "'" + names->first + "' is left out by 'omit', so it has no name";
      else if (std::find(named.begin(), named.end(), names->first) != named.end())
        trouble = "'" + names->first + "' is renamed twice";
      named.push_back(names->first);
    }
    if (!trouble.empty()) errors.emplace_back("rename", trouble, i);
  }
}

// Two names of one object become one.
void check_clashes(const WriterOptions& options, const Catalogue& catalogue, std::vector<ConfigError>& errors) {
  if (options.rename.empty()) return;
  const auto check = [&](const std::vector<std::string>& names, const ShownNames& shown, const std::string& prefix) {
    std::map<std::string, std::string> taken;
    for (const std::string& name : names) {
      if (shown.omits(name)) continue;
      const auto [other, is_new] = taken.emplace(shown.name_of(name), name);
      if (is_new || (!shown.renames(name) && !shown.renames(other->second))) continue;
      errors.emplace_back("rename", "'" + prefix + other->second + "' and '" + prefix + name +
                                        "' would both be called '" + other->first + "'");
    }
  };
  std::vector<std::string> names(record_keys().begin(), record_keys().end());
  for (const LayerInfo& layer : catalogue.stage_layers()) names.push_back(layer.name);
  check(names, catalogue.shown().record, "");
  for (const LayerInfo& layer : catalogue.stage_layers()) check(names_inside(layer), layer.inside, layer.name + ".");
}

// A record cannot hold two keys of one name.
void check_names(const Catalogue& catalogue, std::vector<ConfigError>& errors) {
  for (const LayerInfo& layer : catalogue.stage_layers()) {
    if (is_reserved(layer.shown) && layer.shown == layer.name && catalogue.shows(layer.name)) {
      errors.emplace_back("", "layer '" + layer.name + "' of " + layer.by +
                                  " has the name of a key of the record; rename it with out = { " + layer.name +
                                  " = \"...\" } in its stage");
    }
    if (layer.kind != DOCMILL_KIND_SPANS) continue;
    for (const char* column : {"start", "end", "text", "label", "value", "score", "source_start", "source_end"}) {
      if (!layer.find_field(column)) continue;
      errors.emplace_back("",
                          "field '" + std::string(column) + "' of layer '" + layer.name + "' by " + layer.by +
                              " has the name of a column that every span has; the stage must call it something else");
    }
  }
}

}  // namespace

std::vector<ConfigError> check_options(const WriterOptions& options, const Catalogue& all) {
  std::vector<ConfigError> errors;
  for (const Belongs& b : belongings(options)) {
    if (!b.given || b.fits) continue;
    errors.emplace_back(b.option,
                        "'" + std::string(b.option) + "' is for " + b.formats + "; format is '" + options.format + "'");
  }
  // What `rename` names is there, even where it is not written otherwise.
  const Catalogue named = all.with(read_shown({}, options.rename));
  const auto mistakes = errors.size();
  check_omit(options, named, errors);
  check_rename(options, named, errors);
  const bool names_are_good = errors.size() == mistakes;
  const Catalogue catalogue = all.with(read_shown(options.omit, options.rename));
  if (is_annotation_format(options)) {  // no record is written, so that any layer name will do
    for (const ConfigError& error : check_annotations(catalogue, annotation_settings(options))) errors.push_back(error);
    return errors;
  }
  if (!is_index_name(options.index))
    errors.emplace_back("index", "'" + options.index +
                                     "' cannot be the name of an index; write small letters, digits, - and _, "
                                     "and begin with a letter or digit");
  check_names(catalogue, errors);
  if (names_are_good) check_clashes(options, catalogue, errors);
  if (options.format == "csv") {
    for (const ConfigError& error : check_csv(catalogue, csv_settings(options))) errors.push_back(error);
  }
  return errors;
}

std::string warning_of_old_texts(const WriterOptions& options, const Catalogue& catalogue) {
  const bool jsonl = options.format == "jsonl" || options.format == "opensearch" || options.format == "sqlite";
  const bool csv = options.format == "csv";
  if (!jsonl && !csv && options.format != "markdown") return "";
  std::vector<std::string> leaks;
  std::string by;
  for (uint32_t old = 0; old < catalogue.size(); ++old) {
    const LayerInfo& text = catalogue[old];
    if (text.kind != DOCMILL_KIND_TEXT || !text.is_shadowed() || text.by == "host") continue;
    const std::size_t before = leaks.size();
    if (jsonl && catalogue.find(text.name) != nullptr && !catalogue.shown().record.renames(text.name))
      leaks.push_back(text.name);
    for (const LayerInfo& spans : catalogue.stage_layers()) {
      if (spans.kind != DOCMILL_KIND_SPANS || spans.over_index != old) continue;
      if (csv && spans.name != options.rows) continue;
      // Not the words alone: what was found out about them can hold them, too.
      const auto tells = [&](std::string_view column) {
        if (!spans.inside.omits(column) && !spans.inside.renames(column))
          leaks.push_back(spans.name + "." + std::string(column));
      };
      tells("text");
      if (spans.has_label) tells("label");
      if (spans.has_value) tells("value");
      for (const FieldInfo& field : spans.fields)
        if (field.type == DOCMILL_TYPE_STRING) tells(field.name);
    }
    if (leaks.size() == before || !by.empty()) continue;
    for (const LayerInfo& newer : catalogue.stage_layers())
      if (newer.kind == DOCMILL_KIND_TEXT && newer.over_index == old) by = newer.by;
  }
  if (leaks.empty()) return "";
  std::string list;
  for (const std::string& leak : leaks) list += (list.empty() ? "\"" : ", \"") + leak + "\"";
  return "what stood in the text before " + (by.empty() ? "a later stage" : by) +
         " rewrote it is written: " + list_names(leaks) + "; if that must not be seen, leave it out: omit = [" + list +
         "]";
}

JsonSettings json_settings(const WriterOptions& options) {
  return {unit_named(options.offsets), options.source_offsets};
}

CsvSettings csv_settings(const WriterOptions& options) {
  return {options.rows, options.columns, unit_named(options.offsets)};
}

AnnotationSettings annotation_settings(const WriterOptions& options) {
  return {options.text, options.spans, options.document_iri, options.value_iri};
}

bool is_annotation_format(const WriterOptions& options) {
  constexpr std::string_view formats[] = {"web-annotation", "nif", "brat", "conllu", "tei"};
  return std::find(std::begin(formats), std::end(formats), options.format) != std::end(formats);
}

namespace {

std::string file_beside(std::string_view stage_name, const char* ending) {
  if (stage_name == "writer") return std::string("documents") + ending;
  return "documents." + std::string(stage_name) + ending;
}

}  // namespace

std::string schema_file(std::string_view stage_name) { return file_beside(stage_name, ".schema.json"); }

std::string mapping_file(std::string_view stage_name) { return file_beside(stage_name, ".mapping.json"); }

}  // namespace docmill::writer
