#include "row_file.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <stdexcept>

#include "temporary_files/temporary_files.hpp"

using docmill::writer_parquet::RowFile;

TEST_CASE("rows come back as they were put, null and empty apart, texts larger than the buffer whole") {
  const docmill::TemporaryFiles files(1);
  for (const int n_rows : {0, 1, 3000}) {
    CAPTURE(n_rows);
    RowFile rows(files.descriptor(0), files.folder());
    const auto text_of = [](int i) { return std::string(i == 7 ? 3 << 20 : static_cast<std::size_t>(i % 400), 'x'); };
    for (int i = 0; i < n_rows; ++i) {
      rows.add(int64_t{i} - 5);
      rows.add(i / 4.0);
      rows.add(std::string_view(text_of(i)));
      rows.add_null();
      rows.end_row();
    }
    CHECK(rows.size() == n_rows);
    rows.begin_reading();
    int64_t integer = 0;
    double number = 0;
    std::string_view text;
    int n_right = 0;
    for (int i = 0; i < n_rows; ++i) {
      const bool has_numbers = rows.read(integer) && rows.read(number);
      const bool has_text = rows.read(text);
      n_right += has_numbers && has_text && integer == i - 5 && number == i / 4.0 && text == text_of(i);
      n_right -= rows.read(text);
    }
    CHECK(n_right == n_rows);
    CHECK_THROWS_WITH(rows.read(integer), ("the rows in " + files.folder() + " end too soon").c_str());
  }
}

TEST_CASE("where no more can be kept the sentence says where") {
  const docmill::TemporaryFiles files(1);
  RowFile rows(files.descriptor(0), files.folder());
  rows.add(std::string_view(std::string(2 << 20, 'x')));
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 1 << 20;
  REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  std::string message;
  try {
    rows.end_row();
  } catch (const std::runtime_error& e) {
    message = e.what();
  }
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK(message ==
        "the rows cannot be kept: File too large; they grow in " + files.folder() + ", which TMPDIR chooses");
}
