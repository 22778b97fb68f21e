#include "support/client_theft.h"

#include <cstdlib>

namespace insyn::support {

xcb_window_t window_at(xcb_connection_t* c, xcb_window_t root, std::istringstream& line) {
  int x = 0, y = 0, width = 0, height = 0;
  line >> x >> y >> width >> height;
  xcb_window_t found = 0;
  auto* tree = xcb_query_tree_reply(c, xcb_query_tree(c, root), nullptr);
  for (int i = 0; tree != nullptr && i < xcb_query_tree_children_length(tree); ++i) {
    const xcb_window_t child = xcb_query_tree_children(tree)[i];
    auto* place = xcb_get_geometry_reply(c, xcb_get_geometry(c, child), nullptr);
    if (place == nullptr) continue;
    if (place->x == x && place->y == y && place->width == width && place->height == height) found = child;
    std::free(place);
  }
  std::free(tree);
  return found;
}

void show_as_mirror(xcb_connection_t* c, const xcb_screen_t* screen, const Window& window, std::int16_t x,
                    std::int16_t y) {
  const xcb_pixmap_t picture = xcb_generate_id(c);
  xcb_create_pixmap(c, screen->root_depth, picture, screen->root, window.width, window.height);
  const xcb_gcontext_t context = xcb_generate_id(c);
  const std::uint32_t all = XCB_SUBWINDOW_MODE_INCLUDE_INFERIORS;
  xcb_create_gc(c, context, screen->root, XCB_GC_SUBWINDOW_MODE, &all);
  xcb_copy_area(c, screen->root, picture, context, x, y, 0, 0, window.width, window.height);
  xcb_map_window(c, window.id);
  xcb_copy_area(c, picture, window.id, context, 0, 0, 0, 0, window.width, window.height);
  xcb_free_gc(c, context);
  xcb_free_pixmap(c, picture);
}

void put_inside(xcb_connection_t* c, xcb_window_t root, const Window& window, std::istringstream& line) {
  xcb_window_t parent = 0;
  int x = 0, y = 0;
  line >> parent >> x >> y;
  if (parent == 0) parent = root;
  xcb_reparent_window(c, window.id, parent, static_cast<std::int16_t>(x), static_cast<std::int16_t>(y));
}

}  // namespace insyn::support
