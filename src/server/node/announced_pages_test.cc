#include "server/node/announced_pages.h"

#include <gtest/gtest.h>

#include "server/log/testing.h"

namespace insyn::server {
namespace {

class AnnouncedPagesTest : public testing::Test, protected TestLedger {
 protected:
  static Digest hash_of(const char* what) { return sha256(view_of(what)); }
  static std::string told(AnnouncedPages& pages) {
    return std::get<http::Handle>(pages.routes().at(0).handler)({}).body;
  }
  std::vector<std::string> entered() {
    std::vector<std::string> all;
    for (std::uint64_t number = 0; number < head().size; ++number) {
      EXPECT_TRUE(database->read([&](Transaction& transaction) -> Status {
        TRY_ASSIGN(const Log::Stood stood, log.at(transaction, number));
        all.push_back(to_hex(std::get<ledger::PagesServed>(stood.entry.what).pages));
        return {};
      }));
    }
    return all;
  }

  TestGate gate;
  Log log{*database, *vault, key, clock, &gate};
};

TEST_F(AnnouncedPagesTest, StandInTheLedgerWheneverTheyChange) {
  std::vector<std::string> expected;
  // Three servers, or one that was started three times.
  for (const auto& [what, entry] : {std::pair("old", 0), {"old", 0}, {"new", 1}, {"old", 2}}) {
    AnnouncedPages pages(*database, log, hash_of(what));
    EXPECT_EQ(told(pages), fmt::format(R"({{"hash":"{}","entry":null}})", to_hex(hash_of(what))));
    ASSERT_TRUE(pages.announce());
    ASSERT_TRUE(pages.announce());
    EXPECT_EQ(told(pages), fmt::format(R"({{"hash":"{}","entry":{}}})", to_hex(hash_of(what)), entry));
  }
  EXPECT_EQ(entered(), (std::vector<std::string>{to_hex(hash_of("old")), to_hex(hash_of("new")),
                                                 to_hex(hash_of("old"))}));
}

TEST_F(AnnouncedPagesTest, WaitUntilTheLedgerMayGrow) {
  AnnouncedPages pages(*database, log, hash_of("new"));
  gate.open = false;
  EXPECT_FALSE(pages.announce());
  EXPECT_EQ(head().size, 0U);
  gate.open = true;
  EXPECT_TRUE(pages.announce());
  EXPECT_EQ(head().size, 1U);
}

TEST_F(AnnouncedPagesTest, AreNotThereWhereNoneAreServed) {
  AnnouncedPages pages(*database, log, std::nullopt);
  EXPECT_TRUE(pages.announce());
  EXPECT_EQ(head().size, 0U);
  EXPECT_EQ(told(pages), R"({"hash":null,"entry":null})");
}

}  // namespace
}  // namespace insyn::server
