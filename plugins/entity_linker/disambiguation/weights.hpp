// How much each kind of evidence counts when candidates are compared. Whole numbers, so that the same comes out on
// every machine. They were fitted by cross-validation over sets that differ: tools/fit_weights.py, README.
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace docmill::linker {

struct Weights {
  int prominence = 100;       // percent of the prior
  int canonical_name = 5;     // points of a form that is the name of the entity, and no further alias
  int type_context = 150;     // percent of what the words beside it say of its type
  int description = 100;      // percent of the words of the description in the document
  int connected = 50;         // percent of the connected entities anywhere in the document
  int near = 75;              // percent of the connected entities near by
  int relation = 110;         // points of a relation to an entity with one relation, all candidates weighed together
  int common_neighbour = 34;  // points of common neighbours of medium weight
  int specificity = 100;      // percent: how fast a relation says less with the number of those that its supporter has
  int certainty = 100;        // percent: how fast a belief falls with the distance from the best candidate
  int contest = 130;          // points of a team where sides of a game stand: "beat Latvia", "Latvia 2-0"
  int contest_elsewhere = 120;  // points of a team that stands so under the same form elsewhere in the document
  int namesake = 300;           // points lost to a connected entity that is called so: of Russia for "Moscow"
};

struct WeightName {
  std::string_view name;
  int Weights::*member;
};
inline constexpr std::array<WeightName, 13> weight_names = {{{"prominence", &Weights::prominence},
                                                             {"canonical_name", &Weights::canonical_name},
                                                             {"type_context", &Weights::type_context},
                                                             {"description", &Weights::description},
                                                             {"connected", &Weights::connected},
                                                             {"near", &Weights::near},
                                                             {"relation", &Weights::relation},
                                                             {"common_neighbour", &Weights::common_neighbour},
                                                             {"specificity", &Weights::specificity},
                                                             {"certainty", &Weights::certainty},
                                                             {"contest", &Weights::contest},
                                                             {"contest_elsewhere", &Weights::contest_elsewhere},
                                                             {"namesake", &Weights::namesake}}};

}  // namespace docmill::linker
