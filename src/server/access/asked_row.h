// A request to open a recording, as the database has it.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

struct AskedRow {
  std::string id, recording, account, state;  // asked, approved, refused
  std::string opens, purpose, note;
  std::int64_t asked = 0, until = 0, entry = 0;
  std::string answer_note;          // the approval or the refusal; empty where there is none yet
  std::string peel_note, peel_key;  // the sealed key file in base64; empty unless it was approved
  std::optional<std::int64_t> approval_entry, peel_entry, reading_entry;

  bool is_over(std::int64_t now) const { return now >= until; }
};

inline constexpr const char* kAskedColumns =
    "id, recording, account, state, opens, purpose, note, asked, until, entry, answer_note, peel_note, "
    "peel_key, "
    "approval_entry, peel_entry, reading_entry";
AskedRow asked_of(const Row& row);

// Nothing where there is none.
Result<std::optional<AskedRow>> find_asked(Transaction& transaction, const std::string& id);
// What everybody who may see it is told.
json::Json told(const AskedRow& asked, std::int64_t now);

}  // namespace insyn::server
