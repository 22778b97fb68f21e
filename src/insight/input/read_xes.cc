#include "insight/input/read_xes.h"

#include <array>

namespace insyn::insight {
namespace {

// "insyn:kind" and "kind" are the same.
std::string_view plain(std::string_view key) {
  constexpr std::string_view kPrefix = "insyn:";
  return key.starts_with(kPrefix) ? key.substr(kPrefix.size()) : key;
}

template <std::size_t N>
std::string* find(const std::array<std::pair<std::string_view, std::string*>, N>& known,
                  std::string_view key) {
  for (const auto& [name, value] : known) {
    if (plain(key) == name) return value;
  }
  return nullptr;
}

}  // namespace

std::string* XesHandler::Trace::attribute(std::string_view key) {
  return find<12>({{{"concept:name", &id},
                    {"agent", &agent},
                    {"org:resource", &agent},
                    {"kind", &kind},
                    {"queue", &queue},
                    {"group", &group},
                    {"version", &version},
                    {"outcome", &outcome},
                    {"start", &start},
                    {"end", &end},
                    {"hold_seconds", &hold},
                    {"repeat_of", &repeat_of}}},
                  key);
}

std::string* XesHandler::TraceEvent::attribute(std::string_view key) {
  return find<9>({{{"concept:name", &name},
                   {"time:timestamp", &time},
                   {"event", &event},
                   {"object", &object},
                   {"results", &results},
                   {"lifecycle:transition", &transition},
                   {"lifecycle:state", &state},
                   {"concept:instance", &instance},
                   {"org:resource", &agent}}},
                 key);
}

template <class Into>
void XesHandler::take(const XmlAttributes& attributes, Into& into) {
  std::string* const place = into.attribute(attributes.of("key"));
  const std::string_view value = attributes.of("value");
  if (place == nullptr || value.empty()) return;
  into.contradicts = into.contradicts || (!place->empty() && *place != value);
  *place = value;
}

Status XesHandler::begin(std::string_view name, const XmlAttributes& attributes, XmlPlace place) {
  if (place.depth == 2 && name == "trace") {
    in_trace_ = true;
    trace_ = {};
    trace_.line = place.line;
  } else if (place.depth == 2 && name == "event") {
    part_.reject(Reason::kUnknownCall, place.line);  // outside of every trace
  } else if (place.depth == 3 && in_trace_ && name == "event") {
    in_event_ = true;
    event_ = {};
    event_.line = place.line;
  } else if (place.depth == 4 && in_event_) {
    take(attributes, event_);
  } else if (place.depth == 3 && in_trace_) {
    take(attributes, trace_);
  }
  return {};
}

void XesHandler::end(std::string_view name, XmlPlace place) {
  if (place.depth == 3 && in_event_ && name == "event") {
    in_event_ = false;
    end_event();
  } else if (place.depth == 2 && in_trace_ && name == "trace") {
    in_trace_ = false;
    end_trace();
  }
}

void XesHandler::end_event() {
  if (!event_.agent.empty()) {
    trace_.several_agents =
        trace_.several_agents || (!trace_.agent_of_events.empty() && trace_.agent_of_events != event_.agent);
    trace_.agent_of_events = event_.agent;
  }
  if (event_.contradicts) return part_.reject(Reason::kContradicts, event_.line);
  // Without a word on what it is, an event of another system is a screen that was shown.
  const bool bare = event_.event.empty();
  const std::string_view activity = bare ? "screen" : std::string_view(event_.event);
  const std::string& object = bare ? event_.name : event_.object;
  const std::string& transition = event_.transition.empty() ? event_.state : event_.transition;
  if (transition.empty())
    return part_.event({trace_.id, event_.time, activity, object, event_.results}, event_.line);
  saw_transitions_ = true;
  trace_.steps.push_back(
      {event_.time, std::string(activity), object, event_.results, transition, event_.instance, event_.line});
}

void XesHandler::end_trace() {
  add_once_each(trace_.id, std::move(trace_.steps), part_);
  if (trace_.contradicts) return part_.reject(Reason::kContradicts, trace_.line);
  CallFacts facts;
  facts.id = trace_.id;
  facts.agent = trace_.agent;
  // Where all events name the same one, it is who answered.
  if (facts.agent.empty() && !trace_.several_agents) facts.agent = trace_.agent_of_events;
  facts.kind = trace_.kind;
  facts.queue = trace_.queue;
  facts.group = trace_.group;
  facts.version = trace_.version;
  facts.outcome = trace_.outcome;
  facts.start = trace_.start;
  facts.end = trace_.end;
  facts.hold = trace_.hold;
  facts.repeat_of = trace_.repeat_of;
  part_.call(facts, trace_.line);
}

}  // namespace insyn::insight
