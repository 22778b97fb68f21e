#include "recorder/call/call_recorder.h"

#include "agreement/zone.h"
#include "base/check.h"
#include "recording/format/layout.h"

namespace insyn::recorder {
namespace {

using recording::EndReason;

// The longest that the recorder sleeps: the agreement's clock may be set while it does.
constexpr std::chrono::milliseconds kLongestSleep(500);

// The day by the agreement's zone, or by UTC where this computer does not know that.
void set_date(recording::Opening& opening, const agreement::Terms& terms, Utc now) {
  opening.zone = agreement::zone_of(terms);
  if (const auto wall = agreement::wall_time(now, opening.zone)) {
    opening.date = wall->day;
    return;
  }
  opening.zone = "UTC";
  opening.date = std::chrono::floor<std::chrono::days>(now);
}

recording::Opening opening_of(const agreement::Agreement& agreement, const Permission& permission,
                              const RecordingKeys& keys, Utc now) {
  recording::Opening opening;
  opening.id = recording::new_recording_id();
  opening.agreement_id = agreement.terms().id;
  opening.agreement_hash = agreement.hash();
  set_date(opening, agreement.terms(), now);
  if (keys.pictures) opening.recipient = keys.pictures->text();
  if (keys.events) opening.events_recipient = keys.events->text();
  opening.calls_recipient = keys.calls.text();
  for (const ApplicationInScope& application : permission.applications)
    opening.applications.push_back({application.name(), application.hash()});
  opening.level = agreement.terms().level;
  opening.retention_days = agreement.terms().retention_days;
  return opening;
}

recording::CertificateRequest about_call(const CallOrder& order, Utc now, Mono start) {
  recording::CertificateRequest about;
  about.agent = order.facts.agent;
  about.call = order.facts.call;
  about.kind = order.kind;
  about.queue = order.queue;
  about.roster_hash = order.roster_hash;
  about.begin = now;
  about.begin_mono = start.time_since_epoch();
  return about;
}

// What the terms let be captured.
CaptureSettings settings_for(const agreement::Terms& terms) {
  CaptureSettings settings;
  settings.pictures = terms.level != agreement::Level::kMetrics;
  settings.max_fps = terms.max_fps;
  settings.titles = !terms.screens.empty();
  return settings;
}

// The session's buses are served for the gate, and whoever records serves the rest.
class ServeSessionToo final : public ServicePoints {
 public:
  ServeSessionToo(SessionWatch& session, ServicePoints* rest) : session_(session), rest_(rest) {}
  void before_reading() override {
    if (rest_ != nullptr) rest_->before_reading();
    session_.handle_arrived();
  }
  void before_keeping() override {
    if (rest_ != nullptr) rest_->before_keeping();
    session_.handle_arrived();
  }

