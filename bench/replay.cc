#include "replay.h"

#include <time.h>

#include <algorithm>
#include <cstring>

namespace insyn::bench {
namespace {

using namespace track;

// As in src/recorder/stages/track_stage.cc.
constexpr std::size_t kChunkBytes = std::size_t{256} << 10;
constexpr int kPart = 32;

bool has_withheld(const Image& image, const Rect& area) {
  for (int y = area.y; y < area.bottom(); ++y)
    for (int x = area.x; x < area.right(); ++x)
      if (is_withheld(image.at(x, y))) return true;
  return false;
}

}  // namespace

double cpu_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

template <class Call>
double Replay::timed(Call call) {
  const double begin = cpu_time();
  call();
  const double took = cpu_time() - begin;
  total_ += took;
  return took;
}

void Replay::take(TrackTime now) {
  Chunk chunk;
  timed([&] { chunk = writer_->take_chunk(now); });
  on_chunk_(chunk);
}

void Replay::take_what_is_due(TrackTime now) {
  while (writer_->has_content()) {
    const bool full = writer_->pending_bytes() >= kChunkBytes;
    const TrackTime due = writer_->pending_since() + (full ? TrackTime{0} : cuts_.after);
    if (due > now) return;
    take(std::max(due, last_));
  }
}

void Replay::note(SurfaceId surface, Rect area) {
  std::vector<Rect>& areas = changed_[surface];
  for (std::size_t i = 0; i < areas.size();) {
    if (intersection(areas[i], area).empty()) {
      ++i;
      continue;
    }
    area = bounds(area, areas[i]);
    areas.erase(areas.begin() + static_cast<std::ptrdiff_t>(i));
    i = 0;
  }
  areas.push_back(area);
}

void Replay::copy(const Surface& surface, const Rect& area) {
  const auto width = static_cast<std::size_t>(area.width);
  copied_.resize(std::max(copied_.size(), width * static_cast<std::size_t>(area.height)));
  const double begin = cpu_time();
  for (int y = 0; y < area.height; ++y)
    std::memcpy(copied_.data() + static_cast<std::size_t>(y) * width, surface.pixels.row(area.y + y) + area.x,
                width * sizeof(std::uint32_t));
  copying_ += cpu_time() - begin;
}

void Replay::hand_over(const Surface& surface, const Rect& area) {
  if (area.empty()) return;
  if (!has_withheld(surface.pixels, area)) {
    copy(surface, area);
    changes_.push_back(
        timed([&] { writer_->pixels_changed(last_, surface.id, area, surface.pixels.view().part(area)); }));
    return;
  }
  if (area.width <= kPart && area.height <= kPart) return;
  for (int y = area.y; y < area.bottom(); y += kPart)
    for (int x = area.x; x < area.right(); x += kPart)
      hand_over(surface, intersection({x, y, kPart, kPart}, area));
}

void Replay::hand_over(const Scene& scene) {
  for (const auto& [id, areas] : changed_) {
    const Surface* surface = scene.find(id);
    if (surface == nullptr) continue;
    for (const Rect& area : areas) hand_over(*surface, intersection(area, surface->pixels.bounds()));
  }
  changed_.clear();
}

void Replay::begin_anew(const Scene& scene) {
  finish();
  anew_ = last_;
  writer_.emplace();
  std::vector<SurfaceId> stack;
  for (const Surface& surface : scene.surfaces()) {
    timed([&] { writer_->surface_opened(last_, surface.id, surface.kind, surface.place); });
    stack.push_back(surface.id);
    hand_over(surface, surface.pixels.bounds());
  }
  timed([&] { writer_->stacking(last_, stack); });
}

void Replay::event(const Event& event, const Scene& scene) {
  take_what_is_due(event.time);
  const bool anew = cuts_.begin_anew > TrackTime{0} && event.time >= anew_ + cuts_.begin_anew;
  if (anew && event.ends_moment) {
    // The scene has this event already.
    last_ = event.time;
    changed_.clear();
    begin_anew(scene);
    return;
  }
  last_ = event.time;
  if (const auto* what = std::get_if<PixelsChanged>(&event.what)) {
    note(what->surface, what->area);
  } else {
    hand_over(scene);
    timed([&] {
      if (const auto* opened = std::get_if<SurfaceOpened>(&event.what))
        writer_->surface_opened(last_, opened->surface, opened->kind, opened->place);
      if (const auto* moved = std::get_if<SurfaceMoved>(&event.what))
        writer_->surface_moved(last_, moved->surface, moved->place);
      if (const auto* closed = std::get_if<SurfaceClosed>(&event.what))
        writer_->surface_closed(last_, closed->surface);
      if (const auto* stack = std::get_if<Restacked>(&event.what))
        writer_->stacking(last_, stack->bottom_to_top);
      if (const auto* area = std::get_if<AreaWithheld>(&event.what))
        writer_->withheld(last_, area->surface, area->area, area->reason);
      if (const auto* time = std::get_if<TimeWithheld>(&event.what))
        writer_->withheld_time(time->from, time->to, time->reason);
      if (const auto* moved = std::get_if<CursorMoved>(&event.what))
        writer_->cursor(last_, moved->cursor.visible, moved->cursor.at);
    });
  }
  if (event.ends_moment) hand_over(scene);
}

void Replay::finish() {
  while (writer_->has_content()) take(last_);
}

}  // namespace insyn::bench
