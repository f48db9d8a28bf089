// Mails, mailboxes and saved pages through the whole program.
#include <doctest/doctest.h>

#include <string>

#include "reader_run.hpp"
#include "web_archives.hpp"

using namespace docmill::test;

namespace {

const std::string use_mail = "use = \"mail\"";

std::string mail(int number, const std::string& body, const std::string& more = "") {
  return "From: =?utf-8?Q?M=C3=BCller?= <mueller@example.org>\nTo: list@example.org\nSubject: Number " +
         std::to_string(number) + "\nDate: Fri, 2 Jan 2026 03:04:05 +0100\nMessage-ID: <m" + std::to_string(number) +
         "@example.org>\n" + more + "\n" + body + "\n";
}
std::string in_mailbox(const std::string& message) {
  return "From mueller@example.org Fri Jan  2 03:04:05 2026\n" + message + "\n";
}

}  // namespace

TEST_CASE("mail: text and head of a mail with alternatives and attachments") {
  const ReaderRun run(use_mail);
  run.write(
      "a.eml",
      "From: a@example.org\r\nSubject: =?utf-8?B?TcO8aGxl?=\r\n =?utf-8?Q?_am_Bach?=\r\nDate: Fri, 2 Jan 2026 03:04:05 "
      "+0100\r\nMessage-ID: <1@example.org>\r\nIn-Reply-To: <0@example.org>\r\nContent-Type: multipart/mixed; "
      "boundary=m\r\n\r\n--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: "
      "text/plain\r\n\r\nthe plain one\r\n--a\r\nContent-Type: text/html; charset=iso-8859-1\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>Ein Caf=E9 am =\r\nBach.</p>\r\n--a--\r\n--m\r\n"
      "Content-Type: application/x-msdownload; name=\"setup.exe\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
      "TVqQAAMAAAAEAAAA\r\n--m--\r\n");
  run.good();
  const std::string got = run.records();
  CHECK_MESSAGE(has_text(got, "\"text\":\"Ein Café am Bach."), got);
  CHECK(has_text(got, "\"id\":\"1@example.org\""));
  CHECK(has_text(got,
                 "\"metadata\":{\"subject\":\"Mühle am Bach\",\"from\":\"a@example.org\",\"date\":"
                 "\"2026-01-02T03:04:05+01:00\",\"message_id\":\"1@example.org\",\"in_reply_to\":\"0@example.org\","
                 "\"attachments\":1,\"attachment_names\":\"setup.exe\"}"));
  run.good({"--set", "mail.prefer=\"text\"", "--set", "mail.id=\"place\""}, "text");
  CHECK(has_text(run.records("text"), "\"text\":\"the plain one"));
  CHECK_FALSE(has_text(run.records("text"), "\"id\":\"1@example.org\""));
}

TEST_CASE("mail: what stands behind the base64 of a text is told of, and parts that cannot be found") {
  const ReaderRun run(use_mail);
  const std::string packed = "Content-Transfer-Encoding: base64\n";
  run.write("a.eml", mail(1, "VGhlIG1pbGwu\n-- \nThe list of mills\nhttps://example.org/list", packed));
  run.write("b.eml", mail(2, "VGhlIG1pbGxzLg==\n", packed));
  run.write("c.eml", mail(3, "no part", "Content-Type: multipart/mixed\n"));
  run.write("d.eml", mail(4, "no part", "Content-Type: Multipart/Mixed; boundary=\"=_m\"\n"));
  run.good();
  CHECK(count_text(run.records(), "\n") == 2);
  CHECK(has_text(run.records(), "\"text\":\"The mill."));
  CHECK(count_text(run.records(), "\"code\":\"text-behind\"") == 1);
  CHECK(has_text(run.records(),
                 "behind the base64 of the text stands more, such as the footer of a list; it was left out"));
  CHECK(has_text(run.failures(),
                 "the mail is multipart/mixed, and its head does not say what line begins its parts (boundary)"));
  CHECK(has_text(run.failures(), "the mail is multipart/mixed, and no part of it begins: the line --=_m is missing"));
}

TEST_CASE("mail: a mailbox, message by message, lines that begin with From") {
  const ReaderRun run(use_mail);
  std::string box;
  for (int i = 0; i < 50; ++i)
    box += in_mailbox(mail(i, ">From here on, text " + std::to_string(i) + ".\n\n>>From there."));
  run.write("a.mbox", box);
  run.write("b.mbox.gz", gzip_member(in_mailbox(mail(100, "packed"))) + gzip_member(in_mailbox(mail(101, "as well"))));
  run.good();
  CHECK(count_text(run.records(), "\n") == 52);
  CHECK(has_text(run.records(), "From here on, text 49.\\n\\n>From there."));
  CHECK(has_text(run.records(), "\"from\":\"Müller <mueller@example.org>\""));
  CHECK(has_text(run.records(), "\"id\":\"m101@example.org\""));
}

