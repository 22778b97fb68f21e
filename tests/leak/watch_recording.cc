#include "leak/watch_recording.h"

#include <algorithm>
#include <array>

#include "recording/open/sealed_recording.h"
#include "recording/verify/verify.h"
#include "track/codec/reader.h"

namespace insyn::leak {
namespace {

using track::TrackTime;

// Pixels withheld in one state, by reason.
std::map<track::Withheld, std::uint64_t> withheld_in(const track::Scene& scene) {
  std::array<std::uint64_t, 256> by_byte{};
  for (const track::Surface& surface : scene.surfaces()) {
    for (const std::uint32_t pixel : surface.pixels.pixels) ++by_byte[pixel >> 24U];
  }
  std::map<track::Withheld, std::uint64_t> counted;
  for (std::size_t byte = 1; byte < by_byte.size(); ++byte) {
    if (by_byte[byte] != 0) counted[static_cast<track::Withheld>(byte)] = by_byte[byte];
  }
  return counted;
}

std::uint64_t area_of(const track::Scene& scene) {
  std::uint64_t area = 0;
  for (const track::Surface& surface : scene.surfaces()) area += surface.pixels.pixels.size();
  return area;
}

class Watcher {
 public:
  Watcher(Mono start, const std::vector<Mark>& marks) : start_(start) {
    for (const Mark& mark : marks) waiting_.push_back({mark, false});
  }

  void event(const track::Event& event, const track::Scene& scene) {
    const auto* moved = std::get_if<track::SurfaceMoved>(&event.what);
    const auto* opened = std::get_if<track::SurfaceOpened>(&event.what);
    if (opened != nullptr && opened->kind == track::SurfaceKind::kPopup) ++tally.popups;
    if (const auto* cursor = std::get_if<track::CursorMoved>(&event.what);
        cursor != nullptr && cursor->cursor.visible)
      tally.pointer.push_back(cursor->cursor.at);
    if (opened != nullptr || moved != nullptr) answer_begins(event.time);
    if (!event.ends_moment) return;
    last_until(event.time);
    ++tally.moments;
    tally.most_surfaces = std::max(tally.most_surfaces, scene.surfaces().size());
    bool foreign = false;
    tally.popup_pixels_at_end = 0;
    for (const track::Surface& surface : scene.surfaces()) {
      const std::uint64_t before = tally.own_pixels + tally.unknown_pixels;
      foreign |= tally.add(surface);
      if (surface.kind == track::SurfaceKind::kPopup)
        tally.popup_pixels_at_end += tally.own_pixels + tally.unknown_pixels - before;
    }
    tally.popup_pixels += tally.popup_pixels_at_end;
    if (foreign) ++tally.foreign_moments;
    if (foreign && !tally.first_foreign) tally.first_foreign = start_ + event.time;
    area_ = area_of(scene);
    withheld_ = withheld_in(scene);
    tally.surfaces_at_end = scene.surfaces().size();
    tally.withheld_at_end = 0;
    for (const auto& entry : withheld_) {
      tally.withheld_at_end += entry.second;
      if (was_whole_) tally.withheld_since_whole.insert(entry.first);
    }
    tally.whole_at.reset();
    if (area_ != 0 && withheld_.empty()) all_is_there(event.time);
  }

  void finish(TrackTime end) {
    last_until(end);
    for (const Waiting& one : waiting_) tally.returns.push_back({one.mark, std::nullopt});
  }

  Tally tally;

 private:
  struct Waiting {
    Mark mark;
    bool seen;  // the recording knows of it
  };

  void last_until(TrackTime now) {
    const double lasted = static_cast<double>((now - since_).count());
    tally.area_time += static_cast<double>(area_) * lasted;
    for (const auto& entry : withheld_)
      tally.withheld_time[entry.first] += static_cast<double>(entry.second) * lasted;
    since_ = now;
  }

  void answer_begins(TrackTime now) {
    for (Waiting& one : waiting_) one.seen = one.seen || one.mark.at <= start_ + now;
  }

  void all_is_there(TrackTime now) {
    was_whole_ = true;
    tally.whole_at = start_ + now;
    std::erase_if(waiting_, [&](const Waiting& one) {
      if (!one.seen) return false;
      const auto after = std::chrono::ceil<std::chrono::milliseconds>(start_ + now - one.mark.at);
      tally.returns.push_back({one.mark, after});
      return true;
    });
  }

  Mono start_;
  TrackTime since_{0};
  std::uint64_t area_ = 0;
  std::map<track::Withheld, std::uint64_t> withheld_;
  std::vector<Waiting> waiting_;
  bool was_whole_ = false;
};

template <class T>
T or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

}  // namespace

Tally watch_recording(const Path& folder, const support::Parties& parties, const std::vector<Mark>& marks) {
  const recording::Recording recording = or_throw(recording::Recording::read(folder));
  const recording::Verification verification =
      or_throw(recording::verify(recording, recording.files(), parties.device()));
  auto sealed = or_throw(
      recording::SealedRecording::open(recording, verification.proven, or_throw(parties.open(folder))));
  Watcher watcher(Mono(recording.certificate.value().begin_mono), marks);
  track::Reader reader;
  while (const std::optional<Bytes> chunk = or_throw(sealed.next())) {
    if (sealed.was_gap()) reader.gap();
    const Status fed = reader.feed(*chunk, [&](const track::Event& event) {
      watcher.event(event, reader.scene());
      return Status();
    });
    if (!fed) throw std::runtime_error(fed.error().message);
  }
  watcher.finish(recording.closing ? parties.end_of(folder).duration : reader.time());
  if (!verification.intact()) watcher.tally.problems.push_back("the recording does not verify");
  return std::move(watcher.tally);
}

}  // namespace insyn::leak
