// What `docmill new stage` is asked for, checked: the name, the layers that the stage reads and those it makes.
#pragma once

#include <string>
#include <vector>

#include "scaffold/known_layers.hpp"

namespace docmill::scaffold {

struct WantedPort {
  std::string layer;
  host::LayerKind kind = host::LayerKind::text;
  bool optional = false;  // required ports: "language?"
};

struct StageShape {
  std::string name;      // "my-stage"
  std::string language;  // "c++", "c", "rust", "python"
  std::vector<WantedPort> required, provided;
  int text = -1;  // index of the required text that the stage works on: the first that is always there; -1: none
};

// What was typed: "text,language?", "keywords:spans".
struct StageWish {
  std::string name, language;
  std::vector<std::string> required, provided;
};

const std::vector<std::string>& languages();

// Without --requires a stage reads `text`; without --provides it makes spans called like itself. Every mistake becomes
// a sentence in `mistakes` (a second line, indented by two, says what would be right); the shape is usable only
// without. `remarks` are sentences for what is right but will need something.
StageShape read_shape(const StageWish& wish, const KnownLayers& layers, const host::StageList& installed,
                      std::vector<std::string>& mistakes, std::vector<std::string>& remarks);

}  // namespace docmill::scaffold
