#include "track/codec/testing_random_scene.h"

namespace insyn::track {
namespace {

using testing::milliseconds;
using testing::RandomScene;

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
  RandomScene random(GetParam(), 200, 2000);
  Reader from_start;
  std::vector<Reader> from_index_points;
  for (int step = 0; step < 360; ++step) {
    random.step();
    if (step % 9 != 0 || !random.writer.has_content()) continue;
    // Lossy tiles take a second chunk.
    while (random.writer.has_content()) {
      const Chunk chunk = random.writer.take_chunk(random.now());
      if (chunk.index_point) from_index_points.emplace_back();
      ASSERT_EQ(testing::message_of(from_start.feed(chunk.bytes)), "") << step;
      for (Reader& reader : from_index_points)
        ASSERT_EQ(testing::message_of(reader.feed(chunk.bytes)), "") << step;
    }
    ASSERT_NO_FATAL_FAILURE(expect_same(random.surfaces(), from_start.scene())) << step;
    for (const Reader& reader : from_index_points)
      ASSERT_NO_FATAL_FAILURE(expect_same(random.surfaces(), reader.scene())) << step;
  }
  EXPECT_GE(from_index_points.size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RoundTrip, ::testing::Range(1U, 13U));

TEST(RoundTripLimits, MoreTilesAndRowsThanTheCachesHoldComeBack) {
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
