#include "usage/entry.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace insyn::usage {
namespace {

Certified certified() {
  Certified entry;
  entry.number = 7;
  entry.begin = parse_utc("2026-12-01T08:15:03.250Z").value();
  entry.recording = "0123456789abcdef0123456789abcdef";
  entry.agreement_hash = sha256(view_of("the agreement"));
  entry.certificate_hash = sha256(view_of("the certificate"));
  entry.agent = "agent 7";
  entry.call = "4711";
  return entry;
}

NotRecorded discarded() {
  return {NotRecorded::Why::kDiscarded, certified().begin, certified().agreement_hash, "", "4711"};
}

TEST(UsageEntry, ComesBackAsItWas) {
  NotRecorded refused = discarded();
  refused.why = NotRecorded::Why::kRefused;
  for (const Entry& entry : {Entry(certified()), Entry(discarded()), Entry(refused)})
    EXPECT_EQ(parse_entry(text_of(entry)).value(), entry);
}

TEST(UsageEntry, WhatNobodyHasWrittenIsRefused) {
  const std::string good = text_of(certified());
  for (const std::string& text :
       {std::string(), good + "\t", good + "\t7", with(good, "certified", "kept"),
        with(good, "\t7\t", "\t07\t"), with(good, "\t7\t", "\t0\t"), with(good, "\t7\t", "\t-7\t"),
        with(good, "03.250Z", "03.25Z"), with(good, "4711", ""), with(good, "4711", "AB"),
        with(good, "4711", " 4711"), with(good, "agent 7", "agent\n7"),
        with(good, to_hex(certified().certificate_hash), "00"), with(good, "4711", std::string(501, 'x'))}) {
    EXPECT_FALSE(parse_entry(text)) << text;
  }
}

}  // namespace
}  // namespace insyn::usage
