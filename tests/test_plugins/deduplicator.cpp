// An ORDERED filter: drops a document whose text came before in the run.
#include <docmill/sdk/stage.hpp>

#include <map>
#include <string>

namespace {

struct Deduplicator {
  static constexpr docmill::Info info{"deduplicator", "1.0.0", "drops documents whose text came before",
                                      docmill::ordered};
  static constexpr auto required =
      docmill::ports(docmill::port::text("text", "the text"), docmill::port::text("id", "the document's id"));

  struct Worker {
    std::map<std::string, std::string, std::less<>> ids;  // by text
  };

  void process(Worker& worker, docmill::Document in, docmill::Output& out) const {
    const auto [first, is_new] = worker.ids.emplace(in.text(0), in.text(1));
    if (!is_new) out.drop("came-before", "has the text of '" + first->second + "'");
  }
};

}  // namespace

DOCMILL_STAGES(Deduplicator);
