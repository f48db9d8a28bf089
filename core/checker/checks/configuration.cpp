#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "checker/checks/checks.hpp"
#include "checker/checks/fixture.hpp"
#include "checker/checks/reader_fixture.hpp"
#include "host/pipeline/toml_reader.hpp"

namespace docmill::checker {
namespace {

using host::OptionDeclaration;
using host::OptionType;
using host::OptionValue;

// The stage's options with one changed.
struct Change {
  std::string what;
  std::string option;
  std::vector<OptionValue> options;
};

class Changes {
 public:
  explicit Changes(const StageUnderTest& stage) : stage_(stage) {}
  // A copy of the value to be changed; valid until the next call.
  OptionValue& add(std::size_t i, const std::string& to) {
    const std::string& name = stage_.declaration.options[i].name;
    all.push_back({fmt::format("{} = {}", name, to), name, stage_.options});
    return all.back().options[i];
  }
  void add_integer(std::size_t i, int64_t n) { add(i, std::to_string(n)).integer = n; }
  void add_number(std::size_t i, double x) { add(i, fmt::format("{}", x)).number = x; }
  // In an option of one or several strings.
  void add_strings(std::size_t i, const std::string& what, const std::vector<std::string>& strings) {
    OptionValue& value = add(i, what);
    value.items.clear();
    for (const std::string& s : strings) value.items.push_back({s, {}, {}});
  }
  std::vector<Change> all;

