#include "tray/room.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "agreement/testing.h"
#include "base/bytes.h"
#include "note/key.h"
#include "tray/enrolled_terms.h"
#include "tray/testing.h"

namespace insyn::tray {
namespace {

class RoomTest : public testing::Test {
 protected:
  RoomTest()
      : room_(program(), folder_, folder_ / "link", [this](const std::string& why) { failed_ = why; }) {
    application();
    EXPECT_TRUE(ensure_folders(folder_ / "link"));
  }
  ~RoomTest() override { std::filesystem::remove_all(folder_); }

  Path program() const { return folder_ / "insyn-room"; }
  // What the program is handed is written beside it.
  void install(const std::string& then) const {
    const std::string script = fmt::format("#!/bin/sh\necho \"$@\" >{}\n{}\n", said().string(), then);
    ASSERT_TRUE(write_file(program(), view_of(script), Access::kOwnerOnly, IfExists::kReplace));
    std::filesystem::permissions(program(), std::filesystem::perms::owner_all);
  }
  Path said() const { return folder_ / "said"; }
  void enrol(bool with_centre) const {
    const auto ledger = note::Signer::generate("ledger.example").value();
    const auto witness = note::Signer::generate("witness.example").value();
    const std::string centre =
        fmt::format("[ledger]\norigin = \"ledger.example\"\nkey = \"{}\"\nwitnesses = [\"{}\"]\n",
                    ledger.verifier().text(), witness.verifier().text());
    const auto employer = agreement::employer_party(), union_side = agreement::union_party();
    put("employer.pub", note::public_keys_text(employer.keys));
    put("union.pub", note::public_keys_text(union_side.keys));
    put("agreement.note", agreement::signed_by_both(agreement::short_terms() + (with_centre ? centre : ""),
                                                    employer, union_side));
    ASSERT_TRUE(agreement_in(folder_)) << agreement_in(folder_).error().message;
  }
  void know_centre() const {
    put("link/insyn-link.toml",
        "insyn_link = 1\nserver = \"https://insyn.example\"\nauthority = \"ca.pem\"\nspools = []\n");
  }
  void put(const std::string& name, const std::string& text) const {
    ASSERT_TRUE(write_file(folder_ / name, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }
  // Until it is so; a test that waits for ever is ended by whoever runs it.
  static void wait_until(const std::function<bool()>& is_so) {
    while (!is_so()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  }

  const Path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("room_test.{}", to_hex(random_bytes(8)));
  std::optional<std::string> failed_;
  Room room_;
};

TEST_F(RoomTest, IsThereWhereItIsInstalledAndTheComputerHasACentre) {
  EXPECT_FALSE(room_.is_there());
  install("exit 0");
  EXPECT_FALSE(room_.is_there()) << "no agreement";
  enrol(false);
  EXPECT_FALSE(room_.is_there()) << "no centre";
  enrol(true);
  EXPECT_FALSE(room_.is_there()) << "no link that knows where it is";
  know_centre();
  EXPECT_TRUE(room_.is_there());
  std::filesystem::permissions(program(), std::filesystem::perms::owner_read);
  EXPECT_FALSE(room_.is_there()) << "nothing that can be run";
  std::filesystem::remove(program());
  EXPECT_FALSE(room_.is_there());
}

TEST_F(RoomTest, IsOpenedForTheAgentAndSaysWhyItCannotBe) {
  install("echo 'no server answers' >&2\nexit 1");
  know_centre();
  room_.open();
  wait_until([&] { return failed_.has_value(); });
  EXPECT_EQ(*failed_, "no server answers");
  EXPECT_EQ(read_text(said(), 1000).value(), "--role agent --server https://insyn.example --authority " +
                                                 (folder_ / "link" / "ca.pem").string() + "\n");
  failed_.reset();
  std::filesystem::remove(program());
  room_.open();
  wait_until([&] { return failed_.has_value(); });
  EXPECT_FALSE(failed_->empty());
}

TEST_F(RoomTest, TheCentreIsWhereTheLinkSaysIfThatCanBeRead) {
  EXPECT_FALSE(centre_of(folder_ / "link"));
  know_centre();
  EXPECT_EQ(centre_of(folder_ / "link")->server, "https://insyn.example");
  put("link/insyn-link.toml", "server = \"http://127.0.0.1:8443\"\n");
  EXPECT_TRUE(centre_of(folder_ / "link")->authority.empty());
  for (const char* wrong : {"", "server = 1\n", "server = \"", "authority = \"ca.pem\"\n"}) {
    put("link/insyn-link.toml", wrong);
    EXPECT_FALSE(centre_of(folder_ / "link")) << wrong;
  }
}

}  // namespace
}  // namespace insyn::tray
