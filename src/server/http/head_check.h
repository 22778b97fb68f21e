// Whether the bytes before a request's body can mean one thing only. What two programs in a row read
// differently is how a request is smuggled past the first of them (RFC 9112, section 11.2), so this is
// stricter than the standard asks: no folded lines, no bare line feeds, no field twice, no chunks, no path
// but a plain one.
#pragma once

#include <optional>
#include <string_view>

#include "reason/refusal_code.h"
#include "server/http/limits.h"

namespace insyn::server::http {

// Why a request is refused before anything is done with it, as an answer's status and code.
struct HeadFault {
  int status = 400;
  reason::RefusalCode code;
  bool operator==(const HeadFault&) const = default;
};

struct HeadEnd {
  std::size_t size = 0;            // of the head with its empty line; 0: it is not all there yet
  std::optional<HeadFault> fault;  // no more of it needs to be read
};

// Where the head ends that `arrived` begins with, of which the first `looked_at` bytes were looked at before.
// A fault as soon as a line does not end as lines do, or the head is too large.
HeadEnd find_head_end(std::string_view arrived, std::size_t looked_at, const HeadLimits& limits);

// Nothing where all is well. `head` ends with its empty line.
std::optional<HeadFault> check_head(std::string_view head, const HeadLimits& limits);

}  // namespace insyn::server::http
