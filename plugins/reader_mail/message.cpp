#include "message.hpp"

#include <algorithm>

#include "armor.hpp"
#include "charsets/charsets.hpp"
#include "headers/header_fields.hpp"
#include "transfer.hpp"

namespace docmill::mail {
namespace {

constexpr std::size_t most_names = 1000;

bool is_html(const Part& part) {
  return part.type.value() == "text/html" || part.type.value() == "application/xhtml+xml";
}

// Media types that say no more than "text" do not keep a text from being one.
bool is_text(const Part& part) {
  const std::string& type = part.type.value();
  return is_html(part) || type == "text/plain" || type == "text/markdown" || type == "text" || type.empty();
}

// Such as the page beside a text that somebody forgot to write.
bool is_blank(const Part& part) { return part.body.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool is_attached(const Part& part) { return part.disposition.value() == "attachment"; }

bool is_encrypted_type(const Part& part) {
  const std::string& type = part.type.value();
  if (type == "multipart/encrypted") return true;
  if (type != "application/pkcs7-mime" && type != "application/x-pkcs7-mime") return false;
  return part.type.get("smime-type") != "signed-data";
}

class Chooser {
 public:
  explicit Chooser(Prefer prefer) : prefer_(prefer) {}

  const Part* choose(const Part& part) {
    if (is_encrypted_type(part)) {
      is_encrypted = true;
      return nullptr;
    }
    if (!part.is_multipart()) return is_text(part) && !is_attached(part) ? &part : nullptr;
    if (part.type.value() == "multipart/alternative") return choose_alternative(part);
    if (part.type.value() == "multipart/related") return choose_root(part);
    for (const Part& child : part.parts)
      if (const Part* found = choose(child)) return found;
    return nullptr;
  }

  bool is_encrypted = false;

 private:
  int rank(const Part& part) const { return is_blank(part) ? 0 : is_html(part) == (prefer_ == Prefer::html) ? 2 : 1; }

  // The last of the preferred kind; else the last of all that say anything. (Senders put the richest last.)
  const Part* choose_alternative(const Part& part) {
    const Part* best = nullptr;
    for (const Part& child : part.parts) {
      const Part* found = choose(child);
      if (found == nullptr) continue;
      if (best == nullptr || rank(*found) >= rank(*best)) best = found;
    }
    return best;
  }

  const Part* choose_root(const Part& part) {
    const std::string start = part.type.get("start");
    const auto root = std::find_if(part.parts.begin(), part.parts.end(), [&](const Part& child) {
      return !start.empty() && child.fields.get("Content-ID") == start;
    });
    if (root != part.parts.end())
      if (const Part* found = choose(*root)) return found;
    for (auto child = part.parts.begin(); child != part.parts.end(); ++child)
      if (const Part* found = child == root ? nullptr : choose(*child)) return found;
    return nullptr;
  }

  Prefer prefer_;
};

// In saved pages images and styles are known by where they were fetched.
std::string name_of_unnamed(const Part& part) {
  const std::string_view address = part.fields.get("Content-Location");
  return to_utf8(address.empty() || address.starts_with("cid:") ? std::string_view(part.type.value()) : address);
}

// Everything that is not the document: attachments, and other texts of the message.
void count_others(const Part& part, bool is_alternative, ChosenParts& out) {
  if (&part == out.text) return;
  if (part.is_multipart()) {
    const bool alternatives = is_alternative || part.type.value() == "multipart/alternative";
    for (const Part& child : part.parts) count_others(child, alternatives, out);
    return;
  }
  const std::string name = part.file_name();
  if (is_text(part) && !is_attached(part) && name.empty()) {
    out.n_further_texts += !is_alternative;
    return;
  }
  if (out.attachments.size() < most_names) out.attachments.push_back(name.empty() ? name_of_unnamed(part) : name);
}

}  // namespace

ChosenParts choose_parts(const Part& root, Prefer prefer) {
  ChosenParts out;
  Chooser chooser(prefer);
  out.text = chooser.choose(root);
  out.is_encrypted = out.text == nullptr && chooser.is_encrypted;
  count_others(root, false, out);
  return out;
}

PartText text_of(const Part& part) {
  PartText out;
  out.media_type = is_html(part) ? "text/html" : part.type.value() == "text/markdown" ? "text/markdown" : "text/plain";
  const MediaType said = parse_media_type("x/x; charset=" + part.type.get("charset"));
  out.charset = said.charset;
  const std::string_view encoding = part.fields.get("Content-Transfer-Encoding");
  std::optional<std::string> bytes = from_transfer_encoding(part.body, encoding);
  if (!bytes) {
    out.mistake = "its text is written as '" + to_utf8(encoding.substr(0, 100)) +
                  "' (Content-Transfer-Encoding), which is not read: base64 and quoted-printable are";
    return out;
  }
  if (StructuredField(encoding).value() == "base64")
    out.has_more_behind = part.body.find_first_not_of(" \t\r\n", end_of_base64(part.body)) != std::string_view::npos;
  const bool is_flowed = out.media_type == "text/plain" && lowered(part.type.get("format")) == "flowed";
  const bool has_ascii_line_ends = !out.charset.starts_with("utf-16") && !out.charset.starts_with("utf-32");
  if (out.media_type == "text/plain" && has_ascii_line_ends) {
    const WithoutArmor plain = without_signature_armor(*bytes);
    out.has_broken_signature = plain.is_left;
    *bytes = without_uuencoded_files(plain.text, out.files);
  }
  out.bytes =
      is_flowed && has_ascii_line_ends ? unflowed(*bytes, lowered(part.type.get("delsp")) == "yes") : std::move(*bytes);
  return out;
}

}  // namespace docmill::mail
