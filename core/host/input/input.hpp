// From paths to documents, in three steps that can be tested alone:
//   list_inputs    which files, in input order; what is not read and why                 (once)
//   InputReader    cuts files into raw documents, in input order, in bounded memory       (one thread)
//   parse_document raw document -> id, metadata, decoded source with its map              (any thread)
// Input order: path relative to its root compared as bytes, then the order of the roots, then the place in the file.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "docmill/stage_abi.h"
#include "host/diagnostics/diagnostics.hpp"
#include "host/input/input_files.hpp"
#include "host/input/open_reader.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {

struct InputList {
  InputFiles files;                   // in input order
  std::vector<std::string> not_read;  // names of files of other kinds, in byte order
  uint64_t skipped = 0;               // by `skip` globs
  // Folders that docmill wrote, by name: OUT and what stands beside it, and those of other runs. Not in run.json: what
  // a run finds of them depends on the runs before.
  std::vector<std::string> outputs;
};

// What to do so that a file of this name, which begins so, is read: a sentence for each installed reader that would
// take it.
using OtherReaders = std::function<std::vector<std::string>(const std::string& name, const std::string& beginning)>;

// Walks roots (files, folders recursively, globs with * ? [] and **, "-"). Hidden files and folders (".name") are read
// like others. A root that does not exist, or a glob that finds nothing, is a diagnostic at its place.
// A named file of an unknown kind is what it is by its first bytes, where a reader has declared them, else a diagnostic
// too; inside a folder it is counted in not_read.
// What docmill wrote is no input: OUT and what stands beside it never, output folders of other runs when they are met
// on the way. They may be named ("other/records", "*/records/*.jsonl"); a root in or around the run's own OUT is a
// diagnostic.
// `shuffle`: see walk_folder(). `others`: asked of a named file of an unknown kind.
InputList list_inputs(const PipelineFile& pipeline, Diagnostics& diagnostics, uint64_t shuffle = 0,
                      const OtherReaders& others = {});

// A warning, where the list is empty: a run over nothing is no mistake (a folder may be empty today), but hardly what
// is wanted. `remedies`: of its files; none: what docmill reads, and where else to look.
void warn_of_no_input(const PipelineFile& pipeline, const InputList& inputs, std::vector<std::string> remedies,
                      Diagnostics& diagnostics);

// "37 files not read: 31 .pdf, 4 .docx, 2 .mhtml"; empty for none. Most frequent first, ties by name.
std::string describe_not_read(const std::vector<std::string>& not_read);
// "2 output folders of docmill inside the input are no input: out, out.previous"; empty for none.
std::string describe_outputs(const std::vector<std::string>& outputs);

// One document as cut from its file: not parsed, not decoded.
struct RawDocument {
  uint32_t file = 0;    // index into InputList::files
  uint64_t line = 0;    // of JSON Lines, from 1; of a reader's file the number of the record; 0: the whole file
  uint64_t offset = 0;  // of the line in the unpacked file; of a reader's file the number of the record, too
  uint64_t chunk = 0;   // number of its chunk (see chunks.hpp)
  std::string bytes;    // unpacked; a JSON line without its end; empty with a problem
  bool marked = false;  // a byte order mark was taken off a line that is not the first
  std::string locator;  // of a reader's record: where a person finds it
  std::optional<Digest>
      digest;  // SHA-256 of `bytes`, where reading the file has computed it: the whole file, not packed
  std::optional<Problem> problem;
};

// Hash and size of a file as it lies on the disk, known once it has been read to its end.
struct FileDigest {
  std::string sha256;  // hexadecimal; empty when the file could not be read to its end
  uint64_t size = 0;   // bytes read from the disk
};

// A place between two documents: before the first line of the file that begins at or behind the offset. Offsets other
// than 0 exist in JSON Lines and in files of readers, where they are numbers of records. What is cut out of the list
// without reading knows no such numbers: there it says the first chunk whose records are behind the place.
struct InputPosition {
  uint32_t file = 0;  // index into InputList::files
  uint64_t offset = 0;
  uint64_t chunk = 0;  // in a file of a reader, instead of `offset`; 0: not said
  bool operator==(const InputPosition&) const = default;
};

