#include "recorder/capture/scripted/scripted_desktop.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace insyn::recorder::scripted {

Window& Desktop::open(WindowFacts facts, const Rect& place, std::uint32_t colour) {
  Window window;
  window.number = indicator::WindowId{next_++};
  window.facts = std::move(facts);
  window.place = place;
  window.picture = track::Image(place.width, place.height, colour);
  window.drawn = Region(window.picture.bounds());
  windows_.push_back(std::move(window));
  return windows_.back();
}

void Desktop::close(indicator::WindowId number) {
  std::erase_if(windows_, [number](const Window& one) { return one.number == number; });
}

Window& Desktop::window(indicator::WindowId number) {
  const auto found = std::find_if(windows_.begin(), windows_.end(),
                                  [number](const Window& one) { return one.number == number; });
  CHECK(found != windows_.end());
  return *found;
}

void Desktop::fill(Window& window, const Rect& area, std::uint32_t colour) {
  window.picture.fill(area, colour);
  window.drawn.add(area);
}

void Desktop::paste(Window& window, Point to, const track::Image& image) {
  window.picture.paste(to, image.view());
  window.drawn.add({to.x, to.y, image.width, image.height});
}

void Desktop::set_title(Window& window, std::string title) {
  window.title = std::move(title);
  window.title_changed = true;
}

void Desktop::opened(Mono now) {
  if (!began_) began_ = now;
}

std::optional<Mono> Desktop::due() const {
  if (scene_.empty() || !began_) return std::nullopt;
  return *began_ + scene_.front().after;
}

void Desktop::post(std::function<void(Desktop&)> what) {
  const std::scoped_lock locked(lock_);
  posted_.push_back(std::move(what));
  const std::uint8_t ring = 0;
  CHECK(bell_.second.send({&ring, 1}));
}

void Desktop::play(Mono now) {
  std::uint8_t rings[64];
  while (bell_.first.receive(rings).bytes > 0) {
  }
  std::vector<std::function<void(Desktop&)>> posted;
  {
    const std::scoped_lock locked(lock_);
    posted = std::exchange(posted_, {});
  }
  for (const auto& happens : posted) happens(*this);
  for (std::optional<Mono> next = due(); next && *next <= now; next = due()) {
    const Happening happening = std::move(scene_.front());
    scene_.pop_front();
    happening.what(*this);
  }
}

void Desktop::was_read() {
  if (const auto happens = std::exchange(while_reading_, nullptr)) happens();
}

}  // namespace insyn::recorder::scripted
