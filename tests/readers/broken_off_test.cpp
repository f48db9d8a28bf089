// Packed files that break off: what was read of them whole is a document, and no half of one.
#include <bzlib.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "reader_run.hpp"
#include "web_archives.hpp"

using namespace docmill::test;

namespace {

constexpr const char* last_words = "told to its end.";

std::string bzip2_stream(std::string plain) {
  std::string out(plain.size() + plain.size() / 100 + 600, '\0');
  auto size = static_cast<unsigned>(out.size());
  constexpr int smallest_blocks = 1;  // 100 kB, so that there are several
  if (BZ2_bzBuffToBuffCompress(out.data(), &size, plain.data(), static_cast<unsigned>(plain.size()), smallest_blocks, 0,
                               0) != BZ_OK)
    throw std::runtime_error("bzip2");
  out.resize(size);
  return out;
}

// Every document is whole, and exactly one failure says that the file breaks off. How many documents there are.
std::size_t check_no_half(const ReaderRun& run) {
  run.good();
  const std::string records = run.records();
  const std::size_t n = count_text(records, "\n");
  CHECK(count_text(records, last_words) == n);
  CHECK_MESSAGE(count_text(run.failures(), "\n") == 1, run.failures());
  CHECK_MESSAGE(count_text(run.failures(), "\"code\":\"truncated\"") == 1, run.failures());
  return n;
}

}  // namespace

TEST_CASE("broken off: the last record of a packed table, wherever it ends") {
  const ReaderRun csv("use = \"csv\"");
  std::string table = "nr,text\n";
  for (int i = 0; i < 400; ++i)
    table += std::to_string(i) + "," + noise(static_cast<uint64_t>(i), 3) + last_words + "\n";
  const std::string packed = gzip_member(table);
  std::size_t most = 0;
  for (std::size_t cut = 1; cut <= 6; ++cut) {
    CAPTURE(cut);
    csv.write("a.csv.gz", packed.substr(0, packed.size() - cut * 997));
    most = std::max(most, check_no_half(csv));
  }
  CHECK(most > 200);  // all before is read
  // A table that has no line end behind its last record is whole all the same.
  csv.write("a.csv.gz", gzip_member("nr,text\n1,first\n2,last"));
  csv.good();
  CHECK(count_text(csv.records(), "\n") == 2);
  CHECK(csv.failures().empty());
}

TEST_CASE("broken off: the last message of a packed mailbox, and a mail that is a file") {
  const ReaderRun mail("use = \"mail\"");
  std::string mailbox;
  for (int i = 0; i < 1000; ++i)
    mailbox += "From a@b.org Thu Jan  1 10:00:00 2026\nSubject: " + std::to_string(i) + "\n\n" +
               noise(static_cast<uint64_t>(i), 60) + "\n" + last_words + "\n\n";
  const std::string packed = bzip2_stream(mailbox);
  mail.write("a.mbox.bz2", packed.substr(0, packed.size() * 2 / 3));
  CHECK(check_no_half(mail) > 100);
  std::filesystem::remove(mail.temp() / "in/a.mbox.bz2");
  const std::string one = bzip2_stream("Subject: x\n\n" + noise(7, 60'000) + last_words);
  mail.write("a.eml.bz2", one.substr(0, one.size() - 100));
  CHECK(check_no_half(mail) == 0);
}

TEST_CASE("broken off: of a mailbox with a member for each message the one before the damage is whole") {
  const ReaderRun mail("use = \"mail\"");
  std::string file;
  for (int i = 0; i < 6; ++i) {
    std::string member = gzip_member("From a@b.org Thu Jan  1 10:00:00 2026\nSubject: " + std::to_string(i) + "\n\n" +
                                     noise(static_cast<uint64_t>(i), 60) + "\n" + last_words + "\n\n");
    if (i == 3) member[member.size() / 2] = static_cast<char>(member[member.size() / 2] ^ 0x55);
    file += member;
  }
  mail.write("a.mbox.gz", file);
  mail.good();
  CHECK(count_text(mail.records(), last_words) == 5);
  CHECK(count_text(mail.failures(), "\n") == 1);
}
