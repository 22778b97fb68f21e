#include "recording/bundle/head.h"

#include <gtest/gtest.h>

#include "recording/format/journal.h"

namespace insyn::recording {
namespace {

BundleHead closed_head() {
  return {{{kCertificate, 700},
           {kOpeningNote, 1400},
           {kClosingNote, 500},
           {kKey, 424},
           {kCallsKey, 300},
           {"000000.chunk.age", 41230},
           {"000001.events.age", 477},
           {"000002.calls.age", 523}}};
}

void expect_refused(const BundleHead& head, const char* why) {
  EXPECT_FALSE(check_bundle_head(head)) << why;
  EXPECT_FALSE(parse_bundle_head(text_of(head))) << why;
}

TEST(BundleHead, IsReadAsItWasWritten) {
  for (BundleHead head : {closed_head(), BundleHead{{{kCertificate, 1}, {kOpeningNote, 1}, {kJournal, 0}}}}) {
    ASSERT_TRUE(check_bundle_head(head));
    const auto read = parse_bundle_head(text_of(head));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, head);
  }
}

TEST(BundleHead, KnowsItsParts) {
  const BundleHead head = closed_head();
  EXPECT_TRUE(head.closed());
  EXPECT_EQ(head.front(), 5u);
  EXPECT_EQ(head.length(), 700u + 1400 + 500 + 424 + 300 + 41230 + 477 + 523);
  EXPECT_EQ(head.chunk(6), (ChunkName{1, ChunkKind::kEvents}));
}

TEST(BundleHead, OtherFilesOrAnotherOrderAreRefused) {
  const auto changed = [](auto change) {
    BundleHead head = closed_head();
    change(head.files);
    return head;
  };
  using Files = std::vector<BundleFile>;
  expect_refused({}, "nothing");
  expect_refused(changed([](Files& files) { files.erase(files.begin()); }), "no certificate");
  expect_refused(changed([](Files& files) { files.erase(files.begin() + 1); }), "no opening note");
  expect_refused(changed([](Files& files) { files.erase(files.begin() + 2); }), "no list");
  expect_refused(changed([](Files& files) { files.insert(files.begin() + 3, {kJournal, 1}); }), "two lists");
  expect_refused(changed([](Files& files) { std::swap(files[0], files[1]); }), "notes out of order");
  expect_refused(changed([](Files& files) { std::swap(files[3], files[4]); }), "key files out of order");
  expect_refused(changed([](Files& files) { files.insert(files.begin() + 3, files[3]); }),
                 "a key file twice");
  expect_refused(changed([](Files& files) { std::swap(files[5], files[6]); }), "chunks out of order");
  expect_refused(changed([](Files& files) { files.erase(files.begin() + 5); }), "a chunk left out");
  expect_refused(changed([](Files& files) { files.push_back({kAgentKey, 1}); }), "a key file at the end");
  expect_refused(changed([](Files& files) { files.push_back({kReserve, 1}); }), "a file of no use");
  expect_refused(changed([](Files& files) { files[5].name = "../../etc/passwd"; }), "a path");
  expect_refused(changed([](Files& files) { files[0].name = kPeelNote; }), "a peel");
}

TEST(BundleHead, LengthsThatARecordingCannotHaveAreRefused) {
  const auto with_length = [](std::size_t place, std::uint64_t length) {
    BundleHead head = closed_head();
    head.files[place].length = length;
    return head;
  };
  for (std::size_t place = 0; place < closed_head().files.size(); ++place)
    expect_refused(with_length(place, 0), "an empty file");
  for (std::size_t place : {0, 1, 2, 3, 4}) {
    EXPECT_TRUE(check_bundle_head(with_length(place, kLargestNote)));
    expect_refused(with_length(place, kLargestNote + 1), "a long note or key file");
  }
  EXPECT_TRUE(check_bundle_head(with_length(5, kLargestChunkFile)));
  expect_refused(with_length(5, kLargestChunkFile + 1), "a long chunk");
  BundleHead open = closed_head();
  open.files[2] = {kJournal, kLargestJournal};
  EXPECT_TRUE(check_bundle_head(open));
  open.files[2].length += 1;
  expect_refused(open, "a long journal");
}

TEST(BundleHead, TheLongestFitsItsBound) {
  BundleHead head{{{kCertificate, kLargestNote}, {kOpeningNote, kLargestNote}, {kJournal, kLargestJournal}}};
  for (const char* name : kKeyFiles) head.files.push_back({name, kLargestKeyFile});
  for (std::uint32_t i = 0; i < kMostChunks; ++i)
    head.files.push_back({file_name_of({i, ChunkKind::kEvents}), kLargestChunkFile});
  ASSERT_TRUE(check_bundle_head(head));
  const std::string text = text_of(head);
  EXPECT_LE(text.size(), kLargestBundleHead);
  EXPECT_EQ(parse_bundle_head(text).value(), head);
  head.files.push_back({file_name_of({kMostChunks, ChunkKind::kTrack}), 1});
  expect_refused(head, "too many chunks");
}

TEST(BundleHead, ThereIsOneWayToWriteIt) {
  const std::string text = text_of(closed_head());
  for (const auto& [from, to] : {std::pair("bundle 1", "bundle 2"),
                                 {" 700", "  700"},
                                 {" 700", " 0700"},
                                 {" 700", " +700"},
                                 {" 700\n", " 700 \n"},
                                 {" 700\n", "\n"},
                                 {" 700\n", " 700\r\n"},
                                 {"\n\n", "\n"},
                                 {"\n\n", "\n\n\n"}}) {
    std::string changed = text;
    changed.replace(changed.find(from), std::string_view(from).size(), to);
    EXPECT_FALSE(parse_bundle_head(changed)) << from << " → " << to;
  }
}

TEST(BundleHead, ItsEndIsFoundWhereverTheBytesAreCut) {
  const std::string text = text_of(closed_head());
  const std::string all = text + "what follows\n\nand more";
  for (std::size_t size = 0; size <= all.size(); ++size) {
    const auto length = bundle_head_length(std::string_view(all).substr(0, size));
    ASSERT_TRUE(length);
    if (size < text.size()) {
      EXPECT_FALSE(length->has_value()) << size;
    } else {
      EXPECT_EQ(**length, text.size());
    }
  }
}

TEST(BundleHead, WhatCannotBecomeOneIsKnownAtOnce) {
  EXPECT_FALSE(bundle_head_length("X"));
  EXPECT_FALSE(bundle_head_length("insyn bundle 2"));
  std::string endless = "insyn bundle 1\n";
  while (endless.size() < kLargestBundleHead) endless += "certificate.note 1\n";
  EXPECT_FALSE(bundle_head_length(endless));
  EXPECT_FALSE(bundle_head_length(endless + "\n\n"));
}

}  // namespace
}  // namespace insyn::recording
