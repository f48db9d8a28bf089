// A feed read piece by piece (expat): items come out as soon as they have ended.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "feed_item.hpp"

namespace docmill::feed {

struct FeedMistake {
  enum class Kind {
    none,
    broken,   // the XML is broken: behind the item it may go on
    cut_off,  // it ends early
    refused,  // nothing more is read of this file
  };
  Kind kind = Kind::none;
  std::string code, message;  // kebab-case; a sentence
  uint64_t begin = 0;         // of the item that is lost; of the place, outside of items
  uint64_t place = 0;         // of the mistake: byte of the file
};

class FeedParser {
 public:
  // `most`: bytes that the texts of one item may have.
  explicit FeedParser(uint64_t most);
  ~FeedParser();
  FeedParser(const FeedParser&) = delete;
  FeedParser& operator=(const FeedParser&) = delete;

  // Takes the next bytes of the file. After a mistake none are taken.
  void feed(std::string_view bytes, bool is_last);
  // Items that have ended and were not taken yet; take them from the front.
  std::deque<Item>& items();
  // After the items, what has ended the reading.
  const FeedMistake& mistake() const;
  // How an item begins, as it is written: "<item", "<atom:entry"; empty: none has come yet.
  const std::string& item_tag() const;
  // After a mistake of kind broken: goes on at an item that begins at byte `offset`. False: it cannot.
  bool resume(uint64_t offset);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace docmill::feed
