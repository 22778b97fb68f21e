// How much there may be, and that reading costs no more than in proportion to it. The bounds of single fields
// are in tests/golden/pages/refused.pages.
#include "pages/codec/testing_chunks.h"

namespace insyn::pages {
namespace {

using testing::Body;
using testing::following;
using testing::index_point;
using testing::message_of;

// The message for a body, as an index point.
std::string refusal_of(const Body& body) {
  Reader reader;
  return message_of(reader.feed(index_point(body)));
}

// `add` is accepted `most` times and then refused as `reason` says.
template <class Add>
void expect_at_most(std::size_t most, const Body& before, Add add, const char* reason) {
  Body body = before;
  for (std::size_t i = 1; i <= most; ++i) add(body, i);
  EXPECT_EQ(refusal_of(body), "");
  add(body, most + 1);
  EXPECT_NE(refusal_of(body).find(reason), std::string::npos) << refusal_of(body);
}

TEST(PagesLimits, Documents) {
  expect_at_most(
      kMostDocuments, {},
      [](Body& body, Number i) {
        body.record(2, {i, 0, 0}).text("");
      },
      "more than 64 documents");
}

TEST(PagesLimits, Styles) {
  expect_at_most(
      kMostStyles, {},
      [](Body& body, Number i) {
        body.record(7, {i, 0});
      },
      "more than 50000 styles");
}

TEST(PagesLimits, KeptSubtrees) {
  expect_at_most(
      kMostKept, Body().page(),
      [](Body& body, Number i) {
        body.element(i + 1, 1).record(23, {i + 1, i});
      },
      "more than 1000 kept");
}

TEST(PagesLimits, FontsAndAssets) {
  const Bytes font{1};
  expect_at_most(
      kMostFonts, Body().asset(1, 16, font).page(),
      [](Body& body, Number) {
        body.number(10).text("A").numbers({0, 1});
      },
      "more than 1000 fonts");
  expect_at_most(
      kMostAssets, {}, [&](Body& body, Number i) { body.asset(i, 16, font); }, "more than 4096 assets");
}

TEST(PagesLimits, BytesOfAssets) {
  const Bytes none(32);
  const auto elsewhere = [&](Body& body, Number i, Number size) {
    body.record(9, {i, 1}).raw(none).numbers({size, 0});
  };
  Body body;
  for (Number i = 1; i <= 32; ++i) elsewhere(body, i, kLargestAsset);
  Reader reader;
  EXPECT_EQ(message_of(reader.feed(index_point(body, 1))), "");
  Body more = body;
  elsewhere(more, 33, 1);
  EXPECT_NE(message_of(reader.feed(index_point(more, 1))).find("bytes together"), std::string::npos);
  elsewhere(body.record(30, {1}), 33, 1);
  EXPECT_EQ(message_of(reader.feed(index_point(body, 1))), "");
}

TEST(PagesLimits, DepthHoweverItCameAbout) {
  Body body;
  body.record(2, {1, 0, 0}).text("");
  for (Number i = 1; i <= kDeepest; ++i) body.element(i, i - 1);
  body.text_node(513, 512).element(514, 1).element(515, 514).record(19, {514, 510, 0});
  EXPECT_EQ(refusal_of(body), "");
  const char* reason = "more than 512 elements";
  EXPECT_NE(refusal_of(Body(body).element(600, 512)).find(reason), std::string::npos);
  EXPECT_NE(refusal_of(Body(body).record(19, {514, 511, 0})).find(reason), std::string::npos);
  EXPECT_NE(refusal_of(Body(body).element(600, 515)).find(reason), std::string::npos);
  body.record(23, {514, 1});
  EXPECT_NE(refusal_of(Body(body).record(24, {1, 511, 0})).find(reason), std::string::npos);
  EXPECT_EQ(refusal_of(Body(body).record(24, {1, 510, 511})), "");
}

TEST(PagesLimits, Weight) {
  const std::string text(kLongestText, 'a');
  Body body = Body().page();
  std::size_t weight = 2 * kThing;
  Number node = 2;
  for (; weight + kThing + text.size() <= kHeaviest; ++node, weight += kThing + text.size())
    body.text_node(node, 1, text);
  const std::size_t left = kHeaviest - weight;
  EXPECT_NE(refusal_of(Body(body).text_node(node, 1, text)).find("larger than is allowed"),
            std::string::npos);
  body.text_node(node, 1, std::string(left - kThing, 'a'));
  EXPECT_EQ(refusal_of(body), "");
  const Body more[] = {Body(body).record(16, {node}).text(std::string(left - kThing + 1, 'a')),
                       Body(body).record(18, {1, 28, 1}).text(""),
                       Body(body).record(15, {1, 0, 1, 1, 0}),
                       Body(body).record(2, {2, 0, 0}).text(""),
                       Body(body).record(7, {1, 0}),
                       Body(body).asset(1, 1, {}),
                       Body(body).record(14, {node}).text_node(node, 1, std::string(left - kThing + 1, 'a'))};
  for (const Body& one : more)
    EXPECT_NE(refusal_of(one).find("larger than is allowed"), std::string::npos) << &one - more;
  Body again = body;
  for (Number one = 2; one <= node; ++one) again.record(14, {one});
  Reader reader;
  ASSERT_EQ(message_of(reader.feed(index_point(again))), "");
  EXPECT_EQ(reader.state().weight(), 2 * kThing);
}

TEST(PagesLimits, Work) {
  Body body = Body().page().element(2, 1);
  for (Number node = 3; node < 100'003; ++node) body.text_node(node, 2);
  Reader reader;
  ASSERT_EQ(message_of(reader.feed(index_point(body))), "");
  Body moves;
  for (int i = 0; i < 20; ++i) moves.record(23, {2, 1}).record(24, {1, 1, 0});
  moves.record(19, {2, 1, 0});
  ASSERT_EQ(message_of(reader.feed(following(moves, 1))), "");
  ASSERT_EQ(message_of(reader.feed(following(moves, 2))), "");
  moves.record(19, {2, 1, 0});
  EXPECT_NE(message_of(reader.feed(following(moves, 3))).find("more steps"), std::string::npos);
}

TEST(PagesLimits, WorkOfWhatIsRemovedAndOfEntries) {
  Body body = Body().page().element(2, 1);
  for (Number node = 3; node < 100'003; ++node) body.text_node(node, 2);
  Body moves;
  for (int i = 0; i < 20; ++i) moves.record(23, {2, 1}).record(24, {1, 1, 0});
  moves.record(19, {2, 1, 0});
  for (const Body& one :
       {Body(moves).record(14, {2}), Body(moves).record(3, {1}), Body(moves).record(23, {2, 1}),
        Body(moves).record(23, {2, 1}).record(24, {1, 1, 0})}) {
    Reader reader;
    ASSERT_EQ(message_of(reader.feed(index_point(body))), "");
    EXPECT_NE(message_of(reader.feed(following(one, 1))).find("more steps"), std::string::npos);
  }
  Body bars = Body().page().record(13, {2, 1, 0, 0});
  for (int i = 0; i < 419; ++i) bars.record(17, {2, kMostLines}).raw(Bytes(kMostLines));
  EXPECT_EQ(refusal_of(bars), "");
  EXPECT_NE(refusal_of(bars.record(17, {2, kMostLines}).raw(Bytes(kMostLines))).find("more steps"),
            std::string::npos);
}

// Whatever is quadratic takes minutes for so many.
TEST(PagesLimits, TwoHundredThousandNodesAreReadMovedAndRemoved) {
  Body body = Body().page();
  for (Number node = 2; node < kMostNodes; ++node)
    body.text_node(node, 1, "", node > 3 && node % 2 == 0 ? node - 2 : 0);
  body.text_node(kMostNodes, 1);
  EXPECT_NE(refusal_of(Body(body).text_node(kMostNodes + 1, 1)).find("more than 200000 nodes"),
            std::string::npos);
  Reader reader;
  ASSERT_EQ(message_of(reader.feed(index_point(body))), "");
  Body moved, removed;
  for (Number node = 2; node < kMostNodes; node += 2) moved.record(19, {node, 1, node + 1});
  for (Number node = 2; node < kMostNodes; ++node) removed.record(14, {node});
  ASSERT_EQ(message_of(reader.feed(following(moved, 1))), "");
  EXPECT_EQ(testing::fault_of(reader.state()), "");
  ASSERT_EQ(message_of(reader.feed(following(removed, 2))), "");
  EXPECT_EQ(reader.state().nodes().size(), 2U);
}

}  // namespace
}  // namespace insyn::pages
