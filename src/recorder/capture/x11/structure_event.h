// The structure events of the X protocol, reduced to what the scope has to know about them.
#pragma once

#include <xcb/xcb.h>

#include "base/geometry.h"

namespace insyn::recorder::x11 {

struct StructureChange {
  enum Kind { kCreated, kMapped, kUnmapped, kReparented, kDestroyed, kConfigured, kOther };
  Kind kind = kOther;
  xcb_window_t window = 0;  // that changed
  xcb_window_t parent = 0;  // where the event says so: its parent, now
  Rect geometry;            // of kConfigured, without the border
  std::uint16_t border = 0;
};

// `type` is one of XCB_CREATE_NOTIFY … XCB_CIRCULATE_NOTIFY.
StructureChange read_structure_event(const xcb_generic_event_t& event, std::uint8_t type);

}  // namespace insyn::recorder::x11
