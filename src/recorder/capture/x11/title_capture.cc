#include "recorder/capture/x11/title_capture.h"

#include <algorithm>

#include "recorder/capture/guards.h"

namespace insyn::recorder::x11 {

TitleCapture::TitleCapture(Connection connection, const CaptureHost& host, const Clock& clock)
    : ScreenWatch(std::move(connection), host, clock), titles_(connection_) {}

Result<std::unique_ptr<TitleCapture>> TitleCapture::open(const std::string& display, const CaptureHost& host,
                                                         const Clock& clock) {
  TRY_ASSIGN(Connection connection, Connection::open(display));
  return std::unique_ptr<TitleCapture>(new TitleCapture(std::move(connection), host, clock));
}

void TitleCapture::heed(const xcb_generic_event_t& event, std::uint8_t type) {
  if (type == XCB_PROPERTY_NOTIFY)
    titles_.heed(reinterpret_cast<const xcb_property_notify_event_t&>(event), clock_.mono());
}

void TitleCapture::structure_changed(const StructureChange& change) {
  for (Window& window : windows_) {
    const auto& path = window.found.path;
    const bool concerns =
        std::any_of(path.begin(), path.end(), [&](const Placed& one) { return one.window == change.window; });
    if (!concerns || change.kind == StructureChange::kConfigured) continue;
    window.settled = false;
    const bool self = change.window == window.found.window;
    window.destroyed = window.destroyed || (self && change.kind == StructureChange::kDestroyed);
  }
}

void TitleCapture::found(const std::vector<FoundSurface>& all, CaptureSink& sink) {
  close_missing(all, sink);
  std::vector<indicator::FramedWindow> framed;
  std::vector<Rect> popups;
  std::set<xcb_window_t> titled;
  for (const FoundSurface& one : all) {
    if (one.popup) {
      popups.push_back(with_border(one));
      continue;
    }
    open_or_settle(one, sink);
    framed.push_back({one.window, one.place});
    titled.insert(one.window);
  }
  titles_.watch(titled, clock_.mono());
  marks_.show(std::move(framed), std::move(popups));
}

void TitleCapture::close_missing(const std::vector<FoundSurface>& all, CaptureSink& sink) {
  std::erase_if(windows_, [&](const Window& window) {
    const bool there = std::any_of(all.begin(), all.end(), [&](const FoundSurface& one) {
      return !window.destroyed && one.window == window.found.window && one.pid == window.process.pid();
    });
    if (there) return false;
    titles_.forget(window.found.window);
    sink.surface_closed(window.id);
    return true;
  });
}

void TitleCapture::open_or_settle(const FoundSurface& found, CaptureSink& sink) {
  for (Window& window : windows_) {
    if (window.found.window != found.window) continue;
    window.found = found;
    window.settled = true;
    return;
  }
  Result<ProcessHandle> process = ProcessHandle::open(found.pid);
  if (!process) return;
  windows_.push_back({next_id_++, found, std::move(*process)});
  sink.surface_opened(windows_.back().id, track::SurfaceKind::kWindow, found.place);
}

std::vector<xcb_window_t> TitleCapture::recorded() const {
  std::vector<xcb_window_t> all;
  for (const Window& window : windows_) all.push_back(window.found.window);
  return all;
}

void TitleCapture::close_all(CaptureSink& sink) { found({}, sink); }

std::optional<Mono> TitleCapture::next_reading() const {
  std::optional<Mono> next;
  for (const Window& window : windows_) {
    if (!title_is_news(window)) continue;
    const Mono due = marked(window) ? titles_.due() : marks_.next_ask();
    next = next ? std::min(*next, due) : due;
  }
  return next;
}

void TitleCapture::look_for_marks(CaptureSink& sink) {
  const auto waits = [this](const Window& window) { return title_is_news(window) && !marked(window); };
  marks_.look(std::any_of(windows_.begin(), windows_.end(), waits), clock_.mono());
  for (Window& window : windows_) {
    const bool missing = waits(window) && marks_.missing();
    if (missing && !window.unmarked_reported)
      sink.unreadable(window.id, window.found.place, track::Withheld::kNoIndicator);
    window.unmarked_reported = missing;
  }
}

Status TitleCapture::read_due(CaptureSink& sink) {
  look_for_marks(sink);
  return clock_.mono() < titles_.due() ? Status() : read_all(sink);
}

Status TitleCapture::read_all(CaptureSink& sink) {
  bool read_any = false;
  for (const Window& window : windows_) {
    if (!title_is_news(window)) continue;
    if (guard_on(Guard::kMarked) && !marked(window)) continue;
    if (!std::exchange(read_any, true)) titles_.took_turn(clock_.mono());
    read(window, sink);
  }
  return {};
}

void TitleCapture::read(const Window& window, CaptureSink& sink) {
  std::string text = titles_.read(window.found.window);
  TitleFacts facts = title_facts(connection_, window.found.window, window.found.popup, window.process);
  // Everything that happened before the read is in the queue now; only then is it decided on.
  drain_events();
  if (!may_keep()) return;
  facts.still_there = window.settled;
  if (!window.settled) titles_.give_back(window.found.window);
  sink.title(raw_title(window.id, std::move(text), std::move(facts)));
}

}  // namespace insyn::recorder::x11
