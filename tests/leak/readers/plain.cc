#include <xcb/composite.h>
#include <xcb/damage.h>

#include "leak/readers/polling.h"

namespace insyn::leak {
namespace {

class Plain final : public PollingReader {
 public:
  explicit Plain(const WitnessNeeds& needs) : PollingReader(needs), damage_(xcb_generate_id(c_)) {
    std::free(xcb_composite_query_version_reply(c_, xcb_composite_query_version(c_, 0, 4), nullptr));
    std::free(xcb_damage_query_version_reply(c_, xcb_damage_query_version(c_, 1, 1), nullptr));
    const std::uint32_t watch = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
    xcb_change_window_attributes(c_, window_, XCB_CW_EVENT_MASK, &watch);
    xcb_composite_redirect_window(c_, window_, XCB_COMPOSITE_REDIRECT_AUTOMATIC);
    xcb_damage_create(c_, damage_, window_, XCB_DAMAGE_REPORT_LEVEL_NON_EMPTY);
    start();
  }
  ~Plain() override { stop(); }

 private:
  void look() override {
    while (xcb_generic_event_t* event = xcb_poll_for_event(c_)) {
      if (event->response_type != 0) news_ = true;
      std::free(event);
    }
    if (!news_) return;
    news_ = false;
    xcb_damage_subtract(c_, damage_, XCB_XFIXES_REGION_NONE, XCB_XFIXES_REGION_NONE);
    const xcb_pixmap_t pixmap = xcb_generate_id(c_);
    xcb_generic_error_t* refused =
        xcb_request_check(c_, xcb_composite_name_window_pixmap_checked(c_, window_, pixmap));
    if (refused != nullptr) {
      // Gone or unmapped: what it had named last is still there, and is read again.
      std::free(refused);
    } else {
      if (pixmap_ != 0) xcb_free_pixmap(c_, pixmap_);
      pixmap_ = pixmap;
    }
    xcb_get_geometry_reply_t* geometry = xcb_get_geometry_reply(c_, xcb_get_geometry(c_, pixmap_), nullptr);
    if (geometry != nullptr) read(pixmap_, {0, 0, geometry->width, geometry->height});
    std::free(geometry);
  }

  xcb_damage_damage_t damage_;
  xcb_pixmap_t pixmap_ = 0;
  bool news_ = true;
};

class Crop final : public PollingReader {
 public:
  explicit Crop(const WitnessNeeds& needs) : PollingReader(needs) { start(); }
  ~Crop() override { stop(); }

 private:
  void look() override {
    xcb_get_geometry_reply_t* geometry = xcb_get_geometry_reply(c_, xcb_get_geometry(c_, window_), nullptr);
    xcb_translate_coordinates_reply_t* at =
        xcb_translate_coordinates_reply(c_, xcb_translate_coordinates(c_, window_, root_, 0, 0), nullptr);
    xcb_get_geometry_reply_t* root = xcb_get_geometry_reply(c_, xcb_get_geometry(c_, root_), nullptr);
    if (geometry != nullptr && at != nullptr)
      last_ = {at->dst_x, at->dst_y, geometry->width, geometry->height};
    if (root != nullptr) read(root_, intersection(last_, {0, 0, root->width, root->height}));
    std::free(geometry);
    std::free(at);
    std::free(root);
  }

  Rect last_;
};

}  // namespace

std::unique_ptr<Witness> make_plain(const WitnessNeeds& needs) { return std::make_unique<Plain>(needs); }
std::unique_ptr<Witness> make_crop(const WitnessNeeds& needs) { return std::make_unique<Crop>(needs); }

}  // namespace insyn::leak
