// The reader `mail` as a struct of the SDK: messages are found on the reading thread, and taken apart on any.
#pragma once

#include <algorithm>
#include <docmill/base/json_writer.hpp>
#include <docmill/base/utf8.hpp>
#include <docmill/sdk/reader.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "charsets/charsets.hpp"
#include "header_text.hpp"
#include "headers/header_fields.hpp"
#include "headers/mail_date.hpp"
#include "mailbox.hpp"
#include "message.hpp"
#include "mime_part.hpp"

namespace docmill::mail {

enum class IdOf { message, place };

struct MailReader {
  static constexpr ReaderInfo info{"mail", "1.0.0", "a document for each mail (eml, mbox) or saved page (MHTML)",
                                   from_middle};
  static constexpr auto suffixes = docmill::suffixes(".eml", ".mbox", ".mht", ".mhtml");
  static constexpr auto first_bytes =
      docmill::first_bytes(docmill::bytes_at(0, "From "), docmill::bytes_at(0, "Return-Path:"),
                           docmill::bytes_at(0, "Received:"), docmill::bytes_at(0, "Delivered-To:"));

  struct Config {
    Prefer prefer = Prefer::html;
    IdOf id = IdOf::message;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::prefer>("prefer", "\"html\"", "which one is read of a text that is there twice")
          .one_of(docmill::choice("html", Prefer::html), docmill::choice("text", Prefer::text)),
      docmill::option<&Config::id>("id", "\"message\"", "what a document is called: by its Message-ID, or FILE:NUMBER")
          .one_of(docmill::choice("message", IdOf::message), docmill::choice("place", IdOf::place)));
  static constexpr auto metadata = docmill::metadata(
      field::string("subject", "Subject"), field::string("from", "From: names and addresses"),
      field::string("to", "To, likewise"), field::string("cc", "Cc, likewise"),
      field::string("date", "Date as 2026-01-02T03:04:05+01:00; as it is written, where it is no date"),
      field::string("message_id", "Message-ID without its brackets"),
      field::string("in_reply_to", "In-Reply-To without its brackets"),
      field::string("url", "of a saved page: where it was fetched"),
      field::integer("attachments", "how many parts are attached; they are not read"),
      field::string("attachment_names", "their names, with \"; \" between them"));

  struct Cursor {
    uint64_t to_skip = 0;  // bytes of the message that came out last
    bool is_begun = false, is_mailbox = false;
  };

  explicit MailReader(Config c) : config(c) {}

  void next(Cursor& cursor, Source& file, Cut& cut) const;
  void decode(detail::Nothing&, CutRecord in, Record& out) const;

  Config config;

 private:
  bool begin(Cursor& cursor, Source& file) const;
  void cut_file(Cursor& cursor, Source& file, Cut& cut) const;
  void cut_message(Cursor& cursor, Source& file, Cut& cut) const;
  void tell_head(const Part& root, const ChosenParts& chosen, Record& out) const;
};

namespace detail_of_reader {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
inline constexpr uint64_t block = uint64_t{64} << 10;
inline constexpr std::size_t longest_value = std::size_t{16} << 10;  // of the metadata

// Goes to where a message begins; false: the file has ended. What was passed over is searched again as far as a line
// "From ..." may reach into it.
inline bool skip_to_message(Source& file) {
  const uint64_t wanted = std::min(block, file.max_record());
  for (;;) {
    const std::string_view bytes = file.peek(wanted);
    const std::size_t found = find_message(bytes, 2);
    if (found != std::string_view::npos) {
      file.skip(found);
      return true;
    }
    if (bytes.size() < wanted) {
      file.skip(bytes.size());
      return false;
    }
    file.skip(bytes.size() - std::min<uint64_t>(longest_postmark, wanted / 2));
  }
}

inline std::string without_angles(std::string_view id) {
  if (id.starts_with('<')) id.remove_prefix(1);
  return to_utf8(id.substr(0, id.find('>')));
}

inline std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) (out += out.empty() ? "" : "; ") += name;
  return out;
}

// Of a mail that has parts, by its head, of which none can be found.
inline std::string why_no_part(const Part& root) {
  if (!root.is_multipart() || !root.parts.empty()) return {};
  const std::string type = "the mail is " + to_utf8(root.type.value());
  const std::string boundary = root.type.get("boundary");
  if (boundary.empty()) return type + ", and its head does not say what line begins its parts (boundary)";
  return type + ", and no part of it begins: the line --" + to_utf8(boundary.substr(0, 100)) + " is missing";
}

inline bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace detail_of_reader

inline void MailReader::next(Cursor& cursor, Source& file, Cut& cut) const {
  file.skip(std::exchange(cursor.to_skip, 0));
  if (!std::exchange(cursor.is_begun, true) && !begin(cursor, file)) return;
  if (cursor.is_mailbox) cut_message(cursor, file, cut);
  else cut_file(cursor, file, cut);
}

// False: there is nothing.
inline bool MailReader::begin(Cursor& cursor, Source& file) const {
  const uint64_t wanted = std::min<uint64_t>(longest_postmark, file.max_record());
  if (file.is_middle()) {
    cursor.is_mailbox = true;
    return begins_message(file.peek(wanted)) || detail_of_reader::skip_to_message(file);
  }
  for (;;) {
    const std::string_view bytes = file.peek(wanted);
    const std::size_t blank = bytes.starts_with(detail_of_reader::byte_order_mark)
                                  ? detail_of_reader::byte_order_mark.size()
                                  : std::min(bytes.find_first_not_of("\r\n"), bytes.size());
    if (blank == 0) {
      cursor.is_mailbox = begins_message(bytes);
      return !bytes.empty();
    }
    file.skip(blank);
  }
}

