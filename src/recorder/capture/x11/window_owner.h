// Who a window belongs to: the X server's word for the process (X-Resource LocalClientPID), the kernel's for
// its program. _NET_WM_PID and titles are the application's own claims and never asked.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "os/process.h"
#include "recorder/capture/facts.h"
#include "recorder/capture/x11/connection.h"

namespace insyn::recorder::x11 {

// Looks owners up, remembering the answers for one scan of the windows: numbers of clients and processes are
// reused later.
class WindowOwners {
 public:
  explicit WindowOwners(const Connection& connection) : connection_(connection) {}

  // Null where the owner cannot be known: the client is gone, remote, or of another user.
  const ProcessHandle* owner_of(xcb_window_t window);

 private:
  std::optional<ProcessHandle> ask(xcb_window_t window) const;

  const Connection& connection_;
  std::unordered_map<std::uint32_t, std::optional<ProcessHandle>> by_client_;
};

// The class part of WM_CLASS, at most 256 bytes of it; empty where the window has none.
std::string wm_class_of(const Connection& connection, xcb_window_t window);

// Whether a window manager manages `window`, shown or minimised (ICCCM 4.1.3.1: it has WM_STATE).
bool is_managed(const Connection& connection, xcb_window_t window);

// What is true of `window` and its process as of now; nothing once that has ended.
std::optional<WindowFacts> facts_of(const Connection& connection, xcb_window_t window, bool popup,
                                    const ProcessHandle& process);

}  // namespace insyn::recorder::x11
