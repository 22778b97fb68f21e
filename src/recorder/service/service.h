// The recorder as a service: idle until a call source tells of a call, and then the recording of that call.
// Nothing polls.
#pragma once

#include <functional>

#include "os/folder_watch.h"
#include "recorder/call_source/carriers.h"
#include "recorder/call_source/sequence_file.h"
#include "recorder/call_source/told_calls.h"
#include "recorder/service/call_book.h"
#include "recorder/service/call_watch.h"
#include "recorder/service/pause_mark.h"
#include "recorder/service/recorder_host.h"

namespace insyn::recorder {

// What the recorder was given. All of it outlives the service.
struct ServiceSet {
  const agreement::Agreement& agreement;
  AgreementMonitor& monitor;
  const FolderWatch& enrolment_folder;  // changes when a file of the enrolment may have
  recording::Certifier& certifier;
  const CaptureBackend& capture;
  WhoIsHere who;
  Path spool;
  const agreement::UsageLog& usage;
  std::string warning;                            // for State::warning
  std::optional<reason::Reason> not_listed = {};  // as CallFacts::not_listed
  std::optional<Digest> roster_hash = {};         // as CallOrder::roster_hash
  // Of agreements with call sources: how they reach this computer, and what was heard of them before.
  Carriers carriers = {};
  Path sequences = {};  // a SequenceFile
};

class Service final : public RecorderHost {
 public:
  // A sentence for the journal, without the agent's or the customer's name.
  using Say = std::function<void(std::string_view)>;

  // Serves `server`, and lets processes that run `programs.tray` mark what is recorded. `stop` and `clock`
  // outlive it.
  Service(ServiceSet set, control::Server server, OwnPrograms programs, PauseMark pause,
          const StopRequest& stop, const Clock& clock, Say say);

  // Until it is asked to stop, or until the agreement or another file of the enrolment has been replaced or
  // taken away: what may be looked at is fixed by then, so another one takes another recorder. What is being
  // recorded then is closed. An error is a fault of the system.
  Status run();
  // One turn of it; whether the enrolment is another one by now, so that the recorder ends. Without waiting,
  // where the clock goes on between turns alone, as a simulation's does.
  enum class Waits { kUntilThereIsSomething, kNot };
  bool turn(Waits waits);

  void disconnected(control::ClientId client) override;
  void add_to(EventLoop& loop) override;

 private:
  // Who is answered once what was asked has been done.
  struct Waiting {
    control::ClientId client = 0;
    control::Request request;
    std::uint64_t call = 0;  // that began
  };

  std::optional<control::Reply> carry_out_for_calls(control::ClientId client,
                                                    const control::Request& request) override;
  Status keep_pause(bool paused) override;
  void describe_calls(control::State& state) const override;
  std::vector<control::CallNews> present_calls() const override { return watch_.present(told_.calls()); }
  std::vector<control::CallNews> take_call_news() override { return watch_.take(); }
  bool in_call() const override;
  void agent_left() override;
  void serve() override;

  // Why the agent cannot say now that the system did not help; nothing where that is an event.
  std::optional<reason::Reason> why_not_said() const;
  bool has_just_said() const;
  control::Reply note_did_not_help();
  Status change_book(control::ClientId client, const control::Request& request);
  // Hears what call sources have said, and has the book say the same.
  void hear_of_calls();
  void follow(const ToldCalls::Told& told);
  // What was said of the call that is being recorded, to its recording.
  void hand_over_statements();
  // The last one that goes on is the one that is on.
  void take_up_what_goes_on();
  calls::Trust::Sequences heard_before() const;
  void keep_sequences();
  // Why this call source is not heard; nothing where it is.
  std::optional<reason::Reason> why_unheard(const std::string& source) const;
  // Why none is heard; nothing where one is, or where none is needed.
  std::optional<reason::Reason> why_none_heard() const;
  void end_calls_after_sleep();
  // At once, even between the look at the screen and the decision what of it is kept.
  void hold_or_release() const;
  bool still_to_be_recorded() const;

  // Ends what is no longer to be recorded, begins what is, and answers those who wait: whether somebody did,
  // who may have sent more requests ahead.
  bool carry_out_what_was_asked();
  void begin_recorder();
  void end_recorder(recording::EndReason reason, reason::Reason why);
  // One turn of the recording.
  void record_turn();
  // Says how the recording ended, and gives why.
  reason::Reason note_ending(const Result<CallEnding>& ending);
  void answer(const Waiting& waiting);
  reason::OrReason<void> discard(const std::string& asked_for);
  // Why nobody may be recorded, whatever the terms say.
  std::optional<reason::Reason> not_listed() const;

  ServiceSet set_;
  PauseMark pause_mark_;
  Say say_;
  CallBook book_;
  SequenceFile sequence_file_;
  CallWatch watch_;
  ToldCalls told_;
  std::optional<Mono> said_at_;                     // when the agent last said that the system did not help
  using Leg = std::pair<std::string, std::string>;  // source and leg
  std::set<Leg> begun_;                             // of those in told_, which were put into the book
  std::optional<Leg> told_on_;
  bool sequences_kept_ = true;
  std::vector<Waiting> waiting_;
  std::uint64_t recorded_call_ = 0;        // its number in the book
  Leg recorded_leg_;                       // of which it is; empty where it was begun by hand
  bool call_lost_ = false;                 // the one that is being recorded
  bool computer_slept_ = false;            // while it was
  bool agent_left_ = false;                // while it was
  std::chrono::microseconds slept_;        // by the clock, when it was last asked
  std::string last_recording_;             // its id
  std::optional<reason::Reason> problem_;  // why nothing may be recorded now, whatever the terms say
};

}  // namespace insyn::recorder
