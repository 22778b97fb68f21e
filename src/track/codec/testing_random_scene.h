// Random changes of surfaces, encoded by a writer.
#pragma once

#include <algorithm>

#include "track/codec/testing.h"

namespace insyn::track::testing {

// The expected surfaces are kept in the simplest way.
class RandomScene {
 public:
  // Sides of up to `side` pixels, steps of up to `longest_pause` milliseconds.
  RandomScene(unsigned seed, int side, int longest_pause)
      : random_(seed), side_(side), longest_pause_(longest_pause) {}

  void step() {
    now_ += milliseconds(between(random_, 0, longest_pause_));
    const int choice = between(random_, 0, 99);
    if (surfaces_.empty() || (choice < 6 && surfaces_.size() < 5)) return open();
    Surface& one = surfaces_[random_() % surfaces_.size()];
    if (choice < 10) return move(one);
    if (choice < 13) return close(one);
    if (choice < 18) return stack();
    if (choice < 26) return withhold(one);
    if (choice < 45) return scroll(one);
    if (choice < 50) return go_back(one);
    draw(one);
  }

  Writer writer;
  const std::vector<Surface>& surfaces() const { return surfaces_; }
  milliseconds now() const { return now_; }

 private:
  static constexpr std::uint32_t kBlank = withheld_pixel(Withheld::kNotYetDrawn);

  Rect random_place() {
    return {between(random_, -50, 50), between(random_, -50, 50), between(random_, 1, side_),
            between(random_, 1, side_)};
  }
  Rect random_area(const Image& in) {
    const int x = between(random_, 0, in.width - 1), y = between(random_, 0, in.height - 1);
    return {x, y, between(random_, 1, in.width - x), between(random_, 1, in.height - y)};
  }

  void open() {
    const Rect place = random_place();
    surfaces_.push_back({next_id_++, SurfaceKind::kWindow, place, Image(place.width, place.height, kBlank)});
    writer.surface_opened(now_, surfaces_.back().id, SurfaceKind::kWindow, place);
  }
  void move(Surface& one) {
    one.place = random_place();
    one.pixels.resize(one.place.width, one.place.height, kBlank);
    writer.surface_moved(now_, one.id, one.place);
  }
  void close(Surface& one) {
    writer.surface_closed(now_, one.id);
    surfaces_.erase(surfaces_.begin() + (&one - surfaces_.data()));
  }
  void stack() {
    std::shuffle(surfaces_.begin(), surfaces_.end(), random_);
    std::vector<SurfaceId> ids;
    for (const Surface& one : surfaces_) ids.push_back(one.id);
    writer.stacking(now_, ids);
  }
  void withhold(Surface& one) {
    const Rect area = random_area(one.pixels);
    const auto reason = static_cast<Withheld>(between(random_, 1, 8));
    one.pixels.fill(area, withheld_pixel(reason));
    writer.withheld(now_, one.id, area, reason);
  }
  void show(Surface& one, const Rect& area, const Image& pixels) {
    one.pixels.paste({area.x, area.y}, pixels.view());
    Image with_top_bytes = pixels;
    for (std::uint32_t& pixel : with_top_bytes.pixels) pixel |= static_cast<std::uint32_t>(random_() << 24);
    writer.pixels_changed(now_, one.id, area, with_top_bytes.view());
  }
  void scroll(Surface& one) {
    Image pixels = page(one.pixels.width, one.pixels.height, 7);
    const int by = between(random_, 0, one.pixels.height / 2);
    pixels.move({0, by, pixels.width, pixels.height - by}, {0, 0});
    show(one, one.pixels.bounds(), pixels);
  }
  void go_back(Surface& one) {
    show(one, one.pixels.bounds(),
         page(one.pixels.width, one.pixels.height, static_cast<unsigned>(random_() % 3)));
  }
  void draw(Surface& one) {
    const Rect area = random_area(one.pixels);
    const unsigned seed = static_cast<unsigned>(random_());
    const int colours = 1 << between(random_, 0, 10);
    Image pixels = noise(area.width, area.height, seed);
    if (colours < 1024)
      for (std::uint32_t& pixel : pixels.pixels)
        pixel = (pixel % static_cast<unsigned>(colours)) * 0x010203 & kColourMask;
    show(one, area, pixels);
  }

  std::mt19937 random_;
  int side_, longest_pause_;
  std::vector<Surface> surfaces_;
  milliseconds now_{0};
  SurfaceId next_id_ = 1;
};

}  // namespace insyn::track::testing
