#include "ledger/entries/entry.h"

#include <gtest/gtest.h>

#include <set>

#include "base/testing.h"
#include "ledger/entries/testing.h"

namespace insyn::ledger {
namespace {

TEST(LedgerEntry, EachKindComesBackAsItWas) {
  std::set<std::string> kinds;
  for (const Entry& entry : example_entries()) {
    const auto read = parse_entry(text_of(entry));
    ASSERT_TRUE(read) << text_of(entry) << read.error().message;
    EXPECT_EQ(*read, entry);
    kinds.insert(name_of(entry.what));
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<AnyEntry>);
}

TEST(LedgerEntry, OneEntryHasOneText) {
  for (const Entry& entry : example_entries()) {
    const std::string good = text_of(entry);
    for (std::size_t length = 0; length < good.size(); ++length)
      EXPECT_FALSE(parse_entry(good.substr(0, length))) << good << length;
    EXPECT_FALSE(parse_entry(good + "\n"));
    EXPECT_FALSE(parse_entry(good + "time 2026-12-01T08:15:03.250Z\n"));
    EXPECT_FALSE(parse_entry(" " + good));
    EXPECT_FALSE(parse_entry("\n" + good));
    EXPECT_FALSE(parse_entry(with(good, "\ntime ", "\r\ntime ")));
    EXPECT_FALSE(parse_entry(with(good, "\ntime ", "\ntime  ")));
    EXPECT_FALSE(parse_entry(with(good, "\ntime ", "\nTime ")));
    EXPECT_FALSE(parse_entry(with(good, "insyn ledger 1", "insyn ledger 2")));
    EXPECT_FALSE(parse_entry(with(good, "Z\n", "+00:00\n")));
  }
}

// Each line left out, doubled, and put before the one above it.
TEST(LedgerEntry, LinesHaveOneOrder) {
  for (const Entry& entry : example_entries()) {
    std::vector<std::string> lines;
    for (std::string rest = text_of(entry); !rest.empty();) {
      lines.push_back(rest.substr(0, rest.find('\n') + 1));
      rest.erase(0, lines.back().size());
    }
    const auto joined = [](const std::vector<std::string>& all) {
      std::string text;
      for (const std::string& line : all) text += line;
      return text;
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
      auto less = lines, more = lines, other = lines;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      more.insert(more.begin() + static_cast<std::ptrdiff_t>(i), lines[i]);
      if (i > 0) std::swap(other[i], other[i - 1]);
      EXPECT_FALSE(parse_entry(joined(less))) << joined(less);
      EXPECT_FALSE(parse_entry(joined(more))) << joined(more);
      if (i > 0) {
        EXPECT_FALSE(parse_entry(joined(other))) << joined(other);
      }
    }
  }
}

TEST(LedgerEntry, ParametersThatNobodyWritesAreRefused) {
  const std::vector<Entry> all = example_entries();
  const auto text = [&all](std::size_t i) { return text_of(all[i]); };
  for (const std::string& wrong : {
           with(text(1), "version 1", "version 01"),
           with(text(1), "version 1", "version -1"),
           with(text(1), "version 1", "version 18446744073709551616"),
           with(text(1), "version 1", "version 9223372036854775808"),
           with(text(1), "version 1", "version "),
           with(text(0), "id kundtjanst", "id  kundtjanst"),
           with(text(0), "kundtjanst-2026-11", "kundtjanst-2026-11 "),
           with(text(0), "kundtjanst-2026-11", ""),
           with(text(0), "kundtjanst-2026-11", std::string(201, 'a')),
           with(text(0), "kundtjanst", "kundtj\u0430nst"),
           with(text(0), "kundtjanst", "kund\u202Etjanst"),
           with(text(0), "kundtjanst", "kund\xFFtjanst"),
           with(text(0), "agreement a9", "agreement A9"),
           with(text(0), "agreement a9", "agreement 9"),
           with(text(2), "role reviewer", "role owner"),
           with(text(2), "change given", "change Given"),
           with(text(5), "purpose search-fails", "purpose Search fails"),
           with(text(5), "purpose search-fails", "purpose "),
           with(text(5), "purpose search-fails", "purpose " + std::string(65, 'a')),
           with(text(5), "opens pictures", "opens everything"),
           with(text(6), "of 5", "of 05"),
           with(text(6), "of 5", "of 4611686018427387905"),
           with(text(14), "recording 01", "recording 0"),
           with(text(14), "recording 01", "recording 0001"),
           with(text(14), "insyn ledger 1 shredded", "insyn ledger 1 Shredded"),
           with(text(14), "insyn ledger 1 shredded", "insyn ledger 1 "),
           with(text(14), "insyn ledger 1 shredded", "insyn ledger 1 shredded "),
       }) {
    EXPECT_FALSE(parse_entry(wrong)) << wrong;
  }
  EXPECT_FALSE(parse_entry(std::string(1'000'000, 'a')));
}

TEST(LedgerEntry, WhatCannotBeWrittenIsRefusedBeforeItIs) {
  Entry entry = example_entries()[0];
  EXPECT_TRUE(check_entry(entry));
  std::get<AgreementRegistered>(entry.what).id = "a\nb";
  ASSERT_FALSE(check_entry(entry));
  EXPECT_EQ(check_entry(entry).error().code, Code::kPermanent);
  Entry request = example_entries()[5];
  std::get<OpeningRequested>(request.what).purpose = "Anna's own words";
  EXPECT_FALSE(check_entry(request));
}

TEST(LedgerEntry, EarlierEntryIsTheOneItFollowsFrom) {
  const std::vector<Entry> all = example_entries();
  EXPECT_EQ(earlier_entry(all[6].what), 5u);
  EXPECT_EQ(earlier_entry(all[11].what), 4u);
  EXPECT_FALSE(earlier_entry(all[5].what));
}

// No kind has a parameter in which a person could be named as they are: texts name agreements, rosters,
// parties, purposes and versions of the extension, and all else is a hash, a number, a time or one of a few
// words.
TEST(LedgerEntry, NoEntryNamesAPerson) {
  const std::set<std::string> texts = {"id", "party", "purpose", "version"};
  for_each_kind([&texts](auto kind) {
    kind.fields(kind, [&texts](const std::string& key, const auto& value) {
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, std::string>) {
        EXPECT_TRUE(texts.contains(key)) << key;
      }
    });
  });
}

}  // namespace
}  // namespace insyn::ledger
