#include "recorder/capture/x11/pixel_reader.h"

namespace insyn::recorder::x11 {
namespace {

constexpr std::size_t kFirstMemory = std::size_t{1920} * 1080 * 4;
constexpr std::size_t kMostMemory = std::size_t{256} << 20;

}  // namespace

Result<PixelReader> PixelReader::create(const Connection& connection) {
  TRY_ASSIGN(SharedMemory memory, SharedMemory::create(connection, kFirstMemory));
  return PixelReader(std::move(memory));
}

Status PixelReader::make_room(const Connection& connection, std::size_t bytes) {
  if (bytes <= memory_.size()) return {};
  if (bytes > kMostMemory)
    return fail(Code::kPermanent, "a window with {} MB of pixels is too large to record", bytes >> 20);
  TRY_ASSIGN(memory_, SharedMemory::create(connection, bytes + bytes / 4));
  return {};
}

Status PixelReader::ask(const Connection& connection, xcb_pixmap_t pixmap, const PixelFormat& format,
                        Point origin, const std::vector<Rect>& areas) {
  asked_.clear();
  areas_ = areas;
  format_ = format;
  as_they_are_ = format.is_rgb888();
  std::size_t bytes = 0;
  for (const Rect& area : areas) bytes += format.bytes(area.width, area.height);
  TRY(make_room(connection, bytes));
  std::size_t offset = 0;
  for (const Rect& area : areas) {
    asked_.push_back(xcb_shm_get_image(
        connection.get(), pixmap, static_cast<std::int16_t>(area.x + origin.x),
        static_cast<std::int16_t>(area.y + origin.y), static_cast<std::uint16_t>(area.width),
        static_cast<std::uint16_t>(area.height), ~0U, XCB_IMAGE_FORMAT_Z_PIXMAP, memory_.segment(),
        static_cast<std::uint32_t>(offset)));
    offset += format.bytes(area.width, area.height);
  }
  return {};
}

Result<bool> PixelReader::answer(const Connection& connection) {
  bool all = true;
  std::size_t pixels = 0;
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    const Owned<xcb_shm_get_image_reply_t> reply(
        xcb_shm_get_image_reply(connection.get(), asked_[i], nullptr));
    all = all && reply && reply->size == format_->bytes(areas_[i].width, areas_[i].height);
    pixels += static_cast<std::size_t>(areas_[i].area());
  }
  asked_.clear();
  TRY(connection.alive());
  if (!all) return false;
  if (as_they_are_) {
    memory_.clear_top_bytes(pixels);
  } else {
    convert(pixels);
  }
  return true;
}

void PixelReader::convert(std::size_t pixels) {
  converted_.resize(pixels);
  const auto* from = reinterpret_cast<const std::uint8_t*>(memory_.pixels());
  std::uint32_t* to = converted_.data();
  for (const Rect& area : areas_) {
    format_->read_image(from, area.width, area.height, to);
    from += format_->bytes(area.width, area.height);
    to += area.area();
  }
}

}  // namespace insyn::recorder::x11
