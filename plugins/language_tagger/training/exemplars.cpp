#include "exemplars.hpp"

#include <unicode/uchar.h>
#include <unicode/ulocdata.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>

#include <memory>
#include <set>

namespace docmill::language {

namespace {

struct CloseSet {
  void operator()(USet* s) const { uset_close(s); }
};
struct CloseLocaleData {
  void operator()(ULocaleData* d) const { ulocdata_close(d); }
};

// The standard exemplar set with both cases, or nothing where ICU would answer with another language's.
std::unique_ptr<USet, CloseSet> exemplars(const std::string& locale) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<ULocaleData, CloseLocaleData> data(ulocdata_open(locale.c_str(), &status));
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) return nullptr;
  std::unique_ptr<USet, CloseSet> set(
      ulocdata_getExemplarSet(data.get(), nullptr, USET_ADD_CASE_MAPPINGS, ULOCDATA_ES_STANDARD, &status));
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING || uset_size(set.get()) == 0) return nullptr;
  return set;
}

// Calls `take` with every code point of the set, those inside strings ("dž", "ẹ́") too.
template <class F>
void each_code_point(const USet* set, F&& take) {
  const int32_t n = uset_getItemCount(set);
  for (int32_t i = 0; i < n; ++i) {
    UChar32 first = 0, last = 0;
    UChar string[16];
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = uset_getItem(set, i, &first, &last, string, 16, &status);
    if (U_FAILURE(status)) continue;
    if (length == 0) {
      for (UChar32 c = first; c <= last; ++c) take(static_cast<char32_t>(c));
      continue;
    }
    for (int32_t k = 0; k < length;) {
      UChar32 c = 0;
      U16_NEXT(string, k, length, c);
      take(static_cast<char32_t>(c));
    }
  }
}

// Arabic letters have look-alikes of other code points that writers mix, and Indic scripts little to tell by: left out.
bool has_alphabet(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
  return script == USCRIPT_LATIN || script == USCRIPT_CYRILLIC;
}

}  // namespace

bool exemplar_letters(std::string_view primary, std::u32string& letters) {
  letters.clear();
  if (primary == "und" || primary == "zh" || primary == "ja" || primary == "ko") return false;
  const auto set = exemplars(std::string(primary));
  if (!set) return false;
  std::set<char32_t> found;
  each_code_point(set.get(), [&](char32_t c) {
    if (c >= 0x80 && u_isalpha(static_cast<UChar32>(c)) != 0 && has_alphabet(c)) found.insert(c);
  });
  letters.assign(found.begin(), found.end());
  return true;
}

}  // namespace docmill::language
