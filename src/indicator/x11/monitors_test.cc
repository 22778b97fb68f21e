// No X server that a test can start has the DPMS extension (Xvfb, Xvnc, Xorg with its dummy driver): this one
// is a fake. It knows one screen, no monitors and the power, and says so byte for byte.
#include "indicator/x11/monitors.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>
#include <xcb/dpms.h>

#include <cstring>
#include <optional>
#include <string_view>
#include <thread>

#include "base/check.h"

namespace insyn::indicator::x11 {
namespace {

constexpr xcb_window_t kRoot = 0x50;
constexpr std::uint8_t kDpms = 130;  // its major opcode here

struct Power {
  bool enabled = false;
  std::uint16_t level = XCB_DPMS_DPMS_MODE_ON;
};

class FakeServer {
 public:
  // Nothing: it answers a question about the power with an error.
  explicit FakeServer(std::optional<Power> power) : power_(power) {
    int ends[2] = {};
    CHECK(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
    own_ = ends[0];
    thread_ = std::thread([this] { serve(); });
    client_ = xcb_connect_to_fd(ends[1], nullptr);
  }
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;
  ~FakeServer() {
    xcb_disconnect(client_);
    thread_.join();
    ::close(own_);
  }
  xcb_connection_t* client() const { return client_; }

 private:
  bool receive(void* to, std::size_t size) const {
    return ::recv(own_, to, size, MSG_WAITALL) == static_cast<ssize_t>(size);
  }
  template <class T>
  void send(const T& what) const {
    EXPECT_EQ(::send(own_, &what, sizeof what, MSG_NOSIGNAL), static_cast<ssize_t>(sizeof what));
  }

  void serve() {
    xcb_setup_request_t wanted{};
    if (!receive(&wanted, sizeof wanted)) return;
    xcb_setup_t setup{};
    setup.status = 1;
    setup.protocol_major_version = 11;
    setup.length = (sizeof(xcb_setup_t) - 8 + sizeof(xcb_screen_t)) / 4;
    setup.resource_id_base = 0x400000;
    setup.resource_id_mask = 0x1fffff;
    setup.maximum_request_length = 0xffff;
    setup.roots_len = 1;
    xcb_screen_t screen{};
    screen.root = kRoot;
    screen.width_in_pixels = 800;
    screen.height_in_pixels = 600;
    send(setup);
    send(screen);
    while (answer()) {
    }
  }

  bool answer() {
    struct {
      std::uint8_t major, minor;
      std::uint16_t length;
    } head{};
    if (!receive(&head, sizeof head) || head.length == 0) return false;
    std::string rest(head.length * 4U - sizeof head, '\0');
    if (!rest.empty() && !receive(rest.data(), rest.size())) return false;
    ++sequence_;
    if (head.major == XCB_QUERY_EXTENSION) {
      auto reply = made<xcb_query_extension_reply_t>();
      reply.present = rest.find("DPMS") != std::string::npos ? 1 : 0;
      reply.major_opcode = kDpms;
      send_reply(reply);
    } else if (head.major == XCB_GET_GEOMETRY) {
      auto reply = made<xcb_get_geometry_reply_t>();
      reply.root = kRoot;
      reply.width = 800;
      reply.height = 600;
      send_reply(reply);
    } else if (head.major == kDpms && head.minor == XCB_DPMS_INFO && power_) {
      auto reply = made<xcb_dpms_info_reply_t>();
      reply.power_level = power_->level;
      reply.state = power_->enabled ? 1 : 0;
      send_reply(reply);
    } else if (head.major == kDpms) {
      xcb_generic_error_t error{};
      error.error_code = XCB_IMPLEMENTATION;
      error.sequence = sequence_;
      std::array<std::uint8_t, 32> bytes{};
      std::memcpy(bytes.data(), &error, bytes.size());
      send(bytes);
    }
    return true;
  }

  template <class T>
  T made() const {
    T reply{};
    reply.response_type = 1;
    reply.sequence = sequence_;
    return reply;
  }
  // However short its fields are, a reply has 32 bytes.
  template <class T>
  void send_reply(const T& reply) const {
    static_assert(sizeof(T) <= 32);
    std::array<std::uint8_t, 32> bytes{};
    std::memcpy(bytes.data(), &reply, sizeof reply);
    send(bytes);
  }

  const std::optional<Power> power_;
  int own_ = -1;
  std::uint16_t sequence_ = 0;
  xcb_connection_t* client_ = nullptr;
  std::thread thread_;
};

std::vector<Rect> lit_with(std::optional<Power> power) {
  const FakeServer server(power);
  return Monitors(server.client(), *xcb_setup_roots_iterator(xcb_get_setup(server.client())).data).lit();
}

const std::vector<Rect> kAll = {{0, 0, 800, 600}};

TEST(MonitorPower, OnAFakeServerThatIsPoweredAllIsSeen) {
  EXPECT_EQ(lit_with(Power{true, XCB_DPMS_DPMS_MODE_ON}), kAll);
}

TEST(MonitorPower, OnAFakeServerThatSavesPowerNothingIsSeen) {
  for (const auto level : {XCB_DPMS_DPMS_MODE_STANDBY, XCB_DPMS_DPMS_MODE_SUSPEND, XCB_DPMS_DPMS_MODE_OFF})
    EXPECT_TRUE(lit_with(Power{true, static_cast<std::uint16_t>(level)}).empty()) << level;
}

TEST(MonitorPower, OnAFakeServerThatDoesNotManageItTheLevelSaysNothing) {
  EXPECT_EQ(lit_with(Power{false, XCB_DPMS_DPMS_MODE_OFF}), kAll);
}

TEST(MonitorPower, OnAFakeServerThatDoesNotSayNothingIsSeen) { EXPECT_TRUE(lit_with({}).empty()); }

}  // namespace
}  // namespace insyn::indicator::x11
