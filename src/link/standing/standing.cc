#include "link/standing/standing.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace insyn::link {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestText = 2000;
constexpr std::uint64_t kHighestStatus = 999;

constexpr std::pair<Obstacle, const char*> kCodes[] = {{Obstacle::kNoAnswer, "no-answer"},
                                                       {Obstacle::kBusy, "busy"},
                                                       {Obstacle::kNoRoom, "no-room"},
                                                       {Obstacle::kNotTheServer, "not-the-server"},
                                                       {Obstacle::kNotUnderstood, "not-understood"},
                                                       {Obstacle::kRefused, "refused"},
                                                       {Obstacle::kClock, "clock"},
                                                       {Obstacle::kForked, "forked"},
                                                       {Obstacle::kGone, "gone"},
                                                       {Obstacle::kFalseReceipt, "false-receipt"},
                                                       {Obstacle::kFalseSample, "false-sample"},
                                                       {Obstacle::kNotWitnessed, "not-witnessed"},
                                                       {Obstacle::kDamaged, "damaged"},
                                                       {Obstacle::kNoLedger, "no-ledger"},
                                                       {Obstacle::kHere, "here"}};

Json to_json(const Trouble& trouble) {
  Json json = {{"code", code_of(trouble.obstacle)},
               {"detail", trouble.detail},
               {"since", to_text(trouble.since)},
               {"again", to_text(trouble.again)}};
  if (trouble.refused)
    json["refused"] = {{"status", trouble.refused->status}, {"code", trouble.refused->code}};
  return json;
}

// Reads members one by one; whatever is missing or of another type is remembered as one fault.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(json), good_(json.is_object()) {}
  bool good() const { return good_; }

  const Json* member(const char* name, bool required) {
    const auto found = json_.is_object() ? json_.find(name) : json_.end();
    const bool there = json_.is_object() && found != json_.end();
    good_ = good_ && (there || !required);
    return there ? &*found : nullptr;
  }
  std::string text(const char* name) {
    const Json* value = member(name, true);
    std::string text = value != nullptr && value->is_string() ? value->get<std::string>() : "";
    good_ = good_ && value != nullptr && value->is_string() && text.size() <= kLongestText;
    return text;
  }
  std::uint64_t number(const char* name) {
    const Json* value = member(name, true);
    good_ = good_ && value != nullptr && value->is_number_unsigned();
    return good_ ? value->get<std::uint64_t>() : 0;
  }
  bool truth(const char* name) {
    const Json* value = member(name, true);
    good_ = good_ && value != nullptr && value->is_boolean();
    return good_ && value->get<bool>();
  }
  Utc time(const char* name) {
    const auto time = parse_utc(text(name));
    good_ = good_ && time.has_value();
    return time.value_or(Utc{});
  }
  std::optional<Utc> time_or_nothing(const char* name) {
    return member(name, false) == nullptr ? std::nullopt : std::optional(time(name));
  }
  void also(bool good) { good_ = good_ && good; }

 private:
  const Json& json_;
  bool good_;
};

std::optional<Trouble> read_trouble(const Json& json) {
  Reader reader(json);
  const auto obstacle = parse_obstacle(reader.text("code"));
  Trouble trouble{obstacle.value_or(Obstacle::kHere), reader.text("detail"), reader.time("since"),
                  reader.time("again")};
  if (const Json* member = reader.member("refused", false)) {
    Reader refused(*member);
    const std::uint64_t status = refused.number("status");
    reader.also(status <= kHighestStatus);
    trouble.refused = Refused{static_cast<int>(status), refused.text("code")};
    reader.also(refused.good());
  }
  return reader.good() && obstacle ? std::optional(trouble) : std::nullopt;
}

}  // namespace

const char* code_of(Obstacle obstacle) {
  const auto* found = std::find_if(std::begin(kCodes), std::end(kCodes),
                                   [&](const auto& one) { return one.first == obstacle; });
  return found == std::end(kCodes) ? "here" : found->second;
}

