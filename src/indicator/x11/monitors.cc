#include "indicator/x11/monitors.h"

#include <xcb/dpms.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string_view>

#include "indicator/x11/reply.h"
#include "indicator/x11/vid_mode.h"

namespace insyn::indicator::x11 {
namespace {

constexpr int kMostCrtcs = 64;
constexpr std::uint32_t kMatrixWords =
    18;  // nine numbers of 64 bits: a sign, 31 bits, 32 bits behind the point

xcb_atom_t atom_of(xcb_connection_t* c, std::string_view name) {
  const Owned<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
      c, xcb_intern_atom(c, 0, static_cast<std::uint16_t>(name.size()), name.data()), nullptr));
  return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

bool present(xcb_connection_t* c, xcb_extension_t* extension) {
  const xcb_query_extension_reply_t* reply = xcb_get_extension_data(c, extension);
  return reply != nullptr && reply->present != 0;
}

// A question about an output's property, whose answer is waited for later.
struct WordsAsked {
  xcb_randr_get_output_property_cookie_t cookie;
  std::uint32_t most;  // words
};

WordsAsked ask_words(xcb_connection_t* c, xcb_randr_output_t output, xcb_atom_t property,
                     std::uint32_t most) {
  return {xcb_randr_get_output_property(c, output, property, XCB_ATOM_ANY, 0, most, 0, 0), most};
}

// The property's 32-bit words.
std::vector<std::uint32_t> words_of(xcb_connection_t* c, const WordsAsked& asked) {
  const Owned<xcb_randr_get_output_property_reply_t> reply(
      xcb_randr_get_output_property_reply(c, asked.cookie, nullptr));
  if (!reply || reply->format != 32) return {};
  const auto* words = reinterpret_cast<const std::uint32_t*>(xcb_randr_get_output_property_data(reply.get()));
  return {words, words + std::min(reply->num_items, asked.most)};
}

struct OutputAsked {
  WordsAsked light[2];
  WordsAsked matrix;
};

// Servers without a real screen, such as Xvfb, hold tables of zeros, or of whatever the memory contained,
// until somebody sets them; and nothing is shown by them.
bool is_set(const xcb_randr_get_crtc_gamma_reply_t& gamma) {
  const std::uint16_t* values = xcb_randr_get_crtc_gamma_red(&gamma);
  const std::size_t size = gamma.size;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::uint16_t* ramp = values + i * size;
    const bool ordered =
        std::is_sorted(ramp, ramp + size) || std::is_sorted(ramp, ramp + size, std::greater<>());
    if (!ordered) return false;
  }
  return std::any_of(values, values + 3 * size, [](std::uint16_t value) { return value != 0; });
}

ViewSize view_of_crtc(xcb_connection_t* c, xcb_randr_crtc_t crtc, const xcb_randr_get_crtc_info_reply_t& info,
                      const xcb_randr_get_screen_resources_current_reply_t& resources) {
  const Owned<xcb_randr_get_crtc_transform_reply_t> transform(
      xcb_randr_get_crtc_transform_reply(c, xcb_randr_get_crtc_transform(c, crtc), nullptr));
  const xcb_render_transform_t one{0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x10000};
  const xcb_randr_mode_info_t* modes = xcb_randr_get_screen_resources_current_modes(&resources);
  for (int i = 0; i < xcb_randr_get_screen_resources_current_modes_length(&resources); ++i) {
    if (modes[i].id == info.mode)
      return view_of(modes[i].width, modes[i].height, info.rotation,
                     transform ? transform->current_transform : one);
  }
  return {};
}

double number_of(std::uint32_t low, std::uint32_t high) {
  const double size = (high & 0x7fffffffU) + low / 4294967296.0;
  return (high & 0x80000000U) != 0 ? -size : size;
}