// From one place to another; without `end` to the end of the list.
struct InputRange {
  InputPosition begin;
  std::optional<InputPosition> end;
};

class InputReader {
 public:
  // The list must outlive the reader. To begin inside a file, what stands before is read and hashed, too: its lines
  // have numbers, and the file a digest.
  // `readers`: those of the pipeline; their models must outlive the reader.
  InputReader(const InputList& list, uint64_t max_document, const std::string& stdin_format, InputRange range = {},
              std::vector<OpenReader> readers = {});
  ~InputReader();
  // The next document; false at the end. `out` is overwritten, the capacity of its buffers is used again.
  // Empty lines of JSON Lines are no documents. A document above max_document is read past, not into memory, and comes
  // out with the problem "too-large". A file that breaks off (truncated gzip, read error) gives what stood before the
  // break and then one document with the problem. A change of the file while it is read is a problem too.
  bool next(RawDocument& out);
  // Of a file before the document that came out last; empty where it was not read to its end.
  FileDigest digest(uint32_t file) const;
  // The same for one that will not be asked for again: its memory is given up.
  FileDigest take_digest(uint32_t file);
  // Bytes read from the disk so far: for the progress line.
  uint64_t bytes_read() const;
  // Records of readers that are no documents and no mistakes, so far and by reader (its number in the pipeline, from 1)
  // and code.
  using PassedOver = std::map<std::pair<uint8_t, std::string>, uint64_t>;
  const PassedOver& passed_over() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A document ready for the first stage. Buffers are used again.
struct SourceDocument {
  std::string id;
  std::string file;  // InputFile::name
  std::optional<uint64_t> line;
  std::string locator;               // of a reader's record: where a person finds it; empty: nowhere but by its number
  bool has_locator = false;          // `place` has a field for it: the pipeline has readers
  std::string metadata;              // a JSON object: the members that are not mapped, unchanged, in their order
  std::string raw;                   // bytes of the source: the file, or the decoded string of the JSON member
  bool source_is_raw = true;         // raw is valid UTF-8 without a BOM: the text of `source` is raw itself
  std::string source;                // otherwise: raw decoded to valid UTF-8
  std::vector<docmill_map_run> map;  // of source, down to raw; one identity run when source_is_raw (none if empty)
  std::string media_type;            // "text/plain", "text/markdown", "text/html"
  std::string charset;               // "utf-8", "windows-1252", ... (lower case, as decoded)
  std::vector<Problem> notes;        // remarks: replaced bytes, a charset that was detected or is not as declared
  std::optional<Problem> problem;    // the document could not be read; id, file and line are set all the same
};

struct ParseSettings {
  FieldNames fields;
  // Of files, not of JSON Lines, which are UTF-8.
  //   detect   a byte order mark; then what a page declares, if its bytes do not say otherwise; then UTF-8, where it is
  //            that; then what the bytes look like. Whatever is not certain is noted.
  //   strict   a byte order mark, what a page declares, UTF-8. What is not that is a problem.
  //   a NAME   like strict; texts, and pages that are not UTF-8, are in that encoding.
  std::string encoding = "detect";
  std::vector<OpenReader> readers = {};        // of the pipeline; their models must outlive the parser
  uint64_t max_document = uint64_t{32} << 20;  // bytes that a reader may make of a record
};

// Scratch of one thread (ICU converters).
class DocumentParser {
 public:
  explicit DocumentParser(ParseSettings settings);
  ~DocumentParser();
  DocumentParser(DocumentParser&&) noexcept;
  // `raw` is consumed (its bytes may be swapped out).
  void parse(const InputFile& file, RawDocument& raw, SourceDocument& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Nothing when `name` is an encoding the input can decode ("detect", "strict", a name ICU knows); otherwise the
// message.
std::optional<std::string> check_encoding_name(const std::string& name);

}  // namespace docmill::host
