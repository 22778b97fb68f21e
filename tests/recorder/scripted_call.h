// A workstation with a scripted desktop, and a call on it, recorded under an agreement that both parties have
// signed: no display and no session bus.
#pragma once

#include "enrolment/enrolment.h"
#include "enrolment/key_files.h"
#include "recorder/call/call_recorder.h"
#include "recorder/call/testing_clock.h"
#include "recorder/capture/scripted/scripted_backend.h"
#include "recording/store/recording.h"
#include "recording/store/spool_usage.h"
#include "recording/writer/certifier.h"
#include "support/frames.h"
#include "support/temp_folder.h"

namespace insyn::recorder {

// Whoever serves others meanwhile: what has arrived is done at the next service point.
class Arrivals final : public ServicePoints {
 public:
  void arrive(std::function<void()> what) { waiting_.push_back(std::move(what)); }
  void before_reading() override { serve(); }
  void before_keeping() override { serve(); }

 private:
  void serve() {
    for (const auto& what : std::exchange(waiting_, {})) what();
  }
  std::vector<std::function<void()>> waiting_;
};

// A workstation whose desktop has one window of the agreed program, 400×300 pixels.
class ScriptedDesk {
 public:
  ScriptedDesk();

  // The facts of a window of the agreed program, and of another one.
  WindowFacts agreed() const { return facts(program_); }
  WindowFacts other() const { return facts(other_program_); }
  scripted::Window& window() { return desktop.window(window_); }
  // In force from an hour before `now` until an hour after.
  support::TestTerms terms(Utc now) const;
  // Signs the agreement, and reads it as a recorder does.
  enrolment::Enrolment enrol(const support::TestTerms& terms) const;
  Path agreement_file() const { return files / "agreement.note"; }
  Path spool() const { return files / "spool"; }
  std::size_t recordings() const;

  support::TempFolder files;
  support::Parties parties{files.path()};
  scripted::Desktop desktop;
  scripted::Backend backend{desktop};

 private:
  static WindowFacts facts(const Path& program);
  Path program_ = files / "kundstod", other_program_ = files / "mail";
  indicator::WindowId window_{};
};

// The colour of what must not be in a recording.
inline constexpr std::uint32_t kForeign = 0xff00ff;

class ScriptedCall : public ScriptedDesk {
 public:
  support::TestTerms terms() const { return ScriptedDesk::terms(clock.utc()); }
  // Signs the agreement and begins the call.
  reason::OrReason<std::unique_ptr<CallRecorder>> try_to_begin(const support::TestTerms& terms);
  CallRecorder& begin(const support::TestTerms& terms);
  CallRecorder& begin() { return begin(terms()); }
  // The call's time is what the test says. Lets it pass and takes a turn after each tenth of a second of it;
  // how the call ended, if it did.
  std::optional<CallEnding> go_on(std::chrono::milliseconds time);
  // Ends the call: what the recording shows. The colour is looked for in every state of it.
  support::Shown end(std::uint32_t colour = kForeign);
  recording::Recording read() const { return recording::Recording::read(folder()).value(); }
  Path folder() const { return recorder_->folder(); }

  TestingClock clock;
  scripted::Indicator indicator{clock};
  Arrivals arrivals;
  CallProof* proof = nullptr;  // of a call that begins now

 private:
  std::optional<enrolment::Enrolment> enrolment_;
  std::optional<recording::SigningCertifier> certifier_;
  std::optional<AgreementMonitor> monitor_;
  std::optional<recording::SpoolUsage> usage_;
  std::unique_ptr<CallRecorder> recorder_;
};

}  // namespace insyn::recorder
