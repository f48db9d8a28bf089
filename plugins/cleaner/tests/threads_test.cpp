// One table of cues and one model serve many threads, each with a Cleaner of its own; red under ThreadSanitizer when
// something is shared that must not be.
#include <doctest/doctest.h>

#include <thread>
#include <vector>

#include "cleaner.hpp"
#include "test_cues.hpp"

using namespace docmill::cleaner;

TEST_CASE("many threads share the cues and the model, and give what one gives") {
  const std::vector<std::pair<std::string, std::string>> documents = {
      {"text/plain",
       "Die MÃ¼hle am Fluss wurde im FrÃ¼hjahr geöffnet, sagte ihr Besitzer.\n\nCafe\u0301 &amp; Brot\n\nTeilen"},
      {"text/html",
       "<h1>Ώρα</h1><p>Η νέα μονάδα κοντά στο ποτάμι άρχισε να φτιάχνει μνήμες, είπαν οι ιδιοκτήτες "
       "της.</p><p>cafe&#769;</p>"},
      {"text/markdown", "# Title\n\nThe new foundry near the river has begun to make memory for the first time."}};
  const auto clean_all = [&] {
    Cleaner cleaner;
    Options options;
    options.structure = true;
    std::string all, text;
    for (int round = 0; round < 20; ++round)
      for (const auto& [type, source] : documents) {
        cleaner.clean(source, type, test_cues(), test_model(), options);
        apply(source, cleaner.edits, text);
        all += text + cleaner.article.title;
      }
    return all;
  };
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (std::string& result : results) threads.emplace_back([&] { result = clean_all(); });
  for (std::thread& t : threads) t.join();
  for (const std::string& result : results) CHECK(result == clean_all());
}
