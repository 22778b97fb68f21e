// The list against a plain reckoning of the same, and what comes and goes.
#include "server/access/catalogue.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "server/access/testing.h"
#include "server/lifetime/shredding.h"

namespace insyn::server {
namespace {

constexpr int kRecordings = 3000;

struct Made {
  std::string id, kind, queue, level, agent;
  std::vector<std::string> applications;
  std::int32_t day = 0;
  int minutes = -1, withheld = -1;
};

class CatalogueTest : public testing::Test {
 protected:
  Status insert(const Made& one) {
    std::string names;
    for (const std::string& name : one.applications) names += (names.empty() ? "" : "\n") + name;
    const auto known = [](int number) { return number < 0 ? Value() : Value(std::int64_t{number}); };
    return centre.execute(
        "INSERT INTO recordings (id, state, agreement, device, agent, call_id, kind, queue, began, day, "
        "kept_until, level, withheld, minutes, applications, chunks, bytes, received, entry, opening_note, "
        "closing_note, journal) VALUES (:id, 'stored', :agreement, 'desk-12', :agent, 'call-4711', :kind, "
        ":queue, 1764576903250, :day, 0, :level, :withheld, :minutes, :applications, 1, 1, 0, :entry, '', "
        "'', "
        "'')",
        {one.id, agreement, one.agent, one.kind, one.queue, day_text(one.day), one.level, known(one.withheld),
         known(one.minutes), names, centre.next_entry++});
  }
  Made any() {
    const auto upto = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
    Made one;
    one.id = fmt::format("{:016x}{:016x}", random(), random());
    one.kind = upto(20) == 0 ? "" : fmt::format("kind {}", upto(6));
    one.queue = fmt::format("queue {}", upto(3));
    one.agent = fmt::format("agent {}", upto(40));
    // One that few agents have.
    if (upto(50) == 0) {
      one.kind = "rare";
      one.agent = fmt::format("agent {}", upto(4));
    }
    one.level = upto(4) == 0 ? "masked" : "full";
    if (upto(3) > 0) one.applications.emplace_back("Kundstöd");
    if (one.applications.empty() || upto(2) == 0) one.applications.emplace_back("Wiki");
    one.day = 20'000 + upto(60);
    one.minutes = std::array{-1, 1, 2, 5, 10, 30}.at(static_cast<std::size_t>(upto(6)));
    one.withheld = upto(5) == 0 ? -1 : 10 * upto(11);
    return one;
  }
  void fill() {
    for (int i = 0; i < kRecordings; ++i) {
      made.push_back(any());
      ASSERT_TRUE(insert(made.back()));
    }
    ASSERT_TRUE(centre.catalogue.refresh());
  }
  static std::optional<std::string> told(const std::string& value) {
    return value.empty() || value == "rare" ? std::nullopt : std::optional(value);
  }
  template <class T>
  static bool among(const std::vector<T>& all, const T& one) {
    return all.empty() || std::find(all.begin(), all.end(), one) != all.end();
  }
  // What fits, with the facets that are not to count.
  static bool fits(const Made& one, const ListFilter& filter, const std::string& but = "") {
    if (one.day < filter.from || one.day > filter.to) return false;
    if (but != "kind" && !among(filter.kinds, told(one.kind).value_or(""))) return false;
    if (but != "queue" && !among(filter.queues, told(one.queue).value_or(""))) return false;
    if (but != "level" && !filter.level.empty() && one.level != filter.level) return false;
    if (but != "state" && !among(filter.states, ListedState::kSealed)) return false;
    if (filter.minutes_from && one.minutes < *filter.minutes_from) return false;
    if (filter.minutes_to && (one.minutes < 0 || one.minutes > *filter.minutes_to)) return false;
    if (filter.withheld_most && (one.withheld < 0 || one.withheld > *filter.withheld_most)) return false;
    if (but == "application" || filter.applications.empty()) return true;
    return std::any_of(one.applications.begin(), one.applications.end(),
                       [&](const std::string& name) { return among(filter.applications, name); });
  }
  std::vector<std::string> expected(const ListFilter& filter) const {
    std::vector<Made> all;
    for (const Made& one : made)
      if (fits(one, filter)) all.push_back(one);
    std::sort(all.begin(), all.end(), [&](const Made& a, const Made& b) {
      const auto key = [&](const Made& one) {
        const int rank = filter.order == ListOrder::kLongest    ? one.minutes
                         : filter.order == ListOrder::kWithheld ? one.withheld
                                                                : 0;
        return std::tuple(rank, one.day, one.id);
      };
      return filter.order == ListOrder::kOldest ? key(a) < key(b) : key(a) > key(b);
    });
    std::vector<std::string> ids;
    for (const Made& one : all) ids.push_back(one.id);
    return ids;
  }
  // All pages, one after another.
  std::vector<std::string> listed(const std::string& query, ListedPage* last = nullptr) {
    std::vector<std::string> ids;
    std::string after;
    do {
      const auto filter = parse_list_filter(query + (after.empty() ? "" : "&after=" + after));
      EXPECT_TRUE(filter) << query << after;
      if (!filter) return ids;
      const ListedPage page = centre.catalogue.list(*filter, view);
      for (const ListedRow& row : page.rows) ids.push_back(row.id);
      EXPECT_LE(page.rows.size(), filter->most);
      after = page.next;
      if (last != nullptr) *last = page;
    } while (!after.empty());
    return ids;
  }
  static std::map<std::string, std::uint64_t> map_of(const std::vector<ValueCount>& counts) {
    std::map<std::string, std::uint64_t> all;
    for (const ValueCount& one : counts) all[one.value.value_or("-")] = one.count.value_or(0);
    return all;
  }

