#include "support/client_window.h"

#include <cstdlib>
#include <vector>

namespace insyn::support {
namespace {

struct Options {
  std::string wm_class, title, parent;
  xcb_window_t transient = 0;
  std::uint32_t override_redirect = 0, pid = 0;
  bool desktop = false;
  std::uint16_t border = 0;
  std::optional<std::uint32_t> background_pixel, background_pixmap, id;
};

Options read_options(std::istringstream& line) {
  Options options;
  std::string option;
  while (line >> option) {
    const std::string value = option.substr(option.find('=') + 1);
    const auto number = [&value] { return static_cast<std::uint32_t>(std::stoul(value)); };
    if (option == "override") options.override_redirect = 1;
    if (option == "desktop") options.desktop = true;
    if (option == "relative") options.background_pixmap = XCB_BACK_PIXMAP_PARENT_RELATIVE;
    if (option.starts_with("class=")) options.wm_class = value;
    if (option.starts_with("title=")) options.title = value;
    if (option.starts_with("parent=")) options.parent = value;
    if (option.starts_with("background="))
      options.background_pixel = std::stoul(value, nullptr, 16) & 0xffffffU;
    if (option.starts_with("id=")) options.id = number();
    if (option.starts_with("border=")) options.border = static_cast<std::uint16_t>(number());
    if (option.starts_with("pid=")) options.pid = number();
    if (option.starts_with("transient=")) options.transient = number();
  }
  return options;
}

void set_text(xcb_connection_t* c, xcb_window_t window, xcb_atom_t property, const std::string& text) {
  xcb_change_property(c, XCB_PROP_MODE_REPLACE, window, property, XCB_ATOM_STRING, 8,
                      static_cast<std::uint32_t>(text.size()), text.data());
}

void set_number(xcb_connection_t* c, xcb_window_t window, xcb_atom_t property, xcb_atom_t type,
                std::uint32_t number) {
  xcb_change_property(c, XCB_PROP_MODE_REPLACE, window, property, type, 32, 1, &number);
}

xcb_atom_t atom_of(xcb_connection_t* c, const std::string& name) {
  xcb_intern_atom_reply_t* reply = xcb_intern_atom_reply(
      c, xcb_intern_atom(c, 0, static_cast<std::uint16_t>(name.size()), name.data()), nullptr);
  const xcb_atom_t atom = reply == nullptr ? xcb_atom_t{0} : reply->atom;
  std::free(reply);
  return atom;
}

}  // namespace

void create_window(xcb_connection_t* c, const xcb_screen_t* screen, std::istringstream& line, Window& window,
                   const std::function<xcb_window_t(const std::string&)>& called) {
  int x = 0, y = 0;
  line >> x >> y >> window.width >> window.height;
  const Options options = read_options(line);
  window.id = options.id ? *options.id : xcb_generate_id(c);
  std::vector<std::uint32_t> values;
  std::uint32_t mask = XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK;
  if (options.background_pixmap) {
    mask |= XCB_CW_BACK_PIXMAP;
    values.push_back(*options.background_pixmap);
  }
  if (options.background_pixel) {
    mask |= XCB_CW_BACK_PIXEL;
    values.push_back(*options.background_pixel);
  }
  values.push_back(options.override_redirect);
  values.push_back(XCB_EVENT_MASK_EXPOSURE | XCB_EVENT_MASK_STRUCTURE_NOTIFY);
  xcb_create_window(c, XCB_COPY_FROM_PARENT, window.id,
                    options.parent.empty() ? screen->root : called(options.parent),
                    static_cast<std::int16_t>(x), static_cast<std::int16_t>(y), window.width, window.height,
                    options.border, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, mask, values.data());
  if (!options.wm_class.empty())
    set_text(c, window.id, XCB_ATOM_WM_CLASS, options.wm_class + '\0' + options.wm_class + '\0');
  if (!options.title.empty()) set_text(c, window.id, XCB_ATOM_WM_NAME, options.title);
  if (options.pid != 0) set_number(c, window.id, atom_of(c, "_NET_WM_PID"), XCB_ATOM_CARDINAL, options.pid);
  if (options.desktop)
    set_number(c, window.id, atom_of(c, "_NET_WM_WINDOW_TYPE"), XCB_ATOM_ATOM,
               atom_of(c, "_NET_WM_WINDOW_TYPE_DESKTOP"));
  if (options.transient != 0)
    set_number(c, window.id, XCB_ATOM_WM_TRANSIENT_FOR, XCB_ATOM_WINDOW, options.transient);
}

void set_margin(xcb_connection_t* c, xcb_window_t window, std::istringstream& line) {
  std::uint32_t margin[4] = {};
  for (std::uint32_t& side : margin) line >> side;
  xcb_change_property(c, XCB_PROP_MODE_REPLACE, window, atom_of(c, "_GTK_FRAME_EXTENTS"), XCB_ATOM_CARDINAL,
                      32, 4, margin);
}

void fill_screen(xcb_connection_t* c, xcb_window_t root, xcb_window_t window) {
  xcb_client_message_event_t message{};
  message.response_type = XCB_CLIENT_MESSAGE;
  message.format = 32;
  message.window = window;
  message.type = atom_of(c, "_NET_WM_STATE");
  message.data.data32[0] = 1;  // add
  message.data.data32[1] = atom_of(c, "_NET_WM_STATE_FULLSCREEN");
  message.data.data32[3] = 1;  // by an application
  xcb_send_event(c, 0, root, XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY,
                 reinterpret_cast<const char*>(&message));
}

}  // namespace insyn::support
