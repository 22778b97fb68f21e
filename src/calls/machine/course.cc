#include "calls/machine/course.h"

namespace insyn::calls {
namespace {

Phase next(Phase phase, Turn turn) {
  switch (phase) {
    case Phase::kOffered:
      if (turn == Turn::kConnected) return Phase::kConnected;
      if (turn == Turn::kEnded) return Phase::kOver;
      return phase;
    case Phase::kConnected:
      if (turn == Turn::kHeld) return Phase::kHeld;
      if (turn == Turn::kEnded) return Phase::kEnded;
      return phase;
    case Phase::kHeld:
      if (turn == Turn::kResumed) return Phase::kConnected;
      if (turn == Turn::kEnded) return Phase::kEnded;
      return phase;
    case Phase::kEnded:
      return turn == Turn::kWrapUpOver ? Phase::kOver : phase;
    case Phase::kOver:
      return phase;
  }
  return phase;
}

}  // namespace

Course after(Course course, Turn turn, Mono now) {
  const Phase phase = next(course.phase, turn);
  if (phase == course.phase) return course;
  if (course.phase == Phase::kOffered && phase == Phase::kConnected) course.connected_at = now;
  course.phase = phase;
  course.since = now;
  return course;
}

Course after(Course course, const PhaseLimits& limits, Mono now) {
  const bool talks = course.phase == Phase::kConnected || course.phase == Phase::kHeld;
  if (course.phase == Phase::kOffered && now - course.since >= limits.longest_offer)
    return after(course, Turn::kEnded, course.since + limits.longest_offer);
  if (talks && now - course.connected_at >= limits.longest_call)
    course = after(course, Turn::kEnded, course.connected_at + limits.longest_call);
  if (course.phase == Phase::kEnded && now - course.since >= limits.wrap_up)
    course = after(course, Turn::kWrapUpOver, course.since + limits.wrap_up);
  return course;
}

}  // namespace insyn::calls
