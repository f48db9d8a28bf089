// An ORDERED stage: numbers the documents as they come, and says at the end how many they were.
#include <docmill/sdk/stage.hpp>

#include <cstdint>
#include <string>

namespace {

struct Counter {
  static constexpr docmill::Info info{"counter", "1.0.0", "numbers the documents in input order", docmill::ordered};
  static constexpr auto required = docmill::ports(docmill::port::text("id", "the document's id"));
  static constexpr auto provided = docmill::ports(
      docmill::port::attributes("count", "the place in the run", docmill::field::integer("number", "from 1")));

  struct Worker {
    int64_t seen = 0;
    std::string last_id;
  };

  explicit Counter(const docmill::Setup& setup) : totals(setup.open_file("totals.txt")) {}

  void process(Worker& worker, docmill::Document in, docmill::Output& out) const {
    ++worker.seen;
    worker.last_id = in.text(0);
    out.attributes(0).integer(0, worker.seen);
  }

  void finish(Worker& worker, docmill::Output& out) const {
    out.emit(totals, "documents: " + std::to_string(worker.seen) + "\nlast: " + worker.last_id + "\n");
  }

  uint32_t totals;
};

}  // namespace

DOCMILL_STAGES(Counter);
