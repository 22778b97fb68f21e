#include "indicator/x11/vid_mode.h"

#include <sys/uio.h>
#include <xcb/xcbext.h>

#include <algorithm>

#include "indicator/x11/reply.h"

namespace insyn::indicator::x11 {
namespace {

// libxcb does not know this extension: xf86vmproto.h of xorgproto describes its requests.
xcb_extension_t vid_mode = {"XFree86-VidModeExtension", 0};
constexpr std::uint8_t kGetGammaRamp = 17;
constexpr std::uint8_t kGetGammaRampSize = 19;
constexpr std::size_t kMostSteps = 4096;

struct Request {
  std::uint8_t major = 0, minor = 0;
  std::uint16_t length = 0, screen = 0, size = 0;
};

struct Reply {
  std::uint8_t type = 0, unused = 0;
  std::uint16_t sequence = 0;
  std::uint32_t length = 0;
  std::uint16_t size = 0;
  std::uint8_t rest[22] = {};
};
static_assert(sizeof(Request) == 8 && sizeof(Reply) == 32);

Owned<Reply> ask(xcb_connection_t* c, std::uint8_t what, int screen, std::uint16_t size) {
  const xcb_protocol_request_t protocol = {1, &vid_mode, what, 0};
  Request request;
  request.screen = static_cast<std::uint16_t>(screen);
  request.size = size;
  // Two places before the request are xcb's own.
  iovec parts[3] = {};
  parts[2] = {&request, sizeof request};
  const unsigned sequence = xcb_send_request(c, XCB_REQUEST_CHECKED, parts + 2, &protocol);
  xcb_generic_error_t* error = nullptr;
  Owned<Reply> reply(static_cast<Reply*>(xcb_wait_for_reply(c, sequence, &error)));
  std::free(error);
  return reply;
}

}  // namespace

bool has_vid_mode(xcb_connection_t* connection) {
  const xcb_query_extension_reply_t* extension = xcb_get_extension_data(connection, &vid_mode);
  return extension != nullptr && extension->present != 0;
}

std::array<std::vector<std::uint16_t>, 3> vid_mode_ramps(xcb_connection_t* connection, int screen) {
  if (!has_vid_mode(connection)) return {};
  const Owned<Reply> told = ask(connection, kGetGammaRampSize, screen, 0);
  if (!told || told->size == 0 || told->size > kMostSteps) return {};
  const Owned<Reply> reply = ask(connection, kGetGammaRamp, screen, told->size);
  if (!reply || reply->size == 0 || reply->size > told->size) return {};
  const std::size_t between = (reply->size + 1U) & ~1U;
  if (std::size_t{reply->length} * 4 < 3 * between * 2) return {};
  const auto* values = reinterpret_cast<const std::uint16_t*>(reply.get() + 1);
  std::array<std::vector<std::uint16_t>, 3> ramps;
  for (std::size_t i = 0; i < 3; ++i)
    ramps[i].assign(values + i * between, values + i * between + reply->size);
  return ramps;
}

}  // namespace insyn::indicator::x11
