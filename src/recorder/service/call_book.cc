#include "recorder/service/call_book.h"

#include <algorithm>

#include "agreement/call_id.h"

namespace insyn::recorder {
namespace {

Failure no_such_call(const std::string& id) {
  return fail(Code::kDenied, "there is no call “{}”; it has not begun, or has ended", id);
}

}  // namespace

CallBook::Place CallBook::find(const std::string& id) {
  return std::find_if(calls_.begin(), calls_.end(),
                      [&](const Call& call) { return call.leg.empty() && call.id == id; });
}

CallBook::Place CallBook::find_told(const std::string& source, const std::string& leg) {
  const Call* found = told(source, leg);
  return found == nullptr ? calls_.end() : calls_.begin() + (found - calls_.data());
}

const Call* CallBook::find(std::uint64_t number) const {
  const auto found =
      std::find_if(calls_.begin(), calls_.end(), [&](const Call& call) { return call.number == number; });
  return found == calls_.end() ? nullptr : &*found;
}

void CallBook::forget_what_is_over() {
  std::erase_if(calls_, [](const Call& call) { return call.over_at.has_value(); });
}

// The next call may begin at once: what is left of the seconds after the last one is not waited for.
void CallBook::add(NewCall begun) {
  forget_what_is_over();
  if (calls_.size() == kMostCalls) calls_.erase(calls_.begin());
  if (!calls_.empty()) calls_.back().held = true;
  Call call;
  static_cast<NewCall&>(call) = std::move(begun);
  call.number = next_++;
  if (discarded_.contains(agreement::normalised_call_id(call.id))) call.refused = reason::Discarded{};
  calls_.push_back(std::move(call));
}

void CallBook::take_up(Place call) {
  calls_.back().held = true;
  std::rotate(call, std::next(call), calls_.end());
  calls_.back().held = false;
  forget_what_is_over();
}

void CallBook::end(Place call, Mono now) {
  if (call->held || after_call_.count() == 0) {
    calls_.erase(call);
  } else {
    call->over_at = now + after_call_;
  }
}

Status CallBook::begin(NewCall call) {
  forget_what_is_over();
  if (find(call.id) != calls_.end()) return fail(Code::kDenied, "the call “{}” has begun already", call.id);
  add(std::move(call));
  return {};
}

Status CallBook::hold(const std::string& id) {
  const auto call = find(id);
  if (call == calls_.end() || call->over_at) return no_such_call(id);
  call->held = true;
  return {};
}

Status CallBook::resume(const std::string& id) {
  const auto call = find(id);
  if (call == calls_.end() || call->over_at) return no_such_call(id);
  take_up(call);
  return {};
}

Status CallBook::end(const std::string& id, Mono now) {
  const auto call = find(id);
  if (call == calls_.end() || call->over_at) return no_such_call(id);
  end(call, now);
  return {};
}

const Call* CallBook::told(const std::string& source, const std::string& leg) const {
  const auto found = std::find_if(calls_.begin(), calls_.end(), [&](const Call& call) {
    return !call.leg.empty() && call.source == source && call.leg == leg;
  });
  return found == calls_.end() ? nullptr : &*found;
}

void CallBook::begin_told(NewCall call) { add(std::move(call)); }

void CallBook::hold_told(const std::string& source, const std::string& leg) {
  const auto call = find_told(source, leg);
  if (call != calls_.end() && !call->over_at) call->held = true;
}

void CallBook::resume_told(const std::string& source, const std::string& leg) {
  const auto call = find_told(source, leg);
  if (call != calls_.end() && !call->over_at) take_up(call);
}

void CallBook::end_told(const std::string& source, const std::string& leg, Mono now) {
  const auto call = find_told(source, leg);
  if (call != calls_.end() && !call->over_at) end(call, now);
}

std::optional<std::uint64_t> CallBook::lose_told(const std::string& source, const std::string& leg) {
  const auto call = find_told(source, leg);
  if (call == calls_.end() || call->over_at) return std::nullopt;
  const std::uint64_t number = call->number;
  calls_.erase(call);
  return number;
}

void CallBook::interrupt_told(const std::string& source, const std::string& leg, Interruption why) {
  const auto call = find_told(source, leg);
  if (call != calls_.end()) call->interruption = why;
}

std::vector<std::uint64_t> CallBook::source_gone(std::uint64_t owner) {
  std::vector<std::uint64_t> lost;
  std::erase_if(calls_, [&](const Call& call) {
    if (call.owner != owner || call.over_at) return false;
    lost.push_back(call.number);
    return true;
  });
  return lost;
}

void CallBook::refuse(std::uint64_t number, const reason::Reason& why) {
  for (Call& call : calls_) {
    if (call.number == number) call.refused = why;
  }
}

void CallBook::refuse_all(const reason::Reason& why) {
  for (Call& call : calls_) {
    if (!call.refused) call.refused = why;
  }
}

void CallBook::discard(const std::string& id) {
  const std::string normal = agreement::normalised_call_id(id);
  discarded_.insert(normal);
  for (Call& call : calls_) {
    if (agreement::normalised_call_id(call.id) == normal) call.refused = reason::Discarded{};
  }
}

std::optional<Mono> CallBook::due() const { return calls_.empty() ? std::nullopt : calls_.back().over_at; }

void CallBook::tick(Mono now) {
  std::erase_if(calls_, [&](const Call& call) { return call.over_at && *call.over_at <= now; });
}

}  // namespace insyn::recorder
