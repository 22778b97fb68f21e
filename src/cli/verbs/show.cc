#include "cli/verbs/show.h"

#include <fmt/format.h>

#include "cli/json.h"
#include "cli/table.h"
#include "cli/verbs/said_of_call.h"
#include "cli/words.h"
#include "enrolment/open/identity_file.h"
#include "recording/open/open_keys.h"
#include "recording/open/track_balance.h"
#include "words/agreement.h"
#include "words/end_reason.h"
#include "words/reason.h"

namespace insyn::cli {
namespace {

using recording::Balance;
using recording::EndStatement;
using recording::Opening;
using recording::OwnKey;
using recording::Recording;
using recording::Tally;

// What keys told of a recording.
struct Opened {
  std::optional<EndStatement> end;  // nothing where the keys do not open it, or it was never closed
  std::optional<Balance> balance;
  std::optional<std::vector<SaidOfCall>> said;  // nothing where the keys do not open it
};

Result<Balance> balance_of_pictures(const Recording& recording, seal::Identity key) {
  TRY_ASSIGN(std::vector<recording::ChunkRecord> chunks, listed_chunks(recording, recording.files()));
  TRY_ASSIGN(auto sealed, recording::SealedRecording::open(recording, std::move(chunks), std::move(key)));
  TRY_ASSIGN(const recording::TrackBalance counted, count_track(sealed));
  return counted.balance;
}

// By the statement of the end, where the keys open that; otherwise counted from the pictures.
Result<Opened> opened(const Recording& recording, const std::vector<Path>& files) {
  Opened opened;
  if (files.empty()) return opened;
  TRY_ASSIGN(const std::vector<seal::Identity> keys, enrolment::read_identities(files));
  const Result<seal::Identity> calls = open_own_key(recording, OwnKey::kCalls, keys);
  if (calls) {
    TRY_ASSIGN(opened.said, read_said_of_call(recording, *calls));
    TRY_ASSIGN(opened.end, read_end(recording, *calls));
    if (opened.end) {
      opened.balance = opened.end->balance;
      return opened;
    }
  }
  if (!has_any_for(recording.opening, OwnKey::kPictures)) {
    if (!calls) return Failure(calls.error());
    return opened;
  }
  Result<seal::Identity> pictures = open_own_key(recording, OwnKey::kPictures, keys);
  if (!pictures) {
    if (calls) return opened;
    return Failure(std::move(pictures).error());
  }
  TRY_ASSIGN(opened.balance, balance_of_pictures(recording, std::move(*pictures)));
  return opened;
}

Json json_of(const Tally& tally) { return {{"times", tally.times}, {"pixels", tally.pixels}}; }

Json json_of(const std::vector<recording::RecordedApplication>& applications) {
  Json all = Json::array();
  for (const auto& application : applications) {
    Json one = {{"name", application.name}};
    if (application.sha256) one["sha256"] = to_hex(*application.sha256);
    all.push_back(one);
  }
  return all;
}

void add_certificate(const recording::Certificate& certificate, Json& json) {
  json["call"] = certificate.call;
  json["kind"] = certificate.kind;
  json["queue"] = certificate.queue;
  json["workstation"] = certificate.device;
  json["agent"] = certificate.agent;
  json["start"] = to_text(certificate.begin);
  json["number"] = certificate.number;
}

Json json_of(const Recording& recording, const Opened& opened) {
  const Opening& opening = recording.opening;
  Json json = {{"id", opening.id},
               {"date", recording::date_text(opening.date)},
               {"zone", opening.zone},
               {"applications", json_of(opening.applications)},
               {"level", agreement::level_name(opening.level)},
               {"agreement", {{"id", opening.agreement_id}, {"hash", to_hex(opening.agreement_hash)}}},
               {"retention_days", opening.retention_days},
               {"recipient", opening.recipient},
               {"closed", recording.closing.has_value()},
               {"being_recorded", recording.is_being_recorded},
               {"chunks", recording.chunk_files.size()},
               {"bytes", recording.bytes},
               {"strange_files", recording.strange_files}};
  if (recording.certificate) add_certificate(*recording.certificate, json);
  if (recording.closing && recording.closing->withheld_percent)
    json["withheld_percent"] = *recording.closing->withheld_percent;
  if (opened.said) json["statements"] = json_of(*opened.said);
  if (opened.end) {
    json["end"] = to_text(opened.end->end);
    json["duration_ms"] = opened.end->duration.count();
    json["reason"] = code_of(opened.end->reason);
  }
  if (!opened.balance) return json;
  json["kept"] = json_of(opened.balance->kept);
  json["withheld"] = Json::object();
  for (const auto& entry : opened.balance->withheld)
    json["withheld"][code_of(entry.first)] = json_of(entry.second);
  return json;
}

void add_certificate(const recording::Certificate& certificate, Table& table) {
  std::string call = certificate.call;
  if (!certificate.kind.empty()) call += ", about: " + certificate.kind;
  if (!certificate.queue.empty()) call += ", queue: " + certificate.queue;
  table.row({"Call", call});
  table.row({"Workstation", certificate.device});
  table.row({"Agent", certificate.agent.empty() ? "not told apart" : certificate.agent});
  table.row({"Began", time_text(certificate.begin)});
}

void add_end(const Recording& recording, const Opened& opened, Table& table) {
  if (!recording.closing && recording.has_closing()) {
    table.row({"Ended", fmt::format("unknown: closing.note is damaged: {}", recording.closing_problem)});
  } else if (recording.is_being_recorded) {
    table.row({"Ended", "not yet: it is being recorded"});
  } else if (!recording.closing && !opened.end) {
    table.row({"Ended", "not closed: the recorder was cut off; it is complete by its journal"});
  } else if (opened.end) {
    table.row({"Ended",
               fmt::format("{}, after {}", time_text(opened.end->end), duration_text(opened.end->duration))});
    table.row({"Because", words::say(opened.end->reason, words::Language::kEnglish)});
  } else {
    table.row({"Ended", "closed; when and why is told with the union's or the agent's key (--key)"});
  }
}

std::string facts_text(const Recording& recording, const Opened& opened) {
  const Opening& opening = recording.opening;
  Table table({Table::kLeft, Table::kLeft});
  table.row({"Recording", opening.id});
  table.row({"Date", fmt::format("{} ({})", recording::date_text(opening.date), opening.zone)});
  if (recording.certificate) add_certificate(*recording.certificate, table);
  table.row(
      {opening.applications.size() == 1 ? "Application" : "Applications", names_of(opening.applications)});
  for (const auto& application : opening.applications)
    if (application.sha256) table.row({"", "SHA-256 " + to_hex(*application.sha256)});
  table.row({"Level", words::say(opening.level, words::Language::kEnglish)});
  table.row({"Agreement", opening.agreement_id});
  table.row({"", "SHA-256 " + to_hex(opening.agreement_hash)});
  add_end(recording, opened, table);
  if (recording.closing && recording.closing->withheld_percent) {
    table.row({"Withheld", fmt::format("about {} % of the pixels", *recording.closing->withheld_percent)});
  }
  table.row({"Kept until", recording::date_text(kept_until(opening))});
  table.row({"Size", fmt::format("{}, {}", count_text(recording.chunk_files.size(), "chunk", "chunks"),
                                 bytes_text(recording.bytes))});
  return table.text();
}

std::vector<std::string> tally_row(std::string what, const Tally& tally) {
  return {std::move(what), count_text(tally.times, "time", "times"),
          count_text(tally.pixels, "pixel", "pixels")};
}

// "Kept" and, below it, one line for each reason to withhold.
std::string balance_text(const Balance& balance, bool pictures) {
  Table table({Table::kLeft, Table::kRight, Table::kRight});
  if (pictures) {
    table.row(tally_row("Kept", balance.kept));
  } else {
    table.row({"Kept", count_text(balance.kept.times, "event", "events"), ""});
  }
  for (const auto& entry : balance.withheld)
    table.row(
        pictures
            ? tally_row("Withheld: " + words::explain(entry.first, words::Language::kEnglish), entry.second)
            : std::vector<std::string>{"Withheld: " + words::explain(entry.first, words::Language::kEnglish),
                                       count_text(entry.second.times, "time", "times"), ""});
  std::string text = table.text();
  if (balance.withheld.empty()) text += "\nNothing was withheld.";
  return text;
}

}  // namespace

Status show(const ShowOptions& options, Console& console) {
  TRY_ASSIGN(const Recording recording, Recording::read(options.recording));
  TRY_ASSIGN(const Opened told, opened(recording, options.keys));
  if (options.json) {
    console.result(json_text(json_of(recording, told)));
    return {};
  }
  console.result(facts_text(recording, told));
  if (told.said && !told.said->empty()) console.result(fmt::format("\n{}", text_of(*told.said)));
  if (told.balance)
    console.result(fmt::format("\n{}", balance_text(*told.balance, !recording.opening.recipient.empty())));
  for (const std::string& file : recording.strange_files)
    console.say(fmt::format("{} does not belong in a recording", file));
  console.say(fmt::format("\nThis is what its notes say. Whether it is true:\n  insyn verify {} --pin {}",
                          options.recording.string(), recording.peel ? "UNION.pub" : "DEVICE.pub"));
  return {};
}

}  // namespace insyn::cli
