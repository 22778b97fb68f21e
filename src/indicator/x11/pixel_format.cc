#include "indicator/x11/pixel_format.h"

#include <bit>
#include <cstring>

namespace insyn::indicator::x11 {
namespace {

const xcb_visualtype_t* find_visual(const xcb_setup_t* setup, xcb_visualid_t visual) {
  for (auto screens = xcb_setup_roots_iterator(setup); screens.rem > 0; xcb_screen_next(&screens)) {
    for (auto depths = xcb_screen_allowed_depths_iterator(screens.data); depths.rem > 0;
         xcb_depth_next(&depths)) {
      for (auto visuals = xcb_depth_visuals_iterator(depths.data); visuals.rem > 0;
           xcb_visualtype_next(&visuals)) {
        if (visuals.data->visual_id == visual) return visuals.data;
      }
    }
  }
  return nullptr;
}

// As many of the highest bits, repeated below where there are more than eight.
std::uint32_t widened(std::uint32_t value, int bits) {
  return bits <= 8 ? value >> (8 - bits) : (value << (bits - 8)) | (value >> (16 - bits));
}

std::uint32_t narrowed(std::uint32_t value, int bits) {
  if (bits >= 8) return value >> (bits - 8);
  std::uint32_t wide = value << (8 - bits);
  for (int have = bits; have < 8; have *= 2) wide |= wide >> have;
  return wide & 0xffU;
}

}  // namespace

std::optional<PixelFormat> PixelFormat::of(xcb_connection_t* connection, std::uint8_t depth,
                                           xcb_visualid_t visual) {
  const xcb_setup_t* setup = xcb_get_setup(connection);
  const bool little = std::endian::native == std::endian::little;
  if ((setup->image_byte_order == XCB_IMAGE_ORDER_LSB_FIRST) != little) return std::nullopt;
  const xcb_visualtype_t* type = find_visual(setup, visual);
  if (type == nullptr || type->_class != XCB_VISUAL_CLASS_TRUE_COLOR) return std::nullopt;
  PixelFormat format;
  format.depth_ = depth;
  bool known = false;
  for (auto formats = xcb_setup_pixmap_formats_iterator(setup); formats.rem > 0; xcb_format_next(&formats)) {
    if (formats.data->depth != depth) continue;
    format.bits_ = formats.data->bits_per_pixel;
    format.pad_ = formats.data->scanline_pad;
    known = true;
  }
  if (!known || (format.bits_ != 16 && format.bits_ != 32) || format.pad_ % format.bits_ != 0)
    return std::nullopt;
  const std::uint32_t masks[] = {type->red_mask, type->green_mask, type->blue_mask};
  for (int i = 0; i < 3; ++i) {
    format.channels_[i] = {std::countr_zero(masks[i]), std::popcount(masks[i])};
    const Channel& channel = format.channels_[i];
    const bool whole =
        channel.bits > 0 && channel.bits < 16 && masks[i] == ((1U << channel.bits) - 1U) << channel.shift;
    if (!whole || channel.bits < 4) return std::nullopt;
  }
  format.plain_ = masks[0] == 0xff0000 && masks[1] == 0xff00 && masks[2] == 0xff;
  return format;
}

std::uint32_t PixelFormat::pixel(std::uint32_t rgb) const {
  std::uint32_t pixel = 0, colours = 0;
  for (int i = 0; i < 3; ++i) {
    const Channel& channel = channels_[i];
    const std::uint32_t value = rgb >> (16 - 8 * i) & 0xffU;
    pixel |= widened(value, channel.bits) << channel.shift;
    colours |= ((1U << channel.bits) - 1U) << channel.shift;
  }
  return pixel | ~colours;
}

std::uint32_t PixelFormat::rgb(std::uint32_t pixel) const {
  std::uint32_t rgb = 0;
  for (int i = 0; i < 3; ++i) {
    const Channel& channel = channels_[i];
    rgb |= narrowed(pixel >> channel.shift & ((1U << channel.bits) - 1U), channel.bits) << (16 - 8 * i);
  }
  return rgb;
}

std::size_t PixelFormat::row_bytes(int width) const {
  const auto pad = static_cast<std::size_t>(pad_);
  const std::size_t bits = static_cast<std::size_t>(width) * static_cast<std::size_t>(bits_);
  return (bits + pad - 1) / pad * pad / 8;
}

void PixelFormat::read_image(const std::uint8_t* data, int width, int height, std::uint32_t* colours) const {
  const std::size_t row = row_bytes(width);
  for (int y = 0; y < height; ++y, data += row) {
    for (int x = 0; x < width; ++x) {
      std::uint32_t pixel = 0;
      const auto at = static_cast<std::size_t>(x);
      if (bits_ == 32) {
        std::memcpy(&pixel, data + at * 4, 4);
      } else {
        std::uint16_t half = 0;
        std::memcpy(&half, data + at * 2, 2);
        pixel = half;
      }
      *colours++ = plain_ ? pixel & 0xffffffU : rgb(pixel);
    }
  }
}

std::vector<std::uint8_t> PixelFormat::image(const std::vector<std::uint32_t>& colours, int width,
                                             int height) const {
  std::vector<std::uint8_t> data(bytes(width, height));
  const std::size_t row = row_bytes(width);
  auto colour = colours.begin();
  for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
    for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x) {
      const std::uint32_t value = pixel(*colour++);
      const auto half = static_cast<std::uint16_t>(value);
      if (bits_ == 32) std::memcpy(&data[y * row + x * 4], &value, 4);
      if (bits_ == 16) std::memcpy(&data[y * row + x * 2], &half, 2);
    }
  }
  return data;
}

}  // namespace insyn::indicator::x11
