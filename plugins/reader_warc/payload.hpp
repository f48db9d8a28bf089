// What was sent into what it is: chunks put together (RFC 9112, 7.1), gzip, deflate and Brotli unpacked. Crawlers often
// keep the body unpacked and leave the fields of the head as they were; so what does not look as a field says is taken
// as it is.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace docmill::warc {

// Takes the bytes of the payload piece by piece; false: no more are wanted.
using TakeBytes = std::function<bool(std::string_view)>;

enum class Unpacked {
  whole,      // all of it
  cut_off,    // it ended early: what there was has come
  not_known,  // in an encoding that is not read; nothing has come
};

// The chunks of the body put together; the body itself where it is no sequence of chunks. Chunks that end early are cut
// off there.
std::string join_chunks(std::string_view body, bool& is_cut_off);

// `encoding`: the value of Content-Encoding, several with commas.
Unpacked unpack_payload(std::string_view body, std::string_view encoding, const TakeBytes& take);

}  // namespace docmill::warc
