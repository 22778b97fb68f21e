#include "insight/input/read_xes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "insight/input/values.h"

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
  const std::string_view value = trimmed(attributes.of("value"));
  if (place == nullptr || value.empty()) return;
  into.contradicts = into.contradicts || (!place->empty() && *place != value);
  *place = value;
}

namespace {

// What a log may hold by the standard. Attributes are elements named by their types.
constexpr std::string_view kOfLog[] = {"extension", "global", "classifier", "trace", "event",
                                       "string",    "date",   "int",        "float", "boolean",
                                       "id",        "list",   "container"};

bool is_of_xes(std::string_view name) {
  return std::find(std::begin(kOfLog), std::end(kOfLog), name) != std::end(kOfLog);
}

}  // namespace

Status XesHandler::begin(std::string_view name, const XmlAttributes& attributes, XmlPlace place) {
  if (place.depth == 2 && other_.empty() && !is_of_xes(name)) other_ = example_of(name);
  if (place.depth == 2 && name == "trace") {
    saw_trace_ = true;
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

Status XesHandler::finish() const {
  if (saw_trace_ || other_.empty()) return {};
  if (other_ == "events" || other_ == "objects")
    return fail(Code::kCorrupt, "it is OCEL 1.0; export it as OCEL 2.0");
  return fail(Code::kCorrupt,
              "has <{}> where XES has traces, and OCEL 2.0 objects and events, so it is neither", other_);
}

// A trace's name may stand behind its events.
void XesHandler::end_event() {
  if (trace_.id.empty()) {
    trace_.waiting.push_back(std::move(event_));
  } else {
    give(event_);
  }
}

void XesHandler::give(const TraceEvent& event) {
  if (!event.agent.empty()) {
    trace_.several_agents =
        trace_.several_agents || (!trace_.agent_of_events.empty() && trace_.agent_of_events != event.agent);
    trace_.agent_of_events = event.agent;
  }
  if (event.contradicts) return part_.reject(Reason::kContradicts, event.line);
  if (is_again()) return part_.reject(Reason::kDuplicateCall, event.line);
  // Without a word on what it is, an event of another system is a screen that was shown.
  const bool bare = event.event.empty();
  const std::string_view activity = bare ? "screen" : std::string_view(event.event);
  const std::string& object = bare ? event.name : event.object;
  const std::string& transition = event.transition.empty() ? event.state : event.transition;
  if (transition.empty())
    return part_.event({trace_.id, event.time, activity, object, event.results}, event.line);
  saw_transitions_ = true;
  trace_.steps.push_back(
      {event.time, std::string(activity), object, event.results, transition, event.instance, event.line});
}

// A second trace of the same name is another call's, or the same one again: its events would be added to the
// first's.
bool XesHandler::is_again() {
  if (!trace_.again) trace_.again = !trace_.id.empty() && !ids_.insert(trace_.id).second;
  return *trace_.again;
}

void XesHandler::end_trace() {
  for (const TraceEvent& event : std::exchange(trace_.waiting, {})) give(event);
  add_once_each(trace_.id, std::move(trace_.steps), part_);
  if (trace_.contradicts) return part_.reject(Reason::kContradicts, trace_.line);
  if (is_again()) return part_.reject(Reason::kDuplicateCall, trace_.line);
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
