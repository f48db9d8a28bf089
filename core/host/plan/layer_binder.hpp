// Ties the ports of stages to layers, stage by stage in pipeline order: what is visible to a stage is what the stages
// before it have provided, the newest of each name.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/plan/plan.hpp"

namespace docmill::host {

class LayerBinder {
 public:
  LayerBinder(Plan& plan, Diagnostics& diagnostics);

  // Binds stage `index` of the plan; its declaration and options are there.
  void bind(std::size_t index);
  // After the last stage: mistakes that need the whole pipeline ("a later stage provides it").
  void finish();

 private:
  struct Missing {
    std::size_t stage;
    std::string layer;
    std::string port;
    LayerKind kind;
    Place place;
  };

  // A port's layer in this pipeline, through `in` or `out`.
  static std::string renamed(const std::map<std::string, Located<std::string>>& names, const std::string& port);
  void check_renames(const PlannedStage& stage);
  void bind_required(std::size_t index, PlannedStage& stage);
  void check_texts(const PlannedStage& stage);
  void bind_condition(PlannedStage& stage);
  void bind_provided(std::size_t index, PlannedStage& stage);
  // The slot that a provided port takes: a new one, or that of an alternative. no_slot after a mistake.
  int provide(std::size_t index, PlannedStage& stage, std::size_t port, std::vector<std::string>& taken);
  int text_below(const PlannedStage& stage, const PortDeclaration& port) const;
  bool join_alternative(std::size_t index, PlannedStage& stage, const PlannedLayer& layer, int slot);
  int visible(const std::string& name) const;
  std::vector<std::string> visible_names() const;
  // ---- for messages
  std::string names_of_kind(LayerKind kind) const;
  // The first stage behind `stage` (of the plan) that provides a layer of that name; null when there is none.
  bool replaces(const PlannedStage& stage, const PlannedLayer& layer, int before) const;
  const PlannedStage* later_provider(const PlannedStage& stage, const std::string& layer) const;
  std::string no_such_layer(const PlannedStage& stage, const std::string& layer) const;
  void say_no_text_below(const PlannedStage& stage, const PortDeclaration& port, const std::string& layer);
  void say_taken(const PlannedStage& stage, const std::vector<std::string>& taken);

  Plan& plan_;
  Diagnostics& diagnostics_;
  std::map<std::string, int> visible_;
  std::vector<Missing> missing_;
};

}  // namespace docmill::host