// All answers are fetched, so that none is left with the connection.
bool output_is_lit(xcb_connection_t* c, const OutputAsked& asked, ColourTables tables) {
  const std::vector<std::uint32_t> first = words_of(c, asked.light[0]), second = words_of(c, asked.light[1]);
  const std::vector<std::uint32_t> words = words_of(c, asked.matrix);
  const std::vector<std::uint32_t>& level = first.empty() ? second : first;
  if (!level.empty() && level.front() == 0) return false;
  if (words.size() == kMatrixWords) {
    std::array<double, 9> matrix{};
    for (std::size_t i = 0; i < matrix.size(); ++i) matrix[i] = number_of(words[2 * i], words[2 * i + 1]);
    tables.matrix = matrix;
  }
  return leave_border_visible(tables);
}

// What one CRTC shows, asked each time: no event tells that a monitor has begun to pan.
struct CrtcAsked {
  xcb_randr_get_panning_cookie_t panning;
  xcb_randr_get_crtc_gamma_cookie_t gamma;
  std::vector<OutputAsked> outputs;
};

bool is_lit(xcb_connection_t* c, const CrtcAsked& asked, ViewSize view, bool& has_gamma) {
  const Owned<xcb_randr_get_panning_reply_t> panning(xcb_randr_get_panning_reply(c, asked.panning, nullptr));
  const Owned<xcb_randr_get_crtc_gamma_reply_t> gamma(
      xcb_randr_get_crtc_gamma_reply(c, asked.gamma, nullptr));
  ColourTables tables;
  if (gamma && gamma->size > 0 && (has_vid_mode(c) || is_set(*gamma))) {
    has_gamma = true;
    const std::uint16_t* ramps[] = {xcb_randr_get_crtc_gamma_red(gamma.get()),
                                    xcb_randr_get_crtc_gamma_green(gamma.get()),
                                    xcb_randr_get_crtc_gamma_blue(gamma.get())};
    for (std::size_t i = 0; i < 3; ++i) tables.ramps[i].assign(ramps[i], ramps[i] + gamma->size);
  }
  bool lit = false;
  for (const OutputAsked& output : asked.outputs) lit = output_is_lit(c, output, tables) || lit;
  return lit && !(panning && pans(panning->width, panning->height, view));
}

}  // namespace

Monitors::Monitors(xcb_connection_t* connection, const xcb_screen_t& screen)
    : c_(connection), root_(screen.root), screen_{0, 0, screen.width_in_pixels, screen.height_in_pixels} {
  auto screens = xcb_setup_roots_iterator(xcb_get_setup(c_));
  for (int i = 0; screens.rem > 0; xcb_screen_next(&screens), ++i) {
    if (screens.data->root == root_) number_ = i;
  }
  if (present(c_, &xcb_randr_id)) {
    const Owned<xcb_randr_query_version_reply_t> version(
        xcb_randr_query_version_reply(c_, xcb_randr_query_version(c_, 1, 3), nullptr));
    if (version && (version->major_version > 1 || version->minor_version >= 3)) {
      first_event_ = xcb_get_extension_data(c_, &xcb_randr_id)->first_event;
      backlight_[0] = atom_of(c_, "Backlight");
      backlight_[1] = atom_of(c_, "BACKLIGHT");
      matrix_ = atom_of(c_, "CTM");
      xcb_randr_select_input(c_, root_,
                             XCB_RANDR_NOTIFY_MASK_SCREEN_CHANGE | XCB_RANDR_NOTIFY_MASK_CRTC_CHANGE |
                                 XCB_RANDR_NOTIFY_MASK_OUTPUT_CHANGE);
    }
  }
  refresh();
}

bool Monitors::on_event(const xcb_generic_event_t& event) {
  const std::uint8_t type = event.response_type & 0x7f;
  const bool ours = first_event_ != 0 && (type == first_event_ + XCB_RANDR_SCREEN_CHANGE_NOTIFY ||
                                          type == first_event_ + XCB_RANDR_NOTIFY);
  if (ours) refresh();
  return ours;
}

void Monitors::refresh() {
  read();
  // A server that has started anew may not know its monitors before it is made to look for them.
  if (first_event_ == 0 || !places_.empty()) return;
  const Owned<xcb_randr_get_screen_resources_reply_t> looked_for(
      xcb_randr_get_screen_resources_reply(c_, xcb_randr_get_screen_resources(c_, root_), nullptr));
  read();
}

