#include "knowledge_base/legal_forms.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "knowledge_base/words_of_name.hpp"

namespace docmill::linker {
namespace {

// Words that say what kind of company it is, in plain form: without dots and in lower case.
constexpr std::string_view legal_forms[] = {"ab",
                                            "ag",
                                            "as",
                                            "asa",
                                            "bhd",
                                            "bv",
                                            "co",
                                            "corp",
                                            "company",
                                            "corporation",
                                            "eg",
                                            "gmbh",
                                            "inc",
                                            "incorporated",
                                            "jsc",
                                            "kg",
                                            "kgaa",
                                            "kk",
                                            "limited",
                                            "llc",
                                            "llp",
                                            "ltd",
                                            "ltda",
                                            "mbh",
                                            "nv",
                                            "oao",
                                            "ojsc",
                                            "ooo",
                                            "oy",
                                            "oyj",
                                            "pao",
                                            "pjsc",
                                            "plc",
                                            "pte",
                                            "pty",
                                            "pvt",
                                            "sa",
                                            "sarl",
                                            "sas",
                                            "sdn",
                                            "se",
                                            "spa",
                                            "srl",
                                            "ug",
                                            "ad",
                                            "aps",
                                            "berhad",
                                            "dd",
                                            "doo",
                                            "hf",
                                            "kft",
                                            "nyrt",
                                            "pcl",
                                            "sca",
                                            "sia",
                                            "sl",
                                            "snc",
                                            "sro",
                                            "tbk",
                                            "uab",
                                            "zrt",
                                            "ohg",
                                            "cv",
                                            "sab",
                                            "lp",
                                            "АД",
                                            "ООД",
                                            "ДОО",
                                            "ЕООД",
                                            "ΑΕ",
                                            "aŞ",
                                            "sgps",
                                            "aktiengesellschaft"};
// The same of several words, the last one first.
constexpr std::string_view sp_zoo[] = {"oo", "z", "sp"}, sp_z_o_o[] = {"o", "o", "z", "sp"}, a_s[] = {"s", "a"},
                           s_r_o[] = {"o", "r", "s"}, private_limited[] = {"limited", "private"};
constexpr std::span<const std::string_view> legal_phrases[] = {sp_zoo, sp_z_o_o, a_s, s_r_o, private_limited};
// Between two of them: "GmbH & Co. KG".
constexpr std::string_view legal_joints[] = {"&", "and", "und", "de"};
// Before a name.
constexpr std::string_view legal_prefixes[] = {"ПАО", "ОАО", "ООО", "ЗАО", "АО",  "ТОВ", "ПрАТ",
                                               "ПАТ", "АТ",  "PAO", "OAO", "OOO", "ZAO", "PT"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> short_and_long = {
    {{"Pvt", "Private"},
     {"Co", "Company"},
     {"Corp", "Corporation"},
     {"Inc", "Incorporated"},
     {"Ltd", "Limited"},
     {"AG", "Aktiengesellschaft"}}};
// The first letters of several words, which some write with dots.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> with_dots = {{{"SA", "S.A."},
                                                                                      {"SpA", "S.p.A."},
                                                                                      {"SPA", "S.p.A."},
                                                                                      {"NV", "N.V."},
                                                                                      {"BV", "B.V."},
                                                                                      {"CV", "C.V."},
                                                                                      {"SL", "S.L."},
                                                                                      {"LP", "L.P."},
                                                                                      {"AG", "A.G."},
                                                                                      {"SAS", "S.A.S."},
                                                                                      {"Srl", "S.r.l."},
                                                                                      {"LLC", "L.L.C."},
                                                                                      {"plc", "P.L.C."},
                                                                                      {"PLC", "P.L.C."}}};

// The same in scripts without spaces, before or behind the name.
constexpr std::string_view east_asian_legal_forms[] = {"股份有限公司", "有限责任公司", "有限責任公司", "有限公司",
                                                       "株式会社",     "有限会社",     "주식회사"};
// How many words at the end, but not all, are legal forms: "Co., Ltd.", "GmbH & Co. KG", "Sp. z o.o.".
std::size_t legal_words(const Words& words) {
  std::size_t n = 0;
  const auto word = [&](std::size_t from_end) { return words[words.size() - 1 - from_end]; };
  while (n + 1 < words.size()) {
    std::size_t phrase = 0;
    for (const std::span<const std::string_view> words_of_phrase : legal_phrases) {
      std::size_t k = 0;
      while (k < words_of_phrase.size() && n + k + 1 < words.size() && plain(word(n + k)) == words_of_phrase[k]) ++k;
      if (k == words_of_phrase.size()) phrase = k;
    }
    if (phrase != 0) n += phrase;
    else if (is_one_of(legal_forms, plain(word(n)))) ++n;
    else if (n > 0 && n + 2 <= words.size() && is_one_of(legal_joints, word(n))) ++n;
    else break;
  }
  return n;
}

}  // namespace

