// Parts, encodings and heads of mails. What the reader does with whole files: tests/readers.
#include <doctest/doctest.h>

#include <string>

#include <docmill/base/utf8.hpp>

#include "armor.hpp"
#include "header_text.hpp"
#include "mailbox.hpp"
#include "message.hpp"
#include "mime_part.hpp"
#include "structured_field.hpp"
#include "transfer.hpp"

using namespace docmill::mail;

namespace {

std::string multipart(const std::string& kind, const std::string& parts) {
  return "Content-Type: multipart/" + kind + "; boundary=\"b-1\"\r\n\r\nFor old programs.\r\n" + parts + "--b-1--\r\n";
}
std::string part(const std::string& head, const std::string& body) {
  return "--b-1\r\n" + head + "\r\n" + body + "\r\n";
}

const std::string plain = "Content-Type: text/plain\r\n", html = "Content-Type: text/html\r\n";

std::string chosen_text(const std::string& message, Prefer prefer = Prefer::html) {
  const ParsedMessage parsed = parse_message(message);
  const ChosenParts chosen = choose_parts(parsed.root, prefer);
  return chosen.text == nullptr ? "-" : text_of(*chosen.text).bytes;
}

}  // namespace

TEST_CASE("fields with parameters: quotes, continued and encoded ones") {
  const StructuredField type("Text/HTML; Charset=\"utf-8\"; name=\"a;\\\"b\"; x");
  CHECK(type.value() == "text/html");
  CHECK(type.get("charset") == "utf-8");
  CHECK(type.get("name") == "a;\"b");
  CHECK(type.get("boundary").empty());
  CHECK(StructuredField("attachment; filename*=utf-8''M%C3%BChle.pdf").get("filename") == "Mühle.pdf");
  CHECK(StructuredField("attachment; filename*0*=iso-8859-1'de'M%FC; filename*1=hle; filename*2*=%2Epdf")
            .get("filename") == "Mühle.pdf");
  CHECK(StructuredField("attachment; filename=\"=?utf-8?Q?M=C3=BChle?=.pdf\"").get("filename") == "Mühle.pdf");
  CHECK(StructuredField("").value().empty());
  // Comments, and brackets that are none.
  CHECK(StructuredField("text/plain (a (nested; one) here)").value() == "text/plain");
  CHECK(StructuredField("(first) text/plain").value() == "(first) text/plain");
  CHECK(StructuredField("text/plain; charset=utf-8 (as ever); x=y").get("charset") == "utf-8");
  CHECK(StructuredField("a; name=report(1).pdf").get("name") == "report(1).pdf");
  CHECK(StructuredField("a; name=report (1).pdf").get("name") == "report (1).pdf");
  CHECK(StructuredField("a; name=\"report (1)\"").get("name") == "report (1)");
  CHECK(StructuredField("a; name=b (").get("name") == "b (");
}

TEST_CASE("encoded words in heads") {
  CHECK(decoded_words("=?utf-8?Q?M=C3=BChle_am_Bach?= <a@b>") == "Mühle am Bach <a@b>");
  CHECK(decoded_words("=?ISO-8859-1?B?TfxobGU=?=") == "Mühle");
  CHECK(decoded_words("Re: =?utf-8?Q?M=C3?= =?utf-8?Q?=BChle?= und") == "Re: Mühle und");  // a character in two words
  CHECK(decoded_words("a =?utf-8?q?b?= c") == "a b c");
  CHECK(decoded_words("=?utf-8*en?Q?lang?=") == "lang");
  for (const char* none : {"=?utf-8?X?a?=", "=?utf-8?Q?", "=?", "1 = 2", "=?a?Q"}) CHECK(decoded_words(none) == none);
  CHECK(decoded_words("M\xFChle") == "Mühle");
}

TEST_CASE("what was written for its way is read, also where it is broken") {
  CHECK(from_base64_lines("TWls\r\nbA==\r\nignored") == "Mill");
  CHECK(from_base64_lines("TW ls-bA") == "Mill");
  CHECK(from_base64_lines("").empty());
  CHECK(from_base64_lines("TWls\nTWls\n-- \nThe list of mills\n") == "MilMil");
  CHECK(from_base64_lines("TWlsbA==\n\n____\nThe list\n") == "Mill");
  CHECK(end_of_base64("TWlsbA==\nmore") == 8);
  CHECK(end_of_base64("TWls\nTWls\n") == 10);
  CHECK(from_quoted_printable("M=C3=BChle =\r\nam Bach  \r\n=ZZ =4") == "Mühle am Bach\r\n=ZZ =4");
  CHECK(from_quoted_printable("a=\n") == "a");
  CHECK(from_q_encoding("a_b=3D") == "a b=");
  CHECK_FALSE(from_transfer_encoding("x", "x-uuencode").has_value());
  CHECK(from_transfer_encoding("x", " 8BIT ") == "x");
  CHECK(from_transfer_encoding("x", "\"8bit\"") == "x");
  CHECK(from_transfer_encoding("TWlsbA==", "base64 (RFC 2045)") == "Mill");
  CHECK(from_transfer_encoding("x", "UTF-8") == "x");
}

