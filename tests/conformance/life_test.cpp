// create, open, close, destroy: again and again, with every option at its bounds, with bad files, without a trace.
#include <malloc.h>

#include "conformance/captured_output.hpp"
#include "conformance/checks.hpp"

using namespace docmill::conformance;
namespace host = docmill::host;

namespace {

struct Change {
  std::string what;
  std::vector<host::OptionValue> options;
  bool must_work = true;  // otherwise a refusal with a reason will do
};

// The defaults with one option changed: numbers to both bounds, booleans turned round, each choice.
std::vector<Change> changes_of(const host::StageDeclaration& stage) {
  const std::vector<host::OptionValue> defaults = default_options(stage).values;
  std::vector<Change> changes;
  for (std::size_t i = 0; i < stage.options.size(); ++i) {
    const host::OptionDeclaration& option = stage.options[i];
    const auto change = [&](const std::string& to, bool must_work) -> host::OptionValue& {
      changes.push_back({option.name + " = " + to, defaults, must_work});
      return changes.back().options[i];
    };
    for (const auto& bound : {option.minimum, option.maximum}) {
      if (!bound) continue;
      host::OptionValue& value = change(std::to_string(*bound), true);
      value.integer = option.type == host::OptionType::integer ? static_cast<int64_t>(*bound) : 0;
      value.number = *bound;
    }
    if (option.type == host::OptionType::boolean) change("the other", false).integer = 1 - defaults[i].integer;
    if (option.type != host::OptionType::string) continue;
    for (const std::string& choice : option.choices) change(choice, false).items = {{choice, {}, {}}};
  }
  return changes;
}

// What a call of everything leaves behind in this process.
void whole_life(const host::StageDeclaration& stage) {
  const Model model(stage);
  REQUIRE(model.ready());
  Shelf shelf;
  put_on(shelf, model, odd_texts(), 1);
  const auto recorder = model.recorder();
  recorder->expect(nullptr);
  if (model.table().begin != nullptr) CHECK(model.table().begin(model.handle(), recorder->output()) == DOCMILL_OK);
  {
    const Worker worker(model);
    check_clean(run(worker, shelf.documents, 8));
  }
  recorder->expect(nullptr);
  if (model.table().end != nullptr) CHECK(model.table().end(model.handle(), recorder->output()) == DOCMILL_OK);
  for (const std::string& wrong : recorder->wrongs()) FAIL_CHECK(wrong);
}

}  // namespace

TEST_CASE("a model can be made with the defaults, and nothing is said") {
  for_each_stage([](const host::StageDeclaration& stage) { check_created(Model(stage)); });
}

TEST_CASE("a model can be made where nothing provides the optional layers") {
  for_each_stage([](const host::StageDeclaration& stage) {
    check_created(Model(stage, {Binding::without_optional, {}, {}}));
  });
}

TEST_CASE("every option works at both bounds, turned round, and with each choice") {
  for_each_stage([](const host::StageDeclaration& stage) {
    for (const Change& change : changes_of(stage)) {
      INFO(change.what);
      const Model model(stage, {Binding::plain, change.options, {}});
      if (change.must_work) check_created(model);
      for (const std::string& wrong : model.wrongs()) FAIL_CHECK(wrong);
      if (!model.ready()) {
        CHECK(model.status() == DOCMILL_ERROR_CONFIGURATION);
        CHECK_FALSE(model.errors().empty());
        continue;
      }
      Shelf shelf;
      put_on(shelf, model, ordinary_texts(), 2);
      put_on(shelf, model, odd_texts(), 2);
      const Worker worker(model);
      check_clean(run(worker, shelf.documents, 16));
    }
  });
}

TEST_CASE("files that hold rubbish make a model or a refusal with its reason") {
  const std::string rubbish[] = {"",
                                 "\n",
                                 "\t\t\t\t\t\t\t\t",
                                 std::string(5000, '\0'),
                                 "\xFF\xFE\x80 not UTF-8",
                                 "[section]\nkey\tvalue\r\n\xEF\xBB\xBF#",
                                 std::string(200000, 'a'),
                                 "\"\"\"",
                                 "a\tb\nc"};
  for_each_stage([&](const host::StageDeclaration& stage) {
    const Defaults defaults = default_options(stage);
    for (std::size_t i = 0; i < stage.options.size(); ++i) {
      if (stage.options[i].type != host::OptionType::file && stage.options[i].type != host::OptionType::files) continue;
      for (const std::string& bytes : rubbish) {
        INFO("option '" << stage.options[i].name << "', " << bytes.size() << " bytes");
        const Model model(stage, {Binding::plain, defaults.values, {{i, bytes}}});
        for (const std::string& wrong : model.wrongs()) FAIL_CHECK(wrong);
        if (!model.ready()) CHECK_FALSE(model.errors().empty());
        if (!model.ready()) continue;
        Shelf shelf;
        put_on(shelf, model, odd_texts(), 1);
        check_clean(run(Worker(model), shelf.documents, 16));
      }
    }
  });
}

TEST_CASE("100 models and 100 workers come and go without growth") {
  for_each_stage([](const host::StageDeclaration& stage) {
    const auto round = [&](bool use) {
      const Model model(stage);
      REQUIRE(model.ready());
      const Worker worker(model);
      if (!use) return;
      Shelf shelf;
      put_on(shelf, model, {ordinary_texts().back()}, 2);
      check_clean(run(worker, shelf.documents, 2));
    };
    for (int i = 0; i < 10; ++i) round(true);
    const std::size_t before = mallinfo2().uordblks;  // 0 under a sanitizer, which finds leaks by itself
    for (int i = 0; i < 100; ++i) round(i % 10 == 0);
    const std::size_t after = mallinfo2().uordblks;
    CHECK(after < before + (std::size_t{64} << 10));
  });
}

TEST_CASE("100 workers of one model come and go, many at once") {
  for_each_stage([](const host::StageDeclaration& stage) {
    const Model model(stage);
    REQUIRE(model.ready());
    std::vector<std::unique_ptr<Worker>> workers;
    for (int i = 0; i < 100; ++i) {
      workers.push_back(std::make_unique<Worker>(model));
      if (i % 3 == 2) workers.erase(workers.begin());
    }
    for (const auto& worker : workers) CHECK(worker->handle() != nullptr);
  });
}

TEST_CASE("begin and end say the same each time") {
  for_each_stage([](const host::StageDeclaration& stage) {
    const Model one(stage), other(stage);
    for (const auto function : {one.table().begin, one.table().end}) {
      if (function == nullptr) continue;
      const auto recorder = one.recorder();
      std::vector<DocumentResult> results;
      for (const Model* model : {&one, &other, &one}) {
        recorder->expect(nullptr);
        CHECK(function(model->handle(), recorder->output()) == DOCMILL_OK);
        results.push_back(recorder->take()[0]);
      }
      CHECK((results[0] == results[1]));
      CHECK((results[0] == results[2]));
    }
  });
}

TEST_CASE("a whole life starts no thread, opens no file and prints nothing") {
  for_each_stage([](const host::StageDeclaration& stage) {
    whole_life(stage);  // what the process needs once (a locale's file, a data table) is there after this
    CapturedOutput captured;
    const int threads = count_threads(), files = count_files();
    whole_life(stage);
    const int threads_after = count_threads(), files_after = count_files();
    CHECK(captured.stop() == "");
    CHECK(threads_after == threads);
    CHECK(files_after == files);
  });
}
