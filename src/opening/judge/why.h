// Why a check of a request failed, for whoever makes words of it: a code with values.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace insyn::opening {

// In the order of the alphabet. The pages have words for each.
inline constexpr auto kWhyCodes = std::to_array<std::string_view>({
    "access-over",        "access-too-long",
    "agent-not-listed",   "agreement-not-entered",
    "another-request",    "approved-before",
    "asked-ahead",        "certified-twice",
    "dark-certificates",  "dark-discards",
    "device-not-listed",  "discarded",
    "file-changed",       "fork",
    "kept-longer",        "ledger-ahead",
    "made-up-shreddings", "no-certificate",
    "no-events",          "no-pictures",
    "not-allowed-then",   "not-certified",
    "not-entered",        "not-received-once",
    "not-signed",         "other-agreement",
    "other-contents",     "other-date",
    "other-level",        "other-notes",
    "other-roster",       "retention-over",
    "roster-not-entered", "roster-unsigned",
    "shredded",           "too-many",
    "unreadable",         "week-not-over",
    "withdrawn",
});

struct Why {
  std::string_view code;                                         // of kWhyCodes
  std::vector<std::pair<std::string_view, std::string>> values;  // by name; times as to_text() writes them
};

}  // namespace insyn::opening
