#include "weekly_report/events.h"

#include <algorithm>
#include <set>

#include "agreement/zone.h"
#include "centre/fetching.h"
#include "opening/request_note.h"
#include "os/remove_folder.h"
#include "recording/format/layout.h"

namespace insyn::weekly_report {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::size_t kMostRecordings = 100'000;
constexpr std::size_t kMostFiles = 100'000;
constexpr std::size_t kLargestMark = 1000;
constexpr days kLongestAccess{90};  // docs/opening.md
// The earliest midnight of a date, somewhere on earth, before that of UTC. Which moment of its day a
// recording began at is not told to whoever asks, and its retention ends so long after that.
constexpr hours kEarliestMidnight{14};

Result<std::vector<std::string>> recordings_in(const Path& folder) {
  TRY_ASSIGN(std::vector<std::string> names, list_folder(folder, kMostRecordings));
  std::erase_if(names, [](const std::string& name) { return !recording::is_recording_id(name); });
  return names;
}

Status remove_all_of(const Path& folder) {
  if (!is_there(folder)) return {};
  TRY_ASSIGN(const auto names, list_folder(folder, kMostFiles));
  return remove_folder(folder, names);
}

// Until when access to a recording of that day can be asked for.
Result<Utc> access_until(const std::string& day, int retention_days, Utc now) {
  TRY_ASSIGN(const Utc midnight, parse_utc(day + "T00:00:00.000Z"));
  return std::min<Utc>(now + kLongestAccess, midnight - kEarliestMidnight + days(retention_days));
}

Result<opening::Request> request_in(const Path& folder) {
  TRY_ASSIGN(const std::string text, centre::request_note_in(folder));
  TRY_ASSIGN(const note::Note note, note::parse(text));
  return opening::parse_request(note.text);
}

void remember(std::string& problem, const Error& error) {
  if (problem.empty()) problem = error.message;
}

}  // namespace

Status Events::remove(const std::string& recording) {
  TRY(remove_all_of(place_.recordings() / recording));
  return remove_all_of(place_.requests() / recording);
}

Result<std::size_t> Events::remove_ended() {
  TRY_ASSIGN(const auto asked, recordings_in(place_.requests()));
  for (const std::string& recording : asked) {
    TRY_ASSIGN(const opening::Request request, request_in(place_.requests() / recording));
    if (request.until > clock_.utc()) continue;
    // The mark comes first: where this is interrupted the events are not forgotten to have been here.
    const std::string agreement = to_hex(request.agreement);
    if (is_there(place_.recordings() / recording))
      TRY(write_file(place_.ended() / recording, view_of(agreement), Access::kOwnerOnly, IfExists::kReplace));
    TRY(remove(recording));
  }
  return count_ended();
}

Result<std::size_t> Events::count_ended() const {
  TRY_ASSIGN(const auto marks, recordings_in(place_.ended()));
  const std::string agreement = to_hex(with_.agreement.hash());
  std::size_t count = 0;
  for (const std::string& recording : marks) {
    TRY_ASSIGN(const std::string of, read_text(place_.ended() / recording, kLargestMark));
    if (of == agreement) ++count;
  }
  return count;
}

Status Events::ask_for(centre::Client& server, const std::vector<centre::ListedRecording>& listed,
                       EventsStanding& standing) {
  const AskSettings& ask = *with_.settings.ask;
  const centre::AskingReader reader{with_.signer, with_.agreement, server, clock_};
  for (const centre::ListedRecording& one : listed) {
    const Path folder = place_.requests() / one.id;
    if (is_there(folder) || is_there(place_.ended() / one.id)) continue;
    TRY_ASSIGN(const Utc until, access_until(one.day, with_.agreement.terms().retention_days, clock_.utc()));
    if (until <= clock_.utc()) continue;
    const auto id =
        centre::ask(reader, {one.id, ledger::Opens::kEvents, ask.purpose, ask.because, until}, folder);
    if (id) continue;
    if (id.error().code == Code::kTransient) return Failure(id.error());
    ++standing.not_asked;
    remember(standing.problem, id.error());
  }
  return {};
}

Status Events::fetch_all(centre::Client& server, EventsStanding& standing) {
  TRY_ASSIGN(const auto asked, recordings_in(place_.requests()));
  std::vector<std::string> missing;
  for (const std::string& recording : asked)
    if (is_there(place_.recordings() / recording))
      ++standing.here;
    else
      missing.push_back(recording);
  if (missing.empty()) return {};
  TRY_ASSIGN(const auto requests, server.requests(""));
  std::map<std::string, std::string> states;
  for (const centre::Listed& one : requests) states[one.id] = one.state;
  for (const std::string& recording : missing) {
    const Path folder = place_.requests() / recording;
    TRY_ASSIGN(const std::string note, centre::request_note_in(folder));
    const std::string id = centre::request_id(note);
    const auto state = states.find(id);
    // One that the server does not have, as after it was restored, is asked again at the next look.
    if (state == states.end()) TRY(remove_all_of(folder));
    if (state == states.end() || state->second == "asked") ++standing.waiting;
    if (state == states.end()) continue;
    if (state->second == "refused") ++standing.refused;
    if (state->second != "approved") continue;
    const auto fetched =
        centre::fetch(server, id, note, with_.agreement, place_.recordings() / recording, nullptr);
    if (fetched) {
      ++standing.here;
      continue;
    }
    if (fetched.error().code == Code::kTransient) return Failure(fetched.error());
    ++standing.not_fetched;
    remember(standing.problem, fetched.error());
  }
  return {};
}

Result<EventsStanding> Events::bring(centre::Client& server, const Week& until) {
  const std::string_view zone = agreement::zone_of(with_.agreement.terms());
  centre::RecordingFilter filter;
  TRY_ASSIGN(filter.from, day_of(with_.weeks.front(), zone));
  TRY_ASSIGN(filter.to, day_of(until.end - std::chrono::milliseconds(1), zone));
  TRY_ASSIGN(auto listed, server.recordings(filter, kMostRecordings));
  const std::string agreement = to_hex(with_.agreement.hash());
  std::erase_if(listed, [&](const auto& one) { return one.agreement != agreement; });
  std::set<std::string> there;
  for (const centre::ListedRecording& one : listed) there.insert(one.id);
  // What was discarded or erased there is not kept here either.
  TRY_ASSIGN(const auto asked, recordings_in(place_.requests()));
  for (const std::string& recording : asked)
    if (!there.contains(recording)) TRY(remove(recording));
  EventsStanding standing;
  TRY(ask_for(server, listed, standing));
  TRY(fetch_all(server, standing));
  return standing;
}

}  // namespace insyn::weekly_report
