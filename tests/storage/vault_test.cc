// Blobs: the same in a folder and in an S3 store.
#include <atomic>
#include <fstream>
#include <thread>

#include "storage/vaults.h"

namespace insyn::storage_test {
namespace {

using namespace server;
using Names = std::vector<std::string>;

class VaultTest : public OnEachVault {
 protected:
  Path file_with(std::string_view bytes) const {
    static int number = 0;
    const Path path = folder / fmt::format("upload-{}", ++number);
    std::ofstream(path) << bytes;
    return path;
  }
  std::string all_of(const std::string& name) const {
    const auto bytes = vault->read(name, std::size_t{64} << 20);
    EXPECT_TRUE(bytes) << (bytes ? "" : bytes.error().message);
    return bytes && *bytes ? std::string(text_of(**bytes)) : "nothing";
  }
};
INSYN_ON_EACH_VAULT(VaultTest);

TEST_P(VaultTest, WhatWasPutIsThereForEveryServer) {
  EXPECT_EQ(why(vault->put("ledger/tile/0/x001/234.p/5", view_of("tile"))), "");
  const Path file = file_with("chunks");
  EXPECT_EQ(why(vault->put_file("recordings/0a/0a1b", file)), "");
  EXPECT_FALSE(std::filesystem::exists(file));
  vault = another();
  EXPECT_EQ(all_of("ledger/tile/0/x001/234.p/5"), "tile");
  EXPECT_EQ(all_of("recordings/0a/0a1b"), "chunks");
  EXPECT_EQ(vault->size("recordings/0a/0a1b").value(), 6U);
}

TEST_P(VaultTest, WhatIsNotThereIsNothing) {
  EXPECT_FALSE(vault->read("a/b", 10).value());
  EXPECT_FALSE(vault->size("a/b").value());
  EXPECT_EQ(why(vault->remove("a/b")), "");
  const auto range = vault->read_range("a/b", 0, 1);
  ASSERT_FALSE(range);
  EXPECT_EQ(range.error().code, Code::kCorrupt);
}

TEST_P(VaultTest, PuttingAgainSucceedsWithTheSameBytesAndIsRefusedWithOthers) {
  EXPECT_EQ(why(vault->put("a/b", view_of("one"))), "");
  EXPECT_EQ(why(vault->put("a/b", view_of("one"))), "");
  const Path same = file_with("one");
  EXPECT_EQ(why(vault->put_file("a/b", same)), "");
  EXPECT_FALSE(std::filesystem::exists(same));
  for (const std::string other : {"two", "", "one and more"}) {
    const Status bytes = vault->put("a/b", view_of(other)), file = vault->put_file("a/b", file_with(other));
    ASSERT_FALSE(bytes);
    ASSERT_FALSE(file);
    EXPECT_EQ(bytes.error().code, Code::kDenied);
    EXPECT_EQ(file.error().code, Code::kDenied);
    EXPECT_EQ(all_of("a/b"), "one");
  }
}

TEST_P(VaultTest, EmptyAndLargeBlobsAreWhole) {
  std::string large(std::size_t{3} << 20, 'x');
  for (std::size_t i = 0; i < large.size(); i += 997) large[i] = static_cast<char>('a' + i % 26);
  EXPECT_EQ(why(vault->put("empty", {})), "");
  EXPECT_EQ(why(vault->put_file("large", file_with(large))), "");
  EXPECT_EQ(why(vault->put_file("large", file_with(large))), "");
  EXPECT_EQ(all_of("empty"), "");
  EXPECT_TRUE(all_of("large") == large);
  large.back() = '!';
  EXPECT_FALSE(vault->put_file("large", file_with(large)));
}

TEST_P(VaultTest, ReadingIsBounded) {
  EXPECT_EQ(why(vault->put("a", view_of("0123456789"))), "");
  EXPECT_EQ(text_of(*vault->read("a", 10).value()), "0123456789");
  const auto over = vault->read("a", 9);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, Code::kCorrupt);
}

TEST_P(VaultTest, ARangeIsExactlyThatOrRefused) {
  EXPECT_EQ(why(vault->put("a", view_of("0123456789"))), "");
  EXPECT_EQ(text_of(vault->read_range("a", 3, 4).value()), "3456");
  EXPECT_EQ(text_of(vault->read_range("a", 0, 10).value()), "0123456789");
  EXPECT_TRUE(vault->read_range("a", 4, 0).value().empty());
  for (const auto& [from, length] :
       std::vector<std::pair<std::uint64_t, std::size_t>>{{9, 2}, {10, 1}, {4711, 4}, {0, 11}}) {
    const auto range = vault->read_range("a", from, length);
    ASSERT_FALSE(range) << from << " " << length;
    EXPECT_EQ(range.error().code, Code::kCorrupt);
  }
}

TEST_P(VaultTest, NamesThatLeadElsewhereAreRefused) {
  std::ofstream(folder / "outside") << "secret";
  for (const std::string name : {"", "..", "../outside", "a/../../outside", "/etc/passwd", "a//b", "a/", "/a",
                                 ".new/a", "a/.b", "A", "a b", "a\\b", "a%2fb", "a?b", "ä"}) {
    EXPECT_FALSE(vault->put(name, view_of("x"))) << name;
    EXPECT_FALSE(vault->put_file(name, file_with("x"))) << name;
    EXPECT_FALSE(vault->read(name, 10)) << name;
    EXPECT_FALSE(vault->read_range(name, 0, 1)) << name;
    EXPECT_FALSE(vault->size(name)) << name;
    EXPECT_FALSE(vault->remove(name)) << name;
  }
  EXPECT_FALSE(vault->put(std::string("a\0b", 3), view_of("x")));
  EXPECT_FALSE(vault->put(std::string(513, 'a'), view_of("x")));
  EXPECT_TRUE(std::filesystem::exists(folder / "outside"));
}

TEST_P(VaultTest, NamesAreListedInTheOrderOfTheirBytes) {
  const Names both = {"l/a-b", "l/a.b", "l/a/b", "l/a0", "l/b/1", "l/b/2", "m"};
  for (const std::string& name : both) EXPECT_EQ(why(vault->put(name, view_of("x"))), "");
  EXPECT_EQ(vault->list("", "", 100).value(), both);
  EXPECT_EQ(vault->list("l/", "", 100).value(), Names(both.begin(), both.end() - 1));
  EXPECT_EQ(vault->list("l/a", "", 3).value(), (Names{"l/a-b", "l/a.b", "l/a/b"}));
  EXPECT_EQ(vault->list("l/", "l/a/b", 2).value(), (Names{"l/a0", "l/b/1"}));
  EXPECT_EQ(vault->list("l/", "l/b/1", 5).value(), Names{"l/b/2"});
  EXPECT_EQ(vault->list("l/b/", "l/a", 5).value(), (Names{"l/b/1", "l/b/2"}));
  EXPECT_TRUE(vault->list("l/", "l/b/2", 5).value().empty());
  EXPECT_TRUE(vault->list("nothing/", "", 5).value().empty());
  EXPECT_TRUE(vault->list("", "", 0).value().empty());
}

TEST_P(VaultTest, WhatWasRemovedIsGone) {
  EXPECT_EQ(why(vault->put("a/b", view_of("x"))), "");
  EXPECT_EQ(why(vault->remove("a/b")), "");
  EXPECT_EQ(all_of("a/b"), "nothing");
  EXPECT_TRUE(vault->list("", "", 5).value().empty());
  EXPECT_EQ(why(vault->put("a/b", view_of("y"))), "");
  EXPECT_EQ(all_of("a/b"), "y");
}

}  // namespace
}  // namespace insyn::storage_test
