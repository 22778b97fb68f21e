#include "recorder/capture/x11/window_owner.h"

#include <xcb/res.h>

#include "recorder/capture/guards.h"

namespace insyn::recorder::x11 {

#ifdef INSYN_GUARD_SWITCHES
namespace {
// What other recorders believe.
std::optional<ProcessHandle> claimed_owner(xcb_connection_t* c, xcb_window_t window) {
  const Owned<xcb_intern_atom_reply_t> atom(
      xcb_intern_atom_reply(c, xcb_intern_atom(c, 0, 11, "_NET_WM_PID"), nullptr));
  if (!atom) return std::nullopt;
  const Owned<xcb_get_property_reply_t> reply(xcb_get_property_reply(
      c, xcb_get_property(c, 0, window, atom->atom, XCB_ATOM_CARDINAL, 0, 1), nullptr));
  if (!reply || reply->format != 32 || reply->value_len != 1) return std::nullopt;
  const auto pid = *static_cast<const std::uint32_t*>(xcb_get_property_value(reply.get()));
  Result<ProcessHandle> process = ProcessHandle::open(static_cast<int>(pid));
  return process ? std::optional<ProcessHandle>(std::move(*process)) : std::nullopt;
}
}  // namespace
#endif

const ProcessHandle* WindowOwners::owner_of(xcb_window_t window) {
  const std::uint32_t client = window & ~connection_.resource_mask();
  auto known = by_client_.find(client);
  if (known == by_client_.end()) known = by_client_.emplace(client, ask(window)).first;
  return known->second ? &*known->second : nullptr;
}

std::optional<ProcessHandle> WindowOwners::ask(xcb_window_t window) const {
  xcb_connection_t* c = connection_.get();
#ifdef INSYN_GUARD_SWITCHES
  if (!guard_on(Guard::kServerSaysWho)) {
    if (std::optional<ProcessHandle> claimed = claimed_owner(c, window)) return claimed;
  }
#endif
  const xcb_res_client_id_spec_t question{window, XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID};
  const Owned<xcb_res_query_client_ids_reply_t> reply(
      xcb_res_query_client_ids_reply(c, xcb_res_query_client_ids(c, 1, &question), nullptr));
  if (!reply) return std::nullopt;
  for (auto ids = xcb_res_query_client_ids_ids_iterator(reply.get()); ids.rem > 0;
       xcb_res_client_id_value_next(&ids)) {
    const bool is_pid = (ids.data->spec.mask & XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID) != 0;
    if (!is_pid || xcb_res_client_id_value_value_length(ids.data) < 1) continue;
    Result<ProcessHandle> process =
        ProcessHandle::open(static_cast<int>(*xcb_res_client_id_value_value(ids.data)));
    if (process) return std::move(*process);
  }
  return std::nullopt;
}

std::string wm_class_of(const Connection& connection, xcb_window_t window) {
  constexpr std::uint32_t kWords = 64;
  xcb_connection_t* c = connection.get();
  const Owned<xcb_get_property_reply_t> reply(xcb_get_property_reply(
      c, xcb_get_property(c, 0, window, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING, 0, kWords), nullptr));
  if (!reply || reply->format != 8) return "";
  const std::string_view both(static_cast<const char*>(xcb_get_property_value(reply.get())),
                              static_cast<std::size_t>(xcb_get_property_value_length(reply.get())));
  const std::size_t instance_end = both.find('\0');
  if (instance_end == std::string_view::npos) return "";
  const std::string_view rest = both.substr(instance_end + 1);
  return std::string(rest.substr(0, rest.find('\0')));
}

bool is_managed(const Connection& connection, xcb_window_t window) {
  xcb_connection_t* c = connection.get();
  const Owned<xcb_intern_atom_reply_t> atom(
      xcb_intern_atom_reply(c, xcb_intern_atom(c, 1, 8, "WM_STATE"), nullptr));
  if (!atom || atom->atom == XCB_ATOM_NONE) return false;
  const Owned<xcb_get_property_reply_t> reply(
      xcb_get_property_reply(c, xcb_get_property(c, 0, window, atom->atom, XCB_ATOM_ANY, 0, 0), nullptr));
  return reply && reply->type != XCB_ATOM_NONE;
}

std::optional<WindowFacts> facts_of(const Connection& connection, xcb_window_t window, bool popup,
                                    const ProcessHandle& process) {
  const Result<FileIdentity> program = process.program();
  if (!program) return std::nullopt;
  return WindowFacts{*program, process.program_path(), wm_class_of(connection, window), popup};
}

}  // namespace insyn::recorder::x11