 private:
  const StageUnderTest& stage_;
};

bool is_list(const OptionDeclaration& option) {
  return option.type == OptionType::strings || option.type == OptionType::files;
}

// What create may do with a value: make a model that works, or refuse it. Whose option the reason names: `option`, or
// any that there is.
enum class MayRefuse { no, naming_any, naming_this };

void check_refusal(CheckContext& context, const Model& model, const std::string& option, MayRefuse may) {
  if (model.status() != DOCMILL_ERROR_CONFIGURATION)
    return context.fail(fmt::format("create gave status {} instead of DOCMILL_ERROR_CONFIGURATION ({})", model.status(),
                                    DOCMILL_ERROR_CONFIGURATION));
  if (model.errors().empty()) return context.fail("create refused it and gave no reason");
  const auto named = [&](const Said& said) {
    return may == MayRefuse::naming_any ? !said.option.empty() : said.option == option;
  };
  if (std::none_of(model.errors().begin(), model.errors().end(), named))
    return context.fail(fmt::format("create refused it by a reason that does not name the option: \"{}\"",
                                    model.errors().front().message));
  if (may == MayRefuse::no) context.fail(fmt::format("create refused it: \"{}\"", model.errors().front().message));
}

void check_works(CheckContext& context, const Model& model) {
  if (model.plugin().is_reader()) {
    for (const NamedText& file : few_files(context, model.plugin())) say_unclean(context, read_file(model, file.text));
    return;
  }
  const Fixture fixture = small_fixture(model);
  const Outcome outcome = run(Worker(model), fixture.documents, 4);
  say_unclean(context, outcome);
}

// What it gives for a few documents or files: compared alone.
std::vector<DocumentResult> results_of_few(CheckContext& context, const Model& model) {
  if (!model.plugin().is_reader()) return run(Worker(model), small_fixture(model).documents, 1).results;
  std::vector<DocumentResult> results;
  for (const NamedText& file : few_files(context, model.plugin())) {
    const Reading reading = read_file(model, file.text);
    for (const CutSeen& cut : reading.cuts)
      results.emplace_back().verdict =
          fmt::format("{} {} {} {} {}", cut.kind, cut.offset, cut.locator, cut.code, cut.bytes);
    for (const RecordSeen& r : reading.records)
      results.emplace_back().verdict = fmt::format("{} {} {} {} {}", r.id, r.metadata, r.media_type, r.problem, r.raw);
  }
  return results;
}

void try_out(CheckContext& context, const StageUnderTest& stage, const Change& change, MayRefuse may,
             const std::map<std::size_t, std::string>& file_bytes = {}) {
  context.at(change.what);
  Model::Settings settings;
  settings.options = change.options;
  settings.file_bytes = file_bytes;
  const Model model(stage, settings);
  context.fail(model.wrongs());
  if (model.ready()) check_works(context, model);
  else check_refusal(context, model, change.option, may);
}

void check_created(CheckContext& context, const Model& model) {
  context.fail(model.wrongs());
  if (!model.ready()) {
    std::string why = model.errors().empty() ? " and said nothing" : "";
    for (const Said& said : model.errors()) why += fmt::format(": {} {}", said.option, said.message);
    context.fail(fmt::format("create gave status {}{}", model.status(), why));
  } else if (!model.errors().empty()) {
    context.fail(fmt::format("create said an error and yet made a model: {}", model.errors().front().message));
  }
}

// The door before create: docmill compares what a pipeline says with the declaration.
bool docmill_refuses(const StageUnderTest& stage, const OptionDeclaration& option, const std::string& literal) {
  const auto source = std::make_shared<const host::SourceText>(host::SourceText{"", literal});
  const std::optional<host::Value> value = host::read_toml_literal(source, 0);
  if (!value) return true;
  host::StageDeclaration declaration = stage.declaration;
  std::erase_if(declaration.options, [&](const OptionDeclaration& o) { return o.name != option.name; });
  host::StageEntry entry;
  entry.use.value = entry.name.value = declaration.id;
  entry.options.push_back({option.name, {}, *value});
  host::Diagnostics diagnostics;
  host::check_options(declaration, entry, stage.plugin_folder, diagnostics);
  const auto names_it = [&](const host::Diagnostic& d) {
    return d.message.find("'" + option.name + "'") != std::string::npos;
  };
  return std::any_of(diagnostics.all().begin(), diagnostics.all().end(), names_it);
}

// One value of each TOML type; those of which the option is one are left out.
std::vector<std::string> of_wrong_type(OptionType type) {
  std::vector<std::string> literals;
  if (type != OptionType::boolean) literals.emplace_back("true");
  if (type != OptionType::integer && type != OptionType::number) literals.emplace_back("1");
  if (type != OptionType::number) literals.emplace_back("0.5");
  if (type != OptionType::string && type != OptionType::file) literals.emplace_back("\"text\"");
  if (type != OptionType::strings && type != OptionType::files) literals.emplace_back("[\"text\"]");
  literals.emplace_back("[1]");
  literals.emplace_back("{ a = 1 }");
  return literals;
}

const std::vector<std::pair<std::string, std::string>>& odd_strings() {
  static const std::vector<std::pair<std::string, std::string>> strings = {
      {"an empty string", ""},
      {"a space", " "},
      {"a letter", "x"},
      {"NUL, quotes and a line end", std::string("a\0b\"\\\n", 6)},
      {"an emoji and a mark of direction", "\xF0\x9F\x98\x80\xE2\x80\xAE"},
      {"a path that climbs", "../../../etc/passwd"},
      {"100,000 letters", std::string(100000, 'a')},
  };
  return strings;
}

void add_extremes(Changes& changes, std::size_t i, const OptionDeclaration& option) {
  const bool bounded = option.minimum || option.maximum;
  if (option.type == OptionType::integer && !bounded)
    for (const int64_t n : {INT64_MIN, int64_t{-1}, int64_t{0}, int64_t{1}, INT64_MAX}) changes.add_integer(i, n);
  if (option.type == OptionType::number && !bounded)
    for (const double x : {-std::numeric_limits<double>::max(), -1.0, 0.0, std::numeric_limits<double>::denorm_min(),
                           std::numeric_limits<double>::max()})
      changes.add_number(i, x);
  if (option.type == OptionType::string && option.choices.empty())
    for (const auto& [what, text] : odd_strings()) changes.add_strings(i, what, {text});
  if (option.type == OptionType::strings) {
    changes.add_strings(i, "[]", {});
    if (!option.choices.empty()) changes.add_strings(i, "all choices, twice", option.choices);
    else
      for (const auto& [what, text] : odd_strings()) changes.add_strings(i, "[" + what + "], twice", {text, text});
    if (option.choices.empty()) changes.add_strings(i, "1,000 strings", std::vector<std::string>(1000, "word"));
  }
  if (option.type == OptionType::file) changes.add(i, "no file").items.clear();
  if (option.type == OptionType::files) {
    changes.add(i, "no files").items.clear();
    OptionValue& twice = changes.add(i, "its files twice");
    const std::vector<OptionValue::Item> items = twice.items;
    twice.items.insert(twice.items.end(), items.begin(), items.end());
  }
}

}  // namespace

void config_defaults(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& stage) { check_created(context, Model(stage)); });
}