TEST_CASE("mail: a page that a browser has saved") {
  const ReaderRun run(use_mail);
  run.write(
      "page.mhtml",
      "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/mill\r\nSubject: The mill\r\n"
      "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"p\"\r\n\r\n--p\r\n"
      "Content-Type: text/html\r\nContent-Transfer-Encoding: binary\r\nContent-Location: "
      "https://example.org/mill\r\n\r\n"
      "<html><p>The mill.</p></html>\r\n--p\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
      "iVBO\r\n--p--\r\n");
  run.good();
  CHECK_MESSAGE(has_text(run.records(), "\"url\":\"https://example.org/mill\""), run.records());
  CHECK(has_text(run.records(), "\"text\":\"The mill."));
}

TEST_CASE("mail: what is no text is listed with its reason") {
  const ReaderRun run(use_mail);
  std::string box = in_mailbox(mail(1, "", "")) +
                    in_mailbox(mail(2, "x", "Content-Type: application/pdf; name=a.pdf\n")) +
                    in_mailbox(mail(3, "x", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n")) +
                    in_mailbox(mail(4, "-----BEGIN PGP MESSAGE-----\nxyz\n")) +
                    in_mailbox(mail(5, "begin 644", "Content-Transfer-Encoding: x-uuencode\n")) +
                    in_mailbox(mail(6, "good")) + in_mailbox("no head at all\n");
  run.write("a.mbox", box);
  run.write("b.eml", "");
  run.write("c.eml", std::string(2'000'000, 'x'));
  run.write("d.mbox", in_mailbox(mail(7, std::string(2'000'000, 'y'))) + in_mailbox(mail(8, "behind the large one")));
  run.good();
  const std::string bad = run.failures();
  CHECK(count_text(run.records(), "\n") == 2);
  CHECK(has_text(run.records(), "m6@example.org"));
  CHECK(has_text(run.records(), "m8@example.org"));
  CHECK_MESSAGE(has_text(bad, "the text of the mail is empty"), bad);
  CHECK(has_text(bad, "the mail has no part that is a text, but a.pdf"));
  CHECK(has_text(bad, "the mail is encrypted; decrypt it first"));
  CHECK(has_text(bad, "the mail is encrypted (PGP); decrypt it first"));
  CHECK(has_text(bad,
                 "its text is written as 'x-uuencode' (Content-Transfer-Encoding), which is not read: base64 and "
                 "quoted-printable are"));
  CHECK(has_text(bad, "it does not begin with the head of a mail, which has lines \\\"Subject: ...\\\""));
  CHECK(count_text(bad, "\"code\":\"too-large\"") == 2);
  CHECK(count_text(bad, "\n") == 9);
}

TEST_CASE("mail: a signature that is not whole stays in the text, with a note; one that is whole goes") {
  const ReaderRun run(use_mail);
  const std::string begin = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe first.\n",
                    sign = "-----BEGIN PGP SIGNATURE-----\n\niQEz\n", end = "-----END PGP SIGNATURE-----\n";
  run.write("a.mbox", in_mailbox(mail(1, begin + sign + end + "\nBehind it.")) +
                          in_mailbox(mail(2, begin + sign + "> " + end + "\nThe third.")));
  CHECK(has_text(run.good(), "documents with a note, by code: broken-signature 1 (input)"));
  const std::string got = run.records();
  CHECK_MESSAGE(has_text(got, "\"text\":\"The first."), got);
  CHECK(has_text(got, "Behind it."));
  CHECK(has_text(got, "\"text\":\"-----BEGIN PGP SIGNED MESSAGE-----"));
  CHECK(has_text(got, "The third."));
}

TEST_CASE("mail: a damaged member of a packed mailbox is listed, and those behind it are read") {
  const ReaderRun run(use_mail);
  std::string file;
  for (int i = 0; i < 20; ++i) {
    std::string member = gzip_member(in_mailbox(mail(i, noise(static_cast<uint64_t>(i), 50))));
    if (i == 7) member[60] = static_cast<char>(member[60] ^ 0x55);
    file += member;
  }
  run.write("a.mbox.gz", file);
  run.good();
  CHECK(count_text(run.records(), "\n") == 19);
  CHECK(has_text(run.failures(), "the gzip data are damaged near byte"));
}

TEST_CASE("mail: threads, worker processes and shards end with the same bytes") {
  const ReaderRun run(use_mail);
  std::string box;
  for (int i = 0; i < 3000; ++i) box += in_mailbox(mail(i, i % 100 == 7 ? "" : noise(static_cast<uint64_t>(i), 60)));
  REQUIRE(box.size() > (1u << 20));
  run.write("a.mbox", box);
  run.write("b.eml", mail(9000, "another"));
  run.check_same_however_it_is_run();
}
