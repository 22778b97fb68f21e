#include "extension/zip.h"

#include <gtest/gtest.h>

namespace insyn::extension {
namespace {

std::vector<PackedFile> some_files() {
  return {{"worker.js", bytes_of("export {};\n")}, {"icons/16.png", Bytes{0, 1, 2, 255}}, {"empty", {}}};
}

std::vector<std::string> names_in(const std::vector<PackedFile>& files) {
  std::vector<std::string> names;
  for (const PackedFile& file : files) names.push_back(file.name);
  return names;
}

TEST(Zip, IsReadAsItWasWritten) {
  const auto read = read_zip(write_zip(some_files()));
  ASSERT_TRUE(read) << read.error().message;
  const auto& files = *read;
  EXPECT_EQ(names_in(files), (std::vector<std::string>{"empty", "icons/16.png", "worker.js"}));
  EXPECT_EQ(text_of(files[2].bytes), "export {};\n");
  EXPECT_EQ(files[1].bytes, (Bytes{0, 1, 2, 255}));
}

TEST(Zip, IsTheSameInWhateverOrderFilesCome) {
  auto files = some_files();
  std::swap(files[0], files[2]);
  EXPECT_EQ(write_zip(files), write_zip(some_files()));
}

// Two readers could see different files in an archive that is not written in the one way.
TEST(Zip, EveryChangedByteIsRefusedOrIsOfAFile) {
  const Bytes good = write_zip(some_files());
  for (std::size_t at = 0; at < good.size(); ++at) {
    Bytes changed = good;
    changed[at] ^= 1;
    const auto read = read_zip(changed);
    if (read) {
      EXPECT_EQ(write_zip(*read), changed) << "byte " << at;
    }
  }
}

TEST(Zip, WhatIsCutOffOrAppendedIsRefused) {
  const Bytes good = write_zip(some_files());
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(read_zip(ByteView(good).first(size))) << size;
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_FALSE(read_zip(longer));
}

TEST(Zip, NamesThatLeadElsewhereAreRefused) {
  const Bytes good = write_zip({{"aa/bb.js", bytes_of("x")}});
  for (const std::string name :
       {"../bb.js", "/a/bb.js", "aa//b.js", "aa/..bjs", "aa\\bb.js", ".a/bb.js", "aa/bb.j "}) {
    ASSERT_EQ(name.size(), 8u);
    Bytes changed = good;
    for (std::size_t at = 0; at + 8 <= changed.size(); ++at) {
      if (text_of(ByteView(changed).subspan(at, 8)) == "aa/bb.js")
        std::copy(name.begin(), name.end(), changed.begin() + static_cast<std::ptrdiff_t>(at));
    }
    const auto read = read_zip(changed);
    ASSERT_FALSE(read) << name;
    EXPECT_EQ(read.error().message, "the archive has a file with an unusual name") << name;
  }
}

}  // namespace
}  // namespace insyn::extension
