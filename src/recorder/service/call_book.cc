#include "recorder/service/call_book.h"

#include <algorithm>

#include "agreement/call_id.h"

namespace insyn::recorder {
namespace {

Failure no_such_call(const std::string& id) {
  return fail(Code::kDenied, "there is no call “{}”; it has not begun, or has ended", id);
}

}  // namespace

std::vector<Call>::iterator CallBook::find(const std::string& id) {
  return std::find_if(calls_.begin(), calls_.end(), [&](const Call& call) { return call.id == id; });
}

const Call* CallBook::find(std::uint64_t number) const {
  const auto found =
      std::find_if(calls_.begin(), calls_.end(), [&](const Call& call) { return call.number == number; });
  return found == calls_.end() ? nullptr : &*found;
}

void CallBook::forget_what_is_over() {
  std::erase_if(calls_, [](const Call& call) { return call.over_at.has_value(); });
}

Status CallBook::begin(const std::string& id, const std::string& kind, std::uint64_t owner) {
  // The next call may begin at once: what is left of the seconds after the last one is not waited for.
  forget_what_is_over();
  if (find(id) != calls_.end()) return fail(Code::kDenied, "the call “{}” has begun already", id);
  if (calls_.size() == kMostCalls) calls_.erase(calls_.begin());
  if (!calls_.empty()) calls_.back().held = true;
  Call call;
  call.number = next_++;
  call.id = id;
  call.kind = kind;
  call.owner = owner;
  if (discarded_.contains(agreement::normalised_call_id(id))) call.refused = reason::Discarded{};
  calls_.push_back(std::move(call));
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
  calls_.back().held = true;
  std::rotate(call, std::next(call), calls_.end());
  calls_.back().held = false;
  forget_what_is_over();
  return {};
}

Status CallBook::end(const std::string& id, Mono now) {
  const auto call = find(id);
  if (call == calls_.end() || call->over_at) return no_such_call(id);
  if (call->held || after_call_.count() == 0) {
    calls_.erase(call);
  } else {
    call->over_at = now + after_call_;
  }
  return {};
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
