#include "scaffold/stage_shape.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/diagnostics/spelling.hpp"
#include "host/pipeline/words.hpp"

namespace docmill::scaffold {
namespace {

using host::LayerKind;
using Words = std::vector<std::string>;

constexpr std::size_t longest_name = 40;  // names of files and of C++ types come from it
constexpr std::size_t most_ports = 20;    // the SDK's templates hold that many fields

const Words& kinds_to_provide() {
  static const Words kinds = {"attributes", "json", "rewrite", "spans", "text"};
  return kinds;
}
const Words& kinds_to_require() {
  static const Words kinds = {"attributes", "bytes", "json", "spans", "text"};
  return kinds;
}

std::optional<LayerKind> kind_named(const std::string& word) {
  for (const LayerKind kind : {LayerKind::text, LayerKind::spans, LayerKind::attributes, LayerKind::rewrite,
                               LayerKind::json, LayerKind::bytes})
    if (word == host::name_of(kind)) return kind;
  return std::nullopt;
}

// "a,b" and "c" -> a, b, c; blanks around them do not count.
Words split(const Words& lists) {
  Words out;
  for (const std::string& list : lists) {
    for (std::size_t at = 0; at <= list.size();) {
      const std::size_t comma = std::min(list.find(',', at), list.size());
      std::string word = list.substr(at, comma - at);
      word.erase(0, word.find_first_not_of(' '));
      word.erase(word.find_last_not_of(' ') + 1);
      out.push_back(std::move(word));
      at = comma + 1;
    }
  }
  return out;
}

// Names that CMake or a pipeline file keeps for itself.
bool is_taken(const std::string& name) {
  static const Words taken = {"all",     "clean",  "depend",  "edit-cache", "help", "input",
                              "install", "output", "package", "preinstall", "run",  "test"};
  return std::find(taken.begin(), taken.end(), name) != taken.end();
}

class Reader {
 public:
  Reader(StageShape& shape, const KnownLayers& layers, Words& mistakes, Words& remarks)
      : shape_(shape), layers_(layers), mistakes_(mistakes), remarks_(remarks) {}

  void name(const std::string& name, const host::StageList& installed) {
    shape_.name = name;
    if (!host::is_stage_name(name)) {
      const std::string right = host::as_stage_name(name);
      say(fmt::format("{} cannot be the name of a stage: lower-case letters, digits and '-', a letter first",
                      host::in_quotes(name)),
          right.empty() ? "" : "write docmill new stage " + right);
    } else if (name.size() > longest_name) {
      say(fmt::format("the name of a stage has at most {} letters, this one has {}", longest_name, name.size()));
    } else if (is_taken(name)) {
      say(fmt::format("'{}' means something else to CMake or in a pipeline file", name),
          fmt::format("write docmill new stage my-{}", name));
    } else if (const host::StageDeclaration* other = installed.find(name)) {
      say(fmt::format("there is a stage '{}' already ({}); a pipeline could not tell them apart", name, other->summary),
          fmt::format("write docmill new stage my-{}", name));
    }
  }

  void language(const std::string& word) {
    shape_.language = word;
    if (std::find(languages().begin(), languages().end(), word) != languages().end()) return;
    std::string near = host::suggestion(word, languages());
    for (const auto& [other, right] :
         {std::pair{"cpp", "c++"}, {"cxx", "c++"}, {"cc", "c++"}, {"rs", "rust"}, {"py", "python"}})
      if (word == other) near = fmt::format(", did you mean '{}'?", right);
    say(fmt::format("there is nothing to begin with in {}{}", host::in_quotes(word), near),
        fmt::format("languages: {}; any other that exports a C table can follow the one in c",
                    host::listed(languages())));
  }

  void manner(const StageWish& wish) {
    shape_.filter = wish.filter;
    shape_.writer = wish.writer;
    if (wish.ordered) shape_.schedule = host::Schedule::ordered;
    if (wish.external) shape_.schedule = host::Schedule::external;
    if (wish.ordered && wish.external)
      say("--ordered and --external exclude each other: what remembers the documents before it must not hang on the "
          "world");
    if (wish.language != "python") return;
    if (wish.ordered)
      say("a program cannot be ORDERED: docmill starts several of it, and each sees a part of the documents",
          "write --language c++, c or rust");
    if (wish.writer)
      say("a program writes no outputs: what it answers are layers, for the stage 'writer'",
          "write --language c++, c or rust");
  }

