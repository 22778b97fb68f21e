#include "server/administration/storage.h"

#include <gtest/gtest.h>

#include "server/log/testing.h"

namespace insyn::server {
namespace {

constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;

// So much each day, kept for so long, since `days` ago.
StorageFacts facts_of(std::uint64_t a_day, int kept_days, int days, std::uint64_t free) {
  StorageFacts facts;
  facts.today = 20'000;
  facts.kept_days = kept_days;
  facts.free = free;
  facts.least_free = kGiB;
  for (int ago = 0; ago < days; ++ago) {
    facts.came[facts.today - ago] = a_day;
    facts.goes[std::max(facts.today - ago + kept_days, facts.today)] += a_day;
    facts.bytes += a_day;
  }
  return facts;
}

TEST(StorageForecast, CountsOnWhatIsShreddedToo) {
  // Thirty days of recordings fit, and then as much goes each day as comes.
  EXPECT_EQ(forecast_of(facts_of(kGiB, 30, 30, 3 * kGiB)).full_on, std::nullopt);
  EXPECT_EQ(forecast_of(facts_of(kGiB, 30, 30, 3 * kGiB)).warning, StorageWarning::kNone);
  // A centre that has begun ten days ago grows for twenty more.
  EXPECT_EQ(forecast_of(facts_of(kGiB, 30, 10, 22 * kGiB)).full_on, std::nullopt);
  const StorageForecast short_of = forecast_of(facts_of(kGiB, 30, 10, 19 * kGiB));
  EXPECT_EQ(short_of.full_on, 20'000 + 19);
  EXPECT_EQ(short_of.warning, StorageWarning::kSoon);
  EXPECT_EQ(short_of.a_day, kGiB);
}

TEST(StorageForecast, WarnsBeforeItIsShort) {
  EXPECT_EQ(forecast_of(facts_of(kGiB, 365, 14, 60 * kGiB)).warning, StorageWarning::kNone);
  EXPECT_EQ(forecast_of(facts_of(kGiB, 365, 14, 60 * kGiB)).full_on, 20'060);
  EXPECT_EQ(forecast_of(facts_of(kGiB, 365, 14, 30 * kGiB)).warning, StorageWarning::kSoon);
  EXPECT_EQ(forecast_of(facts_of(kGiB, 365, 14, 7 * kGiB)).warning, StorageWarning::kShort);
  EXPECT_EQ(forecast_of(facts_of(kGiB, 365, 14, kGiB - 1)).warning, StorageWarning::kFull);
  EXPECT_EQ(forecast_of(facts_of(kGiB, 365, 14, kGiB - 1)).full_on, 20'000);
  EXPECT_NE(sentence_of(forecast_of(facts_of(kGiB, 365, 14, 7 * kGiB)), 20'000).find("in 7 days"),
            std::string::npos);
  // Nobody knows how much a store elsewhere has.
  StorageFacts facts = facts_of(kGiB, 365, 14, 0);
  facts.free.reset();
  EXPECT_EQ(forecast_of(facts).warning, StorageWarning::kNone);
  EXPECT_EQ(forecast_of(StorageFacts()).full_on, std::nullopt);
}

TEST(StorageTest, SumsUpWhatIsStored) {
  TestLedger centre;
  centre.clock.moved = parse_utc("2026-12-03T09:20:00.000Z").value() - SystemClock().utc();
  const auto put = [&](int number, const std::string& day, std::int64_t bytes) {
    ASSERT_TRUE(centre.execute(
        "INSERT INTO recordings (id, state, agreement, device, agent, call_id, kind, queue, began, day, "
        "kept_until, level, chunks, bytes, received, entry, opening_note, closing_note, journal) VALUES "
        "(:id, "
        "'stored', 'x', 'desk-12', 'a17', 'c', 'k', 'q', 0, :day, :kept, 'full', 1, :bytes, 0, 0, '', '', "
        "'')",
        {fmt::format("{:032x}", number), day,
         column(parse_utc(day + "T00:00:00.000Z").value() + std::chrono::days(30)), bytes}));
  };
  put(1, "2026-12-01", 1000);
  put(2, "2026-12-01", 500);
  put(3, "2026-12-03", 3000);
  std::optional<std::uint64_t> free = 5 * kGiB;
  Storage storage({*centre.database, [&] { return free; }, kGiB, centre.clock});
  const StorageFacts facts = storage.facts().value();
  EXPECT_EQ(facts.bytes, 4500U);
  EXPECT_EQ(facts.kept_days, 30);
  EXPECT_EQ(storage.forecast()->a_day, 1500U);
  const http::Answer answer = std::get<http::Handle>(storage.route().handler)({});
  EXPECT_NE(answer.body.find(R"({"day":"2026-12-01","bytes":1500},{"day":"2026-12-02","bytes":0})"),
            std::string::npos)
      << answer.body;
  EXPECT_NE(answer.body.find(R"("full_on":null,"warning":null)"), std::string::npos) << answer.body;
  EXPECT_EQ(answer.body.find("a17"), std::string::npos);
  // The sums are kept for a while, what is free is not; and they say since when.
  const auto as_of = [&] {
    const std::string body = std::get<http::Handle>(storage.route().handler)({}).body;
    const std::string begin = R"("as_of":")";
    return body.substr(body.find(begin) + begin.size(), to_text(Utc()).size());
  };
  const std::string summed = as_of();
  EXPECT_TRUE(parse_utc(summed)) << summed;
  centre.clock.moved += std::chrono::minutes(4);
  EXPECT_EQ(as_of(), summed);
  put(4, "2026-12-03", 1);
  free = 1;
  EXPECT_EQ(storage.facts()->bytes, 4500U);
  EXPECT_EQ(storage.forecast()->warning, StorageWarning::kFull);
  centre.clock.moved += std::chrono::minutes(1);
  EXPECT_EQ(storage.facts()->bytes, 4501U);
  EXPECT_GE(parse_utc(as_of()).value() - parse_utc(summed).value(), std::chrono::minutes(5));
  // Audio beside a recording comes and goes with it.
  ASSERT_TRUE(
      centre.execute("INSERT INTO audio (recording, note, file, bytes, entry, attached, moved) VALUES (:id, "
                     "'', '', 250, 0, 0, 0)",
                     {fmt::format("{:032x}", 3)}));
  centre.clock.moved += std::chrono::minutes(5);
  EXPECT_EQ(storage.facts()->bytes, 4751U);
  EXPECT_EQ(storage.facts()->came.rbegin()->second, 3251U);
}

}  // namespace
}  // namespace insyn::server
