#include "pdf_html.hpp"

#include <cmath>

#include "xml/escaped_text.hpp"

namespace docmill::pdf {
namespace {

void append_tenths(std::string& out, double points) {
  const long tenths = std::lround(points * 10);
  if (tenths < 0) out += '-';
  out += std::to_string(std::labs(tenths) / 10);
  if (tenths % 10 != 0) out += '.', out += static_cast<char>('0' + std::labs(tenths) % 10);
}

void append_tag(std::string& out, std::string_view name, const Piece& piece) {
  out += '<';
  out += name;
  out += " data-page=\"" + std::to_string(piece.page) + "\" data-box=\"";
  const double sides[] = {piece.box.left, piece.box.top, piece.box.right, piece.box.bottom};
  for (const double& side : sides) {
    if (&side != sides) out += ' ';
    append_tenths(out, side);
  }
  out += "\">";
}

const char* tag_of(Role role) { return role == Role::title ? "h1" : role == Role::heading ? "h2" : "p"; }

}  // namespace

Html html_of(const Text& text, std::string_view title, std::size_t n_pages) {
  Html html;
  std::string& out = html.page;
  const auto reach = [&](std::size_t page) {
    html.page_starts.resize(std::max(page, html.page_starts.size()), out.size());
  };
  out += "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>";
  append_html_text(out, title);
  out += "</title></head>\n<body><article>\n";
  for (const Paragraph& paragraph : text.paragraphs) {
    const char* tag = tag_of(paragraph.role);
    for (std::size_t i = 0; i < paragraph.pieces.size(); ++i) {
      const Piece& piece = paragraph.pieces[i];
      reach(piece.page);
      append_tag(out, i == 0 ? tag : "span", piece);
      append_html_text(out, piece.text);
      if (i > 0) out += "</span>";
    }
    out += "</";
    out += tag;
    out += ">\n";
  }
  reach(n_pages);
  out += "</article>\n";
  if (!text.running.empty()) {
    out += "<footer>\n";
    for (const Piece& piece : text.running) {
      append_tag(out, "p", piece);
      append_html_text(out, piece.text);
      out += "</p>\n";
    }
    out += "</footer>\n";
  }
  out += "</body></html>\n";
  return html;
}

}  // namespace docmill::pdf
