// An ORDERED stage that collects: every id that it has seen, until the run ends.
#include <docmill/sdk/stage.hpp>

#include <string>
#include <vector>

namespace {

struct Collector {
  static constexpr docmill::Info info{"collector", "1.0.0", "collects the ids of all documents", docmill::ordered};
  static constexpr auto required = docmill::ports(docmill::port::text("id", "the document's id"));

  struct Worker {
    std::vector<std::string> ids;
  };

  explicit Collector(const docmill::Setup& setup) : file(setup.open_file("ids.txt")) {}

  void process(Worker& worker, docmill::Document in, docmill::Output&) const {
    worker.ids.push_back("a copy that is too long to be kept in place: " + std::string(in.text(0)));
  }
  void finish(Worker& worker, docmill::Output& out) const {
    out.emit(file, std::to_string(worker.ids.size()) + " documents\n");
  }

  uint32_t file;
};

}  // namespace

DOCMILL_STAGES(Collector);
