#include "os/new_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "os/file.h"

namespace insyn {
namespace {

namespace fs = std::filesystem;

constexpr fs::perms kOwner = fs::perms::owner_read | fs::perms::owner_write;

// With a umask that hides nothing, as careless or hostile surroundings set it.
class NewFileTest : public ::testing::Test {
 protected:
  NewFileTest() : folder_(fs::temp_directory_path() / ("insyn-new-" + to_hex(random_bytes(8)))) {
    fs::create_directory(folder_);
    umask_ = ::umask(0);
  }
  ~NewFileTest() override {
    ::umask(umask_);
    fs::remove_all(folder_);
  }
  std::vector<std::string> names() const { return list_folder(folder_, 100).value(); }

  Path folder_;
  mode_t umask_ = 0;
};

TEST_F(NewFileTest, IsTheOwnersAloneFromTheFirstByte) {
  for (const mode_t umask : {0U, 0777U}) {
    ::umask(umask);
    auto file = NewFile::create(folder_ / "a", Access::kOwnerOnly);
    ASSERT_TRUE(file.has_value()) << file.error().message;
    ASSERT_TRUE(names().back().ends_with(".tmp"));
    const Path temporary = folder_ / names().back();
    EXPECT_EQ(fs::status(temporary).permissions(), kOwner);
    ASSERT_TRUE(file->write(view_of("hej")).has_value());
    ASSERT_TRUE(file->put_in_place(IfExists::kReplace).has_value());
    EXPECT_EQ(fs::status(folder_ / "a").permissions(), kOwner);
    EXPECT_EQ(names(), std::vector<std::string>{"a"});
  }
}

TEST_F(NewFileTest, IsWrittenWhereItIsAskedTo) {
  auto file = NewFile::create(folder_ / "a", Access::kOwnerOnly);
  ASSERT_TRUE(file->write(view_of("....om")).has_value());
  ASSERT_TRUE(file->seek(0).has_value());
  ASSERT_TRUE(file->write(view_of("vilk")).has_value());
  EXPECT_EQ(file->size().value(), 6U);
  ASSERT_TRUE(file->put_in_place(IfExists::kRefuse).has_value());
  EXPECT_EQ(read_text(folder_ / "a", 10).value(), "vilkom");
}

TEST_F(NewFileTest, WhatIsNotPutInPlaceIsRemoved) {
  { ASSERT_TRUE(NewFile::create(folder_ / "a", Access::kOwnerOnly)->write(view_of("x")).has_value()); }
  EXPECT_TRUE(names().empty());
}

TEST_F(NewFileTest, AFileOfSomebodyElseUnderTheTemporaryNameStays) {
  {
    auto file = NewFile::create(folder_ / "a", Access::kOwnerOnly);
    const Path temporary = folder_ / names()[0];
    fs::remove(temporary);
    std::ofstream(temporary) << "theirs";
  }
  ASSERT_EQ(names().size(), 1U);
  EXPECT_EQ(read_text(folder_ / names()[0], 10).value(), "theirs");
}

TEST_F(NewFileTest, NoLinkIsFollowedOrReplaced) {
  std::ofstream(folder_ / "victim") << "kept";
  fs::create_symlink(folder_ / "victim", folder_ / "link");
  fs::create_symlink(folder_ / "nowhere", folder_ / "dangling");
  for (const char* name : {"link", "dangling"}) {
    for (const IfExists if_exists : {IfExists::kReplace, IfExists::kRefuse}) {
      auto file = NewFile::create(folder_ / name, Access::kOwnerOnly);
      ASSERT_TRUE(file->write(view_of("secret")).has_value());
      EXPECT_FALSE(file->put_in_place(if_exists).has_value()) << name;
    }
  }
  EXPECT_EQ(read_text(folder_ / "victim", 10).value(), "kept");
  EXPECT_EQ(names(), (std::vector<std::string>{"dangling", "link", "victim"}));
}

TEST_F(NewFileTest, OnlyARegularFileIsReplaced) {
  fs::create_directory(folder_ / "folder");
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0666), 0);
  for (const char* name : {"folder", "pipe"}) {
    auto file = NewFile::create(folder_ / name, Access::kOwnerOnly);
    const Status placed = file->put_in_place(IfExists::kReplace);
    ASSERT_FALSE(placed.has_value());
    EXPECT_NE(placed.error().message.find("not a regular file"), std::string::npos);
  }
  EXPECT_EQ(names(), (std::vector<std::string>{"folder", "pipe"}));
}

TEST_F(NewFileTest, IsTakenBackOnlyWhileItIsTheSame) {
  auto file = NewFile::create(folder_ / "a", Access::kOwnerOnly);
  ASSERT_TRUE(file->put_in_place(IfExists::kRefuse).has_value());
  auto other = NewFile::create(folder_ / "b", Access::kOwnerOnly);
  ASSERT_TRUE(other->put_in_place(IfExists::kRefuse).has_value());
  fs::rename(folder_ / "b", folder_ / "a");
  file->take_back();
  EXPECT_EQ(names(), std::vector<std::string>{"a"});
  auto third = NewFile::create(folder_ / "c", Access::kOwnerOnly);
  ASSERT_TRUE(third->put_in_place(IfExists::kRefuse).has_value());
  third->take_back();
  EXPECT_EQ(names(), std::vector<std::string>{"a"});
}

TEST_F(NewFileTest, AFolderIsTheOwnersAloneAndAppearsWhole) {
  auto folder = NewFolder::create(folder_ / "pics");
  ASSERT_TRUE(folder.has_value()) << folder.error().message;
  ASSERT_TRUE(folder->add("a", view_of("1"), Access::kOwnerOnly).has_value());
  ASSERT_TRUE(folder->add("b", view_of("2"), Access::kEveryoneReads).has_value());
  EXPECT_FALSE(folder->add("a", view_of("3"), Access::kOwnerOnly).has_value());
  const Path temporary = folder_ / names()[0];
  EXPECT_EQ(fs::status(temporary).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(temporary / "a").permissions(), kOwner);
  ASSERT_TRUE(folder->put_in_place().has_value());
  EXPECT_EQ(names(), std::vector<std::string>{"pics"});
  EXPECT_EQ(read_text(folder_ / "pics/a", 10).value(), "1");
}

TEST_F(NewFileTest, AFolderReplacesNothing) {
  fs::create_directory(folder_ / "empty");
  fs::create_symlink(folder_ / "empty", folder_ / "link");
  for (const char* name : {"empty", "link"}) {
    auto folder = NewFolder::create(folder_ / name);
    ASSERT_TRUE(folder->add("a", view_of("1"), Access::kOwnerOnly).has_value());
    EXPECT_FALSE(folder->put_in_place().has_value());
  }
  EXPECT_TRUE(fs::is_empty(folder_ / "empty"));
  EXPECT_EQ(names(), (std::vector<std::string>{"empty", "link"}));
}

TEST_F(NewFileTest, WhatOthersPutIntoAFolderIsNotDeleted) {
  Path temporary;
  {
    auto folder = NewFolder::create(folder_ / "pics");
    ASSERT_TRUE(folder->add("a", view_of("1"), Access::kOwnerOnly).has_value());
    temporary = folder_ / names()[0];
    std::ofstream(temporary / "theirs") << "x";
  }
  EXPECT_EQ(list_folder(temporary, 10).value(), std::vector<std::string>{"theirs"});
}

}  // namespace
}  // namespace insyn
