// The bodies of the fuzzers of readers, over their saved files and changed ones.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>

#include "csv_reader.hpp"
#include "feed_reader.hpp"
#include "fuzz/reader_in_host.hpp"
#include "mail_reader.hpp"
#include "support/corpus.hpp"
#include "wikipedia_reader.hpp"

namespace {

// Changes a few bytes; the first, which says how the file is packed, stays.
std::string changed(std::string bytes, std::mt19937& random) {
  for (std::size_t n = 1 + random() % 4; n > 0 && bytes.size() > 2; --n) {
    const std::size_t at = 1 + random() % (bytes.size() - 1);
    switch (random() % 4) {
      case 0: bytes[at] = static_cast<char>(random()); break;
      case 1: bytes.erase(at, 1 + random() % 8); break;
      case 2: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40)); break;
      default: bytes.resize(at);
    }
  }
  return bytes;
}

template <class Reader>
void fuzz_saved_and_changed(const Reader& reader, std::string_view corpus, std::size_t least) {
  const auto run = [&](const std::string& bytes) {
    docmill::host::test::fuzz_reader(reader, reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  };
  const auto contents = docmill::test::fuzz_corpus(corpus);
  CHECK(contents.size() >= least);
  for (std::string bytes : contents)
    for (int packing = 0; packing < 2 && !bytes.empty(); ++packing) {
      bytes[0] = static_cast<char>(packing);
      run(bytes);
    }
  std::mt19937 random(20261129);
  for (int round = 0; round < 1500; ++round) run(changed(contents[random() % contents.size()], random));
}

}  // namespace

TEST_CASE("fuzz: tables") {
  const docmill::csv::CsvReader reader({}, docmill::Setup(&docmill::host::test::setup_without_host()));
  fuzz_saved_and_changed(reader, "csv", 9);
}

TEST_CASE("fuzz: mails and mailboxes") { fuzz_saved_and_changed(docmill::mail::MailReader({}), "mail", 6); }

TEST_CASE("fuzz: feeds") { fuzz_saved_and_changed(docmill::feed::FeedReader({}), "feed", 6); }

TEST_CASE("fuzz: dumps of MediaWiki") {
  fuzz_saved_and_changed(docmill::wikipedia::WikipediaReader({}), "wikitext", 5);
}