// A file that is one message.
inline void MailReader::cut_file(Cursor& cursor, Source& file, Cut& cut) const {
  const uint64_t offset = file.offset();
  const std::string_view bytes = file.peek(file.max_record());
  if (bytes.empty()) return;
  if (bytes.size() >= file.max_record()) {
    while (file.skip(detail_of_reader::block) == detail_of_reader::block) continue;
    return cut.too_large(offset, file.offset() - offset);
  }
  cursor.to_skip = bytes.size();
  cut.record(offset, bytes);
  cut.hangs_on_end();
}

inline void MailReader::cut_message(Cursor& cursor, Source& file, Cut& cut) const {
  const uint64_t offset = file.offset();
  const std::string locator = "byte " + std::to_string(offset);
  std::string_view bytes;
  std::size_t seen = 2, following = 0;
  const Source::Sight sight = file.look_up_to(file.max_record(), [&](std::string_view shown, bool) {
    bytes = shown;
    following = find_message(bytes, seen);
    seen = std::max<std::size_t>(bytes.size(), longest_postmark + 2) - longest_postmark;
    return following != std::string_view::npos;
  });
  if (bytes.empty()) return;
  if (sight == Source::Sight::limit) {
    (void)detail_of_reader::skip_to_message(file);
    return cut.too_large(offset, file.offset() - offset, locator);
  }
  cursor.to_skip = std::min(following, bytes.size());
  cut.record(offset, bytes.substr(0, cursor.to_skip), locator);
  if (following == std::string_view::npos) cut.hangs_on_end();
}

inline void MailReader::decode(detail::Nothing&, CutRecord in, Record& out) const {
  const std::string unquoted = begins_message(in.bytes) ? unquoted_message(in.bytes) : std::string();
  const std::string_view message = unquoted.empty() ? in.bytes : std::string_view(unquoted);
  const ParsedMessage parsed = parse_message(message);
  if (parsed.root.fields.empty())
    return out.problem("no-head", "it does not begin with the head of a mail, which has lines \"Subject: ...\"");
  ChosenParts chosen = choose_parts(parsed.root, config.prefer);
  const PartText text = chosen.text == nullptr ? PartText() : text_of(*chosen.text);
  for (const std::string& name : text.files) chosen.attachments.push_back(to_utf8(name));
  tell_head(parsed.root, chosen, out);
  if (chosen.is_encrypted) return out.problem("encrypted", "the mail is encrypted; decrypt it first");
  if (const std::string lost = detail_of_reader::why_no_part(parsed.root); !lost.empty())
    return out.problem("no-text", lost);
  if (chosen.text == nullptr)
    return out.problem("no-text",
                       "the mail has no part that is a text, but " +
                           (chosen.attachments.empty() ? "nothing" : detail_of_reader::joined(chosen.attachments)));
  if (!text.mistake.empty()) return out.problem("transfer-encoding", text.mistake);
  if (text.bytes.starts_with("-----BEGIN PGP MESSAGE-----"))
    return out.problem("encrypted", "the mail is encrypted (PGP); decrypt it first");
  if (detail_of_reader::is_blank(text.bytes)) return out.problem("no-text", "the text of the mail is empty");
  out.format(text.media_type, text.charset);
  out.raw(text.bytes);
  if (parsed.is_cut_off) out.note("cut-off", "the mail has no end: the line after its last part is missing");
  if (text.has_more_behind)
    out.note("text-behind", "behind the base64 of the text stands more, such as the footer of a list; it was left out");
  if (text.has_broken_signature)
    out.note("broken-signature",
             "what a line says to be signed by PGP has no whole signature; its lines stay in the text");
  if (parsed.is_too_deep)
    out.note("too-many-parts", "of more than 1000 parts, or 20 within each other, the rest is left out");
  if (chosen.n_further_texts != 0)
    out.note("further-texts", std::to_string(chosen.n_further_texts) + " more texts of this mail were not read");
}

inline void MailReader::tell_head(const Part& root, const ChosenParts& chosen, Record& out) const {
  using detail_of_reader::without_angles;
  const std::string message_id = without_angles(root.fields.get("Message-ID"));
  if (config.id == IdOf::message && !message_id.empty() && message_id.size() <= 2000) out.id(message_id);
  std::string json;
  JsonWriter w(json);
  w.object();
  const auto tell = [&](const char* name, const std::string& value) {
    if (!value.empty()) w.member(name, utf8::prefix(value, detail_of_reader::longest_value));
  };
  const auto words = [&](const char* field) { return decoded_words(root.fields.get(field)); };
  tell("subject", words("Subject"));
  tell("from", words("From"));
  tell("to", words("To"));
  tell("cc", words("Cc"));
  const std::string date = iso_date(root.fields.get("Date"));
  tell("date", date.empty() ? words("Date") : date);
  tell("message_id", message_id);
  tell("in_reply_to", without_angles(root.fields.get("In-Reply-To")));
  const std::string_view snapshot = root.fields.get("Snapshot-Content-Location");
  const bool is_page = chosen.text != nullptr && chosen.text != &root;
  tell("url", to_utf8(!snapshot.empty() || !is_page ? snapshot : chosen.text->fields.get("Content-Location")));
  if (!chosen.attachments.empty()) {
    w.member("attachments", static_cast<int64_t>(chosen.attachments.size()));
    tell("attachment_names", detail_of_reader::joined(chosen.attachments));
  }
  w.end();
  out.metadata(json);
}

}  // namespace docmill::mail
