#include "fleet/screens.h"

#include <algorithm>
#include <random>

#include "base/check.h"

namespace insyn::fleet {
namespace {

using track::TrackTime;

constexpr int kWidth = 960, kHeight = 600;
constexpr track::SurfaceId kSurface = 1;
constexpr Rect kPlace{40, 60, kWidth, kHeight};
constexpr std::uint32_t kPaper = 0xf4f5f6, kBox = 0xffffff, kEdge = 0xcfd6db, kText = 0x8a96a0,
                        kHead = 0x274b5f, kHeadText = 0xdfe8ed, kChosen = 0xe3edf2, kError = 0xfdecea,
                        kErrorText = 0xb3261e;

// Numbers that are the same everywhere, which the distributions of the standard library are not.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int below(int most) { return static_cast<int>(engine_() % static_cast<unsigned>(most)); }

 private:
  std::minstd_rand engine_;
};

class Painter {
 public:
  explicit Painter(track::Image& image) : image_(image) {}

  void box(const Rect& at, std::uint32_t colour = kBox) {
    image_.fill(at, kEdge);
    image_.fill({at.x + 1, at.y + 1, at.width - 2, at.height - 2}, colour);
  }
  // A line of words as bars.
  void line(int x, int y, int width, Dice& dice, std::uint32_t colour = kText) {
    for (int at = x; at < x + width;) {
      const int word = std::min(14 + dice.below(56), x + width - at);
      image_.fill({at, y, word, 8}, colour);
      at += word + 7;
    }
  }

 private:
  track::Image& image_;
};

void paint_frame(track::Image& image, int chosen, Dice& dice) {
  Painter painter(image);
  image.fill(image.bounds(), kPaper);
  image.fill({0, 0, kWidth, 36}, kHead);
  painter.line(16, 14, 180, dice, kHeadText);
  painter.box({kWidth - 260, 8, 240, 20});
  painter.box({12, 48, 150, kHeight - 60});
  for (int row = 0; row < 7; ++row) {
    if (row == chosen) image.fill({13, 60 + row * 30, 148, 24}, kChosen);
    painter.line(26, 68 + row * 30, 60 + row * 9 % 50, dice);
  }
}

// A search's results, or a page with a form, which may say that something is wrong.
void paint_page(track::Image& image, int chosen, bool wrong, Dice& dice) {
  paint_frame(image, chosen, dice);
  Painter painter(image);
  const Rect page{174, 48, kWidth - 186, kHeight - 60};
  painter.box(page);
  painter.line(page.x + 20, page.y + 22, 220, dice, kHead);
  int y = page.y + 52;
  if (wrong) {
    image.fill({page.x + 20, y, page.width - 40, 44}, kError);
    painter.line(page.x + 36, y + 18, 300, dice, kErrorText);
    y += 60;
  }
  for (; y < page.bottom() - 40; y += 36) {
    painter.line(page.x + 20, y + 8, 110, dice);
    painter.box({page.x + 150, y, 300 + dice.below(200), 24});
  }
}

class Show {
 public:
  Show(unsigned seed, TrackTime length) : dice_(seed * 2'654'435'761U + 17), length_(length) {}

  Screens play() {
    writer_.surface_opened(TrackTime(0), kSurface, track::SurfaceKind::kWindow, kPlace);
    for (int screen = 0; now_ < length_ - TrackTime(3'000); ++screen) {
      show(screen);
      if (screen == 2) writer_.withheld_time(now_, step(4'000), reason::Withheld::kPaused);
      if (screen % 9 == 4) withhold_part();
    }
    writer_.shown_until(length_);
    take(length_);
    return std::move(screens_);
  }

 private:
  TrackTime step(int about) {
    now_ = std::min(length_, now_ + TrackTime(about / 2 + dice_.below(about)));
    return now_;
  }

  void show(int screen) {
    paint_page(image_, dice_.below(7), screen % 5 == 3, dice_);
    writer_.pixels_changed(now_, kSurface, image_.bounds(), image_.view());
    ++screens_.balance.kept.times;
    screens_.balance.kept.pixels += kWidth * kHeight;
    for (int moves = 2 + dice_.below(4); moves > 0 && now_ < length_; --moves) {
      writer_.cursor(now_, true,
                     {kPlace.x + 60 + dice_.below(kWidth - 120), kPlace.y + 60 + dice_.below(kHeight - 120)});
      step(1'800);
    }
    take(now_);
  }

  // Another program's window comes up inside, for a while.
  void withhold_part() {
    const Rect area{420 + dice_.below(100), 300 + dice_.below(60), 300, 160};
    writer_.withheld(now_, kSurface, area, reason::Withheld::kForeignInside);
    reason::Withheld why = reason::Withheld::kForeignInside;
    ++screens_.balance.withheld[why].times;
    screens_.balance.withheld[why].pixels += static_cast<std::uint64_t>(area.width) * area.height;
    step(3'000);
    take(now_);
  }

  void take(TrackTime now) {
    if (writer_.has_content()) screens_.chunks.push_back(writer_.take_chunk(now));
  }

  Dice dice_;
  const TrackTime length_;
  TrackTime now_{200};
  track::Writer writer_;
  track::Image image_{kWidth, kHeight, kPaper};
  Screens screens_;
};

}  // namespace

Screens made_up_screens(unsigned seed, TrackTime length) {
  CHECK(length >= TrackTime(10'000));
  return Show(seed, length).play();
}

}  // namespace insyn::fleet
