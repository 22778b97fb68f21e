#include "recorder/service/call_watch.h"

#include <algorithm>

namespace insyn::recorder {
namespace {

using control::CallNews;

// Why nothing may be kept of a call at this moment; nothing where it may.
std::optional<reason::Reason> why_not(const ToldCalls::Told& told) {
  using Standing = ToldCalls::Standing;
  const std::string& source = told.leg->begin.source;
  switch (told.standing) {
    case Standing::kGoesOn:
      return std::nullopt;
    case Standing::kHeld:
      return reason::CallHeld{};
    case Standing::kCardData:
      return reason::CardPause{};
    case Standing::kUnclear:
      return told.leg->missed ? reason::Reason(reason::CallWordMissing{{source}})
                              : reason::Reason(reason::CallUnanswered{{source}});
    case Standing::kEnded:
      return reason::CallEnded{};
    case Standing::kLost:
      return reason::CallLost{};
  }
  return std::nullopt;
}

bool is_over(ToldCalls::Standing standing) {
  return standing == ToldCalls::Standing::kEnded || standing == ToldCalls::Standing::kLost;
}

}  // namespace

void CallWatch::set_watched(bool watched) {
  watched_ = watched;
  if (watched) return;
  waiting_.clear();
  left_out_ = 0;
}

void CallWatch::set_source(const std::string& name, const std::optional<reason::Reason>& why) {
  const auto found = std::find_if(sources_.begin(), sources_.end(), [&](const CallNews& one) {
    return std::get<control::SourceNews>(one.what).source == name;
  });
  if (found != sources_.end() && found->why == why) return;
  const Utc now = clock_.utc();
  const CallNews news{now, control::SourceNews{name, now}, why};
  if (found == sources_.end()) {
    sources_.push_back(news);
  } else {
    *found = news;
  }
  add(news.what, why);
}

void CallWatch::add(CallNews::What what, const std::optional<reason::Reason>& why) {
  if (!watched_) return;
  if (waiting_.size() == kMostWaiting) {
    ++left_out_;
    return;
  }
  waiting_.push_back({clock_.utc(), std::move(what), why});
}

void CallWatch::said(const calls::Statement& statement, const std::optional<reason::Reason>& refused) {
  add(control::SourceSaid{statement.source, code_of(statement.event), statement.call, statement.agent,
                          statement.kind, statement.queue, statement.at},
      refused);
}

void CallWatch::not_signed(const reason::Reason& why) {
  const Mono now = clock_.mono();
  if (not_signed_at_ && now - *not_signed_at_ < kBetweenNotSigned) return;
  not_signed_at_ = now;
  add(control::NotSigned{}, why);
}

void CallWatch::answered(const std::string& source, std::chrono::milliseconds after,
                         const std::optional<reason::Reason>& why_not) {
  add(control::SourceAnswered{source, static_cast<int>(after.count())}, why_not);
}

std::vector<CallNews> CallWatch::present(const std::vector<ToldCalls::Told>& calls) const {
  std::vector<CallNews> all = sources_;
  const Utc now = clock_.utc();
  for (const ToldCalls::Told& told : calls) {
    if (is_over(told.standing)) continue;
    const calls::Statement& begin = told.leg->begin;
    all.push_back(
        {now,
         control::PresentCall{begin.source, begin.call, begin.agent, begin.kind, begin.queue, begin.began},
         why_not(told)});
  }
  all.push_back({now, control::AllPresent{}, {}});
  return all;
}

std::vector<CallNews> CallWatch::take() {
  std::vector<CallNews> all = std::exchange(waiting_, {});
  if (const int left_out = std::exchange(left_out_, 0); left_out > 0)
    all.push_back({clock_.utc(), control::LeftOut{left_out}, {}});
  return all;
}

}  // namespace insyn::recorder
