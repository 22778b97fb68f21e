#include "differences/differences.h"

#include <algorithm>

namespace insyn {
namespace {

using agreement::Terms;
using json::Json;

Json list_of(const std::vector<std::string>& texts) { return texts; }

std::string clock_text(int minutes) { return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60); }

Json json_of(const std::optional<agreement::Hours>& hours) {
  if (!hours) return nullptr;
  static const char* const kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  std::string days;
  for (std::size_t i = 0; i < 7; ++i)
    if (hours->days[i]) days += std::string(days.empty() ? "" : " ") + kDays[i];
  return fmt::format("{} {}-{} {}", days, clock_text(hours->from), clock_text(hours->to), hours->zone);
}

Json json_of(const std::vector<agreement::Application>& all) {
  Json list = Json::array();
  for (const auto& one : all) {
    std::string text = one.name;
    const auto add = [&](const std::string& more) {
      if (!more.empty()) text += " · " + more;
    };
    const auto add_all = [&](const char* before, const std::vector<std::string>& more) {
      for (const std::string& each : more) text += std::string(" · ") + before + each;
    };
    add(one.exe);
    if (one.sha256) add(to_hex(*one.sha256));
    add(one.wm_class);
    add_all("", one.origins);
    add_all("− ", one.except);
    add_all("▒ ", one.masks);
    add_all("+ ", one.shown);
    add(one.stills ? "stills" : "");
    add(one.search_words ? "search-words" : "");
    list.push_back(text);
  }
  return list;
}

Json json_of(const std::vector<agreement::Screen>& all) {
  Json list = Json::array();
  for (const auto& one : all)
    list.push_back(fmt::format("{} · {} · {} · {}", one.name, one.title, one.application, one.event));
  return list;
}

Json json_of(const std::vector<agreement::CallSource>& all) {
  Json list = Json::array();
  for (const auto& one : all)
    list.push_back(fmt::format("{} · {} · {} s", one.name, one.key.text(), one.lease_seconds));
  return list;
}

Json json_of(const std::optional<agreement::Ledger>& one) {
  if (!one) return nullptr;
  Json list = {one->origin, one->key.text()};
  for (const auto& witness : one->witnesses) list.push_back(witness.text());
  list.push_back(fmt::format("{} h", one->grace_hours));
  return list;
}

Json json_of(const std::vector<agreement::Vouched>& all) {
  Json list = Json::array();
  for (const auto& one : all)
    list.push_back(fmt::format("{} · {} · {} · {} · {}", note::role_name(one.keys.role), one.keys.name,
                               one.keys.recipient, one.keys.verifier ? one.keys.verifier->text() : "",
                               one.signed_by));
  return list;
}

Json json_of(const std::vector<Digest>& hashes) {
  Json list = Json::array();
  for (const Digest& one : hashes) list.push_back(to_hex(one));
  return list;
}

template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

// All that the terms say, by name.
Json terms_json(const Terms& terms) {
  return {
      {"id", terms.id},
      {"employer", terms.employer},
      {"unions", list_of(terms.unions)},
      {"purpose", terms.purpose},
      {"negotiation", terms.negotiation},
      {"dpia", terms.dpia},
      {"supersedes", json_of(terms.supersedes)},
      {"not-before", to_text(terms.not_before)},
      {"not-after", to_text(terms.not_after)},
      {"hours", json_of(terms.hours)},
      {"applications", json_of(terms.applications)},
      {"screens", json_of(terms.screens)},
      {"level", agreement::level_name(terms.level)},
      {"calls-per-agent-per-week", terms.calls_per_agent_per_week},
      {"sample", terms.sample},
      {"max-minutes", terms.max_minutes},
      {"after-call-seconds", terms.after_call_seconds},
      {"max-fps", terms.max_fps},
      {"enough-per-kind", terms.enough_per_kind},
      {"audio", agreement::audio_name(terms.audio)},
      {"manual-calls", terms.manual_calls},
      {"call-sources", json_of(terms.call_sources)},
      {"ledger", json_of(terms.ledger)},
      {"pause", terms.pause},
      {"discard-within-hours", terms.discard_within_hours},
      {"see-own", terms.see_own},
      {"did-not-help", terms.did_not_help},
      {"open", terms.open},
      {"reviewers", list_of(terms.reviewers)},
      {"union-recipients", list_of(terms.union_recipients)},
      {"vouched", json_of(terms.vouched)},
      {"importers", json_of(terms.importers)},
      {"purposes", list_of(terms.purposes)},
      {"retention-days", terms.retention_days},
      {"min-group", terms.min_group},
      {"min-calls", terms.min_calls},
      {"insight-recipient", or_null(terms.insight_recipient)},
      {"extension-signer", terms.extension_signer ? Json(to_hex(*terms.extension_signer)) : Json()},
  };
}

template <class Entry, class JsonOf>
void compare_named(const char* who, const std::vector<Entry>& before, const std::vector<Entry>& after,
                   const JsonOf& json_of_entry, Json& into) {
  const auto find = [](const std::vector<Entry>& all, const std::string& name) {
    const auto found = std::ranges::find(all, name, &Entry::name);
    return found == all.end() ? nullptr : &*found;
  };
  for (const Entry& one : after) {
    const Entry* was = find(before, one.name);
    Json now = json_of_entry(one);
    if (was != nullptr && json_of_entry(*was) == now) continue;
    Json line = {{"who", who}, {"change", was == nullptr ? "added" : "changed"}, {"name", one.name}};
    if (was != nullptr) line["was"] = json_of_entry(*was);
    line["now"] = std::move(now);
    into.push_back(std::move(line));
  }
  for (const Entry& one : before)
    if (find(after, one.name) == nullptr)
      into.push_back({{"who", who}, {"change", "removed"}, {"name", one.name}, {"was", json_of_entry(one)}});
}

}  // namespace

Json differences(const Terms& before, const Terms& after) {
  const Json old_terms = terms_json(before), new_terms = terms_json(after);
  Json list = Json::array();
  for (const auto& [name, value] : new_terms.items())
    if (old_terms[name] != value)
      list.push_back({{"what", name}, {"before", old_terms[name]}, {"after", value}});
  return list;
}

Json differences(const roster::Roster& before, const roster::Roster& after) {
  Json list = Json::array();
  const auto agent = [](const roster::Agent& one) {
    Json keys = Json::array();
    for (const roster::AgentKey& key : one.keys) keys.push_back(key.sign.text() + " " + key.age);
    return Json{{"numbers", one.numbers}, {"keys", std::move(keys)}};
  };
  const auto machine = [](const roster::Machine& one) { return Json{{"key", one.sign.text()}}; };
  compare_named("agent", before.agents, after.agents, agent, list);
  compare_named("device", before.devices, after.devices, machine, list);
  compare_named("link", before.links, after.links, machine, list);
  return list;
}

}  // namespace insyn
