#include "cli/verbs/events.h"

#include <algorithm>

#include "cli/out_path.h"
#include "cli/words.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"
#include "os/process.h"
#include "recording/format/note_text.h"
#include "recording/open/open_keys.h"
#include "recording/verify/verify.h"

namespace insyn::cli {
namespace {

using recording::OwnKey;
using recording::Recording;

class Collector {
 public:
  Collector(std::vector<seal::Identity> keys, std::optional<enrolment::RecordingPin> pin)
      : keys_(std::move(keys)), pin_(std::move(pin)) {}

  // Takes all events of a recording, or none where one of its chunks differs from the list.
  Status add(const Recording& recording) {
    TRY(check_notes(recording));
    if (!has_any_for(recording.opening, OwnKey::kEvents)) return {};
    TRY_ASSIGN(const seal::Identity key, open_own_key(recording, OwnKey::kEvents, keys_));
    TRY_ASSIGN(const std::string lines, read_events(recording, key));
    recordings_ += lines.empty() ? 0 : 1;
    text_ += lines;
    return {};
  }

  std::string text() const { return std::string(recording::kEventsHead) + text_; }
  std::size_t recordings() const { return recordings_; }
  std::size_t events() const {
    return static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n'));
  }

 private:
  Status check_notes(const Recording& recording) const {
    if (recording.is_being_recorded) return fail(Code::kTransient, "it is still being recorded");
    if (!pin_) return {};
    const recording::FolderFiles files = recording.files();
    TRY_ASSIGN(const note::Verifier key, pin_->of_union
                                             ? recording::peeled_key(recording, files, pin_->verifier)
                                             : recording::certified_key(recording, files, pin_->verifier));
    if (recording.has_closing()) TRY(recording::verified_text(recording.closing_note, key));
    return {};
  }

  std::vector<seal::Identity> keys_;
  std::optional<enrolment::RecordingPin> pin_;
  std::string text_;
  std::size_t recordings_ = 0;
};

// Prints what could not be read, and counts it in `problems`.
Result<std::vector<Recording>> all_in(const std::vector<Path>& places, std::size_t& problems,
                                      Console& console) {
  std::vector<Recording> all;
  for (const Path& place : places) {
    TRY_ASSIGN(recording::SpoolListing listing, recording::list_recordings(place));
    for (Recording& one : listing.recordings) all.push_back(std::move(one));
    for (const recording::OldRecording& old : listing.old) {
      console.say(fmt::format("{}: left out: it is a recording of version 0", old.id));
      ++problems;
    }
    for (const std::string& problem : listing.problems) console.say(problem);
    problems += listing.problems.size();
  }
  return all;
}

}  // namespace

Result<Outcome> events(const EventsOptions& options, Console& console) {
  TRY(require_new(options.out));
  TRY_ASSIGN(std::vector<seal::Identity> keys, enrolment::read_identities(options.keys));
  std::optional<enrolment::RecordingPin> pin;
  if (options.pin) {
    TRY_ASSIGN(pin, enrolment::read_recording_pin(*options.pin));
  }
  std::size_t problems = 0;
  TRY_ASSIGN(const std::vector<Recording> recordings, all_in(options.recordings, problems, console));
  Collector collector(std::move(keys), std::move(pin));
  for (std::size_t i = 0; i < recordings.size(); ++i) {
    console.progress("gathering", static_cast<double>(i) / static_cast<double>(recordings.size()));
    if (const Status added = collector.add(recordings[i]); !added) {
      ++problems;
      console.say(fmt::format("{}: left out: {}", recordings[i].opening.id, added.error().message));
    }
  }
  console.clear_status();
  if (collector.events() == 0) {
    return fail(Code::kPermanent, "there are no events in {}; nothing was written",
                count_text(recordings.size(), "recording", "recordings"));
  }
  const std::string text = collector.text();
  TRY(write_file(options.out, view_of(text), Access::kOwnerOnly, IfExists::kRefuse));
  console.result(options.out.string());
  console.say(fmt::format("{} of {}, out of {}", count_text(collector.events(), "event", "events"),
                          count_text(collector.recordings(), "call", "calls"),
                          count_text(recordings.size(), "recording", "recordings")));
  return problems == 0 ? Outcome::kGood : Outcome::kBad;
}

}  // namespace insyn::cli
