#include "server/pages/bundle.h"

#include <gtest/gtest.h>

#include "server/pages/testing.h"

namespace insyn::server {
namespace {

class BundleTest : public testing::Test {
 protected:
  std::string refused() const {
    const auto loaded = Bundle::load(folder);
    return loaded ? "" : loaded.error().message;
  }
  void expect_refused(const std::string& why) const {
    const std::string said = refused();
    EXPECT_NE(said.find(why), std::string::npos) << "“" << said << "” and not " << why;
  }

  PagesFolder temporary;
  const Path folder = temporary / "rooms";
};

TEST_F(BundleTest, HasEachFileWithItsTypeAndTheHashOfTheList) {
  write_bundle(folder);
  const auto loaded = Bundle::load(folder);
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(to_hex(loaded->hash()), to_hex(sha256(view_of(manifest_of(test_pages())))));
  EXPECT_EQ(loaded->size(), 4U);
  const PageFile* script = loaded->find("/assets/rooms-a1.js");
  ASSERT_NE(script, nullptr);
  EXPECT_EQ(script->type, "text/javascript; charset=utf-8");
  EXPECT_EQ(script->content, "export {};");
  EXPECT_EQ(script->sha256, to_hex(sha256(view_of("export {};"))));
  EXPECT_EQ(script->brotli, kTestBrotli);
  EXPECT_EQ(script->gzip, kTestGzip);
  EXPECT_EQ(loaded->find("/assets/deep/font.woff2")->type, "font/woff2");
  EXPECT_EQ(loaded->index().type, "text/html; charset=utf-8");
  EXPECT_EQ(loaded->find("/manifest.txt")->content, manifest_of(test_pages()));
  for (const char* path : {"/assets/rooms-a1.js.br", "/assets", "/none", "", "/", "index.html"})
    EXPECT_EQ(loaded->find(path), nullptr) << path;
}

TEST_F(BundleTest, NoFileIsAnotherOneThanTheListSays) {
  write_bundle(folder);
  write_page(folder / "assets/rooms-a1.js", "alert(1)");
  expect_refused("assets/rooms-a1.js is not the file that it lists");
  write_bundle(folder);
  for (const char* name : {"assets/rooms-a1.js.br", "assets/rooms-a1.js.gz"}) {
    for (const std::string& other :
         {std::string("something else"), std::string(), kTestBrotli + "x",
          name == std::string("assets/rooms-a1.js.br") ? kTestGzip : kTestBrotli}) {
      write_page(folder / name, other);
      expect_refused("is not assets/rooms-a1.js, compressed");
    }
    write_bundle(folder);
  }
  write_bundle(folder);
  write_page(folder / "more.js", "");
  expect_refused("more.js is not the file that it lists");
  std::filesystem::remove(folder / "more.js");
  std::filesystem::remove(folder / "favicon.svg");
  expect_refused("it lists more files than there are");
}

TEST_F(BundleTest, WithoutListOrIndexItIsNone) {
  EXPECT_FALSE(Bundle::load(folder));
  write_bundle(folder);
  std::filesystem::remove(folder / "manifest.txt");
  expect_refused("has no manifest.txt");
  auto pages = test_pages();
  pages.erase("index.html");
  write_bundle(folder, pages);
  std::filesystem::remove(folder / "index.html");
  expect_refused("has no index.html");
}

TEST_F(BundleTest, NamesWhatCannotBeServed) {
  for (const auto& [path, why] : {std::pair("a b.js", "its name is not of"),
                                  {".htaccess", "its name is not of"},
                                  {"a.exe", "files of its kind are not known"},
                                  {"alone.js.br", "no file beside it"}}) {
    auto pages = test_pages();
    pages[path] = "x";
    write_bundle(folder, pages);
    expect_refused(why);
    std::filesystem::remove_all(folder);
  }
  write_bundle(folder);
  std::filesystem::create_symlink("/etc/passwd", folder / "passwd.txt");
  expect_refused("neither a file nor a folder");
}

TEST_F(BundleTest, IsBounded) {
  auto pages = test_pages();
  for (std::size_t i = pages.size(); i < kMostPageFiles; ++i) pages[fmt::format("assets/{}.js", i)] = "";
  write_bundle(folder, pages);
  EXPECT_EQ(refused(), "");
  pages["assets/one-more.js"] = "";
  write_bundle(folder, pages);
  expect_refused("one file more than the 2000");
  std::filesystem::remove_all(folder);
  pages = test_pages();
  pages["assets/a.js"] = std::string(kLargestBundle / 2, 'a');
  pages["assets/b.js"] = std::string(kLargestBundle / 2, 'b');
  write_bundle(folder, pages);
  expect_refused("over the limit");
}

}  // namespace
}  // namespace insyn::server
