#include "insight/output/event_logs.h"

#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "base/clock.h"
#include "insight/output/html.h"

namespace insyn::insight {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMostTraces = 2'000;

struct TraceEvent {
  const PlaceUse* place = nullptr;
  std::string time;  // RFC 3339, from kEpoch on: nobody can recognise a call by its time
};
struct Trace {
  std::uint64_t number = 0;  // from 1
  std::string name;          // "call-1"
  const KindReport* kind = nullptr;
  std::vector<TraceEvent> events;
};

std::string time_text(double seconds) {
  return to_text(kEpoch + std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000)));
}

// How many calls a trace stands for, so that there are at most kMostTraces.
std::uint64_t calls_per_trace(const Report& report) {
  std::uint64_t calls = 0;
  for (const KindReport& kind : report.kinds) {
    for (const VariantUse& variant : kind.variants) calls += variant.calls.value();
  }
  return std::max<std::uint64_t>(1, (calls + kMostTraces - 1) / kMostTraces);
}

void each_trace(const Report& report, const std::function<void(const Trace&)>& take) {
  const std::uint64_t each = calls_per_trace(report);
  Trace trace;
  for (const KindReport& kind : report.kinds) {
    trace.kind = &kind;
    for (const VariantUse& variant : kind.variants) {
      trace.events.clear();
      double at = 0;
      for (const std::size_t place : variant.places) {
        trace.events.push_back({&kind.places[place], time_text(at)});
        at += kind.places[place].dwell.value();
      }
      const std::uint64_t traces = std::max<std::uint64_t>(1, variant.calls.value() / each);
      for (std::uint64_t i = 0; i < traces; ++i) {
        ++trace.number;
        trace.name = fmt::format("call-{}", trace.number);
        take(trace);
      }
    }
  }
}

// Some readers know no more of XML than this: a line each, key before value, double quotes.
std::string attribute(const char* type, const char* key, std::string_view value) {
  return fmt::format("<{} key=\"{}\" value=\"{}\"/>\n", type, key, escaped(value));
}

std::string event_element(const TraceEvent& event) {
  const PlaceUse& place = *event.place;
  const bool is_screen = place.activity == Activity::kScreen;
  std::string xml = "<event>\n";
  xml +=
      attribute("string", "concept:name", is_screen ? std::string_view(place.name) : name_of(place.activity));
  xml += attribute("date", "time:timestamp", event.time);
  xml += attribute("string", "insyn:event", name_of(place.activity));
  if (is_screen) xml += attribute("string", "insyn:object", place.name);
  return xml + "</event>\n";
}

Json object(std::string_view id, const char* type) {
  return {{"id", id}, {"type", type}, {"attributes", Json::array()}, {"relationships", Json::array()}};
}

Json relation(std::string_view id, const char* qualifier) {
  return {{"objectId", id}, {"qualifier", qualifier}};
}

}  // namespace

std::string report_xes(const Report& report) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<log xes.version=\"1849-2016\" xes.features=\"\" xmlns=\"http://www.xes-standard.org/\">\n"
      "<extension name=\"Concept\" prefix=\"concept\" uri=\"http://www.xes-standard.org/concept.xesext\"/>\n"
      "<extension name=\"Time\" prefix=\"time\" uri=\"http://www.xes-standard.org/time.xesext\"/>\n"
      "<global scope=\"trace\">\n<string key=\"concept:name\" value=\"\"/>\n</global>\n"
      "<global scope=\"event\">\n<string key=\"concept:name\" value=\"\"/>\n"
      "<date key=\"time:timestamp\" value=\"2000-01-01T00:00:00.000Z\"/>\n</global>\n"
      "<classifier name=\"Event\" keys=\"concept:name\"/>\n";
  xml += attribute("int", "insyn:calls_per_trace", fmt::to_string(calls_per_trace(report)));
  each_trace(report, [&](const Trace& trace) {
    xml += "<trace>\n" + attribute("string", "concept:name", trace.name) +
           attribute("string", "insyn:kind", trace.kind->kind);
    for (const TraceEvent& event : trace.events) xml += event_element(event);
    xml += "</trace>\n";
  });
  return xml + "</log>\n";
}

std::string report_ocel(const Report& report) {
  Json log = {{"objectTypes", Json::array()},
              {"eventTypes", Json::array()},
              {"objects", Json::array()},
              {"events", Json::array()}};
  const Json calls_per = {{"name", "calls_per_object"}, {"type", "integer"}};
  log["objectTypes"].push_back({{"name", "call"}, {"attributes", Json::array({calls_per})}});
  for (const char* type : {"kind", "screen"})
    log["objectTypes"].push_back({{"name", type}, {"attributes", Json::array()}});
  std::set<std::string> types;
  std::set<std::string> screens;
  std::uint64_t number = 0;
  const std::string each = fmt::to_string(calls_per_trace(report));
  // Objects of different types have one space of ids.
  for (const KindReport& kind : report.kinds) log["objects"].push_back(object("kind:" + kind.kind, "kind"));
  each_trace(report, [&](const Trace& trace) {
    Json call = object(trace.name, "call");
    call["attributes"].push_back(
        {{"name", "calls_per_object"}, {"time", "1970-01-01T00:00:00Z"}, {"value", each}});
    call["relationships"].push_back(relation("kind:" + trace.kind->kind, "kind"));
    log["objects"].push_back(std::move(call));
    for (const TraceEvent& traced : trace.events) {
      const char* const type = name_of(traced.place->activity);
      types.insert(type);
      Json event = {{"id", fmt::format("e{}", ++number)},
                    {"type", type},
                    {"time", traced.time},
                    {"attributes", Json::array()}};
      event["relationships"] = Json::array({relation(trace.name, "call")});
      if (traced.place->activity == Activity::kScreen) {
        screens.insert(traced.place->name);
        event["relationships"].push_back(relation(traced.place->name, "screen"));
      }
      log["events"].push_back(std::move(event));
    }
  });
  for (const std::string& screen : screens) log["objects"].push_back(object(screen, "screen"));
  for (const std::string& type : types)
    log["eventTypes"].push_back({{"name", type}, {"attributes", Json::array()}});
  return log.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace insyn::insight
