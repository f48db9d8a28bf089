// The database, read back by SQLite as anybody would.
#include "database.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "support/temp_folder.hpp"
#include "writer/tests/sample_pipeline.hpp"

using namespace docmill::writer_sqlite;

namespace {

// The bytes of a database with these documents.
std::string written(const fake::Pipeline& pipeline, const std::vector<fake::Document*>& documents,
                    const DatabaseOptions& options = {}) {
  REQUIRE(check_database(options, pipeline.catalogue()).empty());
  const docmill::writer::Catalogue catalogue =
      pipeline.catalogue().with(docmill::writer::read_shown(options.omit, options.rename));
  const DatabasePlan plan = plan_database(options, catalogue);
  const docmill::TemporaryFiles files(6);
  std::string bytes;
  Database database(plan, catalogue, files, docmill::Unit::codepoint);
  for (fake::Document* document : documents) database.add(document->view());
  database.finish([&](std::string_view piece) { bytes += piece; });
  return bytes;
}

// Answers of SQL, a line a row, columns parted by |.
class Reader {
 public:
  explicit Reader(const std::string& bytes) {
    std::ofstream(folder_ / "d.sqlite", std::ios::binary) << bytes;
    REQUIRE(sqlite3_open_v2((folder_ / "d.sqlite").c_str(), &connection_, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  }
  ~Reader() { sqlite3_close(connection_); }
  std::string ask(const std::string& sql) {
    std::string out;
    char* error = nullptr;
    sqlite3_exec(
        connection_, sql.c_str(),
        [](void* to, int n, char** values, char**) {
          auto& text = *static_cast<std::string*>(to);
          for (int i = 0; i < n; ++i)
            text += std::string(i == 0 ? "" : "|") + (values[i] != nullptr ? values[i] : "NULL");
          text += '\n';
          return 0;
        },
        &out, &error);
    if (error != nullptr) out += std::string("error: ") + error;
    sqlite3_free(error);
    return out;
  }

 private:
  docmill::test::TempFolder folder_;
  sqlite3* connection_ = nullptr;
};

std::string messages(const fake::Pipeline& pipeline, const DatabaseOptions& options = {}) {
  std::string all;
  for (const docmill::ConfigError& e : check_database(options, pipeline.catalogue()))
    all += std::string(e.option) + ": " + e.what() + "\n";
  return all;
}

}  // namespace

TEST_CASE("every layer is there: texts and JSON with the document, attributes and spans in tables of their own") {
  fake::SamplePipeline pipeline;
  fake::Document full(pipeline), bare(pipeline, "b.txt");
  fake::fill_sample(full, pipeline);
  Reader reader(written(pipeline, {&full, &bare}));
  CHECK(reader.ask("PRAGMA integrity_check") == "ok\n");
  CHECK(reader.ask("SELECT document, id, source, line, metadata, errors, summary, extra FROM documents") ==
        "1|a.txt|a.txt|NULL|{}|[]|Ein Chip.|{\"a\":[1,2]}\n"
        "2|b.txt|a.txt|NULL|{}|[]|NULL|NULL\n");
  CHECK(reader.ask("SELECT text FROM documents WHERE document = 1") ==
        "Der Chip „A100“ kostet 10\u202F000 €. A100!\n\n");
  CHECK(reader.ask("SELECT * FROM article") == "1|Der Chip|A. Muster|NULL|NULL|NULL\n");
  CHECK(reader.ask("SELECT * FROM entities") ==
        "1|1|10|14|A100|chip|nvidia-a100|0.97|Nvidia A100|Q120000000|17|21\n"
        "1|2|33|37|A100|chip|NULL|0.5|NULL|NULL|46|50\n");
  CHECK(reader.ask("SELECT * FROM removed") == "1|1|menu|1.0|first-line|0|5\n");
  CHECK(reader.ask("SELECT * FROM odd") == "1|1|0|3|Der|1|-7|2.0|x\ty|5|8\n");
  CHECK(reader.ask(
            "SELECT name, kind, made_by, over FROM layers WHERE name IN ('text', 'entities', 'extra') ORDER BY name") ==
        "entities|spans|entity-linker 1.0.0|text\n"
        "extra|json|custom 0.1.0|NULL\n"
        "text|text|cleaner 1.0.0|source\n");
}

TEST_CASE("views answer what is usually asked") {
  fake::SamplePipeline pipeline;
  fake::Document one(pipeline, "one"), two(pipeline, "two");
  fake::fill_sample(one, pipeline);
  fake::fill_sample(two, pipeline);
  docmill::Spans& entities = two.spans(pipeline.entities, 2);
  entities.add({0, 3, "company", "smic", 0.9}).string(0, "SMIC");
  entities.add({4, 8, "chip", "nvidia-a100", 0.9}).string(0, "Nvidia A100");
  Reader reader(written(pipeline, {&one, &two}));
  CHECK(reader.ask("SELECT * FROM languages") == "de|2\n");
  CHECK(reader.ask("SELECT * FROM most_named") == "nvidia-a100|Nvidia A100|chip|2|2\nsmic|SMIC|company|1|1\n");
  CHECK(reader.ask("SELECT * FROM named_together") == "nvidia-a100|smic|1\n");
  CHECK(reader.ask("SELECT * FROM removed_labels") == "menu|2|2|10\n");
  CHECK(reader.ask("SELECT * FROM document_lengths") == "1|one|39\n2|two|39\n");
}

TEST_CASE("the search finds words of titles and texts, and what begins with them; trigrams find any part") {
  fake::SamplePipeline pipeline;
  fake::Document one(pipeline, "one"), two(pipeline, "two");
  fake::fill_sample(one, pipeline);
  two.set(pipeline.clean, "中国公司开发了新的人工智能芯片。Überall Chips.");
  DatabaseOptions options;
  Reader words(written(pipeline, {&one, &two}, options));
  const std::string find =
      "SELECT id FROM search JOIN documents ON documents.document = search.rowid WHERE search MATCH ";
  CHECK(words.ask(find + "'kostet'") == "one\n");
  CHECK(words.ask(find + "'title:chip'") == "one\n");
  CHECK(words.ask(find + "'uberall'") == "two\n");
  CHECK(words.ask(find + "'chip*' || ''") == "one\ntwo\n");
  CHECK(words.ask("SELECT snippet(search, 1, '[', ']', '…', 3) FROM search WHERE search MATCH 'kostet'")
            .find("[kostet]") != std::string::npos);
  options.search = "trigrams";
  Reader trigrams(written(pipeline, {&one, &two}, options));
  CHECK(trigrams.ask(find + "'人工智能'") == "two\n");
  options.search = "none";
  Reader none(written(pipeline, {&one, &two}, options));
  CHECK(none.ask("SELECT count(*) FROM sqlite_master WHERE name LIKE 'search%'") == "0\n");
}

TEST_CASE("the same documents are the same bytes, whatever stands in the temporary files") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline), other(pipeline, "b");
  fake::fill_sample(document, pipeline);
  fake::fill_sample(other, pipeline);
  CHECK(Reader(written(pipeline, {&document, &document})).ask("SELECT count(*) FROM documents WHERE id = 'a.txt'") ==
        "2\n");
  const std::string once = written(pipeline, {&document, &other});
  CHECK(once.size() % 4096 == 0);
  CHECK(once == written(pipeline, {&document, &other}));
  // A second worker on the files of a first one.
  const docmill::writer::Catalogue catalogue = pipeline.catalogue();
  const DatabasePlan plan = plan_database({}, catalogue);
  const docmill::TemporaryFiles files(6);
  for (int round = 0; round < 2; ++round) {
    std::string bytes;
    Database database(plan, catalogue, files, docmill::Unit::codepoint);
    if (round == 0)
      for (int i = 0; i < 50; ++i) database.add(document.view());
    database.add(document.view());
    database.add(other.view());
    if (round == 1) {
      database.finish([&](std::string_view piece) { bytes += piece; });
      CHECK(bytes == once);
    }
  }
}

