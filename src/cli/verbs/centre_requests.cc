#include "cli/verbs/centre_requests.h"

#include "centre/client.h"
#include "cli/json.h"
#include "cli/table.h"
#include "cli/words.h"
#include "enrolment/enrolled.h"
#include "note/note.h"
#include "opening/answer_note.h"
#include "opening/request_note.h"
#include "words/clock.h"

namespace insyn::cli {
namespace {

// What its notes say; empty where they cannot be read.
struct Said {
  std::string asked_by;  // the name of the key that has signed it
  std::string because;
  std::string refused_because;
};

Said said_in(const centre::Listed& one) {
  Said said;
  if (const auto note = note::parse(one.note)) {
    if (!note->signatures.empty()) said.asked_by = note->signatures.front().name;
    if (const auto request = opening::parse_request(note->text)) said.because = request->because;
  }
  const auto answer = note::parse(one.answer);
  const auto refusal = answer ? opening::parse_refusal(answer->text) : Failure(answer.error());
  if (refusal) said.refused_because = refusal->because;
  return said;
}

Json json_of(const centre::Listed& one) {
  const Said said = said_in(one);
  Json json = {{"id", one.id},           {"recording", one.recording}, {"opens", one.opens},
               {"purpose", one.purpose}, {"state", one.state},         {"asked", one.asked},
               {"until", one.until},     {"entry", one.entry},         {"asked_by", said.asked_by},
               {"because", said.because}};
  if (one.state == "refused") json["refused_because"] = said.refused_because;
  return json;
}

void list_as_table(const std::vector<centre::Listed>& all, Console& console) {
  Table table({Table::kLeft, Table::kLeft, Table::kLeft, Table::kLeft, Table::kLeft, Table::kLeft});
  table.row({"REQUEST", "STATE", "ASKED", "ACCESS UNTIL", "OPENS", "BY"});
  for (const centre::Listed& one : all)
    table.row({one.id, one.state, words::local_minute(one.asked), words::local_minute(one.until), one.opens,
               said_in(one).asked_by});
  const std::string text = table.text();
  std::size_t begin = text.find('\n') + 1;
  console.result(text.substr(0, begin - 1));
  for (const centre::Listed& one : all) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    console.result(text.substr(begin, end - begin));
    begin = end + 1;
    const Said said = said_in(one);
    console.result(fmt::format("    recording {}", one.recording));
    console.result(fmt::format("    {}: {}", one.purpose, said.because));
    if (one.state == "refused") console.result(fmt::format("    refused: {}", said.refused_because));
  }
}

}  // namespace

Status requests(const RequestsOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(const Path state, enrolment::state_folder());
  TRY_ASSIGN(centre::Client client, centre::Client::signed_in(state, clock));
  TRY_ASSIGN(const auto all, client.requests(options.state));
  if (options.json) {
    Json list = Json::array();
    for (const centre::Listed& one : all) list.push_back(json_of(one));
    console.result(json_text({{"requests", list}}));
    return {};
  }
  if (all.empty()) {
    console.say(options.state.empty() ? "there are no requests"
                                      : fmt::format("there are no requests that are {}", options.state));
    return {};
  }
  list_as_table(all, console);
  console.say(count_text(all.size(), "request", "requests"));
  return {};
}

}  // namespace insyn::cli
