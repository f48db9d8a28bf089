// The stage: options, the plan of the tables, and one worker with the database.
#include <docmill/sdk/stage.hpp>
#include <memory>

#include "database.hpp"
#include "database_plan.hpp"
#include "writer_options.hpp"

namespace {

using docmill::writer_sqlite::Database;
using docmill::writer_sqlite::DatabaseOptions;

// The database, and what SQLite sorts when it makes an index.
constexpr std::size_t n_files = 6;

struct SqliteWriter {
  static constexpr docmill::Info info{"writer-sqlite", "1.0.0",
                                      "writes what was found as a SQLite database with full-text search",
                                      docmill::ordered | docmill::reads_all};

  using Config = DatabaseOptions;
  static constexpr auto options = docmill::options(
      docmill::option<&Config::search>("search", "\"words\"",
                                       "full-text search: by words, by any three characters (for text without spaces "
                                       "between words), or none")
          .one_of("words", "trigrams", "none"),
      docmill::option<&Config::text>("text", "\"text\"", "the text layer that is searched"),
      docmill::option<&Config::offsets>("offsets", "\"codepoint\"", "unit of start and end of spans")
          .one_of("codepoint", "byte", "utf16"),
      docmill::option<&Config::omit>("omit", "[]",
                                     "what to leave out: layers, keys of the record, LAYER.KEY, metadata.MEMBER"),
      docmill::option<&Config::rename>("rename", "[]", "what to call otherwise, each \"OLD = NEW\"; OLD as in omit"));

  struct Worker {
    explicit Worker(const SqliteWriter& writer)
        : database(writer.plan, *writer.catalogue, *writer.files, docmill::unit_named(writer.config.offsets)) {}
    Database database;
  };

  SqliteWriter(Config c, const docmill::Setup& setup) : config(std::move(c)) {
    const docmill::writer::Catalogue all(setup.inputs());
    const std::vector<docmill::ConfigError> errors = docmill::writer_sqlite::check_database(config, all);
    for (std::size_t i = 0; i + 1 < errors.size(); ++i) setup.error(errors[i]);
    if (!errors.empty()) throw docmill::ConfigError(errors.back());
    catalogue =
        std::make_unique<docmill::writer::Catalogue>(all.with(docmill::writer::read_shown(config.omit, config.rename)));
    const std::string warning = docmill::writer::warning_of_old_texts(shared_options(config), *catalogue);
    if (!warning.empty()) setup.warn("", warning);
    plan = docmill::writer_sqlite::plan_database(config, *catalogue);
    files = std::make_unique<docmill::TemporaryFiles>(n_files);
    output = setup.open_file("documents.sqlite");
  }

  void process(Worker& worker, docmill::Document in, docmill::Output&) const { worker.database.add(in); }

  void finish(Worker& worker, docmill::Output& out) const {
    worker.database.finish([&](std::string_view bytes) { out.emit(output, bytes); });
  }

  Config config;
  std::unique_ptr<docmill::writer::Catalogue> catalogue;
  docmill::writer_sqlite::DatabasePlan plan;
  std::unique_ptr<docmill::TemporaryFiles> files;
  uint32_t output = 0;
};

}  // namespace

DOCMILL_STAGES(SqliteWriter);
