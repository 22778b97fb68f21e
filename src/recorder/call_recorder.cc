#include "recorder/call_recorder.h"

#include "recorder/capture/x11/x11_capture.h"
#include "recording/layout.h"

namespace insyn::recorder {
namespace {

using recording::EndReason;

// The longest that the recorder sleeps: the agreement's clock may be set while it does.
constexpr std::chrono::milliseconds kLongestSleep(500);

std::vector<std::string> names_of(const std::vector<ApplicationInScope>& applications) {
  std::vector<std::string> names;
  for (const ApplicationInScope& application : applications) names.push_back(application.name());
  return names;
}

recording::Opening opening_of(const agreement::Agreement& agreement, const CallOrder& order,
                              const Permission& permission, const SealStage& seal, Utc now, Mono start) {
  recording::Opening opening;
  opening.id = recording::new_recording_id(now);
  opening.agreement_id = agreement.terms().id;
  opening.agreement_hash = agreement.hash();
  opening.recipient = seal.recipient().text();
  opening.workstation = order.facts.device;
  opening.call = order.facts.call;
  opening.kind = order.kind;
  opening.agent = order.facts.agent;
  opening.applications = names_of(permission.applications);
  opening.level = agreement.terms().level;
  opening.start = now;
  opening.start_mono = start.time_since_epoch();
  opening.retention_days = agreement.terms().retention_days;
  return opening;
}

}  // namespace

CallRecorder::CallRecorder(const agreement::Agreement& agreement, std::unique_ptr<Scope> scope,
                           std::unique_ptr<SessionWatch> session, std::unique_ptr<Capture> capture,
                           const Clock& clock, Mono start, Limit limit)
    : agreement_(agreement),
      scope_(std::move(scope)),
      session_(std::move(session)),
      capture_(std::move(capture)),
      clock_(clock),
      start_(start),
      limit_(std::move(limit)) {}

CallRecorder::Limit CallRecorder::first_limit(const agreement::Terms& terms, const CallOrder& order,
                                              Utc until, Utc now, Mono start) {
  Limit limit{start + (until - now),
              {EndReason::kAgreementEnded,
               fmt::format("the agreement allows recording until {} only", to_text(until)), false}};
  const Mono longest = start + std::chrono::minutes(terms.max_minutes);
  if (longest < limit.at) {
    limit = {longest,
             {EndReason::kLongestCall,
              fmt::format("the agreement allows at most {} minutes of a call", terms.max_minutes), false}};
  }
  if (order.at_most && start + *order.at_most < limit.at) {
    limit = {start + *order.at_most,
             {EndReason::kTimeIsUp, fmt::format("{} seconds were asked for", order.at_most->count()), false}};
  }
  return limit;
}

Result<std::unique_ptr<CallRecorder>> CallRecorder::begin(const agreement::Agreement& agreement,
                                                          const agreement::NoteSigner& device,
                                                          const CallOrder& order, const Clock& clock) {
  const Utc now = clock.utc();
  const Mono start = clock.mono();
  TRY_ASSIGN(Permission permission, permission_for(agreement, order.facts, order.spool, now));
  auto scope = std::make_unique<Scope>(permission.applications);
  auto session = std::make_unique<SessionWatch>();
  TRY_ASSIGN(auto capture,
             x11::X11Capture::open(order.display, agreement.terms().max_fps, *scope, *session, clock));
  TRY_ASSIGN(SealStage seal, SealStage::for_recording(agreement, order.facts.agent));
  const recording::Opening opening = opening_of(agreement, order, permission, seal, now, start);
  TRY_ASSIGN(auto spool, recording::RecordingWriter::begin(order.spool, opening, seal.key_files(), device));
  const Limit limit = first_limit(agreement.terms(), order, permission.until, now, start);
  std::unique_ptr<CallRecorder> recorder(new CallRecorder(agreement, std::move(scope), std::move(session),
                                                          std::move(capture), clock, start, limit));
  recorder->pipeline_.emplace(*recorder->scope_, permission.mask, std::move(seal), std::move(spool), clock,
                              start, limit.at);
  return recorder;
}

std::optional<CallEnding> CallRecorder::reason_to_end(const StopRequest& stop) const {
  if (clock_.mono() >= limit_.at) return limit_.ending;
  // The clock may have been set since the recording began.
  const agreement::Allowed allowed = agreement::allowed_at(agreement_.terms(), clock_.utc());
  if (!allowed) return CallEnding{EndReason::kAgreementEnded, allowed.why, false};
  if (stop.asked()) return CallEnding{EndReason::kStopped, "it was asked to stop", false};
  return std::nullopt;
}

Result<WaitSet> CallRecorder::things_to_wake_for(const StopRequest& stop) const {
  TRY_ASSIGN(WaitSet wake, WaitSet::create());
  TRY(wake.add(stop.fd()));
  TRY(session_->add_to(wake));
  return wake;
}

Status CallRecorder::look(const WaitSet& wake) {
  Mono deadline = std::min(clock_.mono() + kLongestSleep, limit_.at);
  if (const std::optional<Mono> due = pipeline_->due()) deadline = std::min(deadline, *due);
  return capture_->next(deadline, wake.fd(), *pipeline_);
}

Result<CallEnding> CallRecorder::run(const StopRequest& stop, const std::function<void()>& watch) {
  TRY_ASSIGN(const WaitSet wake, things_to_wake_for(stop));
  for (;;) {
    if (std::optional<CallEnding> ending = reason_to_end(stop)) {
      // What the screen shows at the end of a call still belongs to it. Without it the recording ends as
      // well.
      if (ending->reason == EndReason::kStopped) (void)capture_->last_look(*pipeline_);
      return close(std::move(*ending));
    }
    if (const Status looked = look(wake); !looked) {
      const bool lost = looked.error().code == Code::kTransient;
      return close({lost ? EndReason::kDisplayLost : EndReason::kFault, looked.error().message, true});
    }
    if (const Status spooled = pipeline_->spool_what_is_due(); !spooled) {
      return close({reason_for_spool(spooled.error()), spooled.error().message, true});
    }
    watch();
  }
}

Result<CallEnding> CallRecorder::close(CallEnding ending) {
  const Result<EndReason> closed = pipeline_->close(ending.reason);
  if (!closed) {
    return in_context(fmt::format("{}; and the recording {} could not be closed, what it has kept stays good",
                                  ending.why, folder().string()),
                      closed.error());
  }
  if (*closed != ending.reason) {
    ending = {*closed, ending.why + "; the last two seconds could not be written any more", true};
  }
  return ending;
}

CallProgress CallRecorder::progress() const {
  CallProgress progress;
  progress.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.mono() - start_);
  progress.balance = pipeline_->balance();
  progress.bytes = pipeline_->spool().bytes();
  progress.open_surfaces = pipeline_->open_surfaces();
  return progress;
}

}  // namespace insyn::recorder
