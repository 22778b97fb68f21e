#include "recorder/capture/x11/x11_capture.h"

#include <poll.h>
#include <xcb/damage.h>

#include <algorithm>
#include <cerrno>

#include "recorder/capture/x11/read_plan.h"
#include "recorder/capture/x11/structure_event.h"
#include "recorder/guards.h"

namespace insyn::recorder::x11 {
namespace {

constexpr std::size_t kFirstMemory = std::size_t{1920} * 1080 * 4;
constexpr std::size_t kMostMemory = std::size_t{256} << 20;

// Waits until one of the two can be read, or until the time is up.
Status wait_for(int display_fd, int stop_fd, std::chrono::microseconds patience) {
  pollfd waits[] = {{display_fd, POLLIN, 0}, {stop_fd, POLLIN, 0}};
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(std::max(patience, {}));
  const int limit = static_cast<int>(std::min<std::int64_t>(milliseconds.count(), 60'000));
  if (::poll(waits, 2, limit) < 0 && errno != EINTR) return os_error("cannot wait for", "the X server");
  return {};
}

}  // namespace

X11Capture::X11Capture(Connection connection, SharedMemory memory, int max_fps, WindowQuestion& question,
                       const Clock& clock)
    : connection_(std::move(connection)),
      memory_(std::move(memory)),
      interval_(1'000'000 / max_fps),
      question_(question),
      clock_(clock) {}

Result<std::unique_ptr<X11Capture>> X11Capture::open(const std::string& display, int max_fps,
                                                     WindowQuestion& question, const Clock& clock) {
  TRY_ASSIGN(Connection connection, Connection::open(display));
  TRY_ASSIGN(SharedMemory memory, SharedMemory::create(connection, kFirstMemory));
  return std::unique_ptr<X11Capture>(
      new X11Capture(std::move(connection), std::move(memory), max_fps, question, clock));
}

Status X11Capture::next(Mono deadline, int stop_fd, CaptureSink& sink) {
  drain_events();
  const Mono now = clock_.mono();
  const Mono wake = work_waits() ? std::min(deadline, next_turn()) : deadline;
  xcb_flush(connection_.get());
  if (now < wake) TRY(wait_for(connection_.fd(), stop_fd, wake - now));
  drain_events();
  TRY(connection_.alive());
  if (!work_waits() || clock_.mono() < next_turn()) return {};
  return turn(sink);
}

Status X11Capture::last_look(CaptureSink& sink) {
  drain_events();
  TRY(connection_.alive());
  return work_waits() ? turn(sink) : Status();
}

Status X11Capture::turn(CaptureSink& sink) {
  last_turn_ = clock_.mono();
  if (tree_changed_) look_at_windows(sink);
  TRY(read_surfaces(sink));
  return connection_.alive();
}

bool X11Capture::work_waits() const {
  return tree_changed_ || std::any_of(surfaces_.begin(), surfaces_.end(), [](const auto& surface) {
           return surface->damaged() || surface->has_news();
         });
}

Mono X11Capture::next_turn() const { return last_turn_ + interval_; }

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
    if (surface != nullptr) surface->note_damage();
    return;
  }
  // Zero is an error reply: a window that was asked about is gone, so the tree is not what it was.
  if (type == 0 || (type >= XCB_CREATE_NOTIFY && type <= XCB_CIRCULATE_NOTIFY)) handle_structure(event, type);
}

void X11Capture::handle_structure(const xcb_generic_event_t& event, std::uint8_t type) {
  tree_changed_ = true;
  if (type == 0) return;
  const StructureChange change = read_structure_event(event, type);
  for (const auto& surface : surfaces_) surface->structure_changed(change, connection_.resource_mask());
}

void X11Capture::look_at_windows(CaptureSink& sink) {
  tree_changed_ = false;
  const std::vector<FoundSurface> found = find_surfaces(connection_, question_);
  close_missing(found, sink);
  for (const FoundSurface& surface : found) open_or_settle(surface, sink);
  report_stacking(found, sink);
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
  if (!surface->settle(found, clock_.mono())) {
    tree_changed_ = true;
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
    if (!surface->damaged() || !surface->settled() || surface->found().foreign_inside) continue;
    if (!surface->readable_format()) continue;
    TRY(read(*surface, sink));
    kept = true;
  }
  if (kept) report_pointer(sink);
  return {};
}

Status X11Capture::read(Surface& surface, CaptureSink& sink) {
  const Region drawn = surface.take_damage();
  const std::vector<Rect> areas = areas_to_read(drawn);
  if (areas.empty()) return {};
  TRY_ASSIGN(const bool read_all, fetch(surface, areas));
  // Everything that happened before the read is in the queue now; only then is it decided on.
  if (guard_on(Guard::kDrain)) drain_events();
  const bool settled = surface.settled() || !guard_on(Guard::kSettled);
  if (!read_all || !settled) {
    surface.give_back(drawn);
    tree_changed_ = true;
    return connection_.alive();
  }
  surface.accept(drawn);
  const ReadFacts facts = facts_of(surface);
  std::size_t offset = 0;
  for (const Rect& area : areas) {
    const track::PixelView pixels{memory_.pixels() + offset, area.width, area.height, area.width};
    sink.frame(raw_frame(surface.id(), area, pixels, facts));
    offset += static_cast<std::size_t>(area.area());
  }
  return {};
}

Status X11Capture::make_room(std::size_t bytes) {
  if (bytes <= memory_.size()) return {};
  if (bytes > kMostMemory)
    return fail(Code::kPermanent, "a window of {} MB of pixels is too large to record", bytes >> 20);
  TRY_ASSIGN(memory_, SharedMemory::create(connection_, bytes + bytes / 4));
  return {};
}

// Asks for all areas at once, then waits for the answers. False where the server refused one: the pixmap is
// gone.
Result<bool> X11Capture::fetch(const Surface& surface, const std::vector<Rect>& areas) {
  std::size_t pixels = 0;
  for (const Rect& area : areas) pixels += static_cast<std::size_t>(area.area());
  TRY(make_room(pixels * 4));
  std::vector<xcb_shm_get_image_cookie_t> cookies;
  std::size_t offset = 0;
  for (const Rect& area : areas) {
    cookies.push_back(xcb_shm_get_image(
        connection_.get(), surface.pixmap(), static_cast<std::int16_t>(area.x + surface.border()),
        static_cast<std::int16_t>(area.y + surface.border()), static_cast<std::uint16_t>(area.width),
        static_cast<std::uint16_t>(area.height), ~0U, XCB_IMAGE_FORMAT_Z_PIXMAP, memory_.segment(),
        static_cast<std::uint32_t>(offset * 4)));
    offset += static_cast<std::size_t>(area.area());
  }
  bool all = true;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const Owned<xcb_shm_get_image_reply_t> reply(
        xcb_shm_get_image_reply(connection_.get(), cookies[i], nullptr));
    all = all && reply && reply->size == static_cast<std::uint64_t>(areas[i].area()) * 4;
  }
  TRY(connection_.alive());
  if (all) memory_.clear_top_bytes(pixels);
  return all;
}

ReadFacts X11Capture::facts_of(const Surface& surface) const {
  ReadFacts facts;
  const Result<FileIdentity> program = surface.process().program();
  facts.program_running = program.has_value();
  if (program) facts.program = *program;
  facts.generation_current = surface.settled() || !guard_on(Guard::kSettled);
  facts.foreign_inside = surface.found().foreign_inside;
  facts.undrawn = surface.undrawn();
  return facts;
}

}  // namespace insyn::recorder::x11