 private:
  SessionWatch& session_;
  ServicePoints* rest_;
};

std::optional<PictureStages> picture_stages(const Permission& permission, const RecordingKeys& keys) {
  if (!permission.mask) return std::nullopt;
  CHECK(keys.pictures.has_value());
  return PictureStages{*permission.mask, SealStage(*keys.pictures), {}};
}

std::optional<EventStages> event_stages(const agreement::Terms& terms, const CallOrder& order,
                                        const RecordingKeys& keys) {
  if (!keys.events) return std::nullopt;
  return EventStages{EventStage(terms, order.facts.call), EventSeal(*keys.events)};
}

}  // namespace

CallRecorder::CallRecorder(const agreement::Agreement& agreement, AgreementMonitor& monitor, Parts parts,
                           const Clock& clock, Mono start, Limit limit)
    : agreement_(agreement),
      monitor_(monitor),
      scope_(std::move(parts.scope)),
      session_(std::move(parts.session)),
      gate_(std::move(parts.gate)),
      service_(std::move(parts.service)),
      capture_(std::move(parts.capture)),
      clock_(clock),
      start_(start),
      limit_(std::move(limit)) {}

CallRecorder::Limit CallRecorder::first_limit(const agreement::Terms& terms, const CallOrder& order,
                                              Utc until, Utc now, Mono start) {
  Limit limit{start + (until - now), {EndReason::kAgreementEnded, reason::AllowedUntil{until}}};
  const std::chrono::minutes longest(terms.max_minutes);
  if (start + longest < limit.at) {
    limit = {start + longest, {EndReason::kLongestCall, reason::LongestCall{longest}}};
  }
  if (order.at_most && start + *order.at_most < limit.at) {
    limit = {start + *order.at_most, {EndReason::kTimeIsUp, reason::TimeIsUp{*order.at_most}}};
  }
  return limit;
}

Result<CallRecorder::Parts> CallRecorder::open_capture(const agreement::Terms& terms, const CallOrder& order,
                                                       const Permission& permission, const Clock& clock) {
  auto scope = std::make_unique<Scope>(permission.applications);
  auto session = std::make_unique<SessionWatch>();
  auto gate = std::make_unique<CallGate>(*session, clock);
  auto service = std::make_unique<ServeSessionToo>(*session, order.service);
  TRY_ASSIGN(std::unique_ptr<Capture> capture,
             order.capture->open(settings_for(terms), {*scope, *gate, *order.indicator, *service}, clock));
  return Parts{std::move(scope), std::move(session), std::move(gate), std::move(service), std::move(capture)};
}

reason::OrReason<void> CallRecorder::may_begin(const agreement::Agreement& agreement,
                                               AgreementMonitor& monitor, const CallOrder& order,
                                               const Clock& clock) {
  if (const auto problem = monitor.problem()) return reason::because(problem->why);
  if (const auto enough = monitor.enough(order.kind)) return reason::because(*enough);
  const auto permission = permission_for(agreement, order.facts, *order.usage, clock.utc());
  if (!permission) return reason::because(permission.error());
  return order.capture->probe();
}

reason::OrReason<std::unique_ptr<CallRecorder>> CallRecorder::begin(const agreement::Agreement& agreement,
                                                                    AgreementMonitor& monitor,
                                                                    recording::Certifier& certifier,
                                                                    const CallOrder& order,
                                                                    const Clock& clock) {
  CHECK(order.usage != nullptr && order.capture != nullptr && order.indicator != nullptr);
  const Utc now = clock.utc();
  const Mono start = clock.mono();
  if (const auto problem = monitor.problem()) return reason::because(problem->why);
  if (const auto enough = monitor.enough(order.kind)) return reason::because(*enough);
  const auto permission = permission_for(agreement, order.facts, *order.usage, now);
  if (!permission) return reason::because(permission.error());
  if (const auto possible = order.capture->probe(); !possible) return reason::because(possible.error());
  TRY_ASSIGN(Parts parts, open_capture(agreement.terms(), order, *permission, clock));
  TRY_ASSIGN(RecordingKeys keys, make_recording_keys(agreement, order.facts.agent_recipients));
  std::optional<PictureStages> pictures = picture_stages(*permission, keys);
  std::optional<EventStages> events = event_stages(agreement.terms(), order, keys);
  recording::Beginning beginning{opening_of(agreement, *permission, keys, now), about_call(order, now, start),
                                 std::move(keys.files)};
  TRY_ASSIGN(auto spool, recording::RecordingWriter::begin(order.spool, std::move(beginning), certifier));
  const Limit limit = first_limit(agreement.terms(), order, permission->until, now, start);
  std::unique_ptr<CallRecorder> recorder(
      new CallRecorder(agreement, monitor, std::move(parts), clock, start, limit));
  recorder->pipeline_.emplace(*recorder->scope_, std::move(pictures), std::move(events), std::move(spool),
                              clock, PipelineTimes{start, limit.at},
                              order.proof == nullptr ? Storing::kAtOnce : Storing::kOnceProven);
  if (order.proof != nullptr) recorder->proof_.emplace(*order.proof, *recorder->gate_, clock);
  return recorder;
}

std::optional<CallEnding> CallRecorder::reason_to_end() const {
  if (gate_->has_slept() || session_->went_to_sleep())
    return CallEnding{EndReason::kComputerSlept, reason::ComputerSlept{}};
  if (clock_.mono() >= limit_.at) return limit_.ending;
  if (auto problem = monitor_.problem()) return CallEnding{problem->reason, problem->why};
  // The clock may have been set since the recording began.
  const agreement::Allowed allowed = agreement::allowed_at(agreement_.terms(), clock_.utc());
  if (!allowed) return CallEnding{EndReason::kAgreementEnded, *allowed.why_not};
  return std::nullopt;
}

void CallRecorder::add_to(EventLoop& loop) {
  loop.add_source(capture_->fd(), "capture");
  session_->add_to(loop);
  loop.add_deadline(limit_.at, "end of what is allowed");
  loop.add_deadline(clock_.mono() + kLongestSleep, "check of the agreement");
  if (const std::optional<Mono> due = pipeline_->due()) loop.add_deadline(*due, "chunk");
  if (const std::optional<Mono> due = proof_ ? proof_->due() : std::nullopt)
    loop.add_deadline(*due, "proof that the call goes on");
  if (const std::optional<Mono> due = capture_->due()) loop.add_deadline(*due, "capture");
}

Status CallRecorder::look() {
  Status looked = capture_->work(*pipeline_);
  pipeline_->hidden_because(gate_->reason().value_or(track::Withheld::kSessionHidden));
  return looked;
}

std::optional<CallEnding> CallRecorder::turn() {
  const auto spool_failed = [](const Error& error) {
    return CallEnding{reason_for_spool(error), error, true};
  };
  if (proof_) {
    const auto over = proof_->hear(*pipeline_);
    if (!over) return spool_failed(over.error());
    if (*over) return CallEnding{EndReason::kCallEnded, reason::CallEnded{}};
  }
  if (const Status looked = look(); !looked) {
    const bool lost = looked.error().code == Code::kTransient;
    return CallEnding{lost ? EndReason::kDisplayLost : EndReason::kFault, looked.error(), true};
  }
  if (const Status spooled = pipeline_->spool_what_is_due(); !spooled) return spool_failed(spooled.error());
  if (proof_) proof_->ask(*pipeline_);
  return std::nullopt;
}

Result<std::optional<CallEnding>> CallRecorder::record() {
  std::optional<CallEnding> ending = reason_to_end();
  if (!ending) ending = turn();
  if (!ending) return std::optional<CallEnding>();
  TRY_ASSIGN(CallEnding closed, close(std::move(*ending)));
  return std::optional<CallEnding>(std::move(closed));
}

Result<CallEnding> CallRecorder::end(CallEnding ending) {
  // What the screen shows at the end still belongs to a call that goes on. Without it the recording ends too.
  if (ending.reason == EndReason::kStopped) (void)capture_->last_look(*pipeline_);
  return close(std::move(ending));
}

Result<CallEnding> CallRecorder::close(CallEnding ending) {
  const Result<EndReason> closed = pipeline_->close(ending.reason);
  if (!closed) {
    return in_context(fmt::format("the recording {} had ended ({}) and could not be closed, what it has kept "
                                  "stays good",
                                  folder().string(), code_of(ending.reason)),
                      closed.error());
  }
  if (*closed != ending.reason) {
    ending.reason = *closed;
    ending.failed = ending.tail_lost = true;
  }
  ending.progress = progress();
  return ending;
}

std::optional<reason::Reason> CallRecorder::why_nothing_is_kept() const {
  if (const auto withheld = gate_->reason()) return reason::ScreenWithheld{*withheld};
  if (const auto hidden = pipeline_->hidden_by()) return reason::ScreenWithheld{*hidden};
  if (capture_->mark_is_missing()) return reason::ScreenWithheld{track::Withheld::kNoIndicator};
  if (pipeline_->open_surfaces() == 0) return scope_->misfit().value_or(reason::NoWindow{});
  return std::nullopt;
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
