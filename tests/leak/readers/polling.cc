#include "leak/readers/polling.h"

#include "base/check.h"
#include "leak/hand.h"
#include "support/until.h"

namespace insyn::leak {

PollingReader::PollingReader(const WitnessNeeds& needs)
    : c_(xcb_connect(needs.server.display().c_str(), nullptr)), window_(number_of(needs.window)) {
  CHECK(xcb_connection_has_error(c_) == 0);
  const xcb_screen_t* screen = xcb_setup_roots_iterator(xcb_get_setup(c_)).data;
  root_ = screen->root;
  screen_ = {0, 0, screen->width_in_pixels, screen->height_in_pixels};
}

PollingReader::~PollingReader() {
  stop();
  xcb_disconnect(c_);
}

void PollingReader::start() {
  thread_ = std::thread([this] { run(); });
}

void PollingReader::stop() {
  done_ = true;
  if (thread_.joinable()) thread_.join();
}

void PollingReader::run() {
  auto next = std::chrono::steady_clock::now();
  while (!done_ && xcb_connection_has_error(c_) == 0) {
    look();
    ++looks_;
    next = std::max(next + std::chrono::milliseconds(100), std::chrono::steady_clock::now());
    std::this_thread::sleep_until(next);
  }
}

bool PollingReader::read(xcb_drawable_t drawable, const Rect& area) {
  if (area.empty()) return false;
  xcb_get_image_reply_t* reply = xcb_get_image_reply(
      c_,
      xcb_get_image(c_, XCB_IMAGE_FORMAT_Z_PIXMAP, drawable, static_cast<std::int16_t>(area.x),
                    static_cast<std::int16_t>(area.y), static_cast<std::uint16_t>(area.width),
                    static_cast<std::uint16_t>(area.height), ~0U),
      nullptr);
  if (reply == nullptr) return false;
  const auto count = static_cast<std::size_t>(area.area());
  const bool whole = static_cast<std::size_t>(xcb_get_image_data_length(reply)) >= count * 4;
  if (whole) {
    const auto* data = reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(reply));
    std::vector<std::uint32_t> pixels(data, data + count);
    for (std::uint32_t& pixel : pixels) pixel &= track::kColourMask;
    ++tally_.moments;
    if (tally_.add({pixels.data(), area.width, area.height, area.width})) ++tally_.foreign_moments;
  }
  std::free(reply);
  return whole;
}

void PollingReader::wait_until_ready() {
  support::until("the first look", [&] { return looks_ > 0; });
}

void PollingReader::catch_up() {
  const std::size_t before = looks_;
  support::until("a look", [&] { return looks_ > before + 1 || xcb_connection_has_error(c_) != 0; });
}

Tally PollingReader::finish(const std::vector<Mark>&) {
  stop();
  return tally_;
}

}  // namespace insyn::leak
