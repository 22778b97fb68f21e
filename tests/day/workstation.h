// A workstation of a simulated day: the recorder's service as it is, on a scripted desktop, with a tray that
// marks what it is told to.
#pragma once

#include "control/client.h"
#include "day/spans.h"
#include "day/way.h"
#include "os/folder_watch.h"
#include "recorder/scripted_call.h"
#include "recorder/service/service.h"

namespace insyn::day {

// What was found in its recordings.
struct Recorded {
  std::vector<Mono> moments;                    // at which pictures were kept, in order
  std::map<track::Withheld, Spans> nothing;     // why nothing was, and when
  std::map<recording::EndReason, int> endings;  // of closed recordings
  std::size_t recordings = 0, foreign = 0, bad = 0;
};

class Workstation {
 public:
  Workstation(const DayTime& time, const note::Signer& source, ServerNode& server,
              std::vector<std::string> numbers, const StopRequest& stop, unsigned seed);

  void start();
  // As a crash ends it: nothing is closed.
  void crash();
  bool runs() const { return service_.has_value(); }
  void sleep(milliseconds time) { clock_.sleep(time); }
  // All of the window shows what may be recorded, or what may not.
  void show(bool own);
  // A moment of work: something changes on the screen, what there is to carry is carried, and the recorder
  // does what it has to do.
  void work();
  // Whether it should do so at once.
  bool has_work() const { return link_.has_work() || activity() != control::Activity::kIdle; }
  control::Activity activity() const { return state_.activity; }
  // Takes what its recordings say into recorded(), those that are closed or, where the recorder has crashed,
  // all; and removes them.
  void take_recordings();
  const Recorded& recorded() const { return recorded_; }
  LinkFaults& link_faults() { return link_.faults; }

 private:
  support::TestTerms terms(const note::Signer& source) const;
  void turn();
  // Whether it was to mark something.
  bool answer_for_tray();

  DayClock clock_;
  const StopRequest& stop_;
  recorder::ScriptedDesk desk_;
  const Path folder_ = desk_.files / "run";
  const std::vector<std::string> numbers_;
  LinkNode link_;
  enrolment::Enrolment enrolment_;
  recorder::AgreementMonitor monitor_;
  FolderWatch enrolment_folder_ = FolderWatch::begin(desk_.files.path()).value();
  recording::SpoolUsage usage_{desk_.spool()};
  recording::SigningCertifier certifier_{enrolment::read_signer(desk_.files / "device.sign").value()};
  std::optional<recorder::Service> service_;
  std::optional<control::Client> tray_;
  control::State state_;
  bool own_ = false;
  std::uint32_t drawn_ = 0;
  Recorded recorded_;
};

}  // namespace insyn::day
