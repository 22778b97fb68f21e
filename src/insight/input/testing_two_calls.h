// Two calls, which every format can say, and what becomes of a file.
#pragma once

#include <gtest/gtest.h>

#include "insight/input/testing.h"

namespace insyn::insight {

// Of the calls 1 and 2, as CSV.
inline constexpr const char* kTheirEvents =
    "call,time,event,object,results\n"
    "1,2026-11-24T09:00:20Z,article,\"Betala, faktura\",\n"
    "1,2026-11-24T09:00:05Z,screen,Start,\n"
    "2,2026-11-24T09:00:01Z,search,,3\n"
    ",,exists,Arkiv,\n"
    "1,2026-11-24T09:00:09Z,search,ignored,0\n";

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

inline Reading read(const std::vector<const TestFile*>& files, const Period& period = {}) {
  std::vector<Path> paths;
  paths.reserve(files.size());
  for (const TestFile* file : files) paths.push_back(file->path());
  auto reading = read_log(paths, period, {});
  if (!reading) throw std::runtime_error(reading.error().message);
  return std::move(*reading);
}

inline std::string refusal(std::string_view text) {
  const TestFile file("f", text);
  const auto reading = read_log({file.path()}, {}, {});
  return reading ? "" : reading.error().message;
}

inline std::vector<std::string> rejected(const Reading& reading) {
  std::vector<std::string> all;
  for (const Reject& reject : reading.rejects.named())
    all.push_back(fmt::format("{}:{} {}", reject.file, reject.place, name_of(reject.reason)));
  return all;
}

// Both kinds of files, and the three formats, say the same.
inline void expect_the_two_calls(const Reading& reading) {
  EXPECT_EQ(rejected(reading), std::vector<std::string>());
  const Log& log = reading.log;
  ASSERT_EQ(log.calls.size(), 2U);
  const Call& address = log.calls[0];  // by the kind's name
  const Call& invoice = log.calls[1];
  EXPECT_EQ(log.labels.text(address.kind), "Adress");
  EXPECT_EQ(log.labels.text(invoice.kind), "Faktura");
  EXPECT_EQ(in_words(log, invoice), "screen Start+5000, search 0+9000, article Betala, faktura+20000");
  EXPECT_EQ(in_words(log, address), "search 3+1000");
  EXPECT_EQ(address.start, invoice.start);
  EXPECT_EQ(address.duration, 240'000U);
  EXPECT_EQ(invoice.hold, 10'500U);
  EXPECT_EQ(invoice.outcome, Outcome::kSolved);
  EXPECT_EQ(address.outcome, Outcome::kTransferred);
  EXPECT_TRUE(address.repeat);
  EXPECT_EQ(address.repeat_of, 1U);
  EXPECT_FALSE(invoice.repeat);
  EXPECT_EQ(log.labels.text(address.group), "B");
  EXPECT_EQ(log.labels.text(address.version), "2");
  EXPECT_NE(address.agent, invoice.agent);
  ASSERT_EQ(log.catalogue.size(), 1U);
  EXPECT_EQ(log.objects.text(log.catalogue[0]), "Arkiv");
}

}  // namespace insyn::insight
