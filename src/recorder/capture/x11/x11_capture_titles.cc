// The part of the capture that reads what windows are called, where events are agreed on.
#include <algorithm>

#include "recorder/capture/x11/x11_capture.h"

namespace insyn::recorder::x11 {

void X11Capture::watch_titles() {
  if (!titles_) return;
  std::set<xcb_window_t> titled;
  for (const auto& surface : surfaces_) {
    if (surface->announced() && !surface->found().popup) titled.insert(surface->window());
  }
  titles_->watch(titled, clock_.mono());
}

bool X11Capture::title_is_news(const Surface& surface) const {
  return titles_ && surface.announced() && surface.settled() && titles_->has_news(surface.window());
}

void X11Capture::read_titles(CaptureSink& sink) {
  if (!titles_ || clock_.mono() < titles_->due()) return;
  bool read_any = false;
  for (const auto& surface : surfaces_) {
    if (!title_is_news(*surface) || !marked(*surface)) continue;
    if (!std::exchange(read_any, true)) titles_->took_turn(clock_.mono());
    read_title(*surface, sink);
  }
}

void X11Capture::read_title(const Surface& surface, CaptureSink& sink) {
  std::string text = titles_->read(surface.window());
  TitleFacts facts = title_facts(connection_, surface.window(), surface.found().popup, surface.process());
  // Everything that happened before the read is in the queue now; only then is it decided on.
  drain_events();
  if (!may_keep()) return;
  facts.still_there = surface.settled();
  if (!facts.still_there) titles_->give_back(surface.window());
  sink.title(raw_title(surface.id(), std::move(text), std::move(facts)));
}

}  // namespace insyn::recorder::x11
