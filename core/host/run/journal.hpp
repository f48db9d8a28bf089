// chunks.jsonl: the journal of a run while it goes on, and afterwards the table of what each chunk has added.
//
//   {"format":"docmill-chunks/5","fingerprint":HASH,"list":HASH,"limit":null,"names":["documents.jsonl.zst",...]}
//   {"kind":"begin","chunk":0,"next":[0,0],"files":[],"ranges":[[SIZE,CRC],...],"documents":[],"crc":CRC}
//   {"kind":"chunk","chunk":12,"next":[FILE,OFFSET],"files":[[NAME,SIZE,SHA256],...],"ranges":[[SIZE,CRC],...],
//    "documents":[[KEY,MARKS,OUTPUT,SIZE,OUTPUT,SIZE,...],...],"crc":CRC}    for each chunk in which a document begins,
//                                                               or each 4,096 documents of one
//   {"kind":"end",...}
//
// `begin` and `end` are for what writers emit before the first and after the last document.
//
// A line is written after its bytes have been handed to the system. It is believed when it is whole, has its own
// checksum (CRC-32 of what stands before ,"crc") and the ranges have theirs, so the order in which a disk keeps them
// does not matter. Everything in it follows from the input and the pipeline: an undisturbed run, a resumed one and
// merged shards have the same journal.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/input/input.hpp"
#include "host/output/output_folder.hpp"

namespace docmill::host {

inline constexpr std::string_view journal_format = "docmill-chunks/5";
// In /4 the key of a line of JSON is the hash of its bytes; in /3 lines have no checksum of their own, besides; in /2
// the fingerprint is called "recipe", too; in /1 every chunk has one line.
inline constexpr std::string_view older_journal_formats[] = {"docmill-chunks/4", "docmill-chunks/3", "docmill-chunks/2",
                                                             "docmill-chunks/1"};
// More documents of one chunk stand in several lines, so that a line stays small and a packed file, which is one chunk,
// can be gone on with.
inline constexpr uint64_t documents_in_part = 4096;

struct JournalHead {
  std::string fingerprint;         // see formats/fingerprint.hpp
  std::string list;                // list_digest() of the input
  std::optional<uint64_t> limit;   // --limit
  std::vector<std::string> names;  // of the files that the ranges are of
  bool operator==(const JournalHead&) const = default;
};

enum class LineSums { wanted, if_there };     // the checksums of lines
enum class LineRows { wanted, passed_over };  // their documents

// A file of the input that has been read to its end. Without a digest it could not be.
struct ReadFile {
  std::string name;
  FileDigest digest;
};

struct DocumentRow {
  std::string key;                                       // Document::key in hexadecimal; empty for none
  std::string marks;                                     // Document::marks; empty when every stage had it
  std::vector<std::pair<uint32_t, uint64_t>> emissions;  // output and size, in the order of emission
};

// All marks, also where the row leaves them out.
std::string marks_of(const DocumentRow& row, std::size_t n_stages);

struct ChunkLine {
  enum class Kind { begin, chunk, end };
  Kind kind = Kind::chunk;
  uint64_t chunk = 0;
  InputPosition next;           // where the document after this chunk begins; behind the last file: no document follows
  std::vector<ReadFile> files;  // that ended before `next`, and not before an earlier line's
  ChunkRanges ranges;
  std::vector<DocumentRow> rows;  // a row a document, in input order
  void clear();
};

std::string to_json(const JournalHead& head);
void append_json(std::string& out, const ChunkLine& line);
// False for anything that is not such a line, such as half of one.
bool parse_journal_head(std::string_view text, JournalHead& out, LineSums* sums = nullptr);
bool parse_chunk_line(std::string_view text, ChunkLine& out, LineSums sums = LineSums::wanted,
                      LineRows rows = LineRows::wanted);

// Writes lines behind those that are there.
class Journal {
 public:
  // Makes the file with its head.
  static Result<std::unique_ptr<Journal>> begin(WorkFolder& place, const JournalHead& head);
  // Goes on behind `intact` bytes.
  static Result<std::unique_ptr<Journal>> go_on(WorkFolder& place, uint64_t intact);
  Status add(const ChunkLine& line);
  // What was added is put on the disk with the rest.
  Result<WrittenFile> close(UnsyncedFiles& later);

 private:
  explicit Journal(std::unique_ptr<OutputFile> file) : file_(std::move(file)) {}
  Status write(std::string_view text);
  std::unique_ptr<OutputFile> file_;
  std::string text_;
};

// Reads line by line; ends at the first line that is not whole.
class JournalReader {
 public:
  // Whether there is a journal with a whole head.
  bool open(const std::filesystem::path& file);
  const JournalHead& head() const { return head_; }
  // `rows`: most of a line are its documents; where they are passed over it comes out without any.
  bool next(ChunkLine& line, LineRows rows = LineRows::wanted);
  // Bytes of the head and the lines that came out.
  uint64_t offset() const { return offset_; }

 private:
  bool next_text();
  std::ifstream stream_;
  std::string text_;
  JournalHead head_;
  LineSums sums_ = LineSums::wanted;
  uint64_t offset_ = 0;
};

}  // namespace docmill::host
