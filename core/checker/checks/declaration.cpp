#include <fmt/format.h>

#include <filesystem>

#include "checker/checks/checks.hpp"
#include "checker/checks/fixture.hpp"
#include "host/plugins/stage_table.hpp"

namespace docmill::checker {
namespace {

void check_sentence(CheckContext& context, const std::string& what, const std::string& sentence) {
  const auto wrong = [&](const char* why) {
    context.fail(fmt::format("the summary of {} {}: \"{}\"", what, why, sentence));
  };
  if (sentence.empty()) return context.fail(fmt::format("{} has no summary", what));
  if (sentence.find('\n') != std::string::npos) wrong("has several lines");
  else if (sentence.size() < 8 || sentence.find(' ') == std::string::npos) wrong("is hardly a sentence");
  else if (sentence.back() == '.') wrong("ends with a full stop");
}

void check_port(CheckContext& context, const host::PortDeclaration& port) {
  check_sentence(context, fmt::format("port '{}'", port.layer), port.summary);
  for (const host::FieldDeclaration& f : port.fields) {
    const std::string what = fmt::format("field '{}' of port '{}'", f.name, port.layer);
    if (f.summary.size() < 5) context.fail(fmt::format("{} has no summary", what));
    else if (f.summary.find('\n') != std::string::npos)
      context.fail(fmt::format("the summary of {} has several lines", what));
  }
}

// What a later reader of the table would see.
std::string in_words(const host::StageDeclaration& s) {
  std::string suffixes;
  for (const std::string& suffix : s.suffixes) suffixes += suffix + " ";
  std::string words = suffixes + fmt::format("{} {} {} {}", s.id, s.version, s.summary, host::name_of(s.schedule));
  for (const auto* ports : {&s.required, &s.provided})
    for (const host::PortDeclaration& p : *ports) {
      words += fmt::format("\n{} {} {} {}", p.layer, host::name_of(p.kind), p.over, p.summary);
      for (const host::FieldDeclaration& f : p.fields) words += fmt::format(" {} {}", f.name, host::name_of(f.type));
    }
  for (const host::OptionDeclaration& o : s.options) {
    words += fmt::format("\n{} {} {} {} {} {}", o.name, host::name_of(o.type), o.fallback.value_or("required"),
                         o.minimum.value_or(0), o.maximum.value_or(0), o.summary);
    for (const std::string& choice : o.choices) words += " " + choice;
  }
  for (const host::FieldDeclaration& f : s.metadata)
    words += fmt::format("\n{} {} {}", f.name, host::name_of(f.type), f.summary);
  return words;
}

// As the library declares it: without what the pipeline says.
const host::StageDeclaration& declaration_in(const CheckContext& context, const StageUnderTest& part) {
  const host::PluginLibrary& library = *context.plugin().library;
  return part.is_reader() ? *library.find_reader(part.declaration.id) : *library.find(part.declaration.id);
}

}  // namespace

void declaration_origin(CheckContext& context) {
  if (context.plugin().library->sdk.empty()) context.fail("the library's table does not say by what it was made (sdk)");
  if (context.plugin().library->compiler.empty()) context.fail("the library's table does not name the compiler");
}

void declaration_sentences(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& part) {
    const host::StageDeclaration& declared = declaration_in(context, part);
    check_sentence(context, fmt::format("{} '{}'", part.is_reader() ? "reader" : "stage", declared.id),
                   declared.summary);
    for (const host::FieldDeclaration& f : declared.metadata)
      if (f.summary.size() < 5) context.fail(fmt::format("'{}' of the metadata has no summary", f.name));
    for (const host::PortDeclaration& port : declared.required) check_port(context, port);
    for (const host::PortDeclaration& port : declared.provided) check_port(context, port);
    for (const host::OptionDeclaration& option : declared.options)
      check_sentence(context, fmt::format("option '{}'", option.name), option.summary);
  });
}

void declaration_defaults(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& stage) {
    host::StageDeclaration with_defaults = stage.declaration;
    std::erase_if(with_defaults.options, [](const host::OptionDeclaration& o) { return !o.fallback; });
    host::StageEntry nothing_said;
    nothing_said.use.value = nothing_said.name.value = stage.declaration.id;
    host::Diagnostics diagnostics;
    const auto values = host::check_options(with_defaults, nothing_said, stage.plugin_folder, diagnostics);
    for (const host::Diagnostic& d : diagnostics.all()) context.fail(d.message);
    for (std::size_t i = 0; i < values.size(); ++i)
      for (const auto& item : values[i].items)
        if (!item.path.empty() && !std::filesystem::is_regular_file(item.path))
          context.fail(fmt::format("the default file of '{}' is not there: {}", with_defaults.options[i].name,
                                   item.path.string()));
  });
}

void declaration_purpose(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    if (!stage.declaration.provided.empty() || stage.declaration.reads_all) return;
    const Model model(stage);
    if (!model.ready() || model.n_outputs() != 0) return;
    // A filter gives nothing but verdicts.
    Fixture fixture = ordinary_fixture(context, model);
    fixture.add(model, {{"0 bytes", ""}}, 1);
    for (const DocumentResult& result : run(Worker(model), fixture.documents, 1).results)
      if (result.verdict.starts_with("drop ")) return;
    context.fail("it provides no layer, opens no output and drops no document");
  });
}

void declaration_constant(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& part) {
    const host::StageDeclaration& before = declaration_in(context, part);
    whole_life(context, part);
    const auto after =
        part.is_reader() ? host::read_reader_table(*before.reader) : host::read_stage_table(*before.table);
    if (!after.ok()) context.fail("after a run its table cannot be read any more: " + after.status().message());
    else if (in_words(before) != in_words(after.value())) context.fail("after a run its table says something else");
  });
}

}  // namespace docmill::checker
