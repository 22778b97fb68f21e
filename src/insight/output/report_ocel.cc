#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "insight/output/exports.h"
#include "insight/output/ways.h"

namespace insyn::insight {
namespace {

using Json = nlohmann::ordered_json;

Json object(std::string_view id, const char* type) {
  return {{"id", id}, {"type", type}, {"attributes", Json::array()}, {"relationships", Json::array()}};
}

Json relation(std::string_view id, const char* qualifier) {
  return {{"objectId", id}, {"qualifier", qualifier}};
}

}  // namespace

std::string report_ocel(const Report& report) {
  Json log = {{"objectTypes", Json::array()},
              {"eventTypes", Json::array()},
              {"objects", Json::array()},
              {"events", Json::array()}};
  const Json calls_per = {{"name", "calls_per_object"}, {"type", "integer"}};
  log["objectTypes"].push_back({{"name", "call"}, {"attributes", Json::array({calls_per})}});
  for (const char* type : {"kind", "screen"})
    log["objectTypes"].push_back({{"name", type}, {"attributes", Json::array()}});
  std::set<std::string> events;
  std::set<std::string> screens;
  std::uint64_t number = 0;
  const std::string each = fmt::to_string(calls_per_trace(report));
  // Objects of different types have one space of ids.
  for (const KindReport& kind : report.kinds) log["objects"].push_back(object("kind:" + kind.kind, "kind"));
  each_way(report, [&](const Way& way) {
    Json call = object(way.name, "call");
    call["attributes"].push_back(
        {{"name", "calls_per_object"}, {"time", "1970-01-01T00:00:00Z"}, {"value", each}});
    call["relationships"].push_back(relation("kind:" + way.kind->kind, "kind"));
    log["objects"].push_back(std::move(call));
    for (const WayStep& step : way.steps) {
      const char* const type = name_of(step.place->activity);
      events.insert(type);
      Json event = {{"id", fmt::format("e{}", ++number)},
                    {"type", type},
                    {"time", step.time},
                    {"attributes", Json::array()}};
      event["relationships"] = Json::array({relation(way.name, "call")});
      if (step.place->activity == Activity::kScreen) {
        screens.insert(step.place->name);
        event["relationships"].push_back(relation(step.place->name, "screen"));
      }
      log["events"].push_back(std::move(event));
    }
  });
  for (const std::string& screen : screens) log["objects"].push_back(object(screen, "screen"));
  for (const std::string& type : events)
    log["eventTypes"].push_back({{"name", type}, {"attributes", Json::array()}});
  return log.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace insyn::insight
