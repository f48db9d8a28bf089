// `docmill kb show`, `lookup` and `stats`: looking into a base.
#include <algorithm>
#include <cstdio>
#include <map>

#include <docmill/base/json_text.hpp>

#include "kb/base_file.hpp"
#include "kb/commands.hpp"
#include "kb/say.hpp"
#include "knowledge_base/knowledge_base.hpp"
#include "knowledge_base/link_share.hpp"

namespace docmill::linker {
namespace {

struct Tools {
  CharacterTable characters;
  WordLists words{characters};
};

std::string joined(std::string_view list) {
  std::string out;
  for_each_line(list, [&](std::string_view part) {
    if (!out.empty()) out += " | ";
    out += part;
  });
  return out;
}

void print_row(const char* name, const std::string& value) {
  if (value.empty()) return;
  std::string row = name;
  row.resize(std::max<std::size_t>(row.size(), 12), ' ');
  say(stdout, row + ' ' + printable(value) + '\n');
}

void print_entry(const KnowledgeImage& image, const KnowledgeEntry& e) {
  print_row("key", e.key);
  print_row("label", e.label);
  print_row("type", e.type);
  print_row("aliases", joined(e.aliases));
  print_row("description", e.description);
  print_row("context", joined(e.context));
  print_row("wikidata", e.wikidata);
  print_row("prominence", std::to_string(e.prior) + " of 50");
  if (e.sitelinks != 0) print_row("sitelinks", std::to_string(e.sitelinks));
  constexpr std::size_t most_shown = 20;
  std::string related;
  std::size_t n = 0;
  for_each_line(e.related_keys, [&](std::string_view key) {
    if (++n > most_shown) return;
    const uint32_t id = image.find_key(key);
    if (!related.empty()) related += " | ";
    related += id == KnowledgeImage::none ? key : image.entity(id).label;
  });
  if (n > most_shown) related += " | and " + with_commas(n - most_shown) + " more (--json gives all)";
  print_row("related", related);
  print_row("also related", joined(e.related_labels));
}

// As wide as that, and a space.
std::string column(std::string_view text, std::size_t width) {
  std::string cell = printable(text);
  cell.resize(std::max(cell.size(), width), ' ');
  return cell + ' ';
}

// What a form is, as words.
std::string describe_flags(uint16_t flags) {
  static constexpr std::pair<uint16_t, const char*> names[] = {{form_flag::name, "name"},
                                                               {form_flag::derived, "derived"},
                                                               {form_flag::article, "article"},
                                                               {form_flag::part_of_name, "part-of-name"},
                                                               {form_flag::short_form, "short"},
                                                               {form_flag::homonym, "homonym"},
                                                               {form_flag::common_word, "common-word"}};
  std::string out;
  for (const auto& [bit, name] : names)
    if ((flags & bit) != 0) out += (out.empty() ? "" : ",") + std::string(name);
  if (out.empty()) out = "alias";
  static constexpr const char* shares[] = {"0", "2", "5", "10", "20", "40", "75"};
  if (const int share = share_of(flags); share != 0)
    out += ",from-" + std::string(shares[share - 1]) + "-percent-of-links";
  return out;
}

std::vector<std::pair<std::string, std::string>> about_lines(std::string_view about) {
  std::vector<std::pair<std::string, std::string>> lines;
  for_each_line(about, [&](std::string_view line) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string_view::npos) lines.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  });
  return lines;
}

}  // namespace

int show_command(const std::string& path, const std::vector<std::string>& keys, bool json) {
  const Tools tools;
  const BaseFile base(path, tools.characters, tools.words);
  const KnowledgeImage& image = base.image();
  const auto print = [&](const KnowledgeEntry& e) {
    if (json) say_json(json_line(e));
    else print_entry(image, e);
  };
  if (keys.empty()) {
    bool first = true;
    for_each_entry(
        image, {}, [&](uint32_t id) { return image.entity(id).key; },
        [&](uint32_t, KnowledgeEntry& e) {
          if (!std::exchange(first, false) && !json) say(stdout, "\n");
          print(e);
        });
    return 0;
  }
  int status = 0;
  for (const std::string& key : keys) {
    uint32_t id = image.find_key(key);
    if (id == KnowledgeImage::none) id = image.find_wikidata(key);
    if (id == KnowledgeImage::none) {
      say(stderr, path + ": no entry with the key or Wikidata item '" + key + "'; docmill kb lookup finds names\n");
      status = 1;
      continue;
    }
    if (&key != &keys.front() && !json) say(stdout, "\n");
    print(entry_of(image, id));
  }
  return status;
}