void config_without_optional(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const auto& required = stage.declaration.required;
    if (std::none_of(required.begin(), required.end(), [](const auto& port) { return port.optional; }))
      return context.skip("it requires no optional layers");
    Model::Settings settings;
    settings.binding = Binding::without_optional;
    check_created(context, Model(stage, settings));
  });
}

void config_bounds(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& stage) {
    if (stage.declaration.options.empty()) return context.skip("it has no options");
    Changes at_bounds(stage), others(stage);
    for (std::size_t i = 0; i < stage.declaration.options.size(); ++i) {
      const OptionDeclaration& option = stage.declaration.options[i];
      for (const auto& bound : {option.minimum, option.maximum}) {
        if (!bound) continue;
        if (option.type == OptionType::integer) at_bounds.add_integer(i, static_cast<int64_t>(*bound));
        else at_bounds.add_number(i, *bound);
      }
      if (option.type == OptionType::boolean) {
        const int64_t other = 1 - stage.options[i].integer;
        others.add(i, other != 0 ? "true" : "false").integer = other;
      }
      for (const std::string& choice : option.choices) others.add_strings(i, "'" + choice + "'", {choice});
    }
    for (const Change& change : at_bounds.all) try_out(context, stage, change, MayRefuse::no);
    for (const Change& change : others.all) try_out(context, stage, change, MayRefuse::naming_any);
  });
}

void config_beyond_bounds(CheckContext& context) {
  constexpr double largest_exact = 1e15;  // one more or less makes a difference
  context.for_each_part([&](const StageUnderTest& stage) {
    if (stage.declaration.options.empty()) return context.skip("it has no options");
    Changes beyond(stage);
    for (std::size_t i = 0; i < stage.declaration.options.size(); ++i) {
      const OptionDeclaration& option = stage.declaration.options[i];
      context.at("");
      for (const std::string& literal : of_wrong_type(option.type))
        if (!docmill_refuses(stage, option, literal))
          context.fail(fmt::format("the declaration of '{}' lets {} through", option.name, literal));
      for (const auto& [bound, step] : {std::pair(option.minimum, -1.0), std::pair(option.maximum, 1.0)}) {
        if (!bound || std::abs(*bound) >= largest_exact) continue;
        if (option.type == OptionType::integer) beyond.add_integer(i, static_cast<int64_t>(*bound + step));
        else beyond.add_number(i, *bound + step);
        if (!docmill_refuses(stage, option, fmt::format("{}", *bound + step)))
          context.fail(fmt::format("the declaration of '{}' lets {} through", option.name, *bound + step));
      }
      if (!option.choices.empty()) beyond.add_strings(i, "'no-such-choice'", {"no-such-choice"});
    }
    for (const Change& change : beyond.all) try_out(context, stage, change, MayRefuse::naming_this);
  });
}

void config_extremes(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& stage) {
    Changes changes(stage);
    for (std::size_t i = 0; i < stage.declaration.options.size(); ++i)
      add_extremes(changes, i, stage.declaration.options[i]);
    if (changes.all.empty()) return context.skip("all its options have bounds or choices");
    for (const Change& change : changes.all) try_out(context, stage, change, MayRefuse::naming_this);
  });
}