TEST_CASE("flowed text: soft line ends joined, quotes and signatures kept") {
  CHECK(unflowed("One \r\nline.\r\nTwo.\r\n", false) == "One line.\nTwo.\n");
  CHECK(unflowed("> said \n> he.\n> > deeper\nme\n", false) == "> said he.\n> > deeper\nme\n");
  CHECK(unflowed(">> said \n> he.\n", false) == ">> said \n> he.\n");
  CHECK(unflowed("An \n-- \nname\n", false) == "An \n-- \nname\n");
  CHECK(unflowed(" From a\n", false) == "From a\n");
  CHECK(unflowed("日本 \n語\n", true) == "日本語\n");
}

TEST_CASE("the lines of a PGP signature go; what was signed stays") {
  const std::string signed_text =
      "before\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nThe text.\r\n- -- \r\n-----BEGIN PGP "
      "SIGNATURE-----\r\n\r\niQEz\r\n-----END PGP SIGNATURE-----\r\nbehind\r\n";
  CHECK(without_signature_armor(signed_text).text == "before\nThe text.\r\n-- \r\nbehind\r\n");
  CHECK(without_signature_armor(signed_text + signed_text).text.size() == 62);
  for (const char* none : {"", "a", "-----BEGIN PGP SIGNED MESSAGE-----\n\nno end\n",
                           "-----BEGIN PGP SIGNATURE-----\n-----BEGIN PGP SIGNED MESSAGE-----\n\nx"})
    CHECK(without_signature_armor(none).text == none);
  CHECK_FALSE(without_signature_armor(signed_text).is_left);
  CHECK_FALSE(without_signature_armor("about -----BEGIN PGP SIGNED MESSAGE-----\n").is_left);
  CHECK(without_signature_armor("a\n-----BEGIN PGP SIGNED MESSAGE-----\nx\n" + signed_text).text ==
        "a\n-----BEGIN PGP SIGNED MESSAGE-----\nx\nbefore\nThe text.\r\n-- \r\nbehind\r\n");
}

TEST_CASE("of a text that is signed nothing goes but the lines of a whole signature") {
  const std::string begin = "-----BEGIN PGP SIGNED MESSAGE-----\n", sign = "-----BEGIN PGP SIGNATURE-----\n",
                    end = "-----END PGP SIGNATURE-----\n", whole = sign + "Version: GnuPG v2\n\niQEz+/\n=aB3d\n" + end;
  const auto taken = [](const std::string& text) { return without_signature_armor(text).text; };
  CHECK(taken(begin + "FIRST.\n\nSECOND.\n" + whole) == "FIRST.\n\nSECOND.\n");
  CHECK(taken(begin + "Note: FIRST.\n\nSECOND.\n" + whole) == "Note: FIRST.\n\nSECOND.\n");
  CHECK(taken(begin + "Hash: SHA1\nFIRST.\n\nSECOND.\n" + whole) == "Hash: SHA1\nFIRST.\n\nSECOND.\n");
  CHECK(taken(begin + "Hash: SHA1\nCharset: utf-8\n\n\nFIRST.\n" + whole) == "\nFIRST.\n");
  for (const std::string& broken :
       {begin + "\nONE\n" + sign + "\niQEz\n> " + end + "\nTHREE", begin + "\nONE\n" + sign + "\niQEz\n",
        begin + "\nONE\n" + sign + "which begins the lines of it.\n" + end + "TWO\n",
        begin + "\nONE\n" + sign + "\niQEz\nLater: it ends with\n" + end}) {
    CHECK(taken(broken) == broken);
    CHECK(without_signature_armor(broken).is_left);
  }
}

TEST_CASE("files that stand in a text are taken out by their names; what looks like one stays") {
  const auto taken = [](const std::string& text) {
    std::vector<std::string> names;
    std::string out = without_uuencoded_files(text, names);
    for (const std::string& name : names) out += "|" + name;
    return out;
  };
  CHECK(taken("hello\nbegin 644 a mill.bin\n#0V%T\n`\nend\nbehind\n") == "hello\nbehind\n|a mill.bin");
  CHECK(taken("begin 0755 a\r\n#0V%T\r\n\r\nend\r\n") == "|a");
  for (const char* none : {"begin 644 a\nThis is a text\nend\n", "begin 644 a\n#0V%T\n", "begin the work\nend\n",
                           "begin 648 a\n`\nend\n", "begin 644 \n`\nend\n", "begin 644 a\nend\n", ""})
    CHECK(taken(none) == none);
}

TEST_CASE("a value that begins on its second line has no blank before it") {
  const docmill::HeaderFields fields("Message-ID:\r\n <a@b>\r\nSubject: one\r\n\r\n two\r\n");
  CHECK(fields.get("message-id") == "<a@b>");
  CHECK(docmill::HeaderFields("X: one\n \n two\n").get("X") == "one two");
}

