// A packed archive in a run that is killed at moments that are counted.
#include <signal.h>

#include "readers/web_archives.hpp"
#include "restarts.hpp"

using namespace docmill::test;

TEST_CASE("killed in the middle of a packed archive, a run goes on there and ends with the same bytes") {
  const TempFolder temp;
  temp.write("p.toml",
             "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[reader]]\nuse = \"warc\"\n"
             "[[stage]]\nuse = \"writer\"\nschema = false\n");
  constexpr int n_records = 4000, n_damaged = 3, n_texts = 1;
  temp.write("in/b.warc.gz", packed_records(n_records, {700, 701, 2500}));
  temp.write("in/a.txt", good_text);
  REQUIRE(std::filesystem::file_size(temp / "in/b.warc.gz") > (5u << 20));  // several chunks
  const std::string expected = whole(temp);
  int n_killed = 0, n_in_middle = 0;
  for (int moment = 12;; moment += 4, ++n_killed) {
    CAPTURE(moment);
    remove_all_of(temp, "k");
    const ProgramResult first = run_in(temp, {"k", {"--threads", "2"}, "kill:" + std::to_string(moment)});
    if (first.status == 0) break;
    REQUIRE(first.status == 128 + SIGKILL);
    const ProgramResult second = run_in(temp, {"k", {"--resume"}, ""});
    REQUIRE_MESSAGE(second.status == 0, second.err);
    check_same(folder_content(temp / "k"), expected);
    const double resumed = read_json(temp / "k/timings.json")["resumed_documents"].GetDouble();
    n_in_middle += resumed > n_texts && resumed < n_records - n_damaged + n_texts;
  }
  CHECK(n_killed > 5);
  CHECK(n_in_middle > 1);
}