  void required(const Words& items, const std::string& over) {
    const std::size_t mistakes_before = mistakes_.size();
    for (const std::string& item : items) {
      WantedPort port;
      std::string word = item;
      if (word.ends_with('?')) {
        port.optional = true;
        word.pop_back();
      }
      const std::size_t colon = word.find(':');
      port.layer = word.substr(0, colon);
      if (!layer_name("--requires", item, port.layer)) continue;
      const bool known =
          colon == std::string::npos ? known_kind(port) : spoken_kind(item, word.substr(colon + 1), port);
      if (known && unique("--requires", shape_.required, port.layer)) shape_.required.push_back(std::move(port));
    }
    enough("--requires", shape_.required);
    required_failed_ = mistakes_.size() > mistakes_before;
    for (std::size_t i = 0; i < shape_.required.size(); ++i) {
      const WantedPort& port = shape_.required[i];
      if (port.kind != LayerKind::text || port.optional) continue;
      if (shape_.text < 0 || port.layer == over) shape_.text = static_cast<int>(i);
    }
    if (shape_.text >= 0 || required_failed_) return;
    if (shape_.filter || shape_.writer)
      say(fmt::format("{} works on a text, and the stage requires none that is always there",
                      shape_.filter ? "--filter" : "--writer"),
          "add text to --requires");
  }

  void provided(const Words& items, const std::string& over) {
    for (const std::string& item : items) {
      const std::size_t colon = item.find(':');
      WantedPort port;
      port.layer = item.substr(0, colon);
      if (!layer_name("--provides", item, port.layer)) continue;
      if (colon == std::string::npos) {
        say(fmt::format("--provides {} does not say of which kind the layer is", item),
            fmt::format("write --provides {}:spans; kinds: {}", port.layer, host::listed(kinds_to_provide())));
        continue;
      }
      const std::string word = item.substr(colon + 1);
      const std::optional<LayerKind> kind = kind_named(word);
      if (!kind || *kind == LayerKind::bytes) {
        unknown_kind("--provides", item, word, kinds_to_provide());
        continue;
      }
      port.kind = *kind;
      if (unique("--provides", shape_.provided, port.layer) && may_be_provided(port)) shape_.provided.push_back(port);
    }
    enough("--provides", shape_.provided);
    lie_over(over);
  }

  // A program counts offsets in the text that spans lie over, so it has to get that, too.
  void add_texts_of_spans() {
    if (shape_.language != "python") return;
    for (std::size_t i = 0; i < shape_.required.size(); ++i) {
      const std::string layer = shape_.required[i].layer, over = layers_.over_of(layer);
      const auto same = [&](const WantedPort& p) { return p.layer == over; };
      if (over.empty() || std::any_of(shape_.required.begin(), shape_.required.end(), same)) continue;
      shape_.required.push_back({over, LayerKind::text, shape_.required[i].optional});
      remarks_.push_back(
          fmt::format("'{}' lies over '{}', which a program must get to count in it; added", layer, over));
    }
  }

 private:
  static bool is_text(const WantedPort& port) {
    return port.kind == LayerKind::text || port.kind == LayerKind::rewrite;
  }

  // Finds the text that spans lie over. A text of the stage's own takes the place of a required one of the same name.
  void lie_over(std::string over) {
    auto& provided = shape_.provided;
    const bool any_spans = std::any_of(provided.begin(), provided.end(),
                                       [](const WantedPort& port) { return port.kind == LayerKind::spans; });
    const bool said = !over.empty();
    if (!said && shape_.text >= 0) over = shape_.required[static_cast<std::size_t>(shape_.text)].layer;
    const auto is_it = [&](const WantedPort& port) { return is_text(port) && port.layer == over; };
    // What lies over a text that the stage itself makes is put after it.
    std::stable_partition(provided.begin(), provided.end(),
                          [&](const WantedPort& port) { return port.kind == LayerKind::rewrite || is_it(port); });
    const auto own = std::find_if(provided.begin(), provided.end(), is_it);
    if (any_spans && own != provided.end()) shape_.over_provided = static_cast<int>(own - provided.begin());
    if (!said || own != provided.end() || !mistakes_.empty()) return;
    std::vector<std::string> texts;
    for (const auto* list : {&shape_.required, &provided})
      for (const WantedPort& port : *list)
        if (is_text(port) && !port.optional) texts.push_back(port.layer);
    if (std::find(texts.begin(), texts.end(), over) == texts.end())
      say(fmt::format("--over {}: the stage neither requires nor makes a text of that name{}", over,
                      host::suggestion(over, texts)),
          "texts: " + host::listed(texts));
    else if (!any_spans && std::none_of(provided.begin(), provided.end(),
                                        [](const WantedPort& port) { return port.kind == LayerKind::rewrite; }))
      say("--over is for spans and rewrites, and the stage makes none", "write --provides NAME:spans");
  }

  void say(std::string what, const std::string& right = "") {
    if (!right.empty()) what += "\n  " + right;
    mistakes_.push_back(std::move(what));
  }

  bool layer_name(const char* flag, const std::string& item, const std::string& layer) {
    if (host::is_layer_name(layer) && layer.size() <= longest_name) return true;
    if (layer.empty()) {
      say(item.empty() ? fmt::format("{} has an empty item", flag) : fmt::format("{} {} names no layer", flag, item));
      return false;
    }
    const std::string right = host::as_layer_name(layer);
    say(fmt::format("{} cannot be the name of a layer: at most {} lower-case letters, digits and '_', a letter first",
                    host::in_quotes(layer), longest_name),
        right.empty() ? "" : fmt::format("write {} {}", flag, right));
    return false;
  }

