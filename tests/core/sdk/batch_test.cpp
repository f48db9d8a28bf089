// A stage that takes a batch as a whole: each document still stands for itself.
#include "core/sdk/fake_host.hpp"

using namespace docmill;
using docmill::test::FakeBatch;
using docmill::test::FakeOutput;
using docmill::test::FakeSetup;

namespace {

using Said = std::vector<std::string>;

// Answers from the last document to the first.
struct Backwards {
  static constexpr Info info{"backwards", "1.0.0", "answers backwards", pure};
  static constexpr auto required = ports(port::text("text", "the orders"));
  static constexpr auto provided = ports(port::spans("marks", "text", "spans"), port::text("echo", "text"));
  struct Worker {
    int calls = 0;
  };

  void process(Worker& worker, Batch& batch) const {
    ++worker.calls;
    for (uint32_t i = batch.size(); i-- > 0;) {
      const std::string_view order = batch.document(i).text(0);
      if (order == "skip") continue;
      if (order == "throw-all") throw std::runtime_error("no answer at all");
      if (order == "stop?" && batch.should_stop()) Batch::stop();
      batch.answer(i, [&](Output& out) {
        out.spans(0).add({0, 1, order});
        if (order == "throw") throw std::runtime_error("thrown");
        if (order == "fail") out.fail("a-code", "why");
        else out.text(1, std::to_string(worker.calls));
      });
    }
  }
};

using BatchAdapter = detail::Adapter<Backwards>;

struct BatchSession {
  BatchSession() : entries{test::catalogue_entry(DOCMILL_KIND_SPANS), test::catalogue_entry(DOCMILL_KIND_TEXT)} {
    const std::vector<docmill_value> none;
    const std::vector<const docmill_catalogue_entry*> outputs = {&entries[0], &entries[1]};
    FakeSetup setup(none, outputs);
    REQUIRE(BatchAdapter::create(&BatchAdapter::stage, &setup.raw, &model) == DOCMILL_OK);
    REQUIRE(BatchAdapter::open(model, &worker) == DOCMILL_OK);
  }
  ~BatchSession() {
    BatchAdapter::close(worker);
    BatchAdapter::destroy(model);
  }
  int32_t process(const std::vector<std::string>& orders) {
    output.said.clear();
    return BatchAdapter::process(worker, FakeBatch(orders).raw(), &output.raw);
  }
  docmill_catalogue_entry entries[2];
  void *model = nullptr, *worker = nullptr;
  FakeOutput output;
};

}  // namespace

TEST_CASE("a batch is one call, answered in any order") {
  BatchSession s;
  CHECK(s.process({"a", "b"}) == DOCMILL_OK);
  CHECK(s.output.said == Said{"put 1 1 0 1", "put 1 0 1 b", "put 0 1 0 1", "put 0 0 1 a"});
}

TEST_CASE("what fails in a batch is one document, and nothing of it stands in the next") {
  BatchSession s;
  CHECK(s.process({"a", "throw", "fail", "skip"}) == DOCMILL_OK);
  CHECK(s.output.said == Said{"fail 2 a-code: why", "fail 1 exception: thrown", "put 0 1 0 1", "put 0 0 1 a"});
}

TEST_CASE("an exception beside the answers fails the call, for the host to repeat one by one") {
  BatchSession s;
  CHECK(s.process({"a", "throw-all"}) == DOCMILL_ERROR_INTERNAL);
  CHECK(s.process({"a"}) == DOCMILL_OK);
}

TEST_CASE("a batch is left when the host wants to stop") {
  BatchSession s;
  CHECK(s.process({"stop?"}) == DOCMILL_OK);
  s.output.stop = 1;
  CHECK(s.process({"stop?"}) == DOCMILL_STOP);
  s.output.answer = [](const std::string&) { return DOCMILL_STOP; };
  CHECK(s.process({"a"}) == DOCMILL_STOP);
}
