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

Status PixelReader::ask(const Connection& connection, xcb_pixmap_t pixmap, int border,
                        const std::vector<Rect>& areas) {
  asked_.clear();
  sizes_.clear();
  std::size_t pixels = 0;
  for (const Rect& area : areas) pixels += static_cast<std::size_t>(area.area());
  TRY(make_room(connection, pixels * 4));
  std::size_t offset = 0;
  for (const Rect& area : areas) {
    asked_.push_back(
        xcb_shm_get_image(connection.get(), pixmap, static_cast<std::int16_t>(area.x + border),
                          static_cast<std::int16_t>(area.y + border), static_cast<std::uint16_t>(area.width),
                          static_cast<std::uint16_t>(area.height), ~0U, XCB_IMAGE_FORMAT_Z_PIXMAP,
                          memory_.segment(), static_cast<std::uint32_t>(offset * 4)));
    sizes_.push_back(static_cast<std::size_t>(area.area()));
    offset += sizes_.back();
  }
  return {};
}

Result<bool> PixelReader::answer(const Connection& connection) {
  bool all = true;
  std::size_t pixels = 0;
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    const Owned<xcb_shm_get_image_reply_t> reply(
        xcb_shm_get_image_reply(connection.get(), asked_[i], nullptr));
    all = all && reply && reply->size == sizes_[i] * 4;
    pixels += sizes_[i];
  }
  asked_.clear();
  TRY(connection.alive());
  if (all) memory_.clear_top_bytes(pixels);
  return all;
}

}  // namespace insyn::recorder::x11