  TestCentre centre;
  const std::string agreement = to_hex(centre.parties.agreement.hash());
  std::mt19937_64 random{1};
  std::vector<Made> made;
  ListView view;
};

const char* const kQueries[] = {
    "?most=200",
    "?most=7&order=oldest",
    "?order=longest&most=100",
    "?order=withheld&most=100",
    "?kind=kind%201&kind=kind%202&queue=queue%200",
    "?kind=rare",
    "?kind=",
    "?kind=&kind=kind%203&application=Wiki",
    "?application=Kundst%C3%B6d&level=masked&order=longest",
    "?from=2024-10-10&to=2024-10-20",
    "?minutes_from=2&minutes_to=10",
    "?withheld_most=30&order=withheld",
    "?state=discarded",
    "?state=sealed&state=open&level=full",
};

TEST(CatalogueIdHash, OfIdsThatWereChosenToFallTogetherAreDifferent) {
  constexpr int kIds = 4000;
  for (const std::size_t counted : {std::size_t{0}, std::size_t{8}, std::size_t{14}}) {
    std::set<std::size_t> hashes, buckets;
    for (int i = 0; i < kIds; ++i) {
      Catalogue::Id id{};
      id[counted] = static_cast<std::uint8_t>(i);
      id[counted + 1] = static_cast<std::uint8_t>(i >> 8);
      hashes.insert(Catalogue::IdHash()(id));
      buckets.insert(Catalogue::IdHash()(id) % 5087);
    }
    EXPECT_EQ(hashes.size(), kIds) << counted;
    // Of random ones about 2,800.
    EXPECT_GT(buckets.size(), kIds / 3) << counted;
  }
}

TEST_F(CatalogueTest, ListsWhatFitsInOrderPageByPage) {
  fill();
  for (const char* query : kQueries) {
    const auto filter = parse_list_filter(query).value();
    ListedPage last;
    EXPECT_EQ(listed(query, &last), expected(filter)) << query;
    EXPECT_EQ(last.total, expected(filter).size()) << query;
  }
  EXPECT_EQ(expected(*parse_list_filter("?kind=rare")).size(), 0U);
  EXPECT_GT(expected(*parse_list_filter("?kind=")).size(), 100U);
}

TEST_F(CatalogueTest, CountsEachValueAsIfItsOwnFilterWereNotThere) {
  fill();
  for (const char* query : kQueries) {
    const auto filter = parse_list_filter(query).value();
    const ListCounts counts = centre.catalogue.count(filter, view);
    std::map<std::string, std::uint64_t> kinds, queues, applications, levels, states;
    std::uint64_t total = 0;
    for (const Made& one : made) {
      total += fits(one, filter);
      if (fits(one, filter, "kind")) ++kinds[told(one.kind).value_or("-")];
      if (fits(one, filter, "queue")) ++queues[one.queue];
      if (fits(one, filter, "level")) ++levels[one.level];
      if (fits(one, filter, "state")) ++states["sealed"];
      if (fits(one, filter, "application"))
        for (const std::string& name : one.applications) ++applications[name];
    }
    // Fewer than the agreement's group are not told.
    for (auto* all : {&kinds, &queues, &applications, &levels, &states})
      for (auto& [value, count] : *all)
        if (count < 10) count = 0;
    EXPECT_EQ(counts.total, total) << query;
    EXPECT_EQ(map_of(counts.kinds), kinds) << query;
    EXPECT_EQ(map_of(counts.queues), queues) << query;
    EXPECT_EQ(map_of(counts.applications), applications) << query;
    EXPECT_EQ(map_of(counts.levels), levels) << query;
    EXPECT_EQ(map_of(counts.states), states) << query;
  }
}

// As recordings come and go a value is told from the tenth agent on, and only then.
TEST_F(CatalogueTest, KindIsToldWhileEnoughAgentsHaveIt) {
  std::vector<std::string> ids;
  const auto shown = [&] {
    EXPECT_TRUE(centre.catalogue.refresh());
    const ListedPage page = centre.catalogue.list({}, view);
    std::set<std::string> kinds;
    for (const ListedRow& row : page.rows) kinds.insert(row.kind.value_or("-"));
    EXPECT_EQ(centre.catalogue.list(*parse_list_filter("?kind=faktura"), view).total,
              kinds.contains("faktura") ? page.total : 0);
    EXPECT_LE(kinds.size(), 1U);
    return kinds.empty() ? "" : *kinds.begin();
  };
  for (int i = 0; i < 20; ++i) {
    Made one = any();
    one.kind = "faktura";
    // Twice by each agent.
    one.agent = fmt::format("agent {}", i / 2);
    ids.push_back(one.id);
    ASSERT_TRUE(insert(one));
    EXPECT_EQ(shown(), i < 18 ? "-" : "faktura") << i;
  }
  const auto shred_one = [&](const std::string& id) {
    ASSERT_TRUE(centre.database->write([&](Transaction& transaction) -> Status {
      // Its entry comes after all that was read, as in a ledger that has them all.
      TRY(bury(transaction, id, ledger::ShreddedBecause::kRetention, centre.clock.utc(),
               static_cast<std::uint64_t>(centre.next_entry++)));
      return {};
    }));
  };
  shred_one(ids[0]);
  EXPECT_EQ(shown(), "faktura");
  shred_one(ids[1]);
  EXPECT_EQ(shown(), "-");
}

TEST_F(CatalogueTest, WhatIsGoneIsToldForNinetyDaysAndNoMoreOfItThanItsDayAndKind) {
  Made one = any();
  one.kind = "faktura";
  one.withheld = 50;
  one.minutes = 10;
  ASSERT_TRUE(insert(one));
  ASSERT_TRUE(centre.catalogue.refresh());
  view.folded = false;
  ASSERT_TRUE(centre.database->write([&](Transaction& transaction) -> Status {
    return bury(transaction, one.id, ledger::ShreddedBecause::kDiscard, centre.clock.utc(), 5000);
  }));
  ASSERT_TRUE(centre.catalogue.refresh());
  const ListedPage page = centre.catalogue.list({}, view);
  ASSERT_EQ(page.rows.size(), 1U);
  const ListedRow& row = page.rows[0];
  EXPECT_EQ(row.state, ListedState::kDiscarded);
  EXPECT_EQ(row.kind, "faktura");
  EXPECT_EQ(row.day, one.day);
  EXPECT_EQ(row.minutes, 10);
  EXPECT_EQ(row.withheld, -1);
  EXPECT_EQ(row.level, "full");  // the agreement's
  EXPECT_TRUE(row.applications.empty());
  Catalogue another(centre.desk);
  ASSERT_TRUE(another.refresh());
  EXPECT_EQ(another.list({}, view).total, 1U);

  centre.clock.moved += kGoneListedFor;
  ASSERT_TRUE(centre.catalogue.refresh());
  EXPECT_EQ(centre.catalogue.list({}, view).total, 0U);
  Shredder shredder(*centre.database, *centre.vault, centre.log, centre.clock);
  ASSERT_TRUE(shredder.forget());
  Catalogue later(centre.desk);
  ASSERT_TRUE(later.refresh());
  EXPECT_EQ(later.list({}, view).total, 0U);
}

TEST_F(CatalogueTest, OfWhatACustomerHadErasedNothingIsToldButItsDay) {
  Made one = any();
  one.kind = "faktura";
  ASSERT_TRUE(insert(one));
  ASSERT_TRUE(centre.database->write([&](Transaction& transaction) -> Status {
    return bury(transaction, one.id, ledger::ShreddedBecause::kErasure, centre.clock.utc(), 5000);
  }));
  ASSERT_TRUE(centre.catalogue.refresh());
  view.folded = false;
  const ListedPage page = centre.catalogue.list({}, view);
  ASSERT_EQ(page.rows.size(), 1U);
  EXPECT_EQ(page.rows[0].state, ListedState::kShredded);
  EXPECT_EQ(page.rows[0].kind, std::nullopt);
  EXPECT_EQ(page.rows[0].queue, std::nullopt);
  EXPECT_EQ(page.rows[0].minutes, -1);
}

// Whoever saw a call being recorded must not see a row appear.
TEST_F(CatalogueTest, WhatIsBegunIsToldToReadersFromTheNextDayOnUntilItHasCome) {
  recording::Beginning beginning = centre.station.beginning(recording::kTestId);
  recording::RecordingWriter writer = centre.station.begin(std::move(beginning)).value();
  const std::string note = recording::content(writer.folder() / recording::kCertificate);
  const Utc began = recording::utc("2026-12-01T22:59:00.000Z");  // in Stockholm before midnight
  ASSERT_TRUE(centre.execute(
      "INSERT INTO certificates (hash, recording, device, number, agreement, roster, agent, call_id, began, "
      "kept_until, note, entry) VALUES ('00', :id, 'd', 1, :agreement, 'r', 'a17', 'c', :began, 0, :note, "
      "2000)",
      {std::string(recording::kTestId), agreement, began.time_since_epoch().count(), note}));
  ASSERT_TRUE(centre.catalogue.refresh());
  const std::int32_t day = parse_day("2026-12-01").value();
  const auto seen = [&](std::int32_t today, bool folded) {
    view.today = today;
    view.folded = folded;
    const ListedPage page = centre.catalogue.list({}, view);
    if (page.total == 0) return std::string();
    EXPECT_EQ(page.rows[0].day, day);
    return std::string(name_of(page.rows[0].state));
  };
  EXPECT_EQ(seen(day, true), "");
  EXPECT_EQ(seen(day, false), "arriving");
  EXPECT_EQ(seen(day + 1, true), "arriving");
  // The same once more changes nothing, and then it comes.
  ASSERT_TRUE(centre.catalogue.refresh());
  EXPECT_EQ(seen(day + 1, true), "arriving");
  Made one = any();
  one.id = recording::kTestId;
  one.day = day;
  centre.next_entry = 2001;
  ASSERT_TRUE(insert(one));
  ASSERT_TRUE(centre.catalogue.refresh());
  EXPECT_EQ(seen(day, true), "sealed");
}

TEST_F(CatalogueTest, FiltersThatAreNone) {
  for (const char* wrong : {"?from=yesterday", "?from=2026-12-01&from=2026-12-01", "?level=all", "?most=0",
                            "?most=201", "?after=x", "?agent=a17", "?application=", "?after=2026-12-01.x",
                            "?order=agent", "?state=stored", "?example=0", "?minutes_from=-1",
                            "?minutes_to=x", "?withheld_most=101", "?order=longest&after=2026-12-01.x",
                            "?order=longest&after=2026-12-01.0123456789abcdef0123456789abcdef", "?kind"})
    EXPECT_FALSE(parse_list_filter(wrong)) << wrong;
  std::string many = "?kind=a";
  for (int i = 1; i < 50; ++i) many += "&kind=a";
  EXPECT_TRUE(parse_list_filter(many));
  EXPECT_FALSE(parse_list_filter(many + "&kind=a"));
}

}  // namespace
}  // namespace insyn::server