  bool known_kind(WantedPort& port) {
    const std::optional<LayerKind> kind = layers_.kind_of(port.layer);
    if (kind) {
      port.kind = *kind;
      return true;
    }
    const Words names = layers_.names();
    say(fmt::format("no installed stage provides '{}'{}", port.layer, host::suggestion(port.layer, names)),
        fmt::format("if one of yours will, say of which kind it is: --requires {}:text", port.layer));
    return false;
  }

  bool spoken_kind(const std::string& item, const std::string& word, WantedPort& port) {
    const std::optional<LayerKind> kind = kind_named(word);
    if (!kind || *kind == LayerKind::rewrite) {
      if (kind)
        say(fmt::format("--requires {}: who reads a rewrite reads a text", item), "write " + port.layer + ":text");
      else unknown_kind("--requires", item, word, kinds_to_require());
      return false;
    }
    const std::optional<LayerKind> installed = layers_.kind_of(port.layer);
    if (installed && *installed != *kind) {
      say(fmt::format("'{}' is of kind {}, not {}", port.layer, host::name_of(*installed), word));
      return false;
    }
    if (!installed)
      remarks_.push_back(
          fmt::format("no installed stage provides '{}': pipeline.toml needs one that does", port.layer));
    port.kind = *kind;
    return true;
  }

  void unknown_kind(const char* flag, const std::string& item, const std::string& word, const Words& kinds) {
    const bool bytes = word == "bytes";
    say(bytes ? fmt::format("{} {}: only the host provides bytes", flag, item)
              : fmt::format("{} {}: no kind of layer {}{}", flag, item, host::in_quotes(word),
                            host::suggestion(word, kinds)),
        "kinds: " + host::listed(kinds));
  }

  bool unique(const char* flag, const std::vector<WantedPort>& ports, const std::string& layer) {
    const auto same = [&](const WantedPort& p) { return p.layer == layer; };
    if (std::none_of(ports.begin(), ports.end(), same)) return true;
    say(fmt::format("{} names '{}' twice", flag, layer));
    return false;
  }

  void enough(const char* flag, const std::vector<WantedPort>& ports) {
    if (ports.size() > most_ports)
      say(fmt::format("{} names {} layers; begin with at most {}", flag, ports.size(), most_ports));
  }

  bool may_be_provided(const WantedPort& port) {
    if (host::is_reserved_layer(port.layer)) {
      say(fmt::format("no stage may provide '{}', as the record has a part of that name", port.layer),
          "reserved: " + host::listed(host::reserved_layers()));
      return false;
    }
    const bool rewrite = port.kind == LayerKind::rewrite;
    const bool lies_over = rewrite || port.kind == LayerKind::spans;
    if (lies_over && shape_.text < 0 && required_failed_) return false;  // that has been said
    if (lies_over && shape_.text < 0) {
      say(fmt::format("--provides {}:{} lies over a text, and the stage requires none that is always there", port.layer,
                      host::name_of(port.kind)),
          "add text to --requires");
      return false;
    }
    const bool replaces = rewrite && shape_.required[static_cast<std::size_t>(shape_.text)].layer == port.layer;
    if (replaces) return true;
    const auto same = [&](const WantedPort& p) { return p.layer == port.layer; };
    if (std::any_of(shape_.required.begin(), shape_.required.end(), same)) {
      say(fmt::format("'{}' is required and provided", port.layer),
          fmt::format("choose another name, or write --provides {}:rewrite for a text that takes the place of the old",
                      port.layer));
      return false;
    }
    if (layers_.kind_of(port.layer))
      remarks_.push_back(fmt::format(
          "an installed stage provides '{0}', too: in one pipeline with it, rename by out = {{ {0} = \"{0}_b\" }}",
          port.layer));
    return true;
  }

  StageShape& shape_;
  const KnownLayers& layers_;
  Words& mistakes_;
  Words& remarks_;
  bool required_failed_ = false;
};

}  // namespace

const std::vector<std::string>& languages() {
  static const Words names = {"c++", "c", "rust", "python"};
  return names;
}

StageShape read_shape(const StageWish& wish, const KnownLayers& layers, const host::StageList& installed,
                      std::vector<std::string>& mistakes, std::vector<std::string>& remarks) {
  StageShape shape;
  Reader reader(shape, layers, mistakes, remarks);
  reader.name(wish.name, installed);
  reader.language(wish.language);
  reader.manner(wish);
  reader.required(wish.required.empty() ? Words{"text"} : split(wish.required), wish.over);
  reader.add_texts_of_spans();
  std::string own = host::as_layer_name(wish.name);
  if (!host::is_layer_name(own) || own.size() > longest_name) own = "found";  // the name is said to be wrong already
  if (!wish.provided.empty()) reader.provided(split(wish.provided), wish.over);
  else if (wish.filter || wish.writer) reader.provided({}, wish.over);
  else reader.provided({own + (shape.text < 0 ? ":attributes" : ":spans")}, wish.over);
  return shape;
}

}  // namespace docmill::scaffold
