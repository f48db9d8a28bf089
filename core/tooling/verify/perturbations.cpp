#include "tooling/verify/perturbations.hpp"

#include <locale.h>

#include <thread>

namespace docmill::tooling {
namespace {

// Names that glibc knows are masked, others are passed over without a word: so this list serves several versions.
constexpr const char* without_new_instructions =
    "GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX,-AVX2,-AVX_Fast_Unaligned_Load,-AVX2_Usable,-AVX512F,-AVX512VL,-AVX512BW,-"
    "FMA,"
    "-FMA_Usable,-FMA4,-BMI1,-BMI2,-LZCNT,-MOVBE,-ERMS,-FSRM,-SSE4_2,-SSE4_1,-SSSE3,-Prefer_No_VZEROUPPER";

}  // namespace

std::string strange_locale() {
  for (const char* name : {"tr_TR.UTF-8", "tr_TR.utf8", "az_AZ.utf8", "de_DE.UTF-8", "de_DE.utf8", "fr_FR.utf8"}) {
    const locale_t locale = ::newlocale(LC_ALL_MASK, name, nullptr);
    if (locale == nullptr) continue;
    ::freelocale(locale);
    return name;
  }
  return "";
}

std::vector<Perturbation> all_perturbations(const std::filesystem::path& elsewhere) {
  std::vector<Perturbation> all;
  const auto add = [&](std::string name) -> Perturbation& {
    all.push_back({std::move(name), 0, {}, {}});
    return all.back();
  };
  add("one thread").threads = 1;

  Perturbation& many = add("eight threads, with pauses");
  many.threads = 8;
  many.execution.pause_microseconds = 3000;

  add("batches of one document").execution.batch_documents = 1;

  Perturbation& large = add("large batches");
  large.execution.batch_documents = 1000;
  large.execution.batch_bytes = uint64_t{16} << 20;

  Perturbation& shuffled = add("folders and batches in another order");
  shuffled.execution.shuffle = 0x5eed;
  shuffled.execution.batch_documents = 13;
  shuffled.execution.pause_microseconds = 500;

  // Without such a locale there is still C, which differs from what most people have set.
  const std::string locale = strange_locale();
  const std::string name = locale.empty() ? "C" : locale;
  add("locale " + name).process.environment = {"LC_ALL=" + name, "LANG=" + name, "LANGUAGE=tr:de"};

  add("time zone UTC+13:37").process.environment = {"TZ=AHEAD-13:37"};

  Perturbation& away = add("another working folder, home and user");
  away.process.working_folder = elsewhere;
  away.process.environment = {"PWD", "OLDPWD", "HOME=" + elsewhere.string(), "USER=nobody", "LOGNAME=nobody"};

  add("memory filled with rubbish").process.environment = {"MALLOC_PERTURB_=165",
                                                           "GLIBC_TUNABLES=glibc.malloc.tcache_count=0"};

  add("an older processor").process.environment = {without_new_instructions, "OPENSSL_ia32cap=~0x200000200000000"};
  return all;
}

}  // namespace docmill::tooling
