// The page on which a witness says what it has found, in Swedish and English: one file without scripts, that
// a browser shows from the disk.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "witness/watch/told.h"

namespace insyn::witness {

// What a witness does, for its page and for `insyn-witness status`.
struct Standing {
  std::string origin;
  std::string server;
  std::uint64_t entries = 0;     // that it has cosigned
  std::uint64_t judged = 0;      // of these, by the rules
  std::optional<Utc> cosigned;   // when it did so last
  std::optional<Utc> heard;      // when the server showed its ledger last
  std::optional<Utc> confirmed;  // when it said last that an agreement is in force
  bool confirms = false;         // whether it goes on saying so
  std::string problem;           // what the last try met with; empty where it went well
};

// As it stands at `now`.
std::string page_of(const Standing& standing, std::span<const Told> told, Utc now);

// Lines "key value", which parse_standing() reads back.
std::string text_of(const Standing& standing);
Result<Standing> parse_standing(std::string_view text);

}  // namespace insyn::witness
