// The reader `program` as a struct of the SDK: any program that makes records of a file.
#pragma once

#include <cstdint>
#include <docmill/sdk/reader.hpp>
#include <memory>
#include <string>
#include <vector>

#include "programs/private_folder.hpp"
#include "record_lines.hpp"
#include "said_record.hpp"
#include "temporary_files/temporary_files.hpp"

namespace docmill::process {

struct ProgramShared;

struct ProgramReader {
  static constexpr ReaderInfo info{"program", "1.0.0",
                                   "hands a file to a program and takes records back, as JSON Lines"};
  static constexpr auto suffixes = docmill::suffixes();

  struct Config {
    std::vector<std::string> command;
    std::vector<docmill::Resource> program_files;
    std::vector<std::string> environment;
    double time_limit = 60;
    uint64_t max_file = uint64_t{16} << 30;
    bool network = false;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::command>("command", nullptr,
                                        "the program and its arguments; names of `program-files` mean those"),
      docmill::option<&Config::program_files>("program-files", "[]",
                                              "files of the program: hashed, and copied into the folder it runs in"),
      docmill::option<&Config::environment>("environment", "[]",
                                            "variables it gets: NAME as docmill has it, or NAME=value"),
      docmill::option<&Config::time_limit>("time-limit", "60",
                                           "seconds from its start, or from a record, to the next; 0 is no limit")
          .between(0, 86400),
      docmill::option<&Config::max_file>(
          "max-file", "17179869184",
          "bytes of a file, unpacked, at most: it is copied to the folder for temporary files")
          .between(1, 1e15),
      docmill::option<&Config::network>(
          "network", "false", "whether it may use the network, and change files outside its folder, TMPDIR and /dev"));

  ProgramReader(Config config, const Setup& setup);
  ~ProgramReader();
  ProgramReader(ProgramReader&&) noexcept;

  // A file that its program works on.
  struct OpenFile {
    TemporaryFiles copy{1};
    uint64_t size = 0;
    std::unique_ptr<PrivateFolder> folder;  // of this file alone: what it leaves there no other file sees
    std::unique_ptr<RecordLines> lines;
    uint64_t offset = 0;        // of the record that came out last
    uint64_t said_offset = 0;   // the last that the program said
    bool says_offsets = false;  // the program does; otherwise each record stands a byte further on
    uint64_t n_lines = 0, n_bad = 0;
    std::string line;
  };
  struct Cursor {
    bool is_done = false;
    std::unique_ptr<OpenFile> file;
  };

  void next(Cursor& cursor, Source& file, Cut& cut) const;
  void decode(detail::Nothing&, CutRecord in, Record& out) const;

 private:
  bool open(Cursor& cursor, Source& file, Cut& cut) const;
  void cut_next(Cursor& cursor, Source& file, Cut& cut) const;
  void cut_line(OpenFile& open, Cut& cut) const;

  std::unique_ptr<ProgramShared> shared_;
};

}  // namespace docmill::process