void add_other_endings(std::string_view text, bool organisation, std::vector<std::string>& spellings) {
  if (text.size() > 2 && text.back() == '.') spellings.emplace_back(text.substr(0, text.size() - 1));
  const Words words = words_of(text);
  const std::size_t n_legal = legal_words(words);
  if (n_legal == 0) return;
  const std::span<const std::string_view> name(words.data(), words.size() - n_legal),
      legal(words.data() + name.size(), n_legal);
  const std::string whole = joined(name);
  std::string bare = whole;
  if (bare.back() == ',') bare.pop_back();
  const auto add = [&](const std::string& before, std::string_view marks) {
    std::string spelling = before;
    for (const std::string_view word : legal) spelling += ' ' + without(word, marks);
    spellings.push_back(std::move(spelling));
  };
  add(bare, ".,");
  add(bare, ",");
  add(whole, ".");
  if (legal[0] != "&" && legal[0] != "and") {  // "Alphabet, Inc."
    add(bare + ',', "");
    add(bare + ',', ".");
  }
  // "Toyota Motor Co., Ltd." as "Company Limited", and the other way round.
  std::string other = bare;
  for (const std::string_view word : legal) {
    const std::string w = without(word, ".,");
    const auto pair = std::find_if(short_and_long.begin(), short_and_long.end(),
                                   [&](const auto& p) { return p.first == w || p.second == w; });
    other += ' ';
    if (pair == short_and_long.end()) other += w;
    else other += pair->first == w ? pair->second : pair->first;
  }
  spellings.push_back(std::move(other));
  if (n_legal == 1) {  // "Rolex S.A." of "Rolex SA"
    const auto pair =
        std::find_if(with_dots.begin(), with_dots.end(), [&](const auto& p) { return p.first == legal[0]; });
    if (pair != with_dots.end()) spellings.push_back(bare + ' ' + std::string(pair->second));
    if (legal[0] == "plc") spellings.push_back(bare + " PLC");
  }
  // "Sp. z o. o." of "Sp. z o.o."
  if (legal.back() == "o.o.") spellings.push_back(std::string(text.substr(0, text.size() - 2)) + " o.");
  // A single word before an "and" is somebody's name ("Tiffany & Co.", "Johnson and Company") and stays that.
  const bool of_person = name.size() == 1 && is_one_of(legal_joints, legal[0]);
  if (organisation && bare.size() >= 2 && !of_person) spellings.push_back(std::move(bare));
}

std::string without_legal_prefix(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos || !is_one_of(legal_prefixes, text.substr(0, space))) return {};
  return text.size() - space > 4 ? std::string(text.substr(space + 1)) : std::string();
}

std::string without_east_asian_form(std::string_view text) {
  constexpr std::size_t least = 6;  // bytes
  for (const std::string_view form : east_asian_legal_forms) {
    if (text.size() < form.size() + least) continue;
    if (text.ends_with(form)) text.remove_suffix(form.size());
    else if (text.starts_with(form)) text.remove_prefix(form.size());
    else continue;
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return std::string(text);
  }
  return {};
}
}  // namespace docmill::linker
