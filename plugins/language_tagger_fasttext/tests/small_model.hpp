// A small model of English and German, trained anew.
#pragma once

#include <fasttext/fasttext.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace docmill::language::small_model {

inline constexpr const char* english[] = {"the mill stands by the river", "we went to the house of the baker",
                                          "children play in the garden", "this bread was made with water and salt",
                                          "the old wheel turned slowly"};
inline constexpr const char* german[] = {
    "die Mühle steht an dem Fluss", "wir gingen zu dem Haus des Bäckers", "Kinder spielen in dem Garten",
    "dieses Brot wurde mit Wasser und Salz gemacht", "das alte Rad drehte sich langsam"};

// A small model of two languages, trained anew in a folder of its own; `word_vectors`: one without labels.
inline std::string trained(bool word_vectors) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("docmill-fasttext-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const std::filesystem::path text = folder / "text", file = folder / "model.bin";
  {
    std::ofstream out(text);
    for (int i = 0; i < 40; ++i) {
      for (const char* s : english) out << "__label__eng_Latn " << s << '\n';
      for (const char* s : german) out << "__label__deu_Latn " << s << '\n';
    }
  }
  fasttext::Args args;
  args.input = text.string();
  args.output = file.string();
  args.model = word_vectors ? fasttext::model_name::sg : fasttext::model_name::sup;
  args.loss = word_vectors ? fasttext::loss_name::ns : fasttext::loss_name::softmax;
  args.lr = word_vectors ? 0.05 : 0.5;
  args.epoch = word_vectors ? 1 : 20;
  args.dim = 8;
  args.minn = 2;
  args.maxn = 4;
  args.bucket = 2000;
  args.minCount = 1;
  args.thread = 1;
  args.verbose = 0;
  fasttext::FastText model;
  model.train(args);
  model.saveModel(file.string());
  std::ifstream in(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::filesystem::remove_all(folder);
  return bytes;
}

}  // namespace docmill::language::small_model
