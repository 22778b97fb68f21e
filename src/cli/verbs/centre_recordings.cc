#include "cli/verbs/centre_recordings.h"

#include "cli/json.h"
#include "cli/table.h"
#include "cli/words.h"
#include "enrolment/enrolled.h"
#include "words/clock.h"

namespace insyn::cli {
namespace {

using centre::ListedRecording;

Json json_of(const ListedRecording& one) {
  Json json = {{"id", one.id},       {"agreement", one.agreement},
               {"day", one.day},     {"kind", one.kind},
               {"level", one.level}, {"minutes", one.minutes ? Json(*one.minutes) : Json()}};
  if (one.whole) {
    json["device"] = one.whole->device;
    json["agent"] = one.whole->agent;
    json["call"] = one.whole->call;
    json["queue"] = one.whole->queue;
    json["began"] = one.whole->began;
    json["kept_until"] = one.whole->kept_until;
  }
  return json;
}

// The centre knows about how long it is.
std::string length_text(const std::optional<int>& minutes) {
  if (!minutes) return "";
  return *minutes < 2 ? "under 2 min" : fmt::format("{} min or more", *minutes);
}

std::string table_of(const std::vector<ListedRecording>& all) {
  const bool whole = all.front().whole.has_value();
  Table table(std::vector(whole ? 7 : 5, Table::kLeft));
  std::vector<std::string> head = {"RECORDING", "DAY", "KIND", "LEVEL", "LENGTH"};
  if (whole) head.insert(head.end(), {"BEGAN", "AGENT"});
  table.row(head);
  for (const ListedRecording& one : all) {
    std::vector<std::string> row = {one.id, one.day, one.kind, one.level, length_text(one.minutes)};
    if (one.whole) row.insert(row.end(), {words::local_minute(one.whole->began), one.whole->agent});
    table.row(row);
  }
  return table.text();
}

}  // namespace

Status recordings(const RecordingsOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(const Path state, enrolment::state_folder());
  TRY_ASSIGN(centre::Client client, centre::Client::signed_in(state, clock));
  const auto most = static_cast<std::size_t>(options.most);
  // One more than is shown: whether there are others.
  TRY_ASSIGN(auto all, client.recordings(options.filter, most + 1));
  const bool more = all.size() > most;
  if (more) all.resize(most);
  if (options.json) {
    Json list = Json::array();
    for (const ListedRecording& one : all) list.push_back(json_of(one));
    console.result(json_text({{"recordings", list}, {"more", more}}));
    return {};
  }
  if (options.ids) {
    for (const ListedRecording& one : all) console.result(one.id);
  } else if (!all.empty()) {
    console.result(table_of(all));
  }
  if (all.empty()) console.say("there are no such recordings at the centre");
  if (more)
    console.say(fmt::format("there are more; these are the newest {} (--most)", number_text(all.size())));
  else if (!all.empty())
    console.say(count_text(all.size(), "recording", "recordings"));
  return {};
}

}  // namespace insyn::cli
