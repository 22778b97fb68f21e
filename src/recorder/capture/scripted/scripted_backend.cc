#include "recorder/capture/scripted/scripted_backend.h"

#include <algorithm>

namespace insyn::recorder::scripted {
namespace {

// As long after it was asked for, a mark counts.
constexpr std::chrono::milliseconds kMarkIsValid{200};
constexpr std::chrono::milliseconds kBetweenAsks{50};

// A window that is being recorded.
struct Surface {
  indicator::WindowId window{};
  track::SurfaceId id = 0;
  Rect place;
  std::optional<Mono> waits_for_mark;  // since when
  bool unmarked_reported = false;
};

class ScriptedCapture final : public Capture {
 public:
  ScriptedCapture(Desktop& desktop, const CaptureSettings& settings, const CaptureHost& host,
                  const Clock& clock)
      : desktop_(desktop), settings_(settings), host_(host), clock_(clock) {}
  ~ScriptedCapture() override { host_.indicator.show({}); }

  int fd() const override { return desktop_.fd(); }
  std::optional<Mono> due() override {
    if (hidden_) return desktop_.due();
    // What waits for its mark is asked about again and again; the rest can be read at once.
    std::optional<Mono> next = desktop_.due();
    for (const Surface& surface : surfaces_) {
      if (!wants_to_be_read(surface)) continue;
      const Mono when = surface.waits_for_mark ? asked_ + kBetweenAsks : clock_.mono();
      next = next ? std::min(*next, when) : when;
    }
    return next;
  }
  Status work(CaptureSink& sink) override { return look(sink); }
  Status last_look(CaptureSink& sink) override { return look(sink); }
  bool mark_is_missing() const override {
    return std::any_of(surfaces_.begin(), surfaces_.end(),
                       [this](const Surface& surface) { return mark_is_missing(surface); });
  }

 private:
  Status look(CaptureSink& sink) {
    desktop_.play(clock_.mono());
    if (desktop_.lost()) return fail(Code::kTransient, "the scripted display is gone");
    host_.service.before_reading();
    if (!may_look(sink)) return {};
    find_windows(sink);
    bool read_any = false;
    // A window that goes while another one is read is missed in the next turn.
    for (Surface& surface : surfaces_) {
      if (!wants_to_be_read(surface) || !marked(surface, sink)) continue;
      read_any = true;
      if (settings_.titles) read_title(surface, sink);
      if (settings_.pictures) read_picture(surface, sink);
    }
    if (read_any && settings_.pictures) report_pointer(sink);
    return {};
  }

  bool may_look(CaptureSink& sink) {
    const bool hidden = !host_.session.on_screen();
    if (hidden == hidden_) return !hidden_;
    hidden_ = hidden;
    if (hidden_) {
      for (const Surface& surface : surfaces_) sink.surface_closed(surface.id);
      surfaces_.clear();
      shown_.clear();
      host_.indicator.show({});
      sink.session_hidden();
    } else {
      sink.session_shown();
    }
    return !hidden_;
  }

  void find_windows(CaptureSink& sink) {
    std::erase_if(surfaces_, [&](const Surface& surface) {
      if (find(surface.window) != nullptr) return false;
      sink.surface_closed(surface.id);
      return true;
    });
    std::vector<track::SurfaceId> stacking;
    std::vector<indicator::MarkedWindow> marked;
    std::vector<OtherWindow> others;
    for (Window& window : desktop_.windows()) {
      if (!window.running) continue;
      if (!host_.window.admits(window.facts)) {
        others.push_back({window.facts.program, window.facts.program_path, window.facts.window_class, {}});
        continue;
      }
      const Surface& surface = open_or_move(window, sink);
      stacking.push_back(surface.id);
      marked.push_back({window.number, window.place});
    }
    if (stacking.empty()) host_.window.none_admitted(others);
    if (stacking != stacking_) sink.stacking(stacking);
    stacking_ = std::move(stacking);
    if (marked != shown_) host_.indicator.show(marked);
    shown_ = std::move(marked);
  }

  const Surface& open_or_move(Window& window, CaptureSink& sink) {
    for (Surface& surface : surfaces_) {
      if (surface.window != window.number) continue;
      if (surface.place != window.place) sink.surface_moved(surface.id, window.place);
      surface.place = window.place;
      return surface;
    }
    surfaces_.push_back({window.number, next_id_++, window.place, std::nullopt, false});
    const auto kind = window.facts.popup ? track::SurfaceKind::kPopup : track::SurfaceKind::kWindow;
    sink.surface_opened(surfaces_.back().id, kind, window.place);
    window.drawn = Region(window.picture.bounds());
    window.title_changed = true;
    return surfaces_.back();
  }

