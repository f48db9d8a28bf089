// A file a document: what its name is when something is in the way of it.
#include "host/output/document_folder.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include "support/temp_folder.hpp"

using namespace docmill;
using namespace docmill::host;
using test::TempFolder;

namespace {

Result<DocumentFolder::Made> add(DocumentFolder& folder, const std::string& id) {
  return folder.add(
      id, [](const TakePiece& take) { return take("x"); }, nullptr);
}

std::string name_of(DocumentFolder& folder, const std::string& id) {
  Result<DocumentFolder::Made> made = add(folder, id);
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  return made.value().name;
}

// As long as it lives, no further file can be opened.
class NoDescriptorLeft {
 public:
  NoDescriptorLeft() {
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
    const rlimit none{0, before_.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  }
  ~NoDescriptorLeft() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("where a part of the path is the file of another document, all stands in one name") {
  const TempFolder temp;
  DocumentFolder folder("out/records", ".md", Compression::none);
  REQUIRE(folder.open(temp / "records").ok());
  CHECK(name_of(folder, "a/b") == "a/b.md");
  CHECK(name_of(folder, "a/b") == "a/b~2.md");
  CHECK(name_of(folder, "a/b.md/c") == "a_b.md_c.md");
  CHECK(name_of(folder, "a/b.md/c/d") == "a_b.md_c_d.md");
  CHECK(name_of(folder, "a/b.md/c") == "a_b.md_c~2.md");
}

TEST_CASE("what else is in the way of a file ends the run, and no other name is taken") {
  const TempFolder temp;
  DocumentFolder folder("out/records", ".md", Compression::none);
  REQUIRE(folder.open(temp / "records").ok());
  for (const char* id : {"a/b", "c"}) {
    Status status;
    {
      const NoDescriptorLeft none;
      status = add(folder, id).status();
    }
    CHECK(status.message() == "out/records/" + std::string(id) + ".md: cannot be written: Too many open files");
  }
  CHECK(std::filesystem::is_empty(temp / "records"));
  CHECK(name_of(folder, "a/b") == "a/b.md");
}
