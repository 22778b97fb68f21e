#include "recorder/capture/x11/window_capture.h"

#include <xcb/screensaver.h>

#include <algorithm>

#include "recorder/capture/guards.h"

namespace insyn::recorder::x11 {
namespace {

// While a window is being resized each look means a repaint for the application.
constexpr std::chrono::milliseconds kBetweenLooks(50);

}  // namespace

WindowCapture::WindowCapture(Connection connection, bool titled, const CaptureHost& host, const Clock& clock)
    : connection_(std::move(connection)),
      clock_(clock),
      marks_(connection_, host.indicator),
      host_(host),
      looks_(kBetweenLooks),
      screen_saver_on_(connection_.watch_screen_saver()) {
  if (titled) titles_.emplace(connection_);
}

// A reply that was waited for may have brought events along: they lie in the connection's queue, where its
// file descriptor does not tell of them.
std::optional<Mono> WindowCapture::due() {
  xcb_flush(connection_.get());
  drain_events();
  return next_turn();
}

Status WindowCapture::work(CaptureSink& sink) {
  drain_events();
  TRY(connection_.alive());
  if (!may_look(sink)) return {};
  if (const auto old = popup_too_old_at(); old && clock_.mono() >= *old) look_again();
  if (tree_changed_ && clock_.mono() >= looks_.next()) {
    looks_.took_turn(clock_.mono());
    look_at_tree(sink);
  }
  look_for_marks(sink);
  if (titles_ && clock_.mono() >= titles_->due()) read_titles(sink);
  TRY(read_due(sink));
  return connection_.alive();
}

Status WindowCapture::last_look(CaptureSink& sink) {
  drain_events();
  TRY(connection_.alive());
  if (!may_look(sink)) return {};
  if (tree_changed_) look_at_tree(sink);
  if (titles_) read_titles(sink);
  TRY(read_all(sink));
  return connection_.alive();
}

bool WindowCapture::may_look(CaptureSink& sink) {
  host_.service.before_reading();
  if (!guard_on(Guard::kSessionShown) || session_hidden() == hidden_) return !hidden_;
  hidden_ = !hidden_;
  if (!hidden_) {
    look_again();
    sink.session_shown();
    return true;
  }
  close_all(sink);
  sink.session_hidden();
  return false;
}

bool WindowCapture::may_keep() const { return !guard_on(Guard::kSessionShown) || !session_hidden(); }

void WindowCapture::look_again() {
  tree_changed_ = true;
  looks_.noticed(clock_.mono());
}

std::optional<Mono> WindowCapture::next_turn() const {
  if (hidden_) return std::nullopt;
  std::optional<Mono> next = next_reading();
  const auto consider = [&next](Mono when) { next = next ? std::min(*next, when) : when; };
  if (tree_changed_) consider(looks_.next());
  if (const auto old = popup_too_old_at()) consider(*old);
  for (const auto& window : windows_) {
    if (title_pending(*window) && marked(*window)) consider(titles_->due());
    if (waits_for_mark(*window)) consider(marks_.next_ask());
  }
  return next;
}

void WindowCapture::drain_events() {
  while (Owned<xcb_generic_event_t> event{xcb_poll_for_event(connection_.get())}) handle(*event);
}

void WindowCapture::handle(const xcb_generic_event_t& event) {
  const std::uint8_t type = event.response_type & 0x7f;
  if (connection_.screen_saver_event() != 0 && type == connection_.screen_saver_event()) {
    const std::uint8_t state = reinterpret_cast<const xcb_screensaver_notify_event_t&>(event).state;
    screen_saver_on_ = state == XCB_SCREENSAVER_STATE_ON || state == XCB_SCREENSAVER_STATE_CYCLE;
    return;
  }
  if (marks_.monitors_changed(event)) return look_again();
  // What another program sends as if it were such an event says nothing of the tree.
  const bool sent = (event.response_type & 0x80) != 0;
  if (type >= XCB_CREATE_NOTIFY && type <= XCB_CIRCULATE_NOTIFY) {
    if (sent) return;
    const StructureChange change = read_structure_event(event, type);
    if (connection_.is_own(change.window)) return;
    look_again();
    for (const auto& window : windows_) window->structure_changed(change);
  } else if (type == 0) {
    // An error reply: a window that was asked about is gone, so the tree is not what it was.
    look_again();
  } else if (type == XCB_PROPERTY_NOTIFY) {
    on_property(reinterpret_cast<const xcb_property_notify_event_t&>(event));
  } else {
    on_event(event, type);
  }
}

void WindowCapture::on_property(const xcb_property_notify_event_t& event) {
  if (titles_) titles_->on_event(event, clock_.mono());
  TrackedWindow* window = tracked(event.window);
  // What a manager says that it has put around a window moves its mark and nothing else.
  if (event.atom == connection_.decorations().property() && window != nullptr) return look_again();
  const bool counts = event.atom == XCB_ATOM_WM_CLASS || event.atom == connection_.frame_extents().property();
  if (!counts || window == nullptr) return;
  window->claims_changed();
  look_again();
}

TrackedWindow* WindowCapture::tracked(xcb_window_t window) const {
  for (const auto& one : windows_) {
    if (one->window() == window) return one.get();
  }
  return nullptr;
}

void WindowCapture::look_at_tree(CaptureSink& sink) {
  tree_changed_ = false;
  std::vector<xcb_window_t> recorded;
  recorded.reserve(windows_.size());
  for (const auto& window : windows_) recorded.push_back(window->window());
  const std::vector<FoundSurface> found = find_surfaces(connection_, host_.window, recorded);
  close_missing(found, sink);
  for (const FoundSurface& one : found) {
    if (records(one)) open_or_settle(one, sink);
  }
  report_stacking(found, sink);
  watch_titles();
  show_marks(found);
}

void WindowCapture::close_missing(const std::vector<FoundSurface>& found, CaptureSink& sink) {
  std::erase_if(windows_, [&](const std::unique_ptr<TrackedWindow>& window) {
    const bool there = std::any_of(found.begin(), found.end(),
                                   [&](const FoundSurface& one) { return window->is_still(one); });
    if (!there && window->announced()) sink.surface_closed(window->id());
    if (!there && titles_) titles_->forget(window->window());
    return !there;
  });
}

void WindowCapture::close_all(CaptureSink& sink) {
  close_missing({}, sink);
  stacking_.clear();
  watch_titles();
  show_marks({});
}

void WindowCapture::open_or_settle(const FoundSurface& found, CaptureSink& sink) {
  TrackedWindow* window = tracked(found.window);
  if (window == nullptr) {
    Result<ProcessHandle> process = ProcessHandle::open(found.pid);
    if (!process) return;
    windows_.push_back(track(next_id_++, found, std::move(*process), clock_.mono()));
    window = windows_.back().get();
  }
  if (!window->settle(found, clock_.mono())) {
    look_again();
    return;
  }
  window->announce(sink);
}

void WindowCapture::report_stacking(const std::vector<FoundSurface>& found, CaptureSink& sink) {
  std::vector<track::SurfaceId> stacking;
  for (const FoundSurface& one : found) {
    const TrackedWindow* window = tracked(one.window);
    if (window != nullptr && window->announced()) stacking.push_back(window->id());
  }
  if (stacking == stacking_) return;
  stacking_ = std::move(stacking);
  sink.stacking(stacking_);
}

void WindowCapture::watch_titles() {
  if (!titles_) return;
  std::set<xcb_window_t> titled;
  for (const auto& window : windows_) {
    if (window->announced() && !window->found().popup) titled.insert(window->window());
  }
  titles_->watch(titled, clock_.mono());
}

void WindowCapture::show_marks(const std::vector<FoundSurface>& found) {
  const Mono now = clock_.mono();
  std::vector<indicator::MarkedWindow> marked;
  std::vector<InScope> windows, popups;
  std::vector<xcb_window_t> small;
  marked_by_.clear();
  const auto mark = [&](const TrackedWindow& window) {
    marked.push_back({id_of(window.window()), marked_place(window.found(), window.place())});
    marked_by_[window.window()] = id_of(window.window());
  };
  for (const auto& window : windows_) {
    if (!window->announced() || window->found().popup) continue;
    windows.push_back({window->process().pid(), window->place()});
    mark(*window);
  }
  // Bottom to top, as they were found.
  for (const FoundSurface& one : found) {
    const TrackedWindow* popup = tracked(one.window);
    if (!one.popup || popup == nullptr || !popup->announced()) continue;
    if (now >= popup->opened() + kLongestUnmarkedPopup || !guard_on(Guard::kPopupSmall)) {
      if (guard_on(Guard::kPopupSmall)) mark(*popup);
      continue;
    }
    popups.push_back({popup->process().pid(), popup->place()});
    small.push_back(one.window);
  }
  const std::vector<indicator::MarkedWindow> owners = marked;
  const auto windows_of = windows_of_popups(popups, windows);
  for (std::size_t i = 0; i < popups.size(); ++i) {
    if (windows_of[i]) {
      marked_by_[small[i]] = owners[*windows_of[i]].window;
    } else {
      mark(*tracked(small[i]));
    }
  }
  // One with a border of its own lies below all borders.
  std::vector<Rect> covering;
  for (const FoundSurface& one : found) {
    const auto by = marked_by_.find(one.window);
    const bool own = by != marked_by_.end() && by->second == id_of(one.window);
    if (one.popup && !own) covering.push_back(with_border(one));
  }
  marks_.show(std::move(marked), std::move(covering));
}

std::optional<Mono> WindowCapture::popup_too_old_at() const {
  std::optional<Mono> first;
  for (const auto& window : windows_) {
    const auto by = marked_by_.find(window->window());
    const bool under_another = by != marked_by_.end() && by->second != id_of(window->window());
    if (!under_another) continue;
    const Mono when = window->opened() + kLongestUnmarkedPopup;
    first = first ? std::min(*first, when) : when;
  }
  return first;
}

bool WindowCapture::marked(const TrackedWindow& window) const {
  if (!guard_on(Guard::kMarked)) return true;
  if (!guard_on(Guard::kPopupSmall) && window.found().popup) return marks_.any_shown(clock_.mono());
  const auto by = marked_by_.find(window.window());
  return by != marked_by_.end() && marks_.shown(by->second, clock_.mono());
}

bool WindowCapture::waits_for_mark(const TrackedWindow& window) const {
  return (is_to_be_read(window) || title_pending(window)) && !marked(window);
}

void WindowCapture::look_for_marks(CaptureSink& sink) {
  const bool waits = std::any_of(windows_.begin(), windows_.end(),
                                 [this](const auto& window) { return waits_for_mark(*window); });
  marks_.look(waits, clock_.mono());
  report_marks(sink);
}

bool WindowCapture::title_pending(const TrackedWindow& window) const {
  return titles_ && window.announced() && window.settled() && titles_->pending(window.window());
}

void WindowCapture::read_titles(CaptureSink& sink) {
  bool read_any = false;
  for (const auto& window : windows_) {
    if (!title_pending(*window) || !marked(*window)) continue;
    if (!std::exchange(read_any, true)) titles_->took_turn(clock_.mono());
    read_title(*window, sink);
  }
}

void WindowCapture::read_title(const TrackedWindow& window, CaptureSink& sink) {
  std::string text = titles_->read(window.window());
  TitleFacts facts;
  facts.window = facts_of(connection_, window.window(), window.found().popup, window.process());
  drain_events();
  serve_before_keeping();
  if (!may_keep()) return;
  if (!marked(window)) {
    titles_->requeue(window.window());
    return;
  }
  facts.doubt.reset();
  if (!window.settled()) {
    facts.doubt = track::Withheld::kReadFailed;
    titles_->requeue(window.window());
  }
  sink.title(raw_title(window.id(), std::move(text), std::move(facts)));
}

}  // namespace insyn::recorder::x11
