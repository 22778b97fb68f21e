#include "cli/verbs/show.h"

#include <fmt/format.h>

#include "cli/json.h"
#include "cli/table.h"
#include "cli/words.h"
#include "recording/store/recording.h"
#include "words/agreement.h"
#include "words/end_reason.h"
#include "words/reason.h"

namespace insyn::cli {
namespace {

constexpr auto kEnglish = words::Language::kEnglish;

using recording::Closing;
using recording::Opening;
using recording::Recording;
using recording::Tally;

Json json_of(const Tally& tally) { return {{"times", tally.times}, {"pixels", tally.pixels}}; }

Json json_of(const Recording& recording) {
  const Opening& opening = recording.opening;
  Json json = {{"id", opening.id},
               {"call", opening.call},
               {"kind", opening.kind},
               {"workstation", opening.workstation},
               {"agent", opening.agent},
               {"applications", opening.applications},
               {"level", agreement::level_name(opening.level)},
               {"agreement", {{"id", opening.agreement_id}, {"hash", to_hex(opening.agreement_hash)}}},
               {"start", to_text(opening.start)},
               {"retention_days", opening.retention_days},
               {"recipient", opening.recipient},
               {"closed", recording.closing.has_value()},
               {"chunks", recording.chunk_files.size()},
               {"bytes", recording.bytes},
               {"strange_files", recording.strange_files}};
  if (!recording.closing) return json;
  const Closing& closing = *recording.closing;
  json["end"] = to_text(closing.end);
  json["duration_ms"] = closing.duration.count();
  json["reason"] = code_of(closing.reason);
  if (closing.reason == recording::EndReason::kRecorderLost) return json;
  json["kept"] = json_of(closing.balance.kept);
  json["withheld"] = Json::object();
  for (const auto& entry : closing.balance.withheld)
    json["withheld"][code_of(entry.first)] = json_of(entry.second);
  return json;
}

std::string call_text(const Opening& opening) {
  return opening.kind.empty() ? opening.call : fmt::format("{}, about: {}", opening.call, opening.kind);
}

void add_end(const Recording& recording, Table& table) {
  if (!recording.closing && !recording.closing_note.empty()) {
    table.row({"Ended", fmt::format("unknown: closing.note is damaged: {}", recording.closing_problem)});
    return;
  }
  if (!recording.closing) {
    table.row({"Ended", "not closed: it is being recorded, or the recorder was cut off"});
    return;
  }
  const Closing& closing = *recording.closing;
  table.row({"Ended", fmt::format("{}, after {}", time_text(closing.end), duration_text(closing.duration))});
  table.row({"Because", words::say(closing.reason, kEnglish)});
}

std::string facts_text(const Recording& recording) {
  const Opening& opening = recording.opening;
  Table table({Table::kLeft, Table::kLeft});
  table.row({"Recording", opening.id});
  table.row({"Call", call_text(opening)});
  table.row({"Workstation", opening.workstation});
  table.row({"Agent", opening.agent.empty() ? "has no key to it" : opening.agent});
  table.row({opening.applications.size() == 1 ? "Application" : "Applications",
             fmt::format("{}", fmt::join(opening.applications, ", "))});
  table.row({"Level", words::say(opening.level, kEnglish)});
  table.row({"Agreement", opening.agreement_id});
  table.row({"", "SHA-256 " + to_hex(opening.agreement_hash)});
  table.row({"Began", time_text(opening.start)});
  add_end(recording, table);
  table.row({"Kept until", time_text(opening.start + std::chrono::days(opening.retention_days))});
  table.row({"Size", fmt::format("{}, {}", count_text(recording.chunk_files.size(), "chunk", "chunks"),
                                 bytes_text(recording.bytes))});
  return table.text();
}

std::vector<std::string> tally_row(std::string what, const Tally& tally) {
  return {std::move(what), count_text(tally.times, "time", "times"),
          count_text(tally.pixels, "pixel", "pixels")};
}

// "Kept" and, below it, one line for each reason to withhold.
std::string balance_text(const Closing& closing, bool pictures) {
  if (closing.reason == recording::EndReason::kRecorderLost)
    return "What was kept and withheld was not counted any more.";
  const recording::Balance& balance = closing.balance;
  Table table({Table::kLeft, Table::kRight, Table::kRight});
  if (pictures) {
    table.row(tally_row("Kept", balance.kept));
  } else {
    table.row({"Kept", count_text(balance.kept.times, "event", "events"), ""});
  }
  for (const auto& entry : balance.withheld)
    table.row(pictures ? tally_row("Withheld: " + words::explain(entry.first, kEnglish), entry.second)
                       : std::vector<std::string>{"Withheld: " + words::explain(entry.first, kEnglish),
                                                  count_text(entry.second.times, "time", "times"), ""});
  std::string text = table.text();
  if (balance.withheld.empty()) text += "\nNothing was withheld.";
  return text;
}

}  // namespace

Status show(const ShowOptions& options, Console& console) {
  TRY_ASSIGN(const Recording recording, Recording::read(options.recording));
  if (options.json) {
    console.result(json_text(json_of(recording)));
    return {};
  }
  console.result(facts_text(recording));
  if (recording.closing)
    console.result(
        fmt::format("\n{}", balance_text(*recording.closing, !recording.opening.recipient.empty())));
  for (const std::string& file : recording.strange_files)
    console.say(fmt::format("{} does not belong in a recording", file));
  console.say(
      fmt::format("\nThis is what its notes say. Whether it is true:\n  insyn verify {} --pin DEVICE.pub",
                  options.recording.string()));
  return {};
}

}  // namespace insyn::cli
