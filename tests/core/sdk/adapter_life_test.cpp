// The edge between C and C++ around the documents: create, open, begin, end, finish, and the mistakes in options.
#include "core/sdk/fake_host.hpp"

using namespace docmill;
using docmill::test::FakeBatch;
using docmill::test::FakeOutput;
using docmill::test::FakeSetup;

namespace {

using Said = std::vector<std::string>;

int alive = 0;  // objects of Counted

struct Counted {
  Counted() { ++alive; }
  Counted(Counted&&) noexcept { ++alive; }
  ~Counted() { --alive; }
};

// Fails to be made in the way that its option says.
struct Choosy {
  static constexpr Info info{"choosy", "1.0.0", "fails in many ways", pure};
  struct Config {
    int64_t how = 0;
  };
  static constexpr auto options = docmill::options(option<&Config::how>("how", "0", "which way to fail"));
  Choosy(Config c, const Setup& setup) {
    switch (c.how) {
      case 1: throw ConfigError("how", "not like this", 2, 30, 4);
      case 2: throw std::runtime_error("no tables");
      case 3: throw std::bad_alloc();
      case 4: throw 5;
      case 5: setup.open_file("taken"); break;
      case 6: setup.warn("how", "be careful"); break;
      case 7: setup.log(DOCMILL_LEVEL_DEBUG, "hello"); break;
      default: break;
    }
  }
  void process(Document, Output&) const {}
  Counted counted;
};

// Has everything that a stage may have; the worker is made from the stage.
struct Full {
  static constexpr Info info{"full", "1.0.0", "has every member", ordered};
  struct Config {
    std::string word;
  };
  static constexpr auto options = docmill::options(option<&Config::word>("word", "\"w\"", "a word"));
  struct Worker {
    explicit Worker(const Full& full) : word(full.config.word) {}
    std::string word;
    int seen = 0;
  };
  Full(Config c, const Setup& setup) : config(std::move(c)) {
    file = setup.open_file("a.txt");
    folder = setup.open_folder("pages", ".md");
    name = setup.stage_name();
  }
  void process(Worker& worker, Document, Output&) const { ++worker.seen; }
  void finish(Worker& worker, Output& out) const { out.emit(file, worker.word + std::to_string(worker.seen)); }
  void begin(Output& out) const { out.emit(file, name); }
  void end(Output& out) const { out.emit(file, "]"); }
  Config config;
  uint32_t file = 0, folder = 0;
  std::string name;
};

// Throws where there is no document.
struct Thrower {
  static constexpr Info info{"thrower", "1.0.0", "throws", ordered};
  static inline bool no_worker = false;
  struct Worker {
    Worker() {
      if (no_worker) throw std::runtime_error("no scratch");
    }
  };
  void process(Worker&, Document, Output&) const {}
  void finish(Worker&, Output&) const { throw std::runtime_error("no closing"); }
  void begin(Output&) const { throw std::runtime_error("no opening"); }
  void end(Output&) const { throw 5; }
};

// The least: no Config, no Worker, no options, no ports.
struct Least {
  static constexpr Info info{"least", "1.0.0", "has nothing", pure};
  void process(Document in, Output& out) const { out.note("size", std::to_string(in.text(0).size())); }
};

struct OnlySetup {
  static constexpr Info info{"only-setup", "1.0.0", "is made from the setup alone", pure};
  static constexpr auto provided = ports(port::text("a", "one"), port::text("b", "another"));
  explicit OnlySetup(const Setup& setup)
      : first(setup.provides(0)), second(setup.provides(1)), n_inputs(setup.inputs().size()) {}
  void process(Document, Output& out) const {
    out.note("ports", std::string(first ? "1" : "0") + (second ? "1" : "0") + " " + std::to_string(n_inputs));
  }
  bool first, second;
  std::size_t n_inputs;
};

struct ThrowsOutside {
  static constexpr Info info{"throws-outside", "1.0.0", "throws in begin and end", pure};
  void process(Document, Output&) const {}
  void begin(Output&) const { throw std::runtime_error("begin"); }
  void end(Output&) const { throw std::bad_alloc(); }
};

struct WorkerThrows {
  static constexpr Info info{"worker-throws", "1.0.0", "has a worker that cannot be made", pure};
  struct Worker {
    Worker() { throw std::runtime_error("no worker"); }
  };
  void process(Worker&, Document, Output&) const {}
};

docmill_value integer(int64_t i) {
  docmill_value v{};
  v.type = DOCMILL_OPTION_INTEGER;
  v.integer = i;
  return v;
}

template <class Stage>
int32_t create(FakeSetup& setup, void*& model) {
  using A = detail::Adapter<Stage>;
  return A::create(&A::stage, &setup.raw, &model);
}

// What Choosy answers and says.
int32_t fail_like(int64_t how, Said& diagnosed, bool refuse_outputs = false) {
  const std::vector<docmill_value> values = {integer(how)};
  FakeSetup setup(values, {});
  setup.refuse_outputs = refuse_outputs;
  void* model = nullptr;
  const int32_t status = create<Choosy>(setup, model);
  if (status == DOCMILL_OK) detail::Adapter<Choosy>::destroy(model);
  diagnosed = setup.diagnosed;
  return status;
}

}  // namespace

