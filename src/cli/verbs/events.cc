#include "cli/verbs/events.h"

#include <algorithm>

#include "cli/out_path.h"
#include "cli/words.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"
#include "os/process.h"
#include "recording/format/note_text.h"
#include "recording/store/recording.h"
#include "seal/open/open_age.h"

namespace insyn::cli {
namespace {

using recording::ChunkRecord;
using recording::Recording;

constexpr std::size_t kLargestEvents = std::size_t{1} << 20;  // of one chunk

class Collector {
 public:
  Collector(std::vector<seal::Identity> keys, std::optional<note::Verifier> device)
      : keys_(std::move(keys)), device_(std::move(device)) {}

  // Takes all events of a recording, or none where one of its chunks differs from the list.
  Status add(const Recording& recording) {
    TRY(check_notes(recording));
    std::string lines;
    for (const ChunkRecord& chunk : recording.closing->chunks) {
      if (chunk.kind != recording::ChunkKind::kEvents) continue;
      TRY_ASSIGN(const std::string more, opened(recording, chunk));
      lines += more;
    }
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
    if (!recording.closing) {
      return fail(Code::kTransient,
                  "it is not closed: it is still being recorded, or its recorder was cut off and has not "
                  "started again");
    }
    if (recording.closing->id != recording.opening.id) {
      return fail(Code::kCorrupt, "its closing note belongs to another recording");
    }
    if (!device_) return {};
    for (const std::string* note : {&recording.opening_note, &recording.closing_note})
      TRY(recording::verified_text(*note, *device_));
    return {};
  }

  Result<std::string> opened(const Recording& recording, const ChunkRecord& chunk) const {
    const std::string name = file_name_of(chunk.name());
    TRY_ASSIGN(const Bytes sealed, read_file(recording.folder / name, kLargestEvents));
    if (sealed.size() != chunk.length || sha256(sealed) != chunk.sha256) {
      return fail(Code::kCorrupt, "{} differs from what the recorder listed", name);
    }
    const Result<Bytes> csv = seal::open_with(keys_, sealed, kLargestEvents);
    if (!csv) return in_context(name, csv.error());
    const std::string_view text = text_of(*csv);
    if (!text.starts_with(recording::kEventsHead) || text.back() != '\n') {
      return fail(Code::kCorrupt, "{} does not hold events", name);
    }
    return std::string(text.substr(recording::kEventsHead.size()));
  }

  std::vector<seal::Identity> keys_;
  std::optional<note::Verifier> device_;
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
    for (const std::string& problem : listing.problems) console.say(problem);
    problems += listing.problems.size();
  }
  return all;
}

}  // namespace

Result<Outcome> events(const EventsOptions& options, Console& console) {
  TRY(require_new(options.out));
  TRY_ASSIGN(std::vector<seal::Identity> keys, enrolment::read_identities(options.key));
  std::optional<note::Verifier> device;
  if (options.pin) {
    TRY_ASSIGN(device, enrolment::read_device_pin(*options.pin));
  }
  std::size_t problems = 0;
  TRY_ASSIGN(const std::vector<Recording> recordings, all_in(options.recordings, problems, console));
  Collector collector(std::move(keys), std::move(device));
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