std::optional<Obstacle> parse_obstacle(std::string_view code) {
  const auto* found =
      std::find_if(std::begin(kCodes), std::end(kCodes), [&](const auto& one) { return one.second == code; });
  return found == std::end(kCodes) ? std::nullopt : std::optional(found->first);
}

std::string text_of(const Standing& standing) {
  Json json = {{"insyn_link_status", 1}, {"written", to_text(standing.written)}, {"server", standing.server}};
  if (standing.contact) json["contact"] = to_text(*standing.contact);
  if (standing.trouble) json["trouble"] = to_json(*standing.trouble);
  json["beside_call"] = standing.beside_call;
  json["waiting"] = standing.waiting;
  json["waiting_bytes"] = standing.waiting_bytes;
  json["kept"] = standing.kept;
  json["discards"] = standing.discards;
  if (standing.in_force_until) json["in_force_until"] = to_text(*standing.in_force_until);
  json["stuck"] = Json::array();
  for (const RecordingTrouble& one : standing.stuck) {
    if (json["stuck"].size() == kMostStuck) break;
    Json stuck = to_json(one.trouble);
    stuck["recording"] = one.recording;
    json["stuck"].push_back(std::move(stuck));
  }
  json["refused"] = Json::array();
  for (const std::string& one : standing.refused)
    if (json["refused"].size() < kMostStuck) json["refused"].push_back(one);
  json["recorders"] = standing.recorders;
  json["calls"] = Json::array();
  for (const CallsReach& one : standing.calls)
    if (json["calls"].size() < kMostCallSources)
      json["calls"].push_back({{"source", one.source}, {"reach", one.reach}});
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Standing> parse_standing(std::string_view text) {
  const auto malformed = [] { return fail(Code::kCorrupt, "it is not what insyn-link writes about itself"); };
  if (text.size() > kLargestStanding) return malformed();
  const Json json = Json::parse(text, nullptr, false);
  Reader reader(json);
  Standing standing;
  reader.also(reader.number("insyn_link_status") == 1);
  standing.written = reader.time("written");
  standing.server = reader.text("server");
  standing.contact = reader.time_or_nothing("contact");
  if (const Json* trouble = reader.member("trouble", false)) {
    standing.trouble = read_trouble(*trouble);
    reader.also(standing.trouble.has_value());
  }
  standing.beside_call = reader.truth("beside_call");
  standing.waiting = reader.number("waiting");
  standing.waiting_bytes = reader.number("waiting_bytes");
  standing.kept = reader.number("kept");
  standing.discards = reader.number("discards");
  standing.in_force_until = reader.time_or_nothing("in_force_until");
  // A link of an earlier version says nothing of calls.
  if (reader.member("recorders", false) != nullptr) standing.recorders = reader.number("recorders");
  const Json* calls = reader.member("calls", false);
  reader.also(calls == nullptr || (calls->is_array() && calls->size() <= kMostCallSources));
  const Json* refused = reader.member("refused", true);
  reader.also(refused != nullptr && refused->is_array() && refused->size() <= kMostStuck);
  const Json* stuck = reader.member("stuck", true);
  if (!reader.good() || !stuck->is_array() || stuck->size() > kMostStuck) return malformed();
  for (const Json& one : calls == nullptr ? Json::array() : *calls) {
    Reader reach(one);
    standing.calls.push_back({reach.text("source"), reach.text("reach")});
    const std::string& to = standing.calls.back().reach;
    if (!reach.good() || (to != "source" && to != "server" && to != "nothing")) return malformed();
  }
  for (const Json& one : *refused) {
    if (!one.is_string()) return malformed();
    standing.refused.push_back(one.get<std::string>());
  }
  for (const Json& one : *stuck) {
    const auto trouble = read_trouble(one);
    if (!trouble) return malformed();
    Reader id(one);
    standing.stuck.push_back({id.text("recording"), *trouble});
    if (!id.good()) return malformed();
  }
  return standing;
}

}  // namespace insyn::link