TEST_CASE("more than the page cache holds: indexes are sorted in files, and all is there") {
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "cleaner 1.0.0", "source");
  const uint32_t names = pipeline.spans("names", "finder 1.0.0", "text");
  fake::Document document(pipeline);
  document.set(text, std::string(4000, 'x'));
  docmill::Spans& spans = document.spans(names);
  std::deque<std::string> values;
  for (uint32_t i = 0; i < 2000; ++i)
    spans.add({i, i + 2, "name", values.emplace_back(std::to_string(i * 7919 % 2003) + std::string(60, 'v')), {}});
  DatabaseOptions options;
  options.omit = {"id"};
  const docmill::writer::Catalogue catalogue = pipeline.catalogue().with(docmill::writer::read_shown(options.omit, {}));
  const DatabasePlan plan = plan_database(options, catalogue);
  const docmill::TemporaryFiles files(6);
  std::string bytes;
  Database database(plan, catalogue, files, docmill::Unit::codepoint);
  for (int i = 0; i < 300; ++i) database.add(document.view());
  database.finish([&](std::string_view piece) { bytes += piece; });
  CHECK(bytes.size() > std::size_t{page_cache_kib} * 1024);
  Reader reader(bytes);
  CHECK(reader.ask("PRAGMA quick_check") == "ok\n");
  CHECK(reader.ask("SELECT count(*), count(DISTINCT value) FROM names INDEXED BY names_value") == "600000|2000\n");
}

