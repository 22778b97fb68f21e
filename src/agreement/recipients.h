// Whom recordings are sealed to, and who says whose each key is.
#pragma once

#include <string>
#include <vector>

#include "agreement/vouched.h"

namespace insyn::agreement {

// Somebody who opens beside the parties themselves: a [[recipient]] table, of role reviewer, union (a spare
// key of the union's) or insight.
using VouchedRecipient = Vouched;

// Up to 100. kCorrupt, with the line and the reason, where one is malformed or a key is there twice.
Result<std::vector<VouchedRecipient>> read_vouched(toml::TableReader& top);

enum class Layer { kReviewers, kUnion, kInsight };

// One key that recordings are sealed to.
struct Opener {
  Layer layer = Layer::kReviewers;
  std::string recipient;   // "age1…"
  std::string name;        // whose it is
  std::string vouched_by;  // the party that says so: itself, where its key is pinned
  bool pinned = false;     // the recipient of a party's pinned .pub file
};

// What the terms say about it, and the pinned keys that it is judged by.
struct OpenersAsked {
  const std::vector<std::string>& reviewers;
  const std::vector<std::string>& union_layer;
  const std::string& insight;  // empty: no events are kept
  const std::vector<VouchedRecipient>& vouched;
  const note::PublicKeys& employer;
  const std::vector<note::PublicKeys>& unions;
};

// Everybody who can open, the parties first. kDenied where
// - a union's own pinned recipient is not in the union layer;
// - another recipient there is not vouched for by a union, a reviewer not by the employer, or the insight
//   recipient by neither;
// - one key is on both sides, or stands for two.
Result<std::vector<Opener>> find_openers(const OpenersAsked& asked);

}  // namespace insyn::agreement
