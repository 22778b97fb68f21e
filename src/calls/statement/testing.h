// A call source, its key, and what it says, for tests.
#pragma once

#include "base/testing.h"
#include "calls/statement/answer.h"
#include "calls/statement/statement.h"

namespace insyn::calls {

inline Utc utc(std::string_view text) { return parse_utc(text).value(); }

inline agreement::CallSource source_of(const note::Signer& signer, int lease_seconds = 5) {
  return {signer.verifier().name(), signer.verifier(), lease_seconds};
}

// A call that begins, of the number 201.
inline Statement example_statement() {
  return {"pbx",
          1796112903251,
          0,
          utc("2026-12-01T08:15:03.251Z"),
          Event::kBegin,
          "1796112896.4711",
          "1796112896.4713",
          "201",
          "Faktura",
          "Kundtjänst \"privat\"",
          utc("2026-12-01T08:15:03.250Z")};
}

inline Answer example_answer() {
  return {"pbx",
          {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff},
          "1796112896.4711",
          "1796112896.4713",
          "201",
          CallState::kConnected,
          {},
          1796112903251};
}

}  // namespace insyn::calls
