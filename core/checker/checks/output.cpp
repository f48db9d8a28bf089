#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <map>
#include <optional>
#include <set>

#include "checker/checks/checks.hpp"
#include "checker/checks/fixture.hpp"

namespace docmill::checker {
namespace {

// The documents that the rules of this group are checked with.
Fixture fixture_for_rules(const CheckContext& context, const Model& model) {
  Fixture fixture = ordinary_fixture(context, model);
  fixture.add(model, {{"0 bytes", ""}}, 2);
  fixture.add(model, made_up_texts(context.plugin().request->seed, 100), 2);
  return fixture;
}

// The values of one integer field, over all documents. Of a single one it cannot be told whether a double stands in the
// union; of many it can: whole numbers of all sizes are not all doubles of everyday size by their bits.
class IntegerField {
 public:
  void see(int64_t value) {
    if (value == 0) return;
    const double x = std::abs(std::bit_cast<double>(value));
    all_are_doubles_ = all_are_doubles_ && x >= 1e-9 && x <= 1e15;  // 4 of 100 integers drawn from all 2^64
    if (distinct_.size() < enough) distinct_.insert(value);
  }
  // Some value, as an example, when all are.
  std::optional<int64_t> example() const {
    if (!all_are_doubles_ || distinct_.size() < enough) return std::nullopt;
    return *distinct_.begin();
  }

 private:
  static constexpr std::size_t enough = 4;
  bool all_are_doubles_ = true;
  std::set<int64_t> distinct_;
};

// The cells of a layer as the recorder keeps it (see `flattened` there): kind, rows, their size, two more, the rows.
template <class F>
void for_each_cell(const std::string& flat, std::size_t n_fields, F&& use) {
  constexpr std::size_t head = 5 * sizeof(uint64_t);
  uint64_t numbers[5];
  std::memcpy(numbers, flat.data(), head);
  const bool spans = numbers[0] == DOCMILL_KIND_SPANS;
  const std::size_t before = spans ? sizeof(docmill_span) : sizeof(docmill_attributes);
  for (uint64_t row = 0; row < numbers[1]; ++row) {
    const char* at = flat.data() + head + row * numbers[2];
    uint64_t nulls;
    std::memcpy(&nulls, at, sizeof nulls);
    if (spans) nulls >>= 3;
    for (std::size_t i = 0; i < n_fields; ++i) {
      docmill_cell cell;
      std::memcpy(&cell, at + before + i * sizeof cell, sizeof cell);
      if ((nulls >> i & 1) == 0) use(i, cell);
    }
  }
}

}  // namespace

// All checks of this group run the same documents; each keeps what was broken of its own rule.
void output_rules(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Model model(stage);
    need(model);
    const Fixture fixture = fixture_for_rules(context, model);
    const Worker worker(model);
    for (std::size_t i = 0; i < fixture.documents.size(); ++i) {
      context.at("'" + fixture.contents[i].name + "'");
      for (const Wrong& wrong : run(worker, {fixture.documents[i]}, 1).wrongs)
        if (wrong.id == context.id()) context.fail(wrong.what);
    }
    context.at("");
    if (model.table().finish != nullptr) finish(worker);
    for (const auto function : {model.table().begin, model.table().end})
      if (function != nullptr) call_outside(context, model, function);
  });
}

void output_types(CheckContext& context) {
  output_rules(context);
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Model model(stage);
    need(model);
    const Fixture fixture = fixture_for_rules(context, model);
    std::map<std::pair<uint32_t, std::size_t>, IntegerField> fields;
    for (const DocumentResult& result : run(Worker(model), fixture.documents, 1).results)
      for (const auto& layer : result.layers) {
        const uint32_t port = layer.first;
        const auto& declared = stage.declaration.provided[port].fields;
        for_each_cell(layer.second, declared.size(), [&](std::size_t i, const docmill_cell& cell) {
          if (declared[i].type == host::FieldType::integer) fields[{port, i}].see(cell.integer);
        });
      }
    for (const auto& [place, field] : fields) {
      const std::optional<int64_t> example = field.example();
      if (!example) continue;
      const host::PortDeclaration& port = stage.declaration.provided[place.first];
      context.fail(
          fmt::format("'{}': field '{}' is an integer, but the bits of all its values are those of numbers: {} "
                      "is {}",
                      port.layer, port.fields[place.second].name, *example, std::bit_cast<double>(*example)));
    }
  });
}

}  // namespace docmill::checker
