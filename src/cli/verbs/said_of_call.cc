#include "cli/verbs/said_of_call.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/table.h"
#include "cli/words.h"
#include "recording/open/open_keys.h"
#include "recording/store/kept_terms.h"
#include "words/call_event.h"

namespace insyn::cli {
namespace {

SaidOfCall said_by(const std::string& note, const agreement::Terms* terms) {
  SaidOfCall said;
  if (auto claim = calls::read_claim(note)) said.statement = std::move(claim->statement);
  if (terms != nullptr)
    said.is_signed =
        calls::verify_statement(note, terms->call_sources) ? SignedBySource::kYes : SignedBySource::kNo;
  return said;
}

// Why the customer called and from where, as the telephone system knows it.
std::string about(const calls::Statement& statement) {
  std::string text;
  if (!statement.kind.empty()) text += "about: " + statement.kind;
  if (!statement.queue.empty()) text += (text.empty() ? "queue: " : ", queue: ") + statement.queue;
  return text;
}

std::string signed_text(const std::vector<SaidOfCall>& said) {
  const auto count = [&](SignedBySource is) {
    return std::count_if(said.begin(), said.end(),
                         [&](const SaidOfCall& one) { return one.is_signed == is; });
  };
  if (count(SignedBySource::kNotChecked) > 0) {
    return "Whether a call source of the agreement has signed this was not checked: the agreement's terms "
           "are "
           "not beside the recording.";
  }
  const auto others = count(SignedBySource::kNo);
  if (others == 0) return "A call source of the agreement has signed each of these.";
  return fmt::format("NOT SIGNED by a call source of the agreement: {} of {}.", others, said.size());
}

}  // namespace

Result<std::vector<SaidOfCall>> read_said_of_call(const recording::Recording& recording,
                                                  const seal::Identity& calls) {
  TRY_ASSIGN(const std::vector<std::string> notes, read_statements(recording, calls));
  std::vector<SaidOfCall> said;
  if (notes.empty()) return said;
  const auto terms = recording::kept_terms(recording.folder / "..", recording.opening.agreement_hash);
  for (const std::string& note : notes) said.push_back(said_by(note, terms ? &*terms : nullptr));
  return said;
}

Json json_of(const std::vector<SaidOfCall>& said) {
  Json all = Json::array();
  for (const SaidOfCall& one : said) {
    Json json = Json::object();
    if (const auto& statement = one.statement) {
      json = {{"source", statement->source},  {"sequence", statement->sequence},
              {"at", to_text(statement->at)}, {"event", code_of(statement->event)},
              {"call", statement->call},      {"leg", statement->leg},
              {"agent", statement->agent},    {"kind", statement->kind},
              {"queue", statement->queue},    {"began", to_text(statement->began)}};
    }
    json["signed"] =
        one.is_signed == SignedBySource::kNotChecked ? Json() : Json(one.is_signed == SignedBySource::kYes);
    all.push_back(json);
  }
  return all;
}

std::string text_of(const std::vector<SaidOfCall>& said) {
  Table table({Table::kLeft, Table::kLeft, Table::kLeft, Table::kLeft});
  for (const SaidOfCall& one : said) {
    const char* mark = one.is_signed == SignedBySource::kNo ? "NOT SIGNED" : "";
    if (!one.statement) {
      table.row({"", "a note that is no call statement", "", mark});
      continue;
    }
    table.row({time_text(one.statement->at), words::say(one.statement->event, words::Language::kEnglish),
               about(*one.statement), mark});
  }
  return "The telephone system said:\n" + table.text(2) + "\n" + signed_text(said);
}

}  // namespace insyn::cli