  Window* find(indicator::WindowId number) {
    for (Window& window : desktop_.windows()) {
      if (window.number == number) return &window;
    }
    return nullptr;
  }

  bool wants_to_be_read(const Surface& surface) {
    const Window* window = find(surface.window);
    if (window == nullptr) return false;
    return (settings_.pictures && !window->drawn.empty()) || (settings_.titles && window->title_changed);
  }

  bool is_painted(const Surface& surface) {
    const std::optional<Painted> painted = host_.indicator.painted();
    return painted && clock_.mono() < painted->asked + kMarkIsValid &&
           std::find(painted->sides.begin(), painted->sides.end(), surface.window) != painted->sides.end();
  }

  bool marked(Surface& surface, CaptureSink& sink) {
    // An answer may come later; asking again makes it worthless.
    if (!is_painted(surface) && clock_.mono() >= asked_ + kBetweenAsks) {
      asked_ = clock_.mono();
      host_.indicator.ask();
    }
    if (is_painted(surface)) {
      surface.waits_for_mark.reset();
      surface.unmarked_reported = false;
      return true;
    }
    if (!surface.waits_for_mark) surface.waits_for_mark = clock_.mono();
    if (mark_is_missing(surface) && !std::exchange(surface.unmarked_reported, true))
      sink.unreadable(surface.id, {0, 0, surface.place.width, surface.place.height},
                      track::Withheld::kNoIndicator);
    return false;
  }

  bool mark_is_missing(const Surface& surface) const {
    return surface.waits_for_mark && clock_.mono() >= *surface.waits_for_mark + kMarkIsValid;
  }

  // Whether what has just been read may be kept.
  bool may_keep() {
    desktop_.was_read();
    host_.service.before_keeping();
    return host_.session.on_screen();
  }

  void read_title(const Surface& surface, CaptureSink& sink) {
    Window* window = find(surface.window);
    if (window == nullptr || !std::exchange(window->title_changed, false)) return;
    std::string text = window->title;
    if (!may_keep()) return;
    window = find(surface.window);
    TitleFacts facts;
    if (window != nullptr && window->running) facts.window = window->facts;
    facts.doubt = window == nullptr ? track::Withheld::kReadFailed : window->doubt;
    sink.title(raw_title(surface.id, std::move(text), std::move(facts)));
  }

  void read_picture(const Surface& surface, CaptureSink& sink) {
    Window* window = find(surface.window);
    if (window == nullptr || window->drawn.empty()) return;
    const track::Image read = window->picture;
    const Region drawn = std::exchange(window->drawn, {});
    if (!may_keep()) return;
    window = find(surface.window);
    ReadFacts facts;
    if (window != nullptr) {
      if (window->running) facts.program = window->facts.program;
      facts.doubt = window->doubt;
      facts.undrawn = window->undrawn;
    }
    for (const Rect& area : drawn.rects())
      sink.frame(raw_frame(surface.id, area, read.view().part(area), facts));
  }

  void report_pointer(CaptureSink& sink) {
    const Point at = desktop_.pointer();
    const auto& windows = desktop_.windows();
    const auto under = std::find_if(windows.rbegin(), windows.rend(), [at](const Window& window) {
      return !intersection(window.place, {at.x, at.y, 1, 1}).empty();
    });
    const bool recorded = under != windows.rend() &&
                          std::any_of(surfaces_.begin(), surfaces_.end(), [&](const Surface& surface) {
                            return surface.window == under->number;
                          });
    sink.pointer(recorded, at);
  }

  Desktop& desktop_;
  CaptureSettings settings_;
  CaptureHost host_;
  const Clock& clock_;
  std::vector<Surface> surfaces_;
  std::vector<track::SurfaceId> stacking_;
  std::vector<indicator::MarkedWindow> shown_;
  track::SurfaceId next_id_ = 1;
  Mono asked_{};  // the indicator
  bool hidden_ = false;
};

}  // namespace

reason::OrReason<void> Backend::probe() const {
  if (desktop_.lost()) return fail(Code::kTransient, "there is no scripted display");
  return {};
}

Result<std::unique_ptr<Capture>> Backend::open(const CaptureSettings& settings, const CaptureHost& host,
                                               const Clock& clock) const {
  if (desktop_.lost()) return fail(Code::kTransient, "there is no scripted display");
  desktop_.opened(clock.mono());
  return std::unique_ptr<Capture>(std::make_unique<ScriptedCapture>(desktop_, settings, host, clock));
}

std::optional<Painted> Indicator::painted() {
  if (blind || !asked_) return std::nullopt;
  Painted painted;
  painted.asked = *asked_;
  for (const indicator::MarkedWindow& window : windows_) painted.sides.push_back(window.window);
  return painted;
}

}  // namespace insyn::recorder::scripted
