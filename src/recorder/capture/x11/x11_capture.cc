#include "recorder/capture/x11/x11_capture.h"

#include <xcb/damage.h>

#include <algorithm>

#include "recorder/capture/guards.h"
#include "recorder/capture/x11/read_plan.h"

namespace insyn::recorder::x11 {

X11Capture::X11Capture(Connection connection, PixelReader reader, int max_fps, bool titled,
                       const CaptureHost& host, const Clock& clock)
    : WindowCapture(std::move(connection), titled, host, clock),
      reader_(std::move(reader)),
      pictures_(std::chrono::microseconds(1'000'000 / max_fps)) {}

Result<std::unique_ptr<X11Capture>> X11Capture::open(const std::string& display, int max_fps, bool titled,
                                                     const CaptureHost& host, const Clock& clock) {
  TRY_ASSIGN(Connection connection, Connection::open(display));
  TRY_ASSIGN(PixelReader reader, PixelReader::create(connection));
  return std::unique_ptr<X11Capture>(
      new X11Capture(std::move(connection), std::move(reader), max_fps, titled, host, clock));
}

std::unique_ptr<TrackedWindow> X11Capture::track(track::SurfaceId id, const FoundSurface& found,
                                                 ProcessHandle process, Mono opened) {
  return std::make_unique<Surface>(connection_, reader_, id, found, std::move(process), opened);
}

void X11Capture::on_event(const xcb_generic_event_t& event, std::uint8_t type) {
  if (type != connection_.damage_event() + XCB_DAMAGE_NOTIFY) return;
  TrackedWindow* window = tracked(reinterpret_cast<const xcb_damage_notify_event_t&>(event).drawable);
  if (window != nullptr) surface(*window).note_damage(event.full_sequence);
  pictures_.noticed(clock_.mono());
}

bool X11Capture::can_be_read(const Surface& surface) {
  return surface.announced() && surface.settled() && !surface.found().foreign_inside &&
         surface.readable_format() && surface.own_background();
}

bool X11Capture::is_to_be_read(const TrackedWindow& window) const {
  return surface(window).damaged() && can_be_read(surface(window));
}

bool X11Capture::undrawn_report_due() const {
  return std::any_of(windows_.begin(), windows_.end(), [now = clock_.mono()](const auto& window) {
    const Surface& one = surface(*window);
    return one.announced() && one.undrawn_report_pending() && now >= one.undrawn_report_due();
  });
}

std::optional<Mono> X11Capture::picture_due() const {
  const bool waits = std::any_of(windows_.begin(), windows_.end(), [this](const auto& window) {
    return is_to_be_read(*window) && marked(*window);
  });
  return waits ? std::optional<Mono>(pictures_.next()) : std::nullopt;
}

std::optional<Mono> X11Capture::first_drawing_due(const Surface& surface) const {
  const std::optional<Mono> due = surface.first_drawing_due();
  if (!due || !can_be_read(surface) || !marked(surface)) return std::nullopt;
  return std::max(*due, pictures_.next(Pace::kEarlyForNew));
}

std::optional<Mono> X11Capture::next_reading() const {
  std::optional<Mono> next = picture_due();
  const auto consider = [&next](Mono when) { next = next ? std::min(*next, when) : when; };
  for (const auto& window : windows_) {
    const Surface& one = surface(*window);
    if (one.announced() && one.undrawn_report_pending()) consider(one.undrawn_report_due());
    if (const std::optional<Mono> first = first_drawing_due(one)) consider(*first);
  }
  return next;
}

void X11Capture::report_marks(CaptureSink& sink) {
  for (const auto& window : windows_) {
    if (window->announced()) surface(*window).report_mark(marked(*window), marks_.missing(), sink);
  }
}

Status X11Capture::read_due(CaptureSink& sink) {
  const std::optional<Mono> picture = picture_due();
  if ((picture && clock_.mono() >= *picture) || undrawn_report_due()) return read_surfaces(sink);
  return read_first_drawings(sink);
}

Status X11Capture::read_surfaces(CaptureSink& sink) {
  bool kept = false;
  for (const auto& window : windows_) {
    if (!window->announced()) continue;
    surface(*window).report_undrawn(clock_.mono(), sink);
    if (!is_to_be_read(*window) || !marked(*window)) continue;
    if (!std::exchange(kept, true)) pictures_.took_turn(clock_.mono());
    TRY(read(surface(*window), sink));
  }
  if (kept) report_pointer(sink);
  return {};
}

// What is whole again after a resize or the like need not wait for its turn.
Status X11Capture::read_first_drawings(CaptureSink& sink) {
  for (const auto& window : windows_) {
    Surface& one = surface(*window);
    const std::optional<Mono> due = first_drawing_due(one);
    const Mono now = clock_.mono();
    if (!due || now < *due || !one.all_drawn(now)) continue;
    pictures_.took_turn(now);
    TRY(read(one, sink));
  }
  return {};
}

Status X11Capture::read(Surface& surface, CaptureSink& sink) {
  const Region drawn = surface.take_damage();
  const std::vector<Rect> areas = areas_to_read(drawn);
  if (areas.empty()) return {};
  TRY_ASSIGN(const bool read_all, surface.read(areas));
  // Only when everything that happened before the read is known is it decided on.
  if (guard_on(Guard::kDrain)) drain_events();
  const bool settled = surface.settled() || !guard_on(Guard::kSettled);
  serve_before_keeping();
  // A pause may be over before the next look, which then sees none: nothing that was drawn may be forgotten.
  // Reading may have taken long, and what was drawn meanwhile is marked only where the mark counts until now.
  if (!read_all || !settled || !may_keep() || !marked(surface)) {
    surface.requeue(drawn);
    look_again();
    return connection_.alive();
  }
  surface.accept(drawn, areas, reader_.pixels());
  const ReadFacts facts = facts_of(surface);
  const std::uint32_t* pixels = reader_.pixels();
  for (const Rect& area : areas) {
    sink.frame(raw_frame(surface.id(), area, {pixels, area.width, area.height, area.width}, facts));
    pixels += area.area();
  }
  return {};
}

ReadFacts X11Capture::facts_of(const Surface& surface) const {
  ReadFacts facts;
  if (const Result<FileIdentity> program = surface.process().program()) facts.program = *program;
  facts.inside = surface.programs_inside();
  facts.doubt = surface.doubt();
  facts.undrawn = surface.undrawn();
  return facts;
}

void X11Capture::report_pointer(CaptureSink& sink) {
  const PointerPlace pointer = find_pointer(connection_);
  const bool over = std::any_of(pointer.windows.begin(), pointer.windows.end(),
                                [&](xcb_window_t window) { return tracked(window) != nullptr; });
  sink.pointer(over, pointer.at);
}

}  // namespace insyn::recorder::x11