TEST_CASE("a ConfigError is diagnosed with its option, item, line and column") {
  Said diagnosed;
  CHECK(fail_like(1, diagnosed) == DOCMILL_ERROR_CONFIGURATION);
  CHECK(diagnosed == Said{"3 how 2 30 4: not like this"});
}

TEST_CASE("other exceptions of a constructor are diagnosed without a place") {
  Said diagnosed;
  CHECK(fail_like(2, diagnosed) == DOCMILL_ERROR_INTERNAL);
  CHECK(diagnosed == Said{"3  0 0 0: no tables"});
}

TEST_CASE("lack of memory and exceptions of unknown type have a status of their own") {
  Said diagnosed;
  CHECK(fail_like(3, diagnosed) == DOCMILL_ERROR_RESOURCE);
  CHECK(fail_like(4, diagnosed) == DOCMILL_ERROR_INTERNAL);
}

TEST_CASE("an output that the host refuses fails the stage") {
  Said diagnosed;
  CHECK(fail_like(5, diagnosed) == DOCMILL_OK);
  CHECK(fail_like(5, diagnosed, true) != DOCMILL_OK);
}

TEST_CASE("a warning is no failure") {
  Said diagnosed;
  CHECK(fail_like(6, diagnosed) == DOCMILL_OK);
  CHECK(diagnosed == Said{"2 how 0 0 0: be careful"});
}

TEST_CASE("what fails to be made leaves nothing behind, and destroy ends what was made") {
  Said diagnosed;
  for (int64_t how = 0; how <= 7; ++how) fail_like(how, diagnosed);
  CHECK(alive == 0);
}

TEST_CASE("lines for the log go through the setup") {
  const std::vector<docmill_value> values = {integer(7)};
  FakeSetup setup(values, {});
  void* model = nullptr;
  REQUIRE(create<Choosy>(setup, model) == DOCMILL_OK);
  CHECK(setup.logged == Said{"0 hello"});
  detail::Adapter<Choosy>::destroy(model);
}

TEST_CASE("a whole life: outputs, begin, worker made from the stage, finish, end") {
  using A = detail::Adapter<Full>;
  const docmill_str word = str("word");
  docmill_value v{};
  v.type = DOCMILL_OPTION_STRING;
  v.strings = &word;
  v.n_items = 1;
  const std::vector<docmill_value> values = {v};
  FakeSetup setup(values, {});
  void* model = nullptr;
  REQUIRE(create<Full>(setup, model) == DOCMILL_OK);
  CHECK(setup.opened == Said{"1 a.txt", "2 pages.md"});

  FakeOutput output;
  void* worker = nullptr;
  CHECK(A::stage.begin(model, &output.raw) == DOCMILL_OK);
  REQUIRE(A::open(model, &worker) == DOCMILL_OK);
  const FakeBatch batch({"one", "two"});
  CHECK(A::process(worker, batch.raw(), &output.raw) == DOCMILL_OK);
  CHECK(A::stage.finish(worker, &output.raw) == DOCMILL_OK);
  CHECK(A::stage.end(model, &output.raw) == DOCMILL_OK);
  CHECK(output.said == Said{"emit - 0 the-name", "emit - 0 word2", "emit - 0 ]"});
  A::close(worker);
  A::destroy(model);
}

