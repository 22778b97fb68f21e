#include "recorder/capture/x11/pixel_format.h"

namespace insyn::recorder::x11 {

bool is_rgb888(const Connection& connection, std::uint8_t depth, xcb_visualid_t visual) {
  if (depth != 24 && depth != 32) return false;
  const xcb_setup_t* setup = xcb_get_setup(connection.get());
  if (setup->image_byte_order != XCB_IMAGE_ORDER_LSB_FIRST) return false;
  for (auto screens = xcb_setup_roots_iterator(setup); screens.rem > 0; xcb_screen_next(&screens)) {
    for (auto depths = xcb_screen_allowed_depths_iterator(screens.data); depths.rem > 0;
         xcb_depth_next(&depths)) {
      for (auto visuals = xcb_depth_visuals_iterator(depths.data); visuals.rem > 0;
           xcb_visualtype_next(&visuals)) {
        const xcb_visualtype_t& type = *visuals.data;
        if (type.visual_id != visual) continue;
        return type.red_mask == 0xff0000 && type.green_mask == 0xff00 && type.blue_mask == 0xff;
      }
    }
  }
  return false;
}

}  // namespace insyn::recorder::x11
