#include "recorder/capture/x11/structure_event.h"

namespace insyn::recorder::x11 {
namespace {

template <class Event>
const Event& as(const xcb_generic_event_t& event) {
  return reinterpret_cast<const Event&>(event);
}

}  // namespace

StructureChange read_structure_event(const xcb_generic_event_t& event, std::uint8_t type) {
  StructureChange change;
  switch (type) {
    case XCB_CREATE_NOTIFY: {
      const auto& created = as<xcb_create_notify_event_t>(event);
      change.kind = StructureChange::kCreated;
      change.window = created.window;
      change.parent = created.parent;
      break;
    }
    case XCB_MAP_NOTIFY:
      // The event window is the parent where the parent was watched, else the window itself.
      change.kind = StructureChange::kMapped;
      change.window = as<xcb_map_notify_event_t>(event).window;
      change.parent = as<xcb_map_notify_event_t>(event).event;
      break;
    case XCB_REPARENT_NOTIFY:
      change.kind = StructureChange::kReparented;
      change.window = as<xcb_reparent_notify_event_t>(event).window;
      change.parent = as<xcb_reparent_notify_event_t>(event).parent;
      break;
    case XCB_UNMAP_NOTIFY:
      change.kind = StructureChange::kUnmapped;
      change.window = as<xcb_unmap_notify_event_t>(event).window;
      break;
    case XCB_DESTROY_NOTIFY:
      change.kind = StructureChange::kDestroyed;
      change.window = as<xcb_destroy_notify_event_t>(event).window;
      break;
    case XCB_CONFIGURE_NOTIFY: {
      const auto& configured = as<xcb_configure_notify_event_t>(event);
      change.kind = StructureChange::kConfigured;
      change.window = configured.window;
      change.geometry = {configured.x, configured.y, configured.width, configured.height};
      change.border = configured.border_width;
      break;
    }
    default:
      break;
  }
  return change;
}

}  // namespace insyn::recorder::x11
