// The edge between C and C++ while documents are worked on: exceptions become verdicts, nothing leaks from one document
// into the next, and what the host says is obeyed.
#include <new>

#include "core/sdk/fake_host.hpp"

using namespace docmill;
using docmill::test::FakeBatch;
using docmill::test::FakeOutput;
using docmill::test::FakeSetup;

namespace {

using Said = std::vector<std::string>;

struct Sour {};  // thrown, and no std::exception

// Does what the text of the document says, one word a time.
struct Obedient {
  static constexpr Info info{"obedient", "1.0.0", "does what the text says", pure};
  static constexpr auto required = ports(port::text("text", "the orders"));
  static constexpr auto provided =
      ports(port::spans("marks", "text", "spans"), port::attributes("facts", "facts", field::string("word", "a word")),
            port::rewrite("clean", "text", "edits"), port::text("echo", "text"), port::json("data", "json"));
  struct Worker {
    int seen = 0;
  };

  void process(Worker& worker, Document in, Output& out) const {
    ++worker.seen;
    const std::string_view text = in.text(0);
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t end = std::min(text.find(' ', from), text.size());
      obey(text.substr(from, end - from), worker, out);
      from = end + 1;
    }
  }

  void obey(std::string_view order, const Worker& worker, Output& out) const {
    if (order == "mark") out.spans(0).add({0, 1, "m"});
    if (order == "touch") out.spans(0);
    if (order == "fact") out.attributes(1).string(0, "f");
    if (order == "edit") out.rewrite(2).insert(0, "e");
    if (order == "echo") out.text(3, "echo");
    if (order == "json") out.json(4, "{}");
    if (order == "note") out.note("a-code", "a remark");
    if (order == "warn") out.note("a-code", "a warning", DOCMILL_LEVEL_WARNING);
    if (order == "emit") out.emit(0, "bytes");
    if (order == "fail") out.fail("a-code", "why");
    if (order == "drop") out.drop("a-code", "not wanted");
    if (order == "throw") throw std::runtime_error("thrown");
    if (order == "throw-other") throw Sour{};
    if (order == "no-memory") throw std::bad_alloc();
    if (order == "wrong-kind") out.attributes(0);
    if (order == "wrong-port") out.spans(99);
    if (order == "seen") out.text(3, std::to_string(worker.seen));
    if (order == "stop?") out.text(3, out.should_stop() ? "yes" : "no");
  }
};

using Adapter = detail::Adapter<Obedient>;

// The stage with a worker; process() gives what it said.
struct Session {
  Session()
      : entries{test::catalogue_entry(DOCMILL_KIND_SPANS), test::catalogue_entry(DOCMILL_KIND_ATTRIBUTES, 1),
                test::catalogue_entry(DOCMILL_KIND_TEXT), test::catalogue_entry(DOCMILL_KIND_TEXT),
                test::catalogue_entry(DOCMILL_KIND_JSON)} {
    std::vector<const docmill_catalogue_entry*> outputs;
    for (const auto& e : entries) outputs.push_back(&e);
    const std::vector<docmill_value> none;
    FakeSetup setup(none, outputs);
    REQUIRE(Adapter::create(&Adapter::stage, &setup.raw, &model) == DOCMILL_OK);
    REQUIRE(Adapter::open(model, &worker) == DOCMILL_OK);
  }
  ~Session() {
    Adapter::close(worker);
    Adapter::destroy(model);
  }
  Said process(const std::vector<std::string>& orders) {
    output.said.clear();
    const FakeBatch batch(orders);
    status = Adapter::process(worker, batch.raw(), &output.raw);
    return output.said;
  }
  docmill_catalogue_entry entries[5];
  void* model = nullptr;
  void* worker = nullptr;
  FakeOutput output;
  int32_t status = -1;
};

}  // namespace

TEST_CASE("what was built is put when process returns, in order of the ports") {
  Session s;
  CHECK(s.process({"edit fact mark"}) == Said{"put 0 0 1 m", "put 0 1 1 f", "put 0 2 1 e"});
  CHECK(s.status == DOCMILL_OK);
}

TEST_CASE("text and JSON are put at once") {
  Session s;
  CHECK(s.process({"mark json echo"}) == Said{"put 0 4 0 {}", "put 0 3 0 echo", "put 0 0 1 m"});
}

TEST_CASE("a port that was not touched stays absent; one that was touched is there though empty") {
  Session s;
  CHECK(s.process({"", "touch"}) == Said{"put 1 0 0 "});
}

TEST_CASE("a builder is empty again for every document") {
  Session s;
  CHECK(s.process({"mark mark fact", "mark", "fact"}) ==
        Said{"put 0 0 2 mm", "put 0 1 1 f", "put 1 0 1 m", "put 2 1 1 f"});
}

TEST_CASE("an exception fails its document with its sentence, and the next is as good as ever") {
  Session s;
  CHECK(s.process({"mark throw", "mark"}) == Said{"fail 0 exception: thrown", "put 1 0 1 m"});
  CHECK(s.status == DOCMILL_OK);
}

TEST_CASE("exceptions of any type and lack of memory fail the document") {
  Session s;
  CHECK(s.process({"throw-other", "no-memory"}) ==
        Said{"fail 0 exception: an exception of unknown type", "fail 1 out-of-memory: the stage ran out of memory"});
  CHECK(s.status == DOCMILL_OK);
}

