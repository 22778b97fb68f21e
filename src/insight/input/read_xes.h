// XES (IEEE 1849).
#pragma once

#include <optional>
#include <unordered_set>

#include "insight/input/lifecycle.h"
#include "insight/input/xml.h"

namespace insyn::insight {

// Takes the elements of one document, of which it gives `part` the calls and events. A row that cannot be
// taken is counted there.
class XesHandler final : public XmlHandler {
 public:
  explicit XesHandler(LogPart& part) : part_(part) {}

  Status begin(std::string_view name, const XmlAttributes& attributes, XmlPlace place) override;
  void end(std::string_view name, XmlPlace place) override;
  void text(std::string_view) override {}

  // After the last element. kCorrupt where it was another kind of log.
  Status finish() const;
  bool saw_transitions() const { return saw_transitions_; }

 private:
  struct TraceEvent {
    std::string name, time, event, object, results, transition, state, instance, agent;
    bool contradicts = false;
    std::uint64_t line = 0;

    std::string* attribute(std::string_view key);
  };
  struct Trace {
    std::string id, agent, kind, queue, group, version, outcome, start, end, hold, repeat_of;
    std::string agent_of_events;
    bool several_agents = false;
    bool contradicts = false;   // has two values of one key
    std::optional<bool> again;  // whether an earlier trace has its name; nothing: not asked yet
    std::uint64_t line = 0;
    std::vector<TraceEvent> waiting;  // that stand before its name
    std::vector<Step> steps;

    std::string* attribute(std::string_view key);
  };

  template <class Into>
  static void take(const XmlAttributes& attributes, Into& into);
  void end_event();
  void give(const TraceEvent& event);
  bool is_again();
  void end_trace();

  LogPart& part_;
  bool in_trace_ = false;
  bool in_event_ = false;
  bool saw_transitions_ = false;
  bool saw_trace_ = false;
  std::string other_;  // the first element that no log of this kind has
  Trace trace_;
  TraceEvent event_;
  std::unordered_set<std::string> ids_;  // of the traces that were read
};

}  // namespace insyn::insight
