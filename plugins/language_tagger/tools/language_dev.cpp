// Measures the tagger: reads JSON Lines with "id" and "text" on standard input and writes predictions: "id", "lang",
// "confidence", and "spans" of paragraphs (byte offsets) for texts with gold spans. Speed goes to standard error.
//
//   language_dev < gold.jsonl > predictions.jsonl
#include <malloc.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <time.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

#include "tagger.hpp"

namespace {

using namespace docmill::language;
using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void write_string(Writer& w, const char* key, std::string_view value) {
  w.Key(key);
  w.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void write_spans(Writer& w, const Tagger& tagger, const TaggedText& tagged) {
  w.Key("spans");
  w.StartArray();
  for (const Paragraph& p : tagged.paragraphs) {
    w.StartObject();
    w.Key("start");
    w.Uint(p.range.start);
    w.Key("end");
    w.Uint(p.range.end);
    write_string(w, "lang", tagger.tags().tag(p.judgement.language, p.judgement.script).tag);
    w.EndObject();
  }
  w.EndArray();
}

// Of this thread: other programs on the machine do not count.
std::chrono::nanoseconds processor_time() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string trouble = trouble_with_tables();
  if (!trouble.empty()) {
    std::fprintf(stderr, "%s\n", trouble.c_str());
    return 1;
  }
  ::mallopt(M_MMAP_THRESHOLD, 16 << 20);  // as the program docmill does: CLD2 takes and frees large blocks
  ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
  // --cld2: without the model.
  const std::string mode = argc > 1 ? argv[1] : "";
  std::ifstream file(DOCMILL_LANGUAGES_MODEL, std::ios::binary);
  const std::string model((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const Tagger tagger({}, mode == "--cld2" ? nullptr : std::make_shared<const NgramModel>(model));
  TaggedText tagged;
  uint64_t bytes = 0;
  std::chrono::nanoseconds spent{0};
  for (std::string line; std::getline(std::cin, line);) {
    rapidjson::Document row;
    row.Parse(line.data(), line.size());
    if (row.HasParseError() || !row.IsObject() || !row.HasMember("id") || !row.HasMember("text")) continue;
    const std::string_view text(row["text"].GetString(), row["text"].GetStringLength());
    const auto before = processor_time();
    tagger.tag(text, tagged);
    spent += processor_time() - before;
    bytes += text.size();

    rapidjson::StringBuffer buffer;
    Writer w(buffer);
    w.StartObject();
    write_string(w, "id", row["id"].GetString());
    write_string(w, "lang", tagger.tags().tag(tagged.document.language, tagged.document.script).tag);
    w.Key("confidence");
    w.Double(tagged.document.score);
    if (row.HasMember("spans")) write_spans(w, tagger, tagged);
    w.EndObject();
    std::printf("%s\n", buffer.GetString());
  }
  const double seconds = static_cast<double>(spent.count()) / 1e9;
  std::fprintf(stderr, "%.1f MB in %.2f s: %.1f MB/s\n", static_cast<double>(bytes) / 1e6, seconds,
               static_cast<double>(bytes) / 1e6 / seconds);
  return 0;
}
