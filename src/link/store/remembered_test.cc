#include "link/store/remembered.h"

#include <gtest/gtest.h>

namespace insyn::link {
namespace {

const std::string kId = "0123456789abcdef0123456789abcdef";

Remembered example() {
  Remembered remembered;
  remembered.certified = parse_utc("2026-12-01T08:15:03.250Z").value();
  remembered.received = parse_utc("2026-12-01T08:21:44.000Z").value();
  remembered.leaving = parse_utc("2026-12-08T08:21:44.000Z").value();
  remembered.receipt = "insyn receipt\n\nwhatever it is\n";
  return remembered;
}

TEST(Remembered, IsReadAsItWasWritten) {
  EXPECT_EQ(parse_remembered(text_of(example())).value(), example());
  EXPECT_EQ(parse_remembered(text_of(Remembered{})).value(), Remembered{});
  Remembered begun;
  begun.certified = example().certified;
  EXPECT_EQ(parse_remembered(text_of(begun)).value(), begun);
}

TEST(Remembered, AnythingElseIsRefused) {
  for (const char* text :
       {"", "insyn link recording 2\n", "insyn link recording 1", "insyn link recording 1\nreceived now\n\n",
        "insyn link recording 1\nreceived 2026-12-01T08:21:44.000Z\n", "insyn link recording 1\nx\n",
        "insyn link recording 1\nleaving 2026-12-01T08:21:44.000Z\ncertified 2026-12-01T08:21:44.000Z\n"})
    EXPECT_FALSE(parse_remembered(text)) << text;
}

TEST(Remembered, StaysInItsFolder) {
  const Path folder = std::filesystem::temp_directory_path() / ("insyn-link-" + to_hex(random_bytes(8)));
  ASSERT_TRUE(create_folder(folder));
  {
    const Memory memory(folder);
    EXPECT_EQ(memory.of(kId).value(), Remembered{});
    ASSERT_TRUE(memory.remember(kId, example()));
    EXPECT_EQ(memory.of(kId).value(), example());
    EXPECT_EQ(memory.all().value(), std::vector<std::string>{kId});
    ASSERT_TRUE(memory.forget(kId));
    EXPECT_EQ(memory.of(kId).value(), Remembered{});
    ASSERT_TRUE(write_file(folder / kId, view_of("x"), Access::kOwnerOnly, IfExists::kReplace));
    EXPECT_FALSE(memory.of(kId));
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace insyn::link
