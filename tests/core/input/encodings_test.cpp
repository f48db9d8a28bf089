#include "host/input/encodings.hpp"

#include <doctest/doctest.h>

#include "host/input/decode.hpp"
#include "host/input/input.hpp"

using namespace docmill::host;

TEST_CASE("encodings: labels of the web") {
  CHECK(find_encoding("iso-8859-1")->name == "windows-1252");
  CHECK(find_encoding("US-ASCII")->name == "windows-1252");
  CHECK(find_encoding(" UTF8\n")->name == "utf-8");
  CHECK(find_encoding("gb2312")->name == "gbk");
  CHECK(find_encoding("GB2312")->converter == "gb18030");
  CHECK(find_encoding("x-sjis")->name == "shift_jis");
  CHECK(find_encoding("ks_c_5601-1987")->name == "euc-kr");
  CHECK(find_encoding("euc-kr")->converter == "windows-949");
  CHECK(find_encoding("latin5")->name == "windows-1254");
  CHECK(find_encoding("utf-16")->name == "utf-16le");
  CHECK(find_encoding("unicode-1-1-utf-8")->name == "utf-8");
  CHECK(find_encoding("866")->name == "ibm866");
}

TEST_CASE("encodings: other names that ICU knows, but not for pages") {
  CHECK(find_encoding("cp850")->name == "ibm850");
  CHECK(find_encoding("utf-7"));
  CHECK_FALSE(find_web_encoding("cp850"));
  CHECK_FALSE(find_web_encoding("utf-32"));
  CHECK(find_encoding("utf-32le")->name == "utf-32le");
}

TEST_CASE("encodings: what is none") {
  for (const char* name : {"", " ", "nonsense", "utf-8,version=1", "windows-1252\xC3\xA9", "utf 8 8"})
    CHECK_FALSE_MESSAGE(find_encoding(name).has_value(), name);
}

TEST_CASE("encodings: every label of the web opens a converter") {
  Decoder decoder;
  for (const char* label : {"unicode11utf8",   "csisolatin2", "l3",       "latin4",        "cyrillic",
                            "asmo-708",        "greek8",      "visual",   "logical",       "l6",
                            "iso885913",       "iso885914",   "l9",       "iso-8859-16",   "koi8",
                            "koi8-ru",         "mac",         "dos-874",  "x-cp1250",      "x-cp1251",
                            "x-cp1253",        "x-cp1255",    "x-cp1256", "x-cp1257",      "x-cp1258",
                            "x-mac-ukrainian", "chinese",     "gb18030",  "x-x-big5",      "x-euc-jp",
                            "csiso2022jp",     "ms_kanji",    "korean",   "hz-gb-2312",    "iso-2022-kr",
                            "iso-2022-cn-ext", "unicodefffe", "ucs-2",    "x-user-defined"}) {
    INFO(label);
    const auto encoding = find_web_encoding(label);
    REQUIRE(encoding);
    std::string text;
    std::vector<docmill_map_run> map;
    CHECK(decoder.decode(*encoding, "", 0, OnBad::stop, text, map).ok());
    if (encoding->name.starts_with("utf-16")) continue;
    CHECK(decoder.decode(*encoding, "plain text", 0, OnBad::stop, text, map).ok());
    CHECK(text == "plain text");
  }
}

TEST_CASE("encodings: byte order marks") {
  using std::string_view;
  CHECK(find_byte_order_mark("\xEF\xBB\xBFx")->encoding == "utf-8");
  CHECK(find_byte_order_mark(string_view("\xFF\xFEx\0", 4))->encoding == "utf-16le");
  CHECK(find_byte_order_mark("\xFE\xFF")->encoding == "utf-16be");
  CHECK(find_byte_order_mark(string_view("\xFF\xFE\0\0", 4))->encoding == "utf-32le");
  CHECK(find_byte_order_mark(string_view("\0\0\xFE\xFF", 4))->size == 4);
  CHECK_FALSE(find_byte_order_mark(""));
  CHECK_FALSE(find_byte_order_mark("\xEF\xBB"));
  CHECK_FALSE(find_byte_order_mark("plain"));
}

TEST_CASE("encodings: names in a pipeline file") {
  CHECK_FALSE(check_encoding_name("utf-8"));
  CHECK_FALSE(check_encoding_name("detect"));
  CHECK_FALSE(check_encoding_name("Shift_JIS"));
  CHECK_FALSE(check_encoding_name("cp437"));
  CHECK(*check_encoding_name("windows-1525") ==
        "no encoding named 'windows-1525', did you mean 'windows-1251'?; write \"detect\", \"strict\" or a name like "
        "\"windows-1252\"");
  CHECK(*check_encoding_name("") ==
        "no encoding named ''; write \"detect\", \"strict\" or a name like \"windows-1252\"");
}
