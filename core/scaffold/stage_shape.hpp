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
  int text = -1;  // index of the required text that the stage works on: --over, or the first that is always there; -1:
                  // none
  int over_provided = -1;  // index of the text that the stage makes itself and its spans lie over; -1: over `text`
  host::Schedule schedule = host::Schedule::pure;
  bool filter = false;  // drops documents
  bool writer = false;  // writes a file of its own
};

// What was typed: "text,language?", "keywords:spans".
struct StageWish {
  std::string name, language;
  std::vector<std::string> required, provided;
  std::string over;  // the text that spans lie over; empty: see read_shape
  bool ordered = false, external = false, filter = false, writer = false;
};

const std::vector<std::string>& languages();

// Without --requires a stage reads `text`; without --provides it makes spans called like itself, or nothing when it
// filters or writes. Without --over spans lie over the text that the stage works on, or over the one that takes its
// place. Every mistake becomes
// a sentence in `mistakes` (a second line, indented by two, says what would be right); the shape is usable only
// without. `remarks` are sentences for what is right but will need something.
StageShape read_shape(const StageWish& wish, const KnownLayers& layers, const host::StageList& installed,
                      std::vector<std::string>& mistakes, std::vector<std::string>& remarks);

}  // namespace docmill::scaffold
