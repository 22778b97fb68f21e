#include <algorithm>

#include "track/testing.h"

namespace insyn::track {
namespace {

using testing::between;
using testing::milliseconds;

// What the surfaces should look like, kept in the most simple-minded way.
class RandomScene {
 public:
  explicit RandomScene(unsigned seed) : random_(seed) {}

  void step() {
    now_ += milliseconds(between(random_, 0, 300));
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
    return {between(random_, -50, 50), between(random_, -50, 50), between(random_, 1, 300),
            between(random_, 1, 300)};
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
    Image pixels = testing::page(one.pixels.width, one.pixels.height, 7);
    const int by = between(random_, 0, one.pixels.height / 2);
    pixels.move({0, by, pixels.width, pixels.height - by}, {0, 0});
    show(one, one.pixels.bounds(), pixels);
  }
  void go_back(Surface& one) {
    show(one, one.pixels.bounds(),
         testing::page(one.pixels.width, one.pixels.height, static_cast<unsigned>(random_() % 3)));
  }
  void draw(Surface& one) {
    const Rect area = random_area(one.pixels);
    const unsigned seed = static_cast<unsigned>(random_());
    const int colours = 1 << between(random_, 0, 10);
    Image pixels = testing::noise(area.width, area.height, seed);
    if (colours < 1024)
      for (std::uint32_t& pixel : pixels.pixels)
        pixel = (pixel % static_cast<unsigned>(colours)) * 0x010203 & kColourMask;
    show(one, area, pixels);
  }

  std::mt19937 random_;
  std::vector<Surface> surfaces_;
  milliseconds now_{0};
  SurfaceId next_id_ = 1;
};

void expect_same(const std::vector<Surface>& wanted, const Scene& scene) {
  ASSERT_EQ(wanted.size(), scene.surfaces().size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    EXPECT_EQ(wanted[i].id, scene.surfaces()[i].id);
    EXPECT_EQ(wanted[i].place, scene.surfaces()[i].place);
    ASSERT_TRUE(wanted[i].pixels == scene.surfaces()[i].pixels) << "surface " << wanted[i].id;
  }
}

class RoundTrip : public ::testing::TestWithParam<unsigned> {};

TEST_P(RoundTrip, RandomScenesComeBackBitForBitFromTheStartAndFromEveryIndexPoint) {
  RandomScene random(GetParam());
  Reader from_start;
  std::vector<Reader> from_index_points;
  for (int step = 0; step < 700; ++step) {
    random.step();
    if (step % 9 != 0 || !random.writer.has_content()) continue;
    const Chunk chunk = random.writer.take_chunk(random.now());
    if (chunk.index_point) from_index_points.emplace_back();
    ASSERT_EQ(testing::message_of(from_start.feed(chunk.bytes)), "") << step;
    ASSERT_NO_FATAL_FAILURE(expect_same(random.surfaces(), from_start.scene())) << step;
    for (Reader& reader : from_index_points) {
      ASSERT_EQ(testing::message_of(reader.feed(chunk.bytes)), "") << step;
      ASSERT_NO_FATAL_FAILURE(expect_same(random.surfaces(), reader.scene())) << step;
    }
  }
  EXPECT_GE(from_index_points.size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RoundTrip, ::testing::Range(1U, 13U));

TEST(RoundTripLimits, MoreTilesAndRowsThanAreRememberedStillComeBack) {
  Writer writer;
  Reader reader;
  writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, {0, 0, 1000, 999});
  for (unsigned i = 0; i < 12; ++i) {
    Image image(1000, 999, 0);
    const Image noise = testing::noise(1000, 200, i);
    for (int y = 0; y < 200; ++y)
      for (int x = 0; x < 1000; ++x) image.row(y * 5)[x] = noise.at(x, y) & 0x0001'0101;
    for (int y = 0; y < 999; y += 3) image.row(y)[y] = i * 1000 + static_cast<unsigned>(y);
    writer.pixels_changed(milliseconds(i), 1, image.bounds(), image.view());
    const Chunk chunk = writer.take_chunk(milliseconds(i));
    ASSERT_EQ(testing::message_of(reader.feed(chunk.bytes)), "") << i;
    ASSERT_TRUE(reader.scene().surfaces()[0].pixels == image) << i;
  }
}

}  // namespace
}  // namespace insyn::track
