// The elements of HTML that the cleaner tells apart, and what each kind of them does to the text.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace docmill::cleaner {

enum class Tag : uint8_t {
  text,  // a text node
  unknown,
  a,
  abbr,
  address,
  annotation,
  annotation_xml,
  area,
  article,
  aside,
  audio,
  b,
  base,
  blockquote,
  body,
  br,
  button,
  canvas,
  caption,
  center,
  cite,
  code,
  col,
  colgroup,
  dd,
  del,
  details,
  dialog,
  div,
  dl,
  dt,
  em,
  embed,
  fieldset,
  figcaption,
  figure,
  font,
  footer,
  form,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  head,
  header,
  hr,
  html,
  i,
  iframe,
  img,
  input,
  ins,
  label,
  legend,
  li,
  link,
  main,
  map,
  math,
  menu,
  meta,
  mfrac,
  msqrt,
  msup,
  mtd,
  mtr,
  nav,
  noembed,
  noframes,
  noscript,
  object,
  ol,
  optgroup,
  option,
  p,
  param,
  picture,
  plaintext,
  pre,
  q,
  rp,
  rt,
  s,
  script,
  section,
  select,
  small,
  source,
  span,
  strike,
  strong,
  style,
  sub,
  summary,
  sup,
  svg,
  table,
  tbody,
  td,
  template_,
  textarea,
  tfoot,
  th,
  thead,
  time,
  title,
  tr,
  track,
  tt,
  u,
  ul,
  video,
  wbr,
  xmp,
  count
};

using TagSet = std::array<bool, static_cast<std::size_t>(Tag::count)>;
constexpr TagSet set_of(std::initializer_list<Tag> tags) {
  TagSet set{};
  for (const Tag t : tags) set[static_cast<std::size_t>(t)] = true;
  return set;
}
constexpr bool has(const TagSet& set, Tag t) { return set[static_cast<std::size_t>(t)]; }

namespace detail {
inline constexpr TagSet blocks =
    set_of({Tag::address,    Tag::article, Tag::aside,     Tag::blockquote, Tag::body,    Tag::caption, Tag::center,
            Tag::dd,         Tag::details, Tag::dialog,    Tag::div,        Tag::dl,      Tag::dt,      Tag::fieldset,
            Tag::figcaption, Tag::figure,  Tag::footer,    Tag::form,       Tag::h1,      Tag::h2,      Tag::h3,
            Tag::h4,         Tag::h5,      Tag::h6,        Tag::head,       Tag::header,  Tag::hr,      Tag::html,
            Tag::legend,     Tag::li,      Tag::main,      Tag::menu,       Tag::nav,     Tag::ol,      Tag::optgroup,
            Tag::option,     Tag::p,       Tag::plaintext, Tag::pre,        Tag::section, Tag::summary, Tag::table,
            Tag::tbody,      Tag::td,      Tag::tfoot,     Tag::th,         Tag::thead,   Tag::title,   Tag::tr,
            Tag::ul,         Tag::xmp});
inline constexpr TagSet hidden = set_of(
    {Tag::annotation, Tag::annotation_xml, Tag::audio,    Tag::canvas, Tag::head,     Tag::iframe,    Tag::input,
     Tag::noembed,    Tag::noframes,       Tag::noscript, Tag::object, Tag::optgroup, Tag::option,    Tag::rp,
     Tag::rt,         Tag::script,         Tag::select,   Tag::style,  Tag::svg,      Tag::template_, Tag::textarea,
     Tag::title,      Tag::video});
}  // namespace detail

// The element of that name, in whatever case; Tag::unknown for every other. No allocation.
Tag tag_of(std::string_view name);
// Starts and ends a block of text.
constexpr bool is_block(Tag tag) { return has(detail::blocks, tag); }
constexpr bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }
// What stands in it is never text of the page.
constexpr bool is_hidden_by_nature(Tag tag) { return has(detail::hidden, tag); }

}  // namespace docmill::cleaner
