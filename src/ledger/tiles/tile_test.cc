#include "ledger/tiles/tile.h"

#include <gtest/gtest.h>

namespace insyn::ledger {
namespace {

TEST(Tile, PathsAreThoseOfTheSpecification) {
  // The numbers of https://c2sp.org/tlog-tiles.
  EXPECT_EQ(path_of({0, 1234067, 256}), "tile/0/x001/x234/067");
  EXPECT_EQ(path_of({0, 273, 112}), "tile/0/273.p/112");
  EXPECT_EQ(path_of({1, 0, 1}), "tile/1/000.p/1");
  EXPECT_EQ(path_of({Tile::kEntries, 999, 256}), "tile/entries/999");
  EXPECT_EQ(path_of({Tile::kEntries, 1000, 255}), "tile/entries/x001/000.p/255");
}

TEST(Tile, PathsComeBack) {
  for (const std::uint64_t index : {0U, 1U, 9U, 99U, 999U, 1000U, 1234067U, 999999999U})
    for (const int level : {Tile::kEntries, 0, 1, 2})
      for (const int width : {1, 17, 255, 256}) {
        const Tile tile{level, index, width};
        const auto read = parse_tile_path(path_of(tile));
        ASSERT_TRUE(read) << path_of(tile);
        EXPECT_EQ(*read, tile);
      }
}

TEST(Tile, OtherPathsAreRefused) {
  for (const char* path : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "tile/0/1",
                           "tile/0/01",
                           "tile/0/0001",
                           "tile/0/x001",
                           "tile/0/x01/000",
                           "tile/0/x000/000",
                           "tile/0/001/000",
                           "tile/0/y001/000",
                           "tile/0/xx01/000",
                           "tile/0/000/",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/01",
                           "tile/0/000.p/",
                           "tile/0/000.p",
                           "tile/0/000.p/1/",
                           "tile/0/000.p/-1",
                           "tile/00/000",
                           "tile/8/000",
                           "tile/63/000",
                           "tile/64/000",
                           "tile/-1/000",
                           "tile/data/000",
                           "/tile/0/000",
                           "tile//000",
                           "tile/0/../0/000",
                           "tile/0/000\n",
                           "tile/+0/000",
                           "checkpoint",
                           "tile/7/065",
                           "tile/0/x999/x999/x999/x999/x999/x999/999",
                           "tile/0/x018/x446/x744/x073/x709/x551/616"}) {
    EXPECT_FALSE(parse_tile_path(path)) << path;
  }
  EXPECT_TRUE(parse_tile_path("tile/7/000.p/64"));
  EXPECT_TRUE(parse_tile_path("tile/0/x018/x014/x398/x509/x481/983"));
}

TEST(Tile, WidthsAreThoseOfTheSpecification) {
  // "a tree of size 70,000".
  EXPECT_EQ(tile_with(0, 69'999, 70'000), (Tile{0, 273, 112}));
  EXPECT_EQ(tile_with(0, 69'887, 70'000), (Tile{0, 272, 256}));
  EXPECT_EQ(tile_with(1, 272, 70'000), (Tile{1, 1, 17}));
  EXPECT_EQ(tile_with(1, 255, 70'000), (Tile{1, 0, 256}));
  EXPECT_EQ(tile_with(2, 0, 70'000), (Tile{2, 0, 1}));
  EXPECT_EQ(hashes_at(3, 70'000), 0u);
  EXPECT_EQ(tile_with(1, 0, 256), (Tile{1, 0, 1}));
}

}  // namespace
}  // namespace insyn::ledger
