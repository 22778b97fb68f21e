#include "pages/codec/reader.h"

#include "pages/codec/testing_chunks.h"

namespace insyn::pages {
namespace {

using testing::Body;
using testing::following;
using testing::index_point;
using testing::message_of;

TEST(PagesReader, GivesTheLooksOfAChunk) {
  const Body body = Body().page().record(1, {40}).text_node(2, 1, "x").record(27, {1, 2, 6}).record(1, {10});
  Reader reader;
  const ReadChunk chunk = reader.feed(index_point(body)).value();
  ASSERT_EQ(chunk.looks.size(), 3U);
  EXPECT_EQ(chunk.looks[1].time, PagesTime(50));
  ASSERT_EQ(chunk.looks[1].records.size(), 2U);
  EXPECT_EQ(std::get<TextAdded>(chunk.looks[1].records[0]).text, "x");
  EXPECT_EQ(std::get<TimeWithheld>(chunk.looks[1].records[1]).reason, 6U);
  EXPECT_EQ(reader.time(), PagesTime(1000));
  EXPECT_EQ(reader.state().documents()[0]->root->first->text, "x");
}

TEST(PagesReader, AllIsWithheldFromDamageToTheNextIndexPoint) {
  const Body page = Body().page();
  Reader reader;
  EXPECT_TRUE(reader.feed(following({}, 1)).value().withheld) << "nothing came before it";
  ASSERT_EQ(message_of(reader.feed(index_point(page))), "");
  ASSERT_EQ(message_of(reader.feed(following({}, 1))), "");
  EXPECT_EQ(message_of(reader.feed(following({}, 3))),
            "pages chunk: chunk 3 comes where chunk 2 was expected");
  EXPECT_TRUE(reader.in_gap());
  EXPECT_TRUE(reader.state().nodes().empty());
  EXPECT_TRUE(reader.feed(following({}, 4)).value().withheld);
  ASSERT_EQ(message_of(reader.feed(index_point(page, 5))), "");
  EXPECT_FALSE(reader.in_gap());
  reader.gap();
  EXPECT_TRUE(reader.feed(following({}, 6)).value().withheld);
  ASSERT_EQ(message_of(reader.feed(index_point(page, 0))), "");
  EXPECT_NE(message_of(reader.feed(following(Body().record(14, {9}), 1))), "");
  EXPECT_TRUE(reader.feed(following({}, 2)).value().withheld);
}

TEST(PagesReader, AChunkDoesNotBeginBeforeTheOneBeforeItEnds) {
  Reader reader;
  ASSERT_EQ(message_of(reader.feed(index_point(Body().page()))), "");
  const Bytes early = testing::pack({false, 1, PagesTime(999), PagesTime(2000), 0}, {});
  EXPECT_EQ(message_of(reader.feed(early)), "pages chunk: chunk 1 begins before the one before it ends");
}

TEST(PagesReader, LooksAreNotAfterTheEndAndNothingIsAfterTheLast) {
  Reader reader;
  EXPECT_NE(message_of(reader.feed(index_point(Body().page().record(1, {1001})))).find("after the end"),
            std::string::npos);
  EXPECT_EQ(
      message_of(reader.feed(testing::pack({true, 0, PagesTime(0), PagesTime(9), 0}, Body().page().bytes()))),
      "pages chunk: changes with no look after them");
  EXPECT_EQ(message_of(reader.feed(testing::pack({true, 0, PagesTime(0), PagesTime(9), 0}, {}))), "");
}

TEST(PagesReader, AnIndexPointForgetsAllButAssetsThatItRefersTo) {
  const Bytes picture{1, 2, 3};
  Reader reader;
  ASSERT_EQ(message_of(reader.feed(index_point(Body().page().asset(1, 1, picture).asset(2, 1, Bytes{4})))),
            "");
  const Body again = Body()
                         .record(9, {7, 1})
                         .raw(sha256(picture))
                         .numbers({3, 0})
                         .record(9, {8, 1})
                         .raw(sha256(Bytes{5}))
                         .numbers({1, 0});
  ASSERT_EQ(message_of(reader.feed(index_point(again, 1))), "");
  EXPECT_TRUE(reader.state().nodes().empty());
  EXPECT_EQ(reader.state().assets().at(7).bytes, picture);
  ASSERT_EQ(reader.missing().size(), 1U);
  EXPECT_EQ(reader.missing()[0].asset, 8U);
}

TEST(PagesReader, AnAssetThatIsLentHasTheHashThatWasSaid) {
  const Bytes picture{1, 2, 3};
  const Bytes holder = index_point(Body().asset(7, 1, picture));
  const Bytes index = index_point(Body().record(9, {7, 1}).raw(sha256(picture)).numbers({3, 0}), 1);
  const Bytes others[] = {index_point(Body().asset(7, 1, Bytes{1, 2, 4})),
                          index_point(Body().asset(7, 2, picture)),
                          index_point(Body().record(8, {7, 1}).raw(sha256(picture)).numbers({3, 1, 2, 4}))};
  Reader reader;
  ASSERT_EQ(message_of(reader.feed(index)), "");
  for (const Bytes& other : others) EXPECT_NE(message_of(reader.lend(other)), "");
  EXPECT_EQ(message_of(reader.lend(index)), "") << "a chunk of another number lends nothing";
  EXPECT_EQ(reader.missing().size(), 1U);
  EXPECT_EQ(message_of(reader.lend(holder)), "");
  EXPECT_EQ(reader.state().assets().at(7).bytes, picture);
}

}  // namespace
}  // namespace insyn::pages
