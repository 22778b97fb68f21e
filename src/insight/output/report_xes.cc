#include <fmt/format.h>

#include "insight/output/exports.h"
#include "insight/output/html.h"
#include "insight/output/ways.h"

namespace insyn::insight {
namespace {

// Some readers know no more of XML than this: a line each, key before value, double quotes.
std::string attribute(const char* type, const char* key, std::string_view value) {
  return fmt::format("<{} key=\"{}\" value=\"{}\"/>\n", type, key, escaped(value));
}

std::string event(const WayStep& step) {
  const PlaceUse& place = *step.place;
  const bool is_screen = place.activity == Activity::kScreen;
  std::string xml = "<event>\n";
  xml +=
      attribute("string", "concept:name", is_screen ? std::string_view(place.name) : name_of(place.activity));
  xml += attribute("date", "time:timestamp", step.time);
  xml += attribute("string", "insyn:event", name_of(place.activity));
  if (is_screen) xml += attribute("string", "insyn:object", place.name);
  return xml + "</event>\n";
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
  each_way(report, [&](const Way& way) {
    xml += "<trace>\n" + attribute("string", "concept:name", way.name) +
           attribute("string", "insyn:kind", way.kind->kind);
    for (const WayStep& step : way.steps) xml += event(step);
    xml += "</trace>\n";
  });
  return xml + "</log>\n";
}

}  // namespace insyn::insight