void Monitors::read() {
  const Owned<xcb_get_geometry_reply_t> geometry(
      xcb_get_geometry_reply(c_, xcb_get_geometry(c_, root_), nullptr));
  if (geometry) screen_ = {0, 0, geometry->width, geometry->height};
  crtcs_.clear();
  places_ = {screen_};
  if (first_event_ == 0) return;
  const Owned<xcb_randr_get_screen_resources_current_reply_t> resources(
      xcb_randr_get_screen_resources_current_reply(c_, xcb_randr_get_screen_resources_current(c_, root_),
                                                   nullptr));
  // A server that cannot say what its monitors show shows nothing for certain.
  if (!resources) places_.clear();
  if (!resources || resources->num_crtcs == 0) return;
  places_.clear();
  const xcb_randr_crtc_t* crtcs = xcb_randr_get_screen_resources_current_crtcs(resources.get());
  for (int i = 0; i < std::min<int>(resources->num_crtcs, kMostCrtcs); ++i) {
    const Owned<xcb_randr_get_crtc_info_reply_t> info(xcb_randr_get_crtc_info_reply(
        c_, xcb_randr_get_crtc_info(c_, crtcs[i], resources->config_timestamp), nullptr));
    if (!info || info->mode == XCB_NONE || info->width == 0 || info->height == 0) continue;
    Crtc crtc{crtcs[i], {}, view_of_crtc(c_, crtcs[i], *info, *resources)};
    const xcb_randr_output_t* outputs = xcb_randr_get_crtc_info_outputs(info.get());
    for (int j = 0; j < xcb_randr_get_crtc_info_outputs_length(info.get()); ++j) {
      const Owned<xcb_randr_get_output_info_reply_t> output(xcb_randr_get_output_info_reply(
          c_, xcb_randr_get_output_info(c_, outputs[j], resources->config_timestamp), nullptr));
      if (output && output->connection != XCB_RANDR_CONNECTION_DISCONNECTED)
        crtc.outputs.push_back(outputs[j]);
    }
    if (crtc.outputs.empty()) continue;
    crtcs_.push_back(std::move(crtc));
    places_.push_back({info->x, info->y, info->width, info->height});
  }
}

Rect Monitors::around(const Rect& window) const {
  Rect best = screen_;
  std::int64_t most = 0;
  for (const Rect& place : places_) {
    const std::int64_t area = intersection(place, window).area();
    if (area > most) best = place;
    most = std::max(most, area);
  }
  return best;
}

// Everything is asked before the first answer is waited for: this is done at each look at the screen.
std::vector<Rect> Monitors::lit() const {
  const bool has_power = present(c_, &xcb_dpms_id);
  const xcb_dpms_info_cookie_t power_asked = has_power ? xcb_dpms_info(c_) : xcb_dpms_info_cookie_t{};
  std::vector<CrtcAsked> asked;
  for (const Crtc& crtc : crtcs_) {
    CrtcAsked one{xcb_randr_get_panning(c_, crtc.crtc), xcb_randr_get_crtc_gamma(c_, crtc.crtc), {}};
    for (const xcb_randr_output_t output : crtc.outputs)
      one.outputs.push_back(
          {{ask_words(c_, output, backlight_[0], 1), ask_words(c_, output, backlight_[1], 1)},
           ask_words(c_, output, matrix_, kMatrixWords)});
    asked.push_back(std::move(one));
  }
  bool powered = true;
  if (has_power) {
    const Owned<xcb_dpms_info_reply_t> info(xcb_dpms_info_reply(c_, power_asked, nullptr));
    powered = info && (info->state == 0 || info->power_level == XCB_DPMS_DPMS_MODE_ON);
  }
  std::vector<Rect> lit;
  bool has_gamma = false;
  for (std::size_t i = 0; i < crtcs_.size(); ++i) {
    if (is_lit(c_, asked[i], crtcs_[i].view, has_gamma)) lit.push_back(places_[i]);
  }
  if (!powered) return {};
  if (crtcs_.empty()) lit = places_;
  if (!has_gamma && !leave_border_visible({vid_mode_ramps(c_, number_), std::nullopt})) return {};
  return lit;
}

}  // namespace insyn::indicator::x11
