#include "tooling/compare/run_layers.hpp"

#include <algorithm>

namespace docmill::tooling {
namespace {

std::vector<std::string> stages_of_both(const PipelineRecord& a, const PipelineRecord& b) {
  std::vector<std::string> order = {input_stage};
  for (const StageRecord& s : b.stages) order.push_back(s.name);
  std::string before = input_stage;
  for (const StageRecord& s : a.stages) {
    if (b.find(s.name) == nullptr) order.insert(std::find(order.begin(), order.end(), before) + 1, s.name);
    before = s.name;
  }
  return order;
}

}  // namespace

RunLayers::RunLayers(const PipelineRecord& a, const PipelineRecord& b)
    : pipelines_{&a, &b}, order_(stages_of_both(a, b)) {
  for (std::size_t position = 0; position < order_.size(); ++position)
    for (const int run : {0, 1})
      if (const StageRecord* stage = pipelines_[run]->find(order_[position]))
        for (const std::string& name : stage->provided) add(run, stage->name, name, position);
}

void RunLayers::add(int run, const std::string& stage, const std::string& name, std::size_t position) {
  const int other = 1 - run;
  const std::string port = name.substr(0, name.find('@'));
  auto known = by_stage_.find({stage, port});
  // A stage of another name in the place of one that is gone: what it makes is compared all the same.
  if (known == by_stage_.end() && pipelines_[other]->find(stage) == nullptr)
    for (const auto& [key, number] : numbers_[other])
      if (key.second == name && pipelines_[run]->find(key.first) == nullptr) known = by_stage_.find({key.first, port});
  const std::size_t number = known == by_stage_.end() ? layers_.size() : known->second;
  if (number == layers_.size()) layers_.emplace_back();
  layers_[number].names[run] = name;
  if (run == 1 || layers_[number].position == 0) layers_[number].position = position;
  by_stage_[{stage, port}] = number;
  numbers_[run][{stage, name}] = number;
}

const std::string& RunLayers::name(std::size_t i, int run) const {
  const Layer& layer = layers_[i];
  return layer.names[run].empty() ? layer.names[1 - run] : layer.names[run];
}

std::size_t RunLayers::number(int run, const IndexedLayer& layer) const {
  const StageRecord* stage = pipelines_[run]->provider_of(layer.name, layer.by);
  if (stage == nullptr) return size();
  const auto found = numbers_[run].find({stage->name, layer.name});
  return found == numbers_[run].end() ? size() : found->second;
}

std::size_t RunLayers::end_of(const IndexEntry& entry) const {
  if (!entry.error) return SIZE_MAX;
  if (entry.error->code == "duplicate-id") return order_.size();
  const auto found = std::find(order_.begin(), order_.end(), entry.error->stage);
  return static_cast<std::size_t>(found - order_.begin());
}

}  // namespace docmill::tooling