// A member of 8, 16 or 32 bits behind an integer option shows by this: of two values that give something else, each
// gives the same as the one a power of two above it.
void config_whole(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& stage) {
    if (!stage.is_pure() && !stage.is_ordered()) return context.skip("it is EXTERNAL: its results cannot be compared");
    bool has_integers = false;
    for (std::size_t i = 0; i < stage.declaration.options.size(); ++i) {
      const OptionDeclaration& option = stage.declaration.options[i];
      if (option.type != OptionType::integer) continue;
      has_integers = true;
      // Nothing where the declaration or create refuses the value.
      const auto results_of = [&](int64_t value) -> std::optional<std::vector<DocumentResult>> {
        const auto x = static_cast<double>(value);
        if ((option.minimum && x < *option.minimum) || (option.maximum && x > *option.maximum)) return std::nullopt;
        Model::Settings settings;
        settings.options = stage.options;
        settings.options[i].integer = value;
        const Model model(stage, settings);
        if (!model.ready()) return std::nullopt;
        return results_of_few(context, model);
      };
      const int64_t first = stage.options[i].integer;
      const auto of_first = results_of(first);
      for (const int64_t second : {0, 1, 2, 3, 5, 10, 100, 1000}) {
        const auto of_second = results_of(second);
        if (!of_first || !of_second || *of_first == *of_second) continue;
        for (const int bits : {8, 16, 32}) {
          const int64_t more = int64_t{1} << bits;
          if (first > INT64_MAX - more || results_of(first + more) != of_first ||
              results_of(second + more) != of_second)
            continue;
          context.fail(fmt::format("{0} = {1} does what {2} does, and {3} what {4} does: only {5} bits of it count",
                                   option.name, first + more, first, second + more, second, bits));
          break;
        }
        break;
      }
    }
    if (!has_integers) context.skip("it has no options that are integers");
  });
}

void config_files(CheckContext& context) {
  const std::pair<const char*, std::string> rubbish[] = {
      {"an empty file", ""},
      {"a line end", "\n"},
      {"tabs", "\t\t\t\t\t\t\t\t"},
      {"5,000 NUL bytes", std::string(5000, '\0')},
      {"what is not UTF-8", "\xFF\xFE\x80 not UTF-8"},
      {"a section and a byte order mark", "[section]\nkey\tvalue\r\n\xEF\xBB\xBF#"},
      {"200,000 letters", std::string(200000, 'a')},
      {"quotes", "\"\"\""},
      {"two cells and one", "a\tb\nc"}};
  context.for_each_part([&](const StageUnderTest& stage) {
    bool has_files = false;
    for (std::size_t i = 0; i < stage.declaration.options.size(); ++i) {
      const OptionDeclaration& option = stage.declaration.options[i];
      if (option.type != OptionType::file && option.type != OptionType::files) continue;
      has_files = true;
      Change change{"", option.name, stage.options};
      if (change.options[i].items.empty()) change.options[i].items.push_back({"made-up", {}, {}});
      for (const auto& [what, bytes] : rubbish) {
        change.what = fmt::format("{} = {}", option.name, what);
        try_out(context, stage, change, MayRefuse::naming_this, {{i, bytes}});
      }
    }
    if (!has_files) context.skip("it has no options that name files");
  });
}

// Everything that create may be asked; only how it uses the host's functions matters here.
void config_calls(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& stage) {
    Changes changes(stage);
    changes.all.push_back({"the options as they are", "", stage.options});
    for (std::size_t i = 0; i < stage.declaration.options.size(); ++i) {
      const OptionDeclaration& option = stage.declaration.options[i];
      add_extremes(changes, i, option);
      if (!is_list(option))
        for (const std::string& choice : option.choices) changes.add_strings(i, "'" + choice + "'", {choice});
    }
    for (const Change& change : changes.all) {
      context.at(change.what);
      Model::Settings settings;
      settings.options = change.options;
      const Model model(stage, settings);
      if (model.ready()) results_of_few(context, model);
      context.fail(model.wrongs());
    }
  });
}

}  // namespace docmill::checker
