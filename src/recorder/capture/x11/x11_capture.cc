#include "recorder/capture/x11/x11_capture.h"

#include <poll.h>
#include <xcb/damage.h>
#include <xcb/screensaver.h>

#include <algorithm>
#include <cerrno>

#include "recorder/capture/x11/read_plan.h"
#include "recorder/capture/x11/structure_event.h"
#include "recorder/guards.h"

namespace insyn::recorder::x11 {
namespace {

// While a window is being resized each look means a repaint for the application.
constexpr std::chrono::milliseconds kBetweenLooks(50);

// Waits until one of the two can be read, or until the time is up.
Status wait_for(int display_fd, int wake_fd, std::chrono::microseconds patience) {
  pollfd waits[] = {{display_fd, POLLIN, 0}, {wake_fd, POLLIN, 0}};
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(std::max(patience, {}));
  const int limit = static_cast<int>(std::min<std::int64_t>(milliseconds.count(), 60'000));
  if (::poll(waits, 2, limit) < 0 && errno != EINTR) return os_error("cannot wait for", "the X server");
  return {};
}

}  // namespace

X11Capture::X11Capture(Connection connection, PixelReader reader, int max_fps, WindowQuestion& question,
                       SessionQuestion& session, IndicatorQuestion& indicator, const Clock& clock)
    : connection_(std::move(connection)),
      reader_(std::move(reader)),
      question_(question),
      session_(session),
      clock_(clock),
      marks_(connection_, indicator),
      looks_(kBetweenLooks),
      pictures_(std::chrono::microseconds(1'000'000 / max_fps)) {}

Result<std::unique_ptr<X11Capture>> X11Capture::open(const std::string& display, int max_fps,
                                                     WindowQuestion& question, SessionQuestion& session,
                                                     IndicatorQuestion& indicator, const Clock& clock) {
  TRY_ASSIGN(Connection connection, Connection::open(display));
  TRY_ASSIGN(PixelReader reader, PixelReader::create(connection));
  const bool screen_saver_on = connection.watch_screen_saver();
  std::unique_ptr<X11Capture> capture(
      new X11Capture(std::move(connection), std::move(reader), max_fps, question, session, indicator, clock));
  capture->screen_saver_on_ = screen_saver_on;
  return capture;
}

Status X11Capture::next(Mono deadline, int wake_fd, CaptureSink& sink) {
  drain_events();
  const Mono now = clock_.mono();
  const Mono wake = std::min(deadline, next_turn().value_or(deadline));
  xcb_flush(connection_.get());
  if (now < wake) TRY(wait_for(connection_.fd(), wake_fd, wake - now));
  drain_events();
  TRY(connection_.alive());
  if (!may_look(sink)) return {};
  return turn(sink);
}

Status X11Capture::last_look(CaptureSink& sink) {
  drain_events();
  TRY(connection_.alive());
  if (!may_look(sink)) return {};
  if (tree_changed_) look_at_windows(sink);
  TRY(read_surfaces(sink));
  return connection_.alive();
}

bool X11Capture::may_look(CaptureSink& sink) {
  if (!guard_on(Guard::kSessionShown) || session_hidden() == hidden_) return !hidden_;
  hidden_ = !hidden_;
  if (!hidden_) {
    look_again();
    sink.session_shown();
    return true;
  }
  for (const auto& surface : surfaces_) {
    if (surface->announced()) sink.surface_closed(surface->id());
  }
  surfaces_.clear();
  stacking_.clear();
  frame_windows();
  sink.session_hidden();
  return false;
}

Status X11Capture::turn(CaptureSink& sink) {
  const Mono now = clock_.mono();
  if (tree_changed_ && now >= looks_.next()) {
    looks_.took_turn(now);
    look_at_windows(sink);
  }
  look_for_marks(sink);
  const std::optional<Mono> picture = picture_due();
  if ((picture && now >= *picture) || news_is_due()) {
    TRY(read_surfaces(sink));
  } else {
    TRY(read_first_drawings(sink));
  }
  return connection_.alive();
}

void X11Capture::look_again() {
  tree_changed_ = true;
  looks_.noticed(clock_.mono());
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

// Nothing while nothing changes.
std::optional<Mono> X11Capture::next_turn() const {
  std::optional<Mono> next;
  const auto consider = [&next](Mono when) { next = next ? std::min(*next, when) : when; };
  if (hidden_) return next;
  if (tree_changed_) consider(looks_.next());
  if (const std::optional<Mono> picture = picture_due()) consider(*picture);
  for (const auto& surface : surfaces_) {
    if (surface->announced() && surface->has_news()) consider(surface->news_due());
    if (const std::optional<Mono> first = first_drawing_due(*surface)) consider(*first);
    if (waits_for_mark(*surface)) consider(marks_.next_ask());
  }
  return next;
}

void X11Capture::drain_events() {
  while (Owned<xcb_generic_event_t> event{xcb_poll_for_event(connection_.get())}) handle(*event);
}

Surface* X11Capture::surface_of(xcb_window_t window) {
  for (const auto& surface : surfaces_) {
    if (surface->window() == window) return surface.get();
  }
  return nullptr;
}

void X11Capture::handle(const xcb_generic_event_t& event) {
  const std::uint8_t type = event.response_type & 0x7f;
  if (type == connection_.damage_event() + XCB_DAMAGE_NOTIFY) {
    Surface* surface = surface_of(reinterpret_cast<const xcb_damage_notify_event_t&>(event).drawable);
    if (surface != nullptr) surface->note_damage(event.full_sequence);
    pictures_.noticed(clock_.mono());
    return;
  }
  if (connection_.screen_saver_event() != 0 && type == connection_.screen_saver_event()) {
    const std::uint8_t state = reinterpret_cast<const xcb_screensaver_notify_event_t&>(event).state;
    screen_saver_on_ = state == XCB_SCREENSAVER_STATE_ON || state == XCB_SCREENSAVER_STATE_CYCLE;
    return;
  }
  // Zero is an error reply: a window that was asked about is gone, so the tree is not what it was.
  // What another program sends as if it were such an event says nothing of the tree.
  const bool sent = (event.response_type & 0x80) != 0;
  const bool structure = type >= XCB_CREATE_NOTIFY && type <= XCB_CIRCULATE_NOTIFY;
  if (type == 0 || (structure && !sent)) handle_structure(event, type);
}

void X11Capture::handle_structure(const xcb_generic_event_t& event, std::uint8_t type) {
  if (type == 0) return look_again();
  const StructureChange change = read_structure_event(event, type);
  if (connection_.is_own(change.window)) return;
  look_again();
  for (const auto& surface : surfaces_) surface->structure_changed(change, connection_.resource_mask());
}

void X11Capture::look_at_windows(CaptureSink& sink) {
  tree_changed_ = false;
  const std::vector<FoundSurface> found = find_surfaces(connection_, question_);
  close_missing(found, sink);
  for (const FoundSurface& surface : found) open_or_settle(surface, sink);
  report_stacking(found, sink);
  frame_windows();
}

void X11Capture::close_missing(const std::vector<FoundSurface>& found, CaptureSink& sink) {
  std::erase_if(surfaces_, [&](const std::unique_ptr<Surface>& surface) {
    const bool there = std::any_of(found.begin(), found.end(),
                                   [&](const FoundSurface& one) { return surface->is_still(one); });
    if (!there && surface->announced()) sink.surface_closed(surface->id());
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
  if (guard_on(Guard::kSessionShown) && session_hidden()) return {};
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
