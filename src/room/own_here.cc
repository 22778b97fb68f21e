#include "room/own_here.h"

#include <algorithm>

#include "agreement/discard_right.h"
#include "enrolment/agreement_file.h"
#include "enrolment/enrolled.h"
#include "enrolment/feed.h"
#include "link/outbox/outbox.h"
#include "recording/format/layout.h"
#include "recording/open/open_keys.h"
#include "recording/store/kept_terms.h"
#include "usage/usage_journal.h"

namespace insyn::room {
namespace {

constexpr std::size_t kMostJournals = 1000;
constexpr std::size_t kMostLeftOut = 500;

// All key files that it began with.
bool is_whole(const recording::Recording& one) {
  return std::ranges::all_of(one.opening.key_files,
                             [&](const recording::KeyFileRecord& file) { return one.has(file.name); });
}

std::optional<recording::EndStatement> end_of(const recording::Recording& one, const OwnAgent& agent) {
  const auto calls = open_own_key(one, recording::OwnKey::kCalls, agent.identities);
  if (!calls) return std::nullopt;
  return read_end(one, *calls).value_or(std::nullopt);
}

HereRecording row_of(const recording::Recording& one, const OwnPlaces& places, const OwnAgent& agent) {
  HereRecording row;
  row.id = one.opening.id;
  row.kind = one.certificate->kind;
  row.queue = one.certificate->queue;
  row.level = agreement::level_name(one.opening.level);
  for (const recording::RecordedApplication& application : one.opening.applications)
    row.applications.push_back(application.name);
  row.began = one.certificate->begin;
  row.kept_until = kept_until(one.opening);
  if (const auto terms = recording::kept_terms(places.spool, one.opening.agreement_hash))
    row.discard_until = agreement::discard_until(row.began, *terms);
  row.is_being_recorded = one.is_being_recorded;
  row.is_closed = one.has_closing();
  row.has_pictures = !one.opening.recipient.empty();
  row.is_discarded = !is_whole(one);
  row.is_unconfirmed = link::is_unconfirmed(link::outbox_of(places.link), row.id);
  if (!row.is_discarded && !row.is_being_recorded) row.end = end_of(one, agent);
  return row;
}

bool is_own(const recording::Recording& one, const OwnAgent& agent) {
  return !agent.name.empty() && one.certificate && one.certificate->agent == agent.name;
}

// Of one journal.
Status add_left_out(const Path& folder, const OwnAgent& agent, Utc since, std::vector<LeftOut>& into) {
  TRY_ASSIGN(const note::Verifier device, usage::device_named_in(folder));
  TRY_ASSIGN(const std::vector<usage::Entry> entries, usage::entries_in(folder, device));
  for (const usage::Entry& entry : entries) {
    const auto* one = std::get_if<usage::NotRecorded>(&entry);
    if (one == nullptr || one->agent != agent.name || one->time < since) continue;
    into.push_back({one->time, one->why == usage::NotRecorded::Why::kDiscarded});
  }
  return {};
}

}  // namespace

Result<std::vector<HereRecording>> recordings_here(const OwnPlaces& places, const OwnAgent& agent) {
  std::vector<HereRecording> rows;
  std::error_code error;
  // Of an agent who works elsewhere, or of whom nothing was recorded yet.
  if (agent.name.empty() || !std::filesystem::exists(places.spool, error)) return rows;
  TRY_ASSIGN(const recording::SpoolListing listing, recording::list_recordings(places.spool));
  for (auto one = listing.recordings.rbegin(); one != listing.recordings.rend(); ++one)
    if (is_own(*one, agent)) rows.push_back(row_of(*one, places, agent));
  return rows;
}

Result<std::optional<recording::Recording>> recording_here(const OwnPlaces& places, const OwnAgent& agent,
                                                           const std::string& id) {
  using Found = std::optional<recording::Recording>;
  std::error_code error;
  if (!recording::is_recording_id(id) || !std::filesystem::exists(places.spool / id, error)) return Found();
  TRY_ASSIGN(recording::Recording one, recording::Recording::read(places.spool / id));
  if (one.opening.id != id || !is_own(one, agent)) return Found();
  return Found(std::move(one));
}

LeftOutCalls calls_left_out(const OwnPlaces& places, const OwnAgent& agent, Utc since) {
  LeftOutCalls all;
  std::error_code error;
  const auto there = std::filesystem::status(places.journals, error);
  if (there.type() == std::filesystem::file_type::not_found) return all;
  const auto names = list_folder(places.journals, kMostJournals);
  all.state = names ? LeftOutCalls::State::kRead : LeftOutCalls::State::kNotReadable;
  for (const std::string& name : names.value_or(std::vector<std::string>()))
    // What cannot be believed is not shown as if it were all.
    if (!add_left_out(places.journals / name, agent, since, all.calls))
      all.state = LeftOutCalls::State::kNotReadable;
  std::ranges::sort(all.calls, std::greater(), &LeftOut::time);
  if (all.calls.size() > kMostLeftOut) all.calls.resize(kMostLeftOut);
  return all;
}

Result<agreement::Agreement> agreement_here(const OwnPlaces& places,
                                            const std::vector<note::PublicKeys>& pins) {
  const auto read = [&](const Path& file) -> Result<agreement::Agreement> {
    TRY_ASSIGN(const std::string text, enrolment::read_agreement_text(file));
    return agreement::Agreement::verify(text, pins);
  };
  if (auto brought = read(link::feed_of(places.link) / enrolment::kFeedAgreement)) return brought;
  return read(enrolment::files_in(places.enrolment, {}).agreement);
}

}  // namespace insyn::room
