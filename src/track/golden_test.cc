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

const char kHeader[] = "494e54520001000000000000050000001400000038000000";
const char kBody[] =
    "1d020003000d01000a0001000701050828020501070100020700070000020102090a010201010240"
    "0000332211000133ff22ff11ff000080";
const char kChunk[] =
    "494e5452000100000000000005000000140000003800000028b52ffd2038c101001d020003000d01"
    "000a0001000701050828020501070100020700070000020102090a01020101024000003322110001"
    "33ff22ff11ff000080";

TEST(Golden, WriterGivesTheBytesOfTheDocument) {
  const Bytes chunk = written();
  EXPECT_EQ(to_hex(chunk).substr(0, sizeof kHeader - 1), kHeader);
  const auto unpacked = unpack(chunk);
  ASSERT_TRUE(unpacked.has_value());
  EXPECT_EQ(to_hex(unpacked->body), kBody);
}

TEST(Golden, ReaderShowsThePictureOfTheDocument) {
  Reader reader;
  ASSERT_EQ(testing::message_of(reader.feed(from_hex(kChunk).value())), "");
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
