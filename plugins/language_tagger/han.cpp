#include "han.hpp"

#include <unicode/ucnv.h>
#include <unicode/uniset.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <string>

#include "docmill/base/utf8.hpp"

namespace docmill::language {

namespace {

struct CloseConverter {
  void operator()(UConverter* c) const { ucnv_close(c); }
};

}  // namespace

HanCharacters::HanCharacters() {
  add("gb2312-1980", gb);
  add("Big5", big5);
  add("Shift_JIS", jis);
}

const HanCharacters& HanCharacters::get() {
  static const HanCharacters characters;
  return characters;
}

void HanCharacters::add(const char* name, Standard standard) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(name, &status));
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no table of ") + name);
  icu::UnicodeSet held;
  ucnv_getUnicodeSet(converter.get(), held.toUSet(), UCNV_ROUNDTRIP_SET, &status);
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU cannot say what is in ") + name);
  held.retain(first, last);
  for (int32_t range = 0; range < held.getRangeCount(); ++range)
    for (UChar32 c = held.getRangeStart(range); c <= held.getRangeEnd(range); ++c)
      standards_[static_cast<std::size_t>(c) - first] |= standard;
}

HanCount HanCharacters::count(std::string_view text) const {
  HanCount count;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (c < first || c > last) continue;
    const uint8_t in = standards_[c - first];
    count.simplified += (in & (gb | big5)) == gb;
    count.traditional += (in & (gb | big5)) == big5;
    count.japanese += in == jis;
    count.not_japanese += (in & jis) == 0;
  }
  return count;
}

bool has_japanese_word(std::string_view text) {
  // China writes 公司, 停車場, 手續費, …; words that its own could meet to make (接受付款, 出荷蘭) stand with a
  // neighbour.
  constexpr std::array<std::string_view, 104> words{
      "株式会社", "有限会社", "合同会社", "会社概要", "会社案内",   "子会社",     "株式市場", "株式投資", "株式公開",
      "採用情報", "募集要項", "求人情報", "入試情報", "正社員",     "新入社員",   "臨時休業", "休業日",   "年末年始",
      "年中無休", "駐車場",   "禁煙席",   "全席禁煙", "完全分煙",   "喫煙",       "利用規約", "取扱",     "注文方法",
      "注文住宅", "注文確認", "手数料",   "受付中",   "受付時間",   "受付開始",   "送料無料", "入場無料", "相談無料",
      "無料相談", "無料配信", "有料道路", "再入荷",   "入荷情報",   "割引券",     "割引料金", "要予約",   "完全予約",
      "予約受付", "予約方法", "予定表",   "予算案",   "自動車工業", "自動車教習", "個人情報", "商取引法", "為替相場",
      "株式相場", "大学病院", "市立病院", "国立病院", "附属病院",   "製作所",     "新製品",   "出張所",   "海外出張",
      "出張修理", "賃貸住宅", "賃貸物件", "賃貸情報", "家賃",       "敷金",       "工事中",   "道路工事", "補修工事",
      "改修工事", "解体工事", "新築工事", "水道工事", "土木工事",   "延伸工事",   "問合先",   "開催中",   "開催決定",
      "開催情報", "同時開催", "市役所",   "区役所",   "町役場",     "村役場",     "弁護士",   "行政書士", "司法書士",
      "税理士",   "見積書",   "改札口",   "整備事業", "道路整備",   "郵便局",     "宅配便",   "整骨院",   "確定申告",
      "口座開設", "運行情報", "全線運休", "津波",     "台風情報"};
  constexpr std::size_t looked_at = 512;
  text = utf8::prefix(text, looked_at);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool is_date_of_han(std::string_view text) {
  constexpr std::u32string_view signs = U"年月日時时分秒一二三四五六七八九十百千万億亿";
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (c >= 0x4E00 && c <= 0x9FFF && signs.find(c) == std::u32string_view::npos) return false;
  }
  return true;
}

}  // namespace docmill::language