TEST_CASE(
    "what the worker's constructor, begin, finish and end throw is said in the log, where no document can say it") {
  using A = detail::Adapter<Thrower>;
  FakeSetup setup({}, {});
  void *model = nullptr, *worker = nullptr;
  REQUIRE(create<Thrower>(setup, model) == DOCMILL_OK);
  FakeOutput output;
  CHECK(A::stage.begin(model, &output.raw) == DOCMILL_ERROR_INTERNAL);
  CHECK(A::stage.end(model, &output.raw) == DOCMILL_ERROR_INTERNAL);
  REQUIRE(A::open(model, &worker) == DOCMILL_OK);
  CHECK(A::stage.finish(worker, &output.raw) == DOCMILL_ERROR_INTERNAL);
  A::close(worker);
  Thrower::no_worker = true;
  CHECK(A::open(model, &worker) == DOCMILL_ERROR_INTERNAL);
  Thrower::no_worker = false;
  CHECK(setup.logged == Said{"3 begin failed: no opening", "3 end failed", "3 finish failed: no closing",
                             "3 the worker cannot be made: no scratch"});
  CHECK(output.said.empty());
  A::destroy(model);
}

TEST_CASE("finish, begin and end are there only when the stage has them") {
  const docmill_stage &full = detail::Adapter<Full>::stage, &least = detail::Adapter<Least>::stage;
  CHECK((full.finish != nullptr));
  CHECK((full.begin != nullptr));
  CHECK((full.end != nullptr));
  CHECK((least.finish == nullptr));
  CHECK((least.begin == nullptr));
  CHECK((least.end == nullptr));
}

TEST_CASE("a stage needs neither Config nor Worker nor options nor ports") {
  using A = detail::Adapter<Least>;
  FakeSetup setup({}, {});
  void *model = nullptr, *worker = nullptr;
  REQUIRE(create<Least>(setup, model) == DOCMILL_OK);
  REQUIRE(A::open(model, &worker) == DOCMILL_OK);
  FakeOutput output;
  const FakeBatch batch({"12345"});
  CHECK(A::process(worker, batch.raw(), &output.raw) == DOCMILL_OK);
  CHECK(output.said == Said{"note 0 1 size: 5"});
  A::close(worker);
  A::destroy(model);
}

TEST_CASE("a stage may be made from the setup alone, and sees which ports are switched on") {
  using A = detail::Adapter<OnlySetup>;
  const docmill_catalogue_entry on = test::catalogue_entry(DOCMILL_KIND_TEXT), off = test::catalogue_entry(0);
  const std::vector<const docmill_catalogue_entry*> outputs = {&on, &off}, inputs = {&on, &off, &on};
  const std::vector<docmill_value> none;
  FakeSetup setup(none, outputs, inputs);
  void *model = nullptr, *worker = nullptr;
  REQUIRE(create<OnlySetup>(setup, model) == DOCMILL_OK);
  REQUIRE(A::open(model, &worker) == DOCMILL_OK);
  FakeOutput output;
  const FakeBatch batch({""});
  A::process(worker, batch.raw(), &output.raw);
  CHECK(output.said == Said{"note 0 1 ports: 10 3"});
  A::close(worker);
  A::destroy(model);
}

TEST_CASE("exceptions of begin and end become a status") {
  using A = detail::Adapter<ThrowsOutside>;
  FakeSetup setup({}, {});
  void* model = nullptr;
  REQUIRE(create<ThrowsOutside>(setup, model) == DOCMILL_OK);
  FakeOutput output;
  CHECK(A::begin(model, &output.raw) == DOCMILL_ERROR_INTERNAL);
  CHECK(A::end(model, &output.raw) == DOCMILL_ERROR_RESOURCE);
  A::destroy(model);
}

TEST_CASE("STOP in begin and end is handed on") {
  using A = detail::Adapter<Full>;
  const docmill_str word = str("word");
  docmill_value v{};
  v.strings = &word;
  v.n_items = 1;
  const std::vector<docmill_value> values = {v};
  FakeSetup setup(values, {});
  void* model = nullptr;
  REQUIRE(create<Full>(setup, model) == DOCMILL_OK);
  FakeOutput output;
  output.answer = [](const std::string&) { return DOCMILL_STOP; };
  CHECK(A::begin(model, &output.raw) == DOCMILL_STOP);
  CHECK(A::end(model, &output.raw) == DOCMILL_STOP);
  A::destroy(model);
}

TEST_CASE("a worker that cannot be made is a status of open") {
  using A = detail::Adapter<WorkerThrows>;
  FakeSetup setup({}, {});
  void *model = nullptr, *worker = nullptr;
  REQUIRE(create<WorkerThrows>(setup, model) == DOCMILL_OK);
  CHECK(A::open(model, &worker) != DOCMILL_OK);
  A::destroy(model);
}
