#include "cli/verbs/list.h"

#include <fmt/format.h>

#include "cli/json.h"
#include "cli/table.h"
#include "cli/words.h"
#include "recording/store/recording.h"

namespace insyn::cli {
namespace {

using recording::Recording;

std::string lasted_text(const Recording& recording) {
  if (recording.closing) return duration_text(recording.closing->duration);
  return recording.closing_note.empty() ? "not closed" : "damaged";
}

std::string names_text(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

Json json_of(const Recording& recording) {
  Json json = {{"folder", recording.folder.string()},
               {"id", recording.opening.id},
               {"start", to_text(recording.opening.start)},
               {"call", recording.opening.call},
               {"kind", recording.opening.kind},
               {"workstation", recording.opening.workstation},
               {"applications", recording.opening.applications},
               {"agreement", recording.opening.agreement_id},
               {"closed", recording.closing.has_value()},
               {"chunks", recording.chunk_files.size()},
               {"bytes", recording.bytes}};
  if (recording.closing) {
    json["end"] = to_text(recording.closing->end);
    json["duration_ms"] = recording.closing->duration.count();
    json["reason"] = code_of(recording.closing->reason);
  }
  return json;
}

void list_as_json(const recording::SpoolListing& listing, Console& console) {
  Json json = {{"recordings", Json::array()}, {"problems", listing.problems}};
  for (const Recording& recording : listing.recordings) json["recordings"].push_back(json_of(recording));
  console.result(json_text(json));
}

void list_as_table(const recording::SpoolListing& listing, Console& console) {
  Table table(
      {Table::kLeft, Table::kLeft, Table::kRight, Table::kLeft, Table::kLeft, Table::kRight, Table::kRight});
  table.row({"RECORDING", "BEGAN", "LASTED", "CALL", "APPLICATION", "CHUNKS", "SIZE"});
  for (const Recording& recording : listing.recordings) {
    table.row({recording.folder.filename().string(), time_text(recording.opening.start),
               lasted_text(recording), recording.opening.call, names_text(recording.opening.applications),
               number_text(recording.chunk_files.size()), bytes_text(recording.bytes)});
  }
  console.result(table.text());
}

}  // namespace

Result<Outcome> list(const ListOptions& options, Console& console) {
  TRY_ASSIGN(const recording::SpoolListing listing, recording::list_recordings(options.folder));
  if (options.json) {
    list_as_json(listing, console);
  } else if (listing.recordings.empty()) {
    console.say(fmt::format("no recordings in {}", options.folder.string()));
  } else {
    list_as_table(listing, console);
  }
  for (const std::string& problem : listing.problems) console.say("insyn list: " + problem);
  return listing.problems.empty() ? Outcome::kGood : Outcome::kBad;
}

}  // namespace insyn::cli
