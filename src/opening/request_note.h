// With what a reviewer, or the insight engine, asks to open a recording: signed with a key that a party
// vouches for. Lines of "key value" in a fixed order; docs/opening.md describes them byte for byte.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/sha256.h"
#include "ledger/entries/code.h"
#include "recording/format/peel_note.h"

namespace insyn::opening {

// Of any note of this room, with its signature.
inline constexpr std::size_t kLargestOpeningNote = std::size_t{16} << 10;
// How long access can be asked for.
inline constexpr std::chrono::days kLongestAccess{90};

struct Request {
  std::string recording;  // its id
  ledger::Opens opens = ledger::Opens::kPictures;
  std::string request;       // "age1…": the key that was made for this request
  std::string request_name;  // as its .pub says
  std::string reader;        // "age1…": the key of the one who asks, whom recordings are sealed to
  std::string purpose;       // a code: see ledger::is_purpose()
  std::string because;       // in words; not empty
  Utc asked{};
  Utc until{};         // access ends
  Digest agreement{};  // the hash of the text of the agreement that the recording was made under
  bool operator==(const Request&) const = default;
};

// What of a recording is handed out to whoever asked for that.
recording::PeelKind kind_of(ledger::Opens opens);

std::string text_of(const Request& request);
// kCorrupt with the line number and the reason where the text is not exactly what text_of() would write.
Result<Request> parse_request(std::string_view text);

}  // namespace insyn::opening
