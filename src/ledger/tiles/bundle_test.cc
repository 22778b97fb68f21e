#include "ledger/tiles/bundle.h"

#include <gtest/gtest.h>

namespace insyn::ledger {
namespace {

TEST(Bundle, EntriesOfEveryLengthComeBack) {
  const std::vector<Bytes> entries = {{}, {1}, Bytes(255, 2), Bytes(256, 3), Bytes(kLongestEntry, 4)};
  Bytes bundle;
  for (const Bytes& entry : entries) add_to_bundle(bundle, entry);
  const auto read = parse_bundle(bundle, 5);
  ASSERT_TRUE(read);
  for (std::size_t i = 0; i < entries.size(); ++i)
    EXPECT_EQ(Bytes((*read)[i].begin(), (*read)[i].end()), entries[i]);
  EXPECT_EQ(parse_bundle(bundle, 2)->size(), 2u);
}

TEST(Bundle, CutOffOrOfAnotherNumberIsRefused) {
  Bytes bundle;
  add_to_bundle(bundle, bytes_of("abc"));
  add_to_bundle(bundle, bytes_of("de"));
  EXPECT_TRUE(parse_bundle(bundle, 2));
  EXPECT_FALSE(parse_bundle(bundle, 3));
  EXPECT_FALSE(parse_bundle({}, 1));
  for (std::size_t length = 1; length < bundle.size(); ++length) {
    const auto cut = parse_bundle(ByteView(bundle).first(length), 1);
    EXPECT_EQ(cut.has_value(), length == 5) << length;
  }
  bundle.push_back(0);
  EXPECT_FALSE(parse_bundle(bundle, 2));
  Bytes many;
  for (int i = 0; i < 257; ++i) add_to_bundle(many, {});
  EXPECT_FALSE(parse_bundle(many, 256));
}

}  // namespace
}  // namespace insyn::ledger
