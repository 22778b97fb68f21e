#include "recorder/capture/x11/x11_capture.h"

#include <xcb/damage.h>

#include <algorithm>

#include "recorder/capture/guards.h"
#include "recorder/capture/x11/read_plan.h"

namespace insyn::recorder::x11 {

X11Capture::X11Capture(Connection connection, PixelReader reader, int max_fps, const CaptureHost& host,
                       const Clock& clock)
    : ScreenWatch(std::move(connection), host, clock),
      reader_(std::move(reader)),
      pictures_(std::chrono::microseconds(1'000'000 / max_fps)) {}

Result<std::unique_ptr<X11Capture>> X11Capture::open(const std::string& display, int max_fps, bool titled,
                                                     const CaptureHost& host, const Clock& clock) {
  TRY_ASSIGN(Connection connection, Connection::open(display));
  TRY_ASSIGN(PixelReader reader, PixelReader::create(connection));
  std::unique_ptr<X11Capture> capture(
      new X11Capture(std::move(connection), std::move(reader), max_fps, host, clock));
  if (titled) capture->titles_.emplace(capture->connection_);
  return capture;
}

void X11Capture::close_all(CaptureSink& sink) {
  for (const auto& surface : surfaces_) {
    if (surface->announced()) sink.surface_closed(surface->id());
  }
  surfaces_.clear();
  stacking_.clear();
  watch_titles();
  frame_windows();
}

Status X11Capture::read_due(CaptureSink& sink) {
  look_for_marks(sink);
  read_titles(sink);
  const std::optional<Mono> picture = picture_due();
  if ((picture && clock_.mono() >= *picture) || news_is_due()) return read_surfaces(sink);
  return read_first_drawings(sink);
}

Status X11Capture::read_all(CaptureSink& sink) {
  read_titles(sink);
  return read_surfaces(sink);
}

bool X11Capture::can_be_read(const Surface& surface) {
  return surface.announced() && surface.settled() && !surface.found().foreign_inside &&
         surface.readable_format() && surface.own_background();
}

bool X11Capture::news_is_due() const {
  return std::any_of(surfaces_.begin(), surfaces_.end(), [now = clock_.mono()](const auto& surface) {
    return surface->announced() && surface->has_news() && now >= surface->news_due();
  });
}

std::optional<Mono> X11Capture::first_drawing_due(const Surface& surface) const {
  const std::optional<Mono> due = surface.first_drawing_due();
  if (!due || !can_be_read(surface) || !marked(surface)) return std::nullopt;
  return std::max(*due, pictures_.next(Pace::kEarlyForNew));
}

std::optional<Mono> X11Capture::next_reading() const {
  std::optional<Mono> next;
  const auto consider = [&next](Mono when) { next = next ? std::min(*next, when) : when; };
  if (const std::optional<Mono> picture = picture_due()) consider(*picture);
  for (const auto& surface : surfaces_) {
    if (surface->announced() && surface->has_news()) consider(surface->news_due());
    if (const std::optional<Mono> first = first_drawing_due(*surface)) consider(*first);
    if (title_is_news(*surface) && marked(*surface)) consider(titles_->due());
    if (waits_for_mark(*surface)) consider(marks_.next_ask());
  }
  return next;
}

std::vector<xcb_window_t> X11Capture::recorded() const {
  std::vector<xcb_window_t> all;
  all.reserve(surfaces_.size());
  for (const auto& surface : surfaces_) all.push_back(surface->window());
  return all;
}

Surface* X11Capture::surface_of(xcb_window_t window) {
  for (const auto& surface : surfaces_) {
    if (surface->window() == window) return surface.get();
  }
  return nullptr;
}

void X11Capture::heed(const xcb_generic_event_t& event, std::uint8_t type) {
  if (type == connection_.damage_event() + XCB_DAMAGE_NOTIFY) {
    Surface* surface = surface_of(reinterpret_cast<const xcb_damage_notify_event_t&>(event).drawable);
    if (surface != nullptr) surface->note_damage(event.full_sequence);
    pictures_.noticed(clock_.mono());
  } else if (type == XCB_PROPERTY_NOTIFY && titles_) {
    titles_->heed(reinterpret_cast<const xcb_property_notify_event_t&>(event), clock_.mono());
  }
}

void X11Capture::structure_changed(const StructureChange& change) {
  for (const auto& surface : surfaces_) surface->structure_changed(change, connection_.resource_mask());
}

void X11Capture::found(const std::vector<FoundSurface>& all, CaptureSink& sink) {
  close_missing(all, sink);
  for (const FoundSurface& surface : all) open_or_settle(surface, sink);
  report_stacking(all, sink);
  watch_titles();
  frame_windows();
}

void X11Capture::close_missing(const std::vector<FoundSurface>& found, CaptureSink& sink) {
  std::erase_if(surfaces_, [&](const std::unique_ptr<Surface>& surface) {
    const bool there = std::any_of(found.begin(), found.end(),
                                   [&](const FoundSurface& one) { return surface->is_still(one); });
    if (!there && surface->announced()) sink.surface_closed(surface->id());
    if (!there && titles_) titles_->forget(surface->window());
    return !there;
  });
}

void X11Capture::open_or_settle(const FoundSurface& found, CaptureSink& sink) {
  Surface* surface = surface_of(found.window);
  if (surface == nullptr) {
    Result<ProcessHandle> process = ProcessHandle::open(found.pid);
    if (!process) return;
    surfaces_.push_back(std::make_unique<Surface>(connection_, next_id_++, found, std::move(*process)));
    surface = surfaces_.back().get();
  }
  if (!surface->settle(found, reader_, clock_.mono())) {
    look_again();
    return;
  }
  surface->announce(sink);
}

void X11Capture::report_stacking(const std::vector<FoundSurface>& found, CaptureSink& sink) {
  std::vector<track::SurfaceId> stacking;
  for (const FoundSurface& one : found) {
    const Surface* surface = surface_of(one.window);
    if (surface != nullptr && surface->announced()) stacking.push_back(surface->id());
  }
  if (stacking == stacking_) return;
  stacking_ = std::move(stacking);
  sink.stacking(stacking_);
}

void X11Capture::report_pointer(CaptureSink& sink) {
  const PointerPlace pointer = find_pointer(connection_);
  const bool over = std::any_of(pointer.windows.begin(), pointer.windows.end(),
                                [&](xcb_window_t window) { return surface_of(window) != nullptr; });
  sink.pointer(over, pointer.at);
}

Status X11Capture::read_surfaces(CaptureSink& sink) {
  bool kept = false;
  for (const auto& surface : surfaces_) {
    if (!surface->announced()) continue;
    surface->report_news(clock_.mono(), sink);
    if (!surface->damaged() || !can_be_read(*surface) || !marked(*surface)) continue;
    if (!std::exchange(kept, true)) pictures_.took_turn(clock_.mono());
    TRY(read(*surface, sink));
  }
  if (kept) report_pointer(sink);
  return {};
}

// What is whole again after a resize or the like need not wait for its turn.
Status X11Capture::read_first_drawings(CaptureSink& sink) {
  for (const auto& surface : surfaces_) {
    const std::optional<Mono> due = first_drawing_due(*surface);
    const Mono now = clock_.mono();
    if (!due || now < *due || !surface->all_drawn(now)) continue;
    pictures_.took_turn(now);
    TRY(read(*surface, sink));
  }
  return {};
}

Status X11Capture::read(Surface& surface, CaptureSink& sink) {
  const Region drawn = surface.take_damage();
  const std::vector<Rect> areas = areas_to_read(drawn);
  if (areas.empty()) return {};
  TRY_ASSIGN(const bool read_all, surface.read(reader_, areas));
  // Everything that happened before the read is in the queue now; only then is it decided on.
  if (guard_on(Guard::kDrain)) drain_events();
  const bool settled = surface.settled() || !guard_on(Guard::kSettled);
  if (!may_keep()) return {};
  if (!read_all || !settled) {
    surface.give_back(drawn);
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
  const Result<FileIdentity> program = surface.process().program();
  facts.program_running = program.has_value();
  if (program) facts.program = *program;
  facts.generation_current = surface.settled() || !guard_on(Guard::kSettled);
  facts.foreign_inside = surface.found().foreign_inside;
  facts.own_background = surface.own_background();
  facts.undrawn = surface.undrawn();
  return facts;
}

}  // namespace insyn::recorder::x11
