#include "recorder/capture/x11/surface.h"

#include <xcb/composite.h>

#include <algorithm>

#include "recorder/capture/guards.h"
#include "recorder/capture/pace.h"

namespace insyn::recorder::x11 {
namespace {

// Greys that no theme uses, since they are not quite grey, and another one each time: an application that
// paints in one of them by chance does so once.
std::uint32_t next_scrub_colour() {
  static std::uint32_t count = 0;
  const std::uint32_t step = ++count % 8;
  return (0xc4U + step) << 16U | (0xcdU - step) << 8U | (0xc6U + step * 3 % 8);
}

// With fewer bits for each colour they would become plain greys: there they are a little greener.
std::uint32_t scrub_colour_for(const PixelFormat& format) {
  const std::uint32_t colour = next_scrub_colour();
  return format.is_rgb888() || format.depth() > 24 ? colour : colour + 0x1000U;
}

// Every pixel that is read is asked this: all of a row at once, since nearly always the answer is no.
bool holds(const std::uint32_t* row, int width, std::uint32_t colour) {
  std::uint32_t found = 0;
  for (int i = 0; i < width; ++i) found |= row[i] == colour ? 1U : 0U;
  return found != 0;
}

}  // namespace

Surface::Surface(const Connection& connection, PixelReader& reader, track::SurfaceId id,
                 const FoundSurface& found, ProcessHandle process, Mono opened)
    : TrackedWindow(id, found, std::move(process), opened),
      connection_(connection),
      reader_(reader),
      background_(connection) {
  xcb_connection_t* c = connection_.get();
  format_ = PixelFormat::of(c, found.depth, found.visual);
  xcb_composite_redirect_window(c, found.window, XCB_COMPOSITE_REDIRECT_AUTOMATIC);
  damage_ = xcb_generate_id(c);
  xcb_damage_create(c, damage_, found.window, XCB_DAMAGE_REPORT_LEVEL_NON_EMPTY);
  drawn_ = xcb_generate_id(c);
  xcb_xfixes_create_region(c, drawn_, 0, nullptr);
  drawn_late_ = xcb_generate_id(c);
  xcb_xfixes_create_region(c, drawn_late_, 0, nullptr);
}

Surface::~Surface() {
  xcb_connection_t* c = connection_.get();
  if (pixmap_ != 0) xcb_free_pixmap(c, pixmap_);
  xcb_xfixes_destroy_region(c, drawn_);
  xcb_xfixes_destroy_region(c, drawn_late_);
  xcb_damage_destroy(c, damage_);
  xcb_composite_unredirect_window(c, found_.window, XCB_COMPOSITE_REDIRECT_AUTOMATIC);
}

bool Surface::concerns(xcb_window_t window) const {
  return std::find(found_.family.begin(), found_.family.end(), window) != found_.family.end() ||
         is_on_path(window);
}

// Where it lies now is remembered.
bool Surface::moved(const StructureChange& change) {
  const auto one = std::find_if(found_.path.begin(), found_.path.end(),
                                [&change](const Placed& placed) { return placed.window == change.window; });
  if (one == found_.path.end()) return false;
  const Point now{change.geometry.x, change.geometry.y};
  return std::exchange(one->at, now) != now;
}

void Surface::unsettle(bool pixmap_lost) {
  settled_ = false;
  pixmap_lost_ = pixmap_lost_ || pixmap_lost;
}

void Surface::structure_changed(const StructureChange& change) {
  const bool self = change.window == found_.window;
  const bool above = !self && is_on_path(change.window);
  switch (change.kind) {
    case StructureChange::kConfigured:
      if (self && (change.geometry.width != window_size_.width ||
                   change.geometry.height != window_size_.height || change.border != border_)) {
        unsettle(true);
      }
      // The server reports a move as if all had been drawn.
      if (moved(change) && !undrawn_.empty()) unsettle(true);
      return;
    case StructureChange::kUnmapped:
    case StructureChange::kDestroyed:
      destroyed_ = destroyed_ || (self && change.kind == StructureChange::kDestroyed);
      if (self || above) unsettle(true);
      return;
    case StructureChange::kReparented:
    case StructureChange::kCreated:
    case StructureChange::kMapped: {
      if (self || above) unsettle(change.kind == StructureChange::kReparented);
      // A window inside this one is certainly the application's own only where its number belongs to the same
      // client. Another may have drawn and left again before anybody looked.
      const bool own = ((change.window ^ found_.window) & ~connection_.resource_mask()) == 0;
      if (!self && !above && (concerns(change.parent) || concerns(change.window))) {
        // Nor is one that was never looked at before it could be seen: through it, too, another may have
        // passed.
        const bool unseen = change.kind != StructureChange::kCreated && !concerns(change.window);
        unsettle(!own || unseen);
      }
      return;
    }
    case StructureChange::kOther:
      return;
  }
}

bool Surface::settle(const FoundSurface& found, Mono now) {
  // The event that tells of another border may have come before the look that saw it: the border that counts
  // is the pixmap's.
  const bool resized = found.place.width != size_.width || found.place.height != size_.height ||
                       found.margin != margin_ || found.border != border_;
  const bool foreign_left = guard_on(Guard::kForeignLeft) && found_.foreign_inside && !found.foreign_inside;
  TrackedWindow::settle(found, now);
  hold_others();
  if (!pixmap_lost_ && !resized && !foreign_left) return true;
  return new_generation(now);
}

bool Surface::new_generation(Mono now) {
  xcb_connection_t* c = connection_.get();
  if (pixmap_ != 0) xcb_free_pixmap(c, pixmap_);
  pixmap_ = xcb_generate_id(c);
  xcb_composite_name_window_pixmap(c, found_.window, pixmap_);
  const Owned<xcb_get_geometry_reply_t> geometry(
      xcb_get_geometry_reply(c, xcb_get_geometry(c, pixmap_), nullptr));
  // The pixmap's own size is the truth: the window may have been resized again since it was looked at.
  border_ = found_.border;
  margin_ = found_.margin;
  const int borders = 2 * border_;
  if (geometry) window_size_ = {0, 0, geometry->width - borders, geometry->height - borders};
  const Rect shown = indicator::x11::without(margin_, window_size_);
  if (!geometry || shown.empty()) {
    pixmap_lost_ = true;
    settled_ = false;
    return false;
  }
  size_ = {0, 0, shown.width, shown.height};
  scrub();
  undrawn_ = guard_on(Guard::kUndrawn) ? Region(size_) : Region();
  pending_.clear();
  damaged_ = false;
  pixmap_lost_ = false;
  undrawn_reported_ = false;
  generation_began_ = now;
  return true;
}

void Surface::announce(CaptureSink& sink) {
  const bool first = !announced();
  TrackedWindow::announce(sink);
  if (first && !format_) sink.unreadable(id_, size_, track::Withheld::kUnsupportedFormat);
  if (found_.foreign_inside) sink.unreadable(id_, size_, track::Withheld::kForeignInside);
  if (!own_background()) sink.unreadable(id_, size_, track::Withheld::kNotVerified);
}

void Surface::report_undrawn(Mono now, CaptureSink& sink) {
  if (!undrawn_report_pending() || now < undrawn_report_due()) return;
  if (format_ && !found_.foreign_inside && own_background()) {
    for (const Rect& area : undrawn_.rects()) sink.unreadable(id_, area, track::Withheld::kNotYetDrawn);
  }
  undrawn_reported_ = true;
}

void Surface::report_mark(bool marked, bool missing, CaptureSink& sink) {
  if (marked && std::exchange(unmarked_reported_, false)) requeue(Region(size_));
  if (marked || !missing || unmarked_reported_ || !damaged()) return;
  sink.unreadable(id_, size_, track::Withheld::kNoIndicator);
  unmarked_reported_ = true;
}

void Surface::scrub() {
  background_.forget();
  // Of other pixels nothing is ever read.
  if (!format_) return;
  xcb_connection_t* c = connection_.get();
  const xcb_gcontext_t context = xcb_generate_id(c);
  const std::uint32_t colour = scrub_colour_for(*format_);
  scrub_colour_ = format_->seen(colour);
  const std::uint32_t values[] = {format_->pixel(colour), XCB_SUBWINDOW_MODE_INCLUDE_INFERIORS};
  xcb_create_gc(c, context, pixmap_, XCB_GC_FOREGROUND | XCB_GC_SUBWINDOW_MODE, values);
  // Neither its border nor its margin, which are never read and which nobody would be asked to paint anew.
  const xcb_rectangle_t all{static_cast<std::int16_t>(origin().x), static_cast<std::int16_t>(origin().y),
                            static_cast<std::uint16_t>(size_.width),
                            static_cast<std::uint16_t>(size_.height)};
  const Canvas canvas{found_.window, pixmap_, *format_, border_,
                      indicator::x11::without(margin_, window_size_)};
  bool asked = false;
  {
    const InOneGo go(connection_);
    if (guard_on(Guard::kScrub)) xcb_poly_fill_rectangle(c, pixmap_, context, 1, &all);
    xcb_free_gc(c, context);
    const Overlay overlay(connection_, canvas);
    asked = reader_.ask(connection_, pixmap_, *format_, origin(), {size_}).has_value();
    // Damage up to here was reported for pixels that the scrub has removed.
    xcb_damage_subtract(c, damage_, XCB_XFIXES_REGION_NONE, XCB_XFIXES_REGION_NONE);
  }
  if (!asked) return;
  const Result<bool> read = reader_.answer(connection_);
  if (read && *read) background_.learn(canvas, colour, reader_.pixels());
}

void Surface::hold_others() {
  others_inside_.clear();
  for (const int pid : found_.others_inside) {
    Result<ProcessHandle> process = ProcessHandle::open(pid);
    // It has ended, and its windows with it: an event tells of that.
    if (process) others_inside_.push_back(std::move(*process));
  }
}

std::vector<std::optional<FileIdentity>> Surface::programs_inside() const {
  std::vector<std::optional<FileIdentity>> programs;
  for (const ProcessHandle& process : others_inside_) {
    const Result<FileIdentity> program = process.program();
    programs.push_back(program ? std::optional(*program) : std::nullopt);
  }
  return programs;
}

bool Surface::own_background() const {
  if (!guard_on(Guard::kOwnBackground)) return true;
  return background_.kind() == Background::kNothing || background_.kind() == Background::kPlain;
}

std::optional<track::Withheld> Surface::doubt() const {
  if (found_.foreign_inside) return track::Withheld::kForeignInside;
  if (!own_background()) return track::Withheld::kNotVerified;
  if (!settled_ && guard_on(Guard::kSettled)) return track::Withheld::kReadFailed;
  return std::nullopt;
}

std::optional<Mono> Surface::first_drawing_due() const {
  if (!damaged_ || undrawn_.empty()) return std::nullopt;
  return asked_if_drawn_ + Pace::kGatherDrawing;
}

bool Surface::all_drawn(Mono now) {
  asked_if_drawn_ = now;
  requeue(take_damage());
  Region left = undrawn_;
  for (const Rect& rect : pending_.rects()) left.subtract(rect);
  return left.empty();
}

Region Surface::take_damage() {
  xcb_connection_t* c = connection_.get();
  Region drawn = std::exchange(pending_, {});
  if (!std::exchange(damaged_, false)) return drawn;
  xcb_damage_subtract(c, damage_, XCB_XFIXES_REGION_NONE, drawn_);
  fetch(xcb_xfixes_fetch_region(c, drawn_), drawn);
  return drawn;
}

void Surface::fetch(xcb_xfixes_fetch_region_cookie_t asked, Region& region) const {
  const Owned<xcb_xfixes_fetch_region_reply_t> reply(
      xcb_xfixes_fetch_region_reply(connection_.get(), asked, nullptr));
  if (!reply) return;
  const xcb_rectangle_t* rects = xcb_xfixes_fetch_region_rectangles(reply.get());
  const int count = xcb_xfixes_fetch_region_rectangles_length(reply.get());
  for (int i = 0; i < count; ++i)
    region.add(intersection(
        {rects[i].x - margin_.left, rects[i].y - margin_.top, rects[i].width, rects[i].height}, size_));
}

Result<bool> Surface::read(const std::vector<Rect>& areas) {
  xcb_connection_t* c = connection_.get();
  const bool look = guard_on(Guard::kOwnBackground);
  xcb_xfixes_fetch_region_cookie_t late{};
  {
    const InOneGo go(connection_);
    xcb_damage_subtract(c, damage_, XCB_XFIXES_REGION_NONE, drawn_late_);
    late = xcb_xfixes_fetch_region(c, drawn_late_);
    TRY(reader_.ask(connection_, pixmap_, *format_, origin(), areas));
    if (look) background_.ask(areas);
    own_doing_ = go.first();
    own_doing_lasts_ =
        xcb_damage_subtract(c, damage_, XCB_XFIXES_REGION_NONE, XCB_XFIXES_REGION_NONE).sequence - own_doing_;
  }
  fetch(late, pending_);
  TRY_ASSIGN(const bool read, reader_.answer(connection_));
  if (!look || background_.still_the_same()) return read;
  unsettle(true);
  return false;
}

void Surface::accept(const Region& drawn, const std::vector<Rect>& areas, const std::uint32_t* pixels) {
  for (const Rect& rect : drawn.rects()) undrawn_.subtract(rect);
  for (const Rect& area : areas) {
    if (guard_on(Guard::kScrubSeen)) look_for_scrub(area, pixels);
    pixels += area.area();
  }
}

void Surface::look_for_scrub(const Rect& area, const std::uint32_t* pixels) {
  const std::uint32_t scrubbed = scrub_colour_;
  Rect around;
  for (int y = 0; y < area.height; ++y) {
    const std::uint32_t* row = pixels + static_cast<std::ptrdiff_t>(y) * area.width;
    if (!holds(row, area.width, scrubbed)) continue;
    const std::uint32_t* end = row + area.width;
    const std::uint32_t* first = std::find(row, end, scrubbed);
    while (*--end != scrubbed) {
    }
    around = bounds(
        around, {area.x + static_cast<int>(first - row), area.y + y, static_cast<int>(end - first) + 1, 1});
  }
  if (!around.empty()) undrawn_.add(around);
}

void Surface::requeue(const Region& region) {
  for (const Rect& rect : region.rects()) pending_.add(rect);
}

}  // namespace insyn::recorder::x11