TEST_CASE("names that SQLite takes for one, or that are taken, are told") {
  fake::Pipeline pipeline;
  pipeline.text("text", "cleaner 1.0.0", "source");
  pipeline.text("Text", "other 1.0.0");
  pipeline.attributes("search", "a 1.0.0", {docmill::field::string("document", ""), docmill::field::string("x", "")});
  pipeline.spans("sqlite_x", "b 1.0.0", "text");
  pipeline.spans("Names", "c 1.0.0", "text", {docmill::field::string("Number", "")});
  pipeline.attributes("names", "d 1.0.0", {docmill::field::string("y", "")});
  CHECK(
      messages(pipeline) ==
      ": the table of layer 'search' would have the name of a table that every database has; call the layer otherwise: "
      "rename = [\"search = ...\"]\n"
      ": no table can be called 'sqlite_x': SQLite keeps sqlite_ for itself; call the layer otherwise: "
      "rename = [\"sqlite_x = ...\"]\n"
      ": the table of layer 'names' would have the name of that of 'Names': SQLite takes them for one; call the layer "
      "otherwise: rename = [\"names = ...\"]\n"
      ": table 'documents' would have the columns 'text' and 'Text', which SQLite takes for one; give one of them "
      "another name with rename = [\"OLD = NEW\"]\n"
      ": table 'search' would have the columns 'document' and 'document', which SQLite takes for one; give one of them "
      "another name with rename = [\"OLD = NEW\"]\n"
      ": table 'Names' would have the columns 'number' and 'Number', which SQLite takes for one; give one of them "
      "another name with rename = [\"OLD = NEW\"]\n");
  DatabaseOptions options;
  options.text = "txt";
  fake::SamplePipeline sample;
  CHECK(messages(sample, options) == "text: no text layer 'txt' (did you mean 'text'?); there are: text, summary\n");
  options = {};
  options.omit = {"nothing"};
  CHECK(messages(sample, options).find("omit: no layer 'nothing'") == 0);
}

TEST_CASE("omitted and renamed: tables, columns, views and search go along") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline, "a \"b\"; --");
  fake::fill_sample(document, pipeline);
  DatabaseOptions options;
  options.omit = {"removed", "entities.score", "line"};
  options.rename = {"text = body \"x\"", "article.title = head'line", "entities = people", "entities.value = who"};
  Reader reader(written(pipeline, {&document}, options));
  CHECK(reader.ask("SELECT \"head'line\" FROM article") == "Der Chip\n");
  CHECK(reader.ask("SELECT who FROM people ORDER BY number") == "nvidia-a100\nNULL\n");
  CHECK(reader.ask("SELECT value, mentions FROM most_named") == "nvidia-a100|1\n");
  CHECK(reader.ask("SELECT id FROM search JOIN documents ON document = search.rowid WHERE search MATCH 'chip'") ==
        "a \"b\"; --\n");
  CHECK(reader.ask("SELECT score FROM people").find("error: no such column") == 0);
  CHECK(reader.ask("SELECT * FROM removed").find("error: no such table") == 0);
}

TEST_CASE("a document that cannot be written leaves nothing behind, and the others are there") {
  fake::SamplePipeline pipeline;
  fake::Document good(pipeline, "good"), bad(pipeline, "bad"), last(pipeline, "last");
  fake::fill_sample(good, pipeline);
  fake::fill_sample(bad, pipeline);
  bad.remove(pipeline.clean);
  const docmill::writer::Catalogue catalogue = pipeline.catalogue();
  const DatabasePlan plan = plan_database({}, catalogue);
  const docmill::TemporaryFiles files(6);
  Database database(plan, catalogue, files, docmill::Unit::codepoint);
  database.add(good.view());
  CHECK_THROWS_WITH(database.add(bad.view()),
                    "the spans of 'entities' lie over 'text', which this document does not have");
  database.add(last.view());
  std::string bytes;
  database.finish([&](std::string_view piece) { bytes += piece; });
  CHECK(Reader(bytes).ask("SELECT document, id FROM documents") == "1|good\n2|last\n");
}

TEST_CASE("where no more can be written the sentence says where, and stays") {
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "cleaner 1.0.0", "source");
  fake::Document document(pipeline);
  document.set(text, std::string(60 << 20, 'x'));
  const docmill::writer::Catalogue catalogue = pipeline.catalogue();
  DatabaseOptions options;
  options.search = "none";
  const DatabasePlan plan = plan_database(options, catalogue);
  const docmill::TemporaryFiles files(6);
  Database database(plan, catalogue, files, docmill::Unit::codepoint);
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 1 << 20;
  REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  std::string first, second;
  try {
    database.add(document.view());
    database.finish([](std::string_view) {});
  } catch (const std::runtime_error& e) {
    first = e.what();
  }
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK(first.find("the database cannot be written: ") == 0);
  CHECK(first.find("(File too large); it grows in " + files.folder() + ", which TMPDIR chooses") != std::string::npos);
  try {
    database.add(document.view());
  } catch (const std::runtime_error& e) {
    second = e.what();
  }
  CHECK(second == first);
}