int lookup_command(const std::vector<std::string>& paths, const std::string& text, bool json) {
  KnowledgeBase base;
  std::vector<BaseFile> files;
  for (const std::string& path : paths) {
    files.emplace_back(path, base.characters(), base.words());
    base.add_image(files.back().image());
  }
  base.connect();
  struct Found {
    uint32_t id;
    Form form;
  };
  std::vector<Found> found;
  base.for_each_form_of(text, [&](uint32_t id, const Form& form) { found.push_back({id, form}); });
  std::stable_sort(found.begin(), found.end(), [&](const Found& x, const Found& y) {
    const uint8_t a = base.entity(x.id).prior, b = base.entity(y.id).prior;
    return a != b ? a > b : base.before(x.id, y.id);
  });
  if (found.empty()) {
    say(stderr, "no entry is called '" + text + "'\n");
    return 1;
  }
  for (const auto& [id, form] : found) {
    const Entity e = base.entity(id);
    if (json) {
      std::string line = "{\"key\":";
      append_json_string(line, e.key);
      line += ",\"label\":";
      append_json_string(line, e.label);
      line += ",\"type\":";
      append_json_string(line, e.type);
      line += ",\"prior\":" + std::to_string(e.prior) + ",\"form\":";
      append_json_string(line, form.text);
      line += ",\"form_is\":";
      append_json_string(line, describe_flags(form.flags));
      say_json(line + "}\n");
    } else {
      say(stdout, column(e.key, 28) + column(e.label, 24) + column(e.type, 14) + "prior " + (e.prior < 10 ? " " : "") +
                      std::to_string(e.prior) + "   " + printable(form.text) + " (" + describe_flags(form.flags) +
                      ")\n");
    }
  }
  return 0;
}

int stats_command(const std::string& path, bool json) {
  const Tools tools;
  const BaseFile base(path, tools.characters, tools.words);
  const KnowledgeImage& image = base.image();
  std::map<std::string, uint64_t> types;
  uint64_t relations = 0;
  for (uint32_t id = 0; id < image.size(); ++id) {
    ++types[std::string(image.type_name(image.type_number(id)))];
    relations += image.relations(id).size();
  }
  uint64_t aliases = 0;
  image.aliases().for_all_forms([&](const Form& form) { aliases += (form.flags & form_flag::derived) == 0; });
  const uint64_t size = image.bytes().size();
  const bool whole = !base.compiled() || base.hash_fits();
  static constexpr const char* sections[format::n_sections] = {
      "entities",   "entity_text", "types",        "relations",   "terms",    "nodes",     "forms",
      "alias_text", "begins_any",  "begins_lower", "term_filter", "wikidata", "open_ends", "about"};
  if (json) {
    std::string out = "{\"entries\":" + std::to_string(image.size()) + ",\"aliases\":" + std::to_string(aliases) +
                      ",\"forms\":" + std::to_string(image.aliases().n_forms()) +
                      ",\"relations\":" + std::to_string(relations / 2) + ",\"bytes\":" + std::to_string(size) +
                      ",\"whole\":" + (whole ? "true" : "false") + ",\"types\":{";
    bool first = true;
    for (const auto& [type, n] : types) {
      if (!std::exchange(first, false)) out += ',';
      append_json_string(out, type);
      out += ':' + std::to_string(n);
    }
    out += "},\"sections\":{";
    for (uint32_t i = 0; i < format::n_sections; ++i)
      out +=
          (i == 0 ? "\"" : ",\"") + std::string(sections[i]) + "\":" + std::to_string(image.header().section[i].size);
    say_json(out + "}}\n");
  } else {
    for (const auto& [name, value] : about_lines(image.about())) print_row(name.c_str(), value);
    print_row("entries", with_commas(image.size()));
    print_row("aliases", with_commas(aliases) + " names and aliases, " + with_commas(image.aliases().n_forms()) +
                             " forms with the spellings that follow");
    print_row("relations", with_commas(relations / 2));
    print_row("bytes",
              with_commas(size) + (aliases != 0 ? ", " + std::to_string(size / aliases) + " for each name" : ""));
    for (const auto& [type, n] : types) print_row("  type", type + "  " + with_commas(n));
    for (uint32_t i = 0; i < format::n_sections; ++i)
      print_row("  section", std::string(sections[i]) + "  " + with_commas(image.header().section[i].size));
    if (base.compiled()) print_row("hash", whole ? "fits" : "does not fit");
  }
  if (whole) return 0;
  say(stderr, path +
                  ": the bytes are not those that were written: the hash in the header does not fit; build it again "
                  "with docmill kb build\n");
  return 1;
}

}  // namespace docmill::linker