TEST_CASE(
    "a document with more spans than the host takes is left to the host, which says so; the next is as good as ever") {
  Session session;
  session.output.raw.max_spans = 3;
  CHECK(session.process({"mark mark mark", "mark mark mark mark mark mark echo", "mark"}) ==
        Said{"put 0 0 3 mmm", "put 1 0 4 mmmm", "put 2 0 1 m"});
  CHECK(session.status == DOCMILL_OK);
}

TEST_CASE("a wrong builder or port is a mistake of the stage that costs the document") {
  Session s;
  CHECK(s.process({"wrong-kind"}) == Said{"fail 0 wrong-use: port 0 is spans, and is given as attributes"});
  const Said said = s.process({"wrong-port"});
  REQUIRE(said.size() == 1);
  CHECK(said[0].find("fail 0 wrong-use: layer 99 is given, but the stage provides only 5, counted from 0") == 0);
}

TEST_CASE("a document that is given up puts nothing more") {
  Session s;
  CHECK(s.process({"mark fail", "drop mark"}) == Said{"fail 0 a-code: why", "drop 1 a-code: not wanted"});
}

TEST_CASE("nothing of a document that was given up stands in the next one") {
  Session s;
  CHECK(s.process({"mark fact fail", "mark"}) == Said{"fail 0 a-code: why", "put 1 0 1 m"});
  CHECK(s.process({"mark fact drop", ""}) == Said{"drop 0 a-code: not wanted"});
  CHECK(s.process({"mark fact"}) == Said{"put 0 0 1 m", "put 0 1 1 f"});
}

TEST_CASE("nothing of a document whose put was refused stands in the next one") {
  Session s;
  s.output.answer = [](const std::string& what) { return what.find("put 0 0") == 0 ? DOCMILL_REFUSED : DOCMILL_OK; };
  CHECK(s.process({"mark fact edit", "fact", ""}) == Said{"put 0 0 1 m", "put 1 1 1 f"});
  CHECK(s.status == DOCMILL_OK);
}

TEST_CASE("nothing of a document at which the call was stopped stands in the next call") {
  Session s;
  s.output.answer = [](const std::string& what) { return what.find("put 0 0") == 0 ? DOCMILL_STOP : DOCMILL_OK; };
  s.process({"mark fact edit"});
  CHECK(s.status == DOCMILL_STOP);
  s.output.answer = [](const std::string&) { return DOCMILL_OK; };
  CHECK(s.process({"edit"}) == Said{"put 0 2 1 e"});
}

TEST_CASE("a refused text does not keep the stage from going on") {
  Session s;
  s.output.answer = [](const std::string& what) { return what.find("put 0 3") == 0 ? DOCMILL_REFUSED : DOCMILL_OK; };
  CHECK(s.process({"echo", "echo"}) == Said{"put 0 3 0 echo", "put 1 3 0 echo"});
  CHECK(s.status == DOCMILL_OK);
}

TEST_CASE("STOP ends the call at once, whatever it answers") {
  for (const std::string order : {"echo", "json", "mark", "emit", "note", "fail", "drop"}) {
    INFO(order);
    Session s;
    s.output.answer = [](const std::string&) { return DOCMILL_STOP; };
    CHECK(s.process({order, order}).size() == 1);
    CHECK(s.status == DOCMILL_STOP);
  }
}

TEST_CASE("STOP as the answer to the verdict on an exception ends the call too") {
  Session s;
  s.output.answer = [](const std::string&) { return DOCMILL_STOP; };
  CHECK(s.process({"throw", "echo"}).size() == 1);
  CHECK(s.status == DOCMILL_STOP);
}

TEST_CASE("a refused verdict, note or emission is no reason to stop") {
  Session s;
  s.output.answer = [](const std::string&) { return DOCMILL_REFUSED; };
  CHECK(s.process({"fail", "note", "emit", "throw"}).size() == 4);
  CHECK(s.status == DOCMILL_OK);
}

TEST_CASE("notes say their level, emissions their document") {
  Session s;
  CHECK(s.process({"note", "warn", "emit"}) ==
        Said{"note 0 1 a-code: a remark", "note 1 2 a-code: a warning", "emit 2 0 bytes"});
}

TEST_CASE("should_stop is handed through") {
  Session s;
  CHECK(s.process({"stop?"}) == Said{"put 0 3 0 no"});
  s.output.stop = 1;
  CHECK(s.process({"stop?"}) == Said{"put 0 3 0 yes"});
}

TEST_CASE("a worker lives from call to call, and each thread has its own") {
  Session s;
  s.process({"", ""});
  CHECK(s.process({"seen"}) == Said{"put 0 3 0 3"});
  void* second = nullptr;
  REQUIRE(Adapter::open(s.model, &second) == DOCMILL_OK);
  FakeOutput output;
  const FakeBatch batch({"seen"});
  Adapter::process(second, batch.raw(), &output.raw);
  CHECK(output.said == Said{"put 0 3 0 1"});
  Adapter::close(second);
}

TEST_CASE("an empty batch is no mistake") {
  Session s;
  CHECK(s.process({}).empty());
  CHECK(s.status == DOCMILL_OK);
}
