#include "cli/verbs/list.h"

#include <fmt/format.h>

#include "cli/json.h"
#include "cli/table.h"
#include "cli/words.h"
#include "recording/store/recording.h"

namespace insyn::cli {
namespace {

using recording::OldRecording;
using recording::Recording;

// "closed", "recording", "cut off": then it is complete by its journal; "damaged".
const char* state_of(const Recording& recording) {
  if (recording.closing) return "closed";
  if (recording.has_closing()) return "damaged";
  return recording.is_being_recorded ? "recording" : "cut off";
}

std::string began_text(const Recording& recording) {
  return recording.certificate ? time_text(recording.certificate->begin)
                               : recording::date_text(recording.opening.date);
}

std::string call_text(const Recording& recording) {
  return recording.certificate ? recording.certificate->call : "";
}

Json json_of(const Recording& recording) {
  Json applications = Json::array();
  for (const auto& application : recording.opening.applications) applications.push_back(application.name);
  Json json = {{"folder", recording.folder.string()},
               {"id", recording.opening.id},
               {"version", 1},
               {"date", recording::date_text(recording.opening.date)},
               {"applications", applications},
               {"agreement", recording.opening.agreement_id},
               {"state", state_of(recording)},
               {"closed", recording.closing.has_value()},
               {"chunks", recording.chunk_files.size()},
               {"bytes", recording.bytes}};
  if (recording.certificate) {
    json["start"] = to_text(recording.certificate->begin);
    json["call"] = recording.certificate->call;
    json["kind"] = recording.certificate->kind;
    json["workstation"] = recording.certificate->device;
    json["agent"] = recording.certificate->agent;
  }
  return json;
}

Json json_of(const OldRecording& old) {
  return {{"folder", old.folder.string()},
          {"id", old.id},
          {"version", 0},
          {"start", to_text(old.start)},
          {"call", old.call},
          {"workstation", old.workstation},
          {"applications", old.applications},
          {"state", "version 0"},
          {"chunks", old.chunk_files.size()},
          {"bytes", old.bytes}};
}

void list_as_json(const recording::SpoolListing& listing, Console& console) {
  Json json = {{"recordings", Json::array()}, {"problems", listing.problems}};
  for (const OldRecording& old : listing.old) json["recordings"].push_back(json_of(old));
  for (const Recording& recording : listing.recordings) json["recordings"].push_back(json_of(recording));
  console.result(json_text(json));
}

void list_as_table(const recording::SpoolListing& listing, Console& console) {
  Table table(
      {Table::kLeft, Table::kLeft, Table::kLeft, Table::kLeft, Table::kLeft, Table::kRight, Table::kRight});
  table.row({"RECORDING", "BEGAN", "STATE", "CALL", "APPLICATION", "CHUNKS", "SIZE"});
  for (const OldRecording& old : listing.old) {
    table.row({old.folder.filename().string(), time_text(old.start), "version 0", old.call,
               fmt::format("{}", fmt::join(old.applications, ", ")), number_text(old.chunk_files.size()),
               bytes_text(old.bytes)});
  }
  for (const Recording& recording : listing.recordings) {
    table.row({recording.folder.filename().string(), began_text(recording), state_of(recording),
               call_text(recording), names_of(recording.opening.applications),
               number_text(recording.chunk_files.size()), bytes_text(recording.bytes)});
  }
  console.result(table.text());
}

}  // namespace

Result<Outcome> list(const ListOptions& options, Console& console) {
  TRY_ASSIGN(const recording::SpoolListing listing, recording::list_recordings(options.folder));
  if (options.json) {
    list_as_json(listing, console);
  } else if (listing.recordings.empty() && listing.old.empty()) {
    console.say(fmt::format("no recordings in {}", options.folder.string()));
  } else {
    list_as_table(listing, console);
  }
  for (const std::string& problem : listing.problems) console.say("insyn list: " + problem);
  return listing.problems.empty() ? Outcome::kGood : Outcome::kBad;
}

}  // namespace insyn::cli
