#include "link/upload/failure.h"

namespace insyn::link {
namespace {

Obstacle without_answer(const Error& error) {
  switch (error.code) {
    case Code::kTransient:
      return Obstacle::kNoAnswer;
    case Code::kDenied:
      return Obstacle::kNotTheServer;
    case Code::kBadPeer:
      return Obstacle::kNotUnderstood;
    case Code::kCorrupt:
      return Obstacle::kDamaged;
    default:
      return Obstacle::kHere;
  }
}

Obstacle of_answer(const Refusal& refusal) {
  if (refusal.code == "too-old" || refusal.code == "too-new") return Obstacle::kClock;
  if (refusal.status == 409 && refusal.code == "fork") return Obstacle::kForked;
  if (refusal.status == 410) return Obstacle::kGone;
  if (refusal.status == 507) return Obstacle::kNoRoom;
  if (refusal.status == 408 || refusal.status == 429 || refusal.status / 100 == 5) return Obstacle::kBusy;
  return Obstacle::kRefused;
}

}  // namespace

Failed failed_call(const Centre& centre, Error error) {
  const auto& refusal = centre.refusal();
  if (!refusal) return {without_answer(error), std::move(error)};
  return {of_answer(*refusal), std::move(error), refusal->retry_after,
          Refused{refusal->status, refusal->code}};
}

Trouble trouble_of(const Failed& failed, const std::optional<Trouble>& before, Utc now,
                   std::chrono::nanoseconds wait) {
  const bool same = before && before->obstacle == failed.obstacle;
  return {failed.obstacle, failed.error.message, same ? before->since : now,
          now + std::chrono::ceil<std::chrono::milliseconds>(wait), failed.refused};
}

bool is_everywhere(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::kNoAnswer:
    case Obstacle::kBusy:
    case Obstacle::kNoRoom:
    case Obstacle::kNotTheServer:
    case Obstacle::kClock:
      return true;
    default:
      return false;
  }
}

}  // namespace insyn::link
