#include "track/frame.h"
#include "track/testing.h"

// The example of docs/track-format.md, byte for byte. Where these bytes change, the format changes.

namespace insyn::track {
namespace {

using testing::milliseconds;

// A 40×2 window: one colour, then two, a copied row, a withheld corner, the cursor.
Bytes written() {
  Writer writer;
  writer.surface_opened(milliseconds(5), 7, SurfaceKind::kPopup, {-3, 4, 40, 2});
  Image image(40, 2, 0x0011'2233);
  image.row(1)[39] = 0x00FF'FFFF;
  writer.pixels_changed(milliseconds(6), 7, image.bounds(), image.view());
  writer.withheld(milliseconds(6), 7, {0, 0, 2, 1}, Withheld::kForeignInside);
  writer.cursor(milliseconds(16), true, {1, -1});
  return writer.take_chunk(milliseconds(20)).bytes;
}

const char kHeader[] = "494e54520001000000000000050000001400000017000000";
const char kBody[] = "5f47b28e06ca98f757ddbdc2536fb4b86ed7dcfc961092";

TEST(Golden, WriterGivesTheBytesOfTheDocument) {
  const Bytes chunk = written();
  EXPECT_EQ(to_hex(chunk).substr(0, sizeof kHeader - 1), kHeader);
  const auto unpacked = unpack(chunk);
  ASSERT_TRUE(unpacked.has_value());
  EXPECT_EQ(to_hex(unpacked->body), kBody);
}

TEST(Golden, ReaderShowsThePictureOfTheDocument) {
  Reader reader;
  ASSERT_EQ(testing::message_of(reader.feed(from_hex(std::string(kHeader) + kBody).value())), "");
  EXPECT_EQ(reader.time(), milliseconds(20));
  ASSERT_EQ(reader.scene().surfaces().size(), 1U);
  const Surface& surface = reader.scene().surfaces()[0];
  EXPECT_EQ(surface.id, 7U);
  EXPECT_EQ(surface.kind, SurfaceKind::kPopup);
  EXPECT_EQ(surface.place, (Rect{-3, 4, 40, 2}));
  Image wanted(40, 2, 0x0011'2233);
  wanted.row(1)[39] = 0x00FF'FFFF;
  wanted.fill({0, 0, 2, 1}, withheld_pixel(Withheld::kForeignInside));
  EXPECT_TRUE(surface.pixels == wanted);
  EXPECT_EQ(reader.scene().cursor(), (Cursor{true, {1, -1}}));
}

}  // namespace
}  // namespace insyn::track
