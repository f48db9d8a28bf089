// Makes the tagger's model out of a corpus; see trainer.hpp.
//
//   train_model CORPUS MODEL [SAMPLES]      CORPUS: what extract.py wrote
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "trainer.hpp"

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "train_model CORPUS MODEL [SAMPLES]\n");
    return 2;
  }
  auto languages = docmill::language::read_corpus(argv[1]);
  if (languages.empty()) {
    std::fprintf(stderr, "%s/languages.txt: there is none, or no language in it; extract.py writes it\n", argv[1]);
    return 1;
  }
  for (const auto& l : languages) {
    std::fprintf(stderr, "%s %zu words %zu lines\n", l.tag.c_str(), l.words.size(), l.lines.size());
    if (!l.words.empty() || !l.lines.empty()) continue;
    std::fprintf(stderr, "%s: there are neither words nor lines of it\n", l.tag.c_str());
    return 1;
  }
  docmill::language::Trainer trainer(std::move(languages), argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 6000000);
  trainer.run();
  std::ofstream out(argv[2], std::ios::binary);
  trainer.write(out);
  out.flush();
  if (!out) {
    std::fprintf(stderr, "%s: cannot be written\n", argv[2]);
    return 1;
  }
  return 0;
}
