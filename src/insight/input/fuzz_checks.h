// What holds of every log, whatever the file was.
#pragma once

#include <algorithm>
#include <cstdlib>

#include "insight/input/log_part.h"
#include "insight/input/values.h"

namespace insyn::insight {

inline void check_what_was_read(bool read, LogPart part) {
  if (!read) return;
  Rejects rejects;
  std::vector<LogPart> parts;
  parts.push_back(std::move(part));
  const Log log = assemble(std::move(parts), {}, rejects);
  std::uint64_t behind = 0;  // the events of the calls before
  for (const Call& call : log.calls) {
    const auto own = log.events_of(call);
    if (call.first_event < behind) std::abort();
    behind = call.first_event + own.size();
    if (call.kind == kNoName || call.agent >= log.agents || !is_name(log.labels.text(call.kind)))
      std::abort();
    if (call.hold > call.duration || call.duration > 86'400'000) std::abort();
    if (call.repeat_of != kNoCall && (!call.repeat || call.repeat_of >= log.calls.size())) std::abort();
    if (!std::is_sorted(own.begin(), own.end())) std::abort();
    for (const Event& event : own) {
      if (event.time() < call.start || event.time() > call.end()) std::abort();
      if (event.activity() != Activity::kSearch && event.object() >= log.objects.size()) std::abort();
    }
  }
  if (behind > log.events.size()) std::abort();
}

}  // namespace insyn::insight