TEST_CASE("mailboxes: where messages begin, and what is quoted in them") {
  const std::string box =
      "From a@b Fri Jan  2 03:04:05 2026\nSubject: x\n\nFrom here on.\n\nFrom time to time at 10:30.\n\n"
      "From c@d Sat Jan  3 03:04:05 2026 +0100\r\nSubject: y\r\n";
  CHECK(begins_message(box));
  CHECK(find_message(box, 2) == box.find("From c@d"));
  CHECK(find_message("x\nFrom a Fri Jan  2 03:04:05 2026\n", 0) == std::string::npos);  // no empty line before
  CHECK_FALSE(begins_message("From a Fri Jan  2 03:04:05 2026"));                       // the line has no end
  CHECK_FALSE(begins_message("From: a@b 10:30 2026\n"));
  CHECK_FALSE(begins_message("From the hill we saw at 10:30 in 2026 a mill.\n"));
  CHECK(begins_message("From a 2026-01-02 03:04:05 2026\n"));
  CHECK(begins_message("From a Fri Jan 2 03:04 2026\n"));
  CHECK(unquoted_message("From a\n>From x\n>>From y\n> From\nFrom z") == "From x\n>From y\n> From\nFrom z");
}

TEST_CASE("of alternatives that which is preferred, else the last") {
  const std::string both = multipart("alternative", part(plain, "text") + part(html, "<p>page"));
  CHECK(chosen_text(both) == "<p>page");
  CHECK(chosen_text(both, Prefer::text) == "text");
  CHECK(chosen_text(multipart("alternative", part(plain, "text"))) == "text");
  CHECK(chosen_text(multipart("alternative", part(html, "<p>page")), Prefer::text) == "<p>page");
  CHECK(chosen_text(multipart("alternative", part(plain, "text") + part(html, " \r\n"))) == "text");
}

TEST_CASE("attachments are named and not read; further texts are counted") {
  const std::string mixed = multipart(
      "mixed",
      part("Content-Type: text/plain\r\nContent-Disposition: attachment; filename=\"notes.txt\"\r\n", "notes") +
          part("", "the text") + part("Content-Type: application/x-msdownload; name=run.exe\r\n", "MZ") +
          part(plain, "a footer") + part("Content-Type: image/png\r\n", "x"));
  CHECK(chosen_text(mixed) == "the text");
  const ParsedMessage parsed = parse_message(mixed);
  const ChosenParts chosen = choose_parts(parsed.root, Prefer::html);
  CHECK(chosen.attachments == std::vector<std::string>{"notes.txt", "run.exe", "image/png"});
  CHECK(chosen.n_further_texts == 1);
  const std::string related =
      multipart("related", part(html, "page") +
                               part("Content-Type: image/png\r\nContent-Location: https://a.example/b.png\r\n", "x") +
                               part("Content-Type: text/css\r\nContent-Location: cid:css-1@x\r\n", "x"));
  const ParsedMessage page = parse_message(related);
  CHECK(choose_parts(page.root, Prefer::html).attachments ==
        std::vector<std::string>{"https://a.example/b.png", "text/css"});
}

TEST_CASE("of related parts the root; parts within parts; parts that end early") {
  const std::string related =
      "Content-Type: multipart/related; boundary=r; start=\"<2>\"\n\n--r\nContent-Type: "
      "text/html\nContent-ID: <1>\n\nframe\n--r\nContent-Type: text/html\nContent-ID: <2>\n\nroot\n--r--\n";
  CHECK(chosen_text(related) == "root");
  std::string outer = "Content-Type: multipart/mixed; boundary=o\n\n--o\n" + related;
  CHECK(chosen_text(outer) == "root");
  CHECK(parse_message(outer).is_cut_off);
  CHECK_FALSE(parse_message(outer + "--o--\n").is_cut_off);
  std::string deep;
  for (int i = 0; i < 100; ++i) {
    const std::string b = std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=x" + b + "y\n\n--x" + b + "y\n";
  }
  CHECK(parse_message(deep).is_too_deep);
  std::string wide = "Content-Type: multipart/mixed; boundary=w\n\n";
  for (int i = 0; i < 5000; ++i) wide += "--w\n\nx\n";
  CHECK(parse_message(wide).is_too_deep);
}

TEST_CASE("a boundary is a line of its own") {
  const std::string message =
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none --b\n--bc\n--b--x\n--b  \n\ntwo\n--b--";
  const ParsedMessage parsed = parse_message(message);
  REQUIRE(parsed.root.parts.size() == 2);
  CHECK(parsed.root.parts[0].body == "one --b\n--bc\n--b--x");
  CHECK(parsed.root.parts[1].body == "two");
}

TEST_CASE("encrypted mails are told from others") {
  const auto is_encrypted = [](const std::string& message) {
    const ParsedMessage parsed = parse_message(message);
    return choose_parts(parsed.root, Prefer::html).is_encrypted;
  };
  CHECK(is_encrypted(multipart("encrypted", part("Content-Type: application/octet-stream\r\n", "x"))));
  CHECK(is_encrypted("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx"));
  CHECK_FALSE(is_encrypted("Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nx"));
  CHECK_FALSE(is_encrypted(multipart("mixed", part(plain, "text"))));
}
