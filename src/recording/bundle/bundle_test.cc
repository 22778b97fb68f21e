#include "recording/bundle/bundle.h"

#include <gtest/gtest.h>

#include "recording/store/recording.h"
#include "recording/testing.h"

namespace insyn::recording {
namespace {

// What the page says a bundle is, made from the folder with nothing of the room.
std::string expected(const Path& folder, const std::vector<std::string>& names) {
  std::string head = "insyn bundle 1\n";
  std::string files;
  for (const std::string& name : names) {
    const std::string bytes = content(folder / name);
    head += fmt::format("{} {}\n", name, bytes.size());
    files += bytes;
  }
  return head + "\n" + files;
}

std::string all_of(Bundle& bundle, std::size_t piece) {
  std::string all;
  for (;;) {
    const Bytes bytes = bundle.read(all.size(), piece).value();
    EXPECT_LE(bytes.size(), piece);
    if (bytes.empty()) return all;
    all += insyn::text_of(bytes);
  }
}

const std::vector<std::string> kClosed = {
    kCertificate,       kOpeningNote,       kClosingNote,      kKey, kEventsKey, kCallsKey, kAgentKey,
    "000000.chunk.age", "000001.chunk.age", "000002.calls.age"};

TEST(Bundle, OfAClosedRecordingHasAllOfIt) {
  const Workstation pc;
  const Path folder = pc.record(2, true);
  const FolderFiles files(folder);
  auto bundle = Bundle::of(files);
  ASSERT_TRUE(bundle) << bundle.error().message;
  const std::string whole = expected(folder, kClosed);
  EXPECT_EQ(bundle->size(), whole.size());
  EXPECT_EQ(bundle->chunks(), 3u);
  EXPECT_EQ(bundle->id(), kTestId);
  EXPECT_EQ(bundle->opening_hash(), sha256(view_of(content(folder / kOpeningNote))));
  EXPECT_EQ(bundle->closing_hash(), sha256(view_of(content(folder / kClosingNote))));
  for (std::size_t piece : {1u, 7u, 1000u, 1u << 20}) EXPECT_EQ(all_of(*bundle, piece), whole) << piece;
}

TEST(Bundle, GoesOnFromAnyByte) {
  const Workstation pc;
  const Path folder = pc.record(1, true);
  const FolderFiles files(folder);
  auto bundle = Bundle::of(files).value();
  const std::string whole = all_of(bundle, 1 << 20);
  for (std::size_t from = 0; from <= whole.size(); from += 13)
    EXPECT_EQ(insyn::text_of(bundle.read(from, whole.size()).value()), whole.substr(from)) << from;
  EXPECT_TRUE(bundle.read(whole.size() + 1, 10).value().empty());
}

TEST(Bundle, OfARecordingThatWasNeverClosedHasItsJournal) {
  const Workstation pc;
  const Path folder = pc.record(2, false);
  const FolderFiles files(folder);
  auto bundle = Bundle::of(files).value();
  std::vector<std::string> names = kClosed;
  names[2] = kJournal;
  names.pop_back();
  EXPECT_EQ(all_of(bundle, 4096), expected(folder, names));
  EXPECT_EQ(bundle.closing_hash(), sha256(view_of(content(folder / kJournal))));
}

TEST(Bundle, LeavesOutTheChunkThatNeverCame) {
  const Workstation pc;
  const Path folder = pc.record(2, false);
  std::filesystem::remove(folder / "000001.chunk.age");
  const FolderFiles files(folder);
  EXPECT_EQ(Bundle::of(files).value().chunks(), 1u);
}

TEST(Bundle, OfAShreddedRecordingThereIsNone) {
  const Workstation pc;
  const Path folder = pc.record(1, true);
  std::filesystem::remove(folder / kCallsKey);
  const FolderFiles files(folder);
  const auto bundle = Bundle::of(files);
  ASSERT_FALSE(bundle);
  EXPECT_EQ(bundle.error().code, Code::kDenied);
}

TEST(Bundle, AFileThatChangesItsLengthEndsIt) {
  const Workstation pc;
  const Path folder = pc.record(2, true);
  const FolderFiles files(folder);
  auto bundle = Bundle::of(files).value();
  put(folder / "000001.chunk.age", "short");
  EXPECT_FALSE(bundle.read(0, static_cast<std::size_t>(bundle.size())));
  std::filesystem::remove(folder / "000001.chunk.age");
  EXPECT_FALSE(bundle.read(0, static_cast<std::size_t>(bundle.size())));
}

TEST(Bundle, OfAFolderWithoutARecordingThereIsNone) {
  const Workstation pc;
  const Path folder = pc.record(1, true);
  std::filesystem::remove(folder / kCertificate);
  const FolderFiles files(folder);
  EXPECT_FALSE(Bundle::of(files));
  std::filesystem::remove(folder / kOpeningNote);
  EXPECT_FALSE(Bundle::of(files));
}

}  // namespace
}  // namespace insyn::recording
