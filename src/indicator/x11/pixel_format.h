// How an X server lays the pixels of one visual out, and 0xRRGGBB made of them and back.
#pragma once

#include <xcb/xcb.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace insyn::indicator::x11 {

class PixelFormat {
 public:
  // Nothing where this cannot be made of its pixels: what is not TrueColor, has more than eight bits of
  // alpha, or comes in another order of bytes than this computer's. 15, 16, 24, 30 and 32 bits can.
  static std::optional<PixelFormat> of(xcb_connection_t* connection, std::uint8_t depth,
                                       xcb_visualid_t visual);

  // 0xRRGGBB in 32-bit words, whatever lies in the fourth byte.
  bool is_rgb888() const { return bits_ == 32 && plain_; }
  std::uint8_t depth() const { return depth_; }
  // The pixel for a colour, opaque where there is alpha; and the colour of a pixel.
  std::uint32_t pixel(std::uint32_t rgb) const;
  std::uint32_t rgb(std::uint32_t pixel) const;
  // What `rgb` looks like once it has been a pixel.
  std::uint32_t seen(std::uint32_t colour) const { return rgb(pixel(colour)); }

  // Bytes of a row of an image, and of one with so many rows.
  std::size_t row_bytes(int width) const;
  std::size_t bytes(int width, int height) const {
    return row_bytes(width) * static_cast<std::size_t>(height);
  }
  // Colours of an image as the server gives it, appended to `colours`; `data` holds bytes(width, height).
  void read_image(const std::uint8_t* data, int width, int height, std::uint32_t* colours) const;
  // The image that the server takes.
  std::vector<std::uint8_t> image(const std::vector<std::uint32_t>& colours, int width, int height) const;

 private:
  struct Channel {
    int shift = 0, bits = 0;
  };
  std::uint8_t depth_ = 0;
  int bits_ = 32;  // a pixel
  int pad_ = 32;   // bits that a row is a multiple of
  bool plain_ = false;
  Channel channels_[3];  // red, green, blue
};

}  // namespace insyn::indicator::x11
