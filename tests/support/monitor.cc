#include "support/monitor.h"

#include <xcb/randr.h>

#include <cstdlib>
#include <map>
#include <stdexcept>

#include "support/reply.h"

namespace insyn::support {
struct Monitor::X {
  xcb_connection_t* c = nullptr;
  xcb_window_t root = 0;
  xcb_randr_crtc_t crtc = 0;
  xcb_randr_output_t output = 0;
  xcb_randr_mode_t mode = 0;
  std::map<std::string, xcb_randr_mode_t> made;  // by show_only()

  void configure(xcb_randr_mode_t wanted) const {
    const auto info = owned(xcb_randr_set_crtc_config_reply(
        c,
        xcb_randr_set_crtc_config(c, crtc, XCB_CURRENT_TIME, XCB_CURRENT_TIME, 0, 0, wanted,
                                  XCB_RANDR_ROTATION_ROTATE_0, wanted == XCB_NONE ? 0 : 1, &output),
        nullptr));
    if (!info || info->status != XCB_RANDR_SET_CONFIG_SUCCESS)
      throw std::runtime_error("the monitor cannot be set up");
  }
};

Monitor::Monitor(const XServer& server) : x_(std::make_unique<X>()) {
  for (const auto& variable : server.environment())
    ::setenv(variable.first.c_str(), variable.second.c_str(), 1);
  x_->c = xcb_connect(server.display().c_str(), nullptr);
  x_->root = xcb_setup_roots_iterator(xcb_get_setup(x_->c)).data->root;
  const auto resources = owned(
      xcb_randr_get_screen_resources_reply(x_->c, xcb_randr_get_screen_resources(x_->c, x_->root), nullptr));
  if (!resources || resources->num_crtcs == 0 || resources->num_outputs == 0 || resources->num_modes == 0)
    throw std::runtime_error("this X server has no RandR monitor");
  x_->crtc = xcb_randr_get_screen_resources_crtcs(resources.get())[0];
  x_->output = xcb_randr_get_screen_resources_outputs(resources.get())[0];
  x_->mode = xcb_randr_get_screen_resources_modes(resources.get())[0].id;
}

Monitor::~Monitor() { xcb_disconnect(x_->c); }

void Monitor::switch_off() { x_->configure(XCB_NONE); }
void Monitor::switch_on() { x_->configure(x_->mode); }

void Monitor::show_only(int width, int height) {
  const std::string name = fmt::format("{}x{}", width, height);
  if (const auto known = x_->made.find(name); known != x_->made.end()) return x_->configure(known->second);
  xcb_randr_mode_info_t info{};
  info.width = static_cast<std::uint16_t>(width);
  info.height = static_cast<std::uint16_t>(height);
  info.name_len = static_cast<std::uint16_t>(name.size());
  const auto made = owned(xcb_randr_create_mode_reply(
      x_->c,
      xcb_randr_create_mode(x_->c, x_->root, info, static_cast<std::uint32_t>(name.size()), name.c_str()),
      nullptr));
  if (!made) throw std::runtime_error("no mode " + name);
  x_->made[name] = made->mode;
  xcb_randr_add_output_mode(x_->c, x_->output, made->mode);
  x_->configure(made->mode);
}

void Monitor::set(const std::string& property, const std::vector<std::uint32_t>& numbers) {
  const auto atom = owned(xcb_intern_atom_reply(
      x_->c, xcb_intern_atom(x_->c, 0, static_cast<std::uint16_t>(property.size()), property.c_str()),
      nullptr));
  xcb_randr_change_output_property(x_->c, x_->output, atom->atom, XCB_ATOM_INTEGER, 32, XCB_PROP_MODE_REPLACE,
                                   static_cast<std::uint32_t>(numbers.size()), numbers.data());
  owned(xcb_get_input_focus_reply(x_->c, xcb_get_input_focus(x_->c), nullptr));
}

void Monitor::set_gamma(bool flat) {
  const auto size = owned(
      xcb_randr_get_crtc_gamma_size_reply(x_->c, xcb_randr_get_crtc_gamma_size(x_->c, x_->crtc), nullptr));
  if (!size || size->size < 2) throw std::runtime_error("this X server has no gamma");
  std::vector<std::uint16_t> ramp;
  for (int i = 0; i < size->size; ++i)
    ramp.push_back(flat ? 0x8000 : static_cast<std::uint16_t>(65535 * i / (size->size - 1)));
  xcb_randr_set_crtc_gamma(x_->c, x_->crtc, size->size, ramp.data(), ramp.data(), ramp.data());
  owned(xcb_get_input_focus_reply(x_->c, xcb_get_input_focus(x_->c), nullptr));
}

void Monitor::show_one_colour() { set_gamma(true); }
void Monitor::show_colours() { set_gamma(false); }

}  // namespace insyn::support
