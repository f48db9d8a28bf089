#include "host/input/html_encoding.hpp"

#include <doctest/doctest.h>

using docmill::host::find_declared_encoding;

namespace {

std::string declared(std::string_view page) {
  const auto found = find_declared_encoding(page);
  return found ? found->name : "none";
}

}  // namespace

TEST_CASE("page encoding: meta charset") {
  CHECK(declared("<meta charset=utf-8>") == "utf-8");
  CHECK(declared("<!DOCTYPE html><html><head><title>x</title><META CHARSET='ISO-8859-1'>") == "windows-1252");
  CHECK(declared("<meta name=\"a\" content='b'><meta charset=\"gb2312\" />") == "gbk");
  CHECK(declared("<meta\ncharset = \"euc-kr\">") == "euc-kr");
  CHECK(declared("<meta/charset=big5>") == "big5");
}

TEST_CASE("page encoding: http-equiv") {
  CHECK(declared("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=Shift_JIS\">") == "shift_jis");
  CHECK(declared("<meta content=\"text/html;charset=koi8-r\" http-equiv=content-type>") == "koi8-r");
  CHECK(declared("<meta http-equiv=Content-Type content='text/html; charset=\"windows-1251\"'>") == "windows-1251");
  CHECK(declared("<meta http-equiv=Content-Type content='charset charset = iso-8859-2;x'>") == "iso-8859-2");
  CHECK(declared("<meta content=\"text/html; charset=koi8-r\">") == "none");
  CHECK(declared("<meta http-equiv=refresh content=\"text/html; charset=koi8-r\">") == "none");
  CHECK(declared("<meta http-equiv=content-type content='charset=\"koi8-r'>") == "none");
  CHECK(declared("<meta http-equiv=content-type content='charset='>") == "none");
}

TEST_CASE("page encoding: the first good declaration counts") {
  CHECK(declared("<meta charset=nonsense><meta charset=utf-8>") == "utf-8");
  CHECK(declared("<meta charset=koi8-r charset=utf-8>") == "koi8-r");
  CHECK(declared("<meta charset=koi8-r><meta charset=utf-8>") == "koi8-r");
  CHECK(declared("<meta http-equiv=content-type content='charset=koi8-r' charset=big5>") == "big5");
}

TEST_CASE("page encoding: not in comments, other tags, attributes or processing instructions") {
  CHECK(declared("<!-- <meta charset=koi8-r> --><meta charset=utf-8>") == "utf-8");
  CHECK(declared("<!--><meta charset=koi8-r>") == "koi8-r");
  CHECK(declared("<!-- <meta charset=koi8-r>") == "none");
  CHECK(declared("<a title='<meta charset=koi8-r>'><meta charset=utf-8>") == "utf-8");
  CHECK(declared("<metadata charset=koi8-r>") == "none");
  CHECK(declared("<?php <meta charset=koi8-r> ?>") == "none");
  CHECK(declared("</p title='>' charset=koi8-r><meta charset=utf-8>") == "utf-8");
  CHECK(declared("<p charset=koi8-r>") == "none");
  CHECK(declared("plain text, charset=koi8-r") == "none");
}

TEST_CASE("page encoding: UTF-16 cannot have been declared, x-user-defined is windows-1252") {
  CHECK(declared("<meta charset=utf-16>") == "utf-8");
  CHECK(declared("<meta charset=UTF-16BE>") == "utf-8");
  CHECK(declared("<meta charset=x-user-defined>") == "windows-1252");
  CHECK(declared("<?xml version='1.0' encoding='utf-16'?>") == "utf-8");
}

TEST_CASE("page encoding: only the first 1024 bytes are looked at") {
  const std::string tag = "<meta charset=koi8-r>";
  CHECK(declared(std::string(1024 - tag.size(), ' ') + tag) == "koi8-r");
  CHECK(declared(std::string(1025 - tag.size(), ' ') + tag) == "none");
}

TEST_CASE("page encoding: the XML declaration, when no meta says otherwise") {
  CHECK(declared("<?xml version=\"1.0\" encoding=\"windows-1251\"?><html>") == "windows-1251");
  CHECK(declared("<?xml version=\"1.0\" encoding = 'EUC-JP' ?>") == "euc-jp");
  CHECK(declared("<?xml encoding='koi8-r'?><meta charset=utf-8>") == "utf-8");
  CHECK(declared("<?xml version=\"1.0\"?>") == "none");
  CHECK(declared(" <?xml encoding='koi8-r'?>") == "none");
  CHECK(declared("<?xml encoding='koi8-r'") == "none");
  CHECK(declared("<?xml encoding='koi 8'?>") == "none");
}

TEST_CASE("page encoding: pages that break off anywhere") {
  const std::string page =
      "<!-- x --><?xml y?></p a='b'><meta http-equiv=\"Content-Type\" content='text/html; charset=\"koi8-r\"' charset "
      "= 'utf-8' >";
  for (std::size_t size = 0; size < page.size(); ++size) CHECK(declared(page.substr(0, size)) == "none");
  CHECK(declared(page) == "utf-8");
  CHECK(declared("<") == "none");
  CHECK(declared("<!") == "none");
  CHECK(declared("</") == "none");
  CHECK(declared("<meta") == "none");
}
