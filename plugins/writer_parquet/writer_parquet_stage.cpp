// The stage: options, the plan of the tables, and one worker with them.
#include <docmill/sdk/stage.hpp>
#include <memory>

#include "parquet_plan.hpp"
#include "parquet_tables.hpp"
#include "writer_options.hpp"

namespace {

using docmill::writer_parquet::ParquetOptions;
using docmill::writer_parquet::ParquetTables;

struct ParquetWriter {
  static constexpr docmill::Info info{"writer-parquet", "1.0.0", "writes what was found as Parquet, a file a layer",
                                      docmill::ordered | docmill::reads_all};

  using Config = ParquetOptions;
  static constexpr auto options = docmill::options(
      docmill::option<&Config::offsets>("offsets", "\"codepoint\"", "unit of start and end of spans")
          .one_of("codepoint", "byte", "utf16"),
      docmill::option<&Config::omit>("omit", "[]",
                                     "what to leave out: layers, keys of the record, LAYER.KEY, metadata.MEMBER"),
      docmill::option<&Config::rename>("rename", "[]", "what to call otherwise, each \"OLD = NEW\"; OLD as in omit"));

  struct Worker {
    explicit Worker(const ParquetWriter& writer)
        : tables(writer.plan, *writer.catalogue, *writer.files, docmill::unit_named(writer.config.offsets)) {}
    ParquetTables tables;
  };

  ParquetWriter(Config c, const docmill::Setup& setup) : config(std::move(c)) {
    const docmill::writer::Catalogue all(setup.inputs());
    const std::vector<docmill::ConfigError> errors = docmill::writer_parquet::check_parquet(config, all);
    for (std::size_t i = 0; i + 1 < errors.size(); ++i) setup.error(errors[i]);
    if (!errors.empty()) throw docmill::ConfigError(errors.back());
    catalogue =
        std::make_unique<docmill::writer::Catalogue>(all.with(docmill::writer::read_shown(config.omit, config.rename)));
    const std::string warning = docmill::writer_parquet::warning_of(config, *catalogue);
    if (!warning.empty()) setup.warn("", warning);
    plan = docmill::writer_parquet::plan_parquet(*catalogue);
    files = std::make_unique<docmill::TemporaryFiles>(plan.tables.size());
    for (const docmill::writer_parquet::Table& table : plan.tables)
      outputs.push_back(setup.open_file(table.name + ".parquet"));
  }

  void process(Worker& worker, docmill::Document in, docmill::Output&) const { worker.tables.add(in); }

  void finish(Worker& worker, docmill::Output& out) const {
    worker.tables.finish([&](std::size_t table, std::string_view bytes) { out.emit(outputs[table], bytes); });
  }

  Config config;
  std::unique_ptr<docmill::writer::Catalogue> catalogue;
  docmill::writer_parquet::ParquetPlan plan;
  std::unique_ptr<docmill::TemporaryFiles> files;
  std::vector<uint32_t> outputs;  // by table
};

}  // namespace

DOCMILL_STAGES(ParquetWriter);
