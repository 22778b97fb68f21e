// insyn-server with its stores elsewhere than usual, or not there.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "server/database/database.h"
#include "server/vault/folder_vault.h"
#include "support/free_port.h"
#include "support/postgresql.h"
#include "support/server_stores.h"
#include "support/swift.h"
#include "support/until.h"

namespace insyn::storage_test {
namespace {

using support::PostgresServer;
using support::Program;
using support::Ran;
using support::SwiftStore;

const std::string kServer = INSYN_BIN_DIR "/insyn-server";

class StorageProgram : public testing::Test {
 protected:
  StorageProgram() {
    const Ran made = run({"init", "--data", data_.string(), "--origin", "centre.example"});
    EXPECT_EQ(made.code, 0) << made.err;
  }
  Ran run(const std::vector<std::string>& arguments) const {
    std::vector<std::string> command = {kServer};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return support::run(folder_.path(), command);
  }
  void configure(const std::string& database, const std::string& blobs) const {
    support::state_stores(data_, database, blobs);
  }
  static std::string swift_with(const std::string& secret_file) {
    return support::lines_of({SwiftStore::shared().endpoint(), SwiftStore::kRegion, SwiftStore::kBucket, "",
                              SwiftStore::kAccessKey, secret_file});
  }
  void write_secret(const std::string& secret) const { support::write_secret(data_ / "s3.secret", secret); }
  // What check says, which keeps the server from starting.
  std::string fault() const {
    const Ran checked = run({"check", "--data", data_.string()});
    EXPECT_EQ(checked.code, 1) << checked.out;
    const Ran started = run({"--data", data_.string()});
    EXPECT_EQ(started.code, 1);
    EXPECT_EQ((checked.out + started.err).find("4711"), std::string::npos) << checked.out << started.err;
    return checked.out;
  }
  void expect_fault(const std::string& where, const std::string& what) const {
    const std::string said = fault();
    EXPECT_NE(said.find(where), std::string::npos) << said;
    EXPECT_NE(said.find(what), std::string::npos) << said;
  }

  support::TempFolder folder_;
  const Path data_ = folder_ / "data";
};

TEST_F(StorageProgram, InitMakesADatabaseAndAFolderThatAreItsOwnersAlone) {
  EXPECT_EQ(std::filesystem::status(data_ / "insyn.sqlite").permissions(), std::filesystem::perms(0600));
  EXPECT_EQ(std::filesystem::status(data_ / "blobs").permissions(), std::filesystem::perms(0700));
  EXPECT_EQ(run({"check", "--data", data_.string()}).code, 0);
}

TEST_F(StorageProgram, CheckNamesTheLineOfWhatIsWrong) {
  const std::string good = read_text(data_ / "insyn-server.toml", 65536).value();
  const std::vector<std::array<std::string, 4>> cases = {
      {"url = \"mysql:x\"", "", "line 14: database.url", "neither sqlite:FILE nor postgresql:"},
      {"url = \"sqlite:\"", "", "line 14: database.url", "neither sqlite:FILE nor postgresql:"},
      {"url = \"sqlite:none.sqlite\"", "", "line 14: database", "none.sqlite, the database, is not there"},
      {"connections = 0", "", "line 14: database.connections", ""},
      {"ulr = \"sqlite:insyn.sqlite\"", "", "line 14", "ulr"},
      {"url = \"postgresql://insyn:4711@127.0.0.1:1/insyn\"", "", "line 14: database", "cannot be reached"},
      {"url = \"postgresql:4711\"", "", "line 14: database", "cannot be read"},
      {"", "folder = \"none\"", "line 16: blobs", "none, the folder of blobs, is not there"},
      {"", "fodler = \"blobs\"", "line 16: blobs", "neither folder nor endpoint"},
      {"", "folder = \"blobs\"\nendpoint = \"https://s3.example\"", "line 17: blobs.folder", "stands beside"},
      {"",
       "endpoint = \"http://s3.example\"\nregion = \"a\"\nbucket = \"b\"\naccess_key = "
       "\"c\"\nsecret_key_file = \"d\"",
       "line 16: blobs", "without encryption"},
      {"", "endpoint = \"https://s3.example\"\nregion = \"a\"\nbucket = \"b\"\naccess_key = \"c\"",
       "blobs.secret_key_file", "missing"},
      {"",
       "endpoint = \"https://s3.example\"\nregion = \"a\"\nbucket = \"b\"\naccess_key = "
       "\"c\"\nsecret_key_file = \"d\"",
       "line 16: blobs", "d is not there"},
  };
  for (const auto& [database, blobs, where, what] : cases) {
    std::ofstream(data_ / "insyn-server.toml", std::ios::trunc) << good;
    configure(database, blobs);
    expect_fault(where, what);
  }
  EXPECT_FALSE(std::filesystem::exists(data_ / "none.sqlite"));
  EXPECT_FALSE(std::filesystem::exists(data_ / "none"));
}

TEST_F(StorageProgram, WhatOthersCanReadIsRefused) {
  std::filesystem::permissions(data_ / "insyn.sqlite", std::filesystem::perms(0640));
  expect_fault("insyn.sqlite", "not its owner's alone");
  std::filesystem::permissions(data_ / "insyn.sqlite", std::filesystem::perms(0600));
  std::filesystem::permissions(data_ / "blobs", std::filesystem::perms(0755));
  expect_fault("blobs", "not its owner's alone");
  std::filesystem::permissions(data_ / "blobs", std::filesystem::perms(0700));
  configure("", swift_with("s3.secret"));
  write_secret(SwiftStore::kSecretKey);
  std::filesystem::permissions(data_ / "s3.secret", std::filesystem::perms(0640));
  expect_fault("s3.secret", "not its owner's alone");
  write_secret("wrong-4711");
  expect_fault("line 16: blobs", "SignatureDoesNotMatch");
}

TEST_F(StorageProgram, ADatabaseThatIsMissingIsNotMadeAnew) {
  std::filesystem::remove(data_ / "insyn.sqlite");
  expect_fault("insyn.sqlite", "in its backup");
  EXPECT_FALSE(std::filesystem::exists(data_ / "insyn.sqlite"));
}

TEST_F(StorageProgram, RunsOnPostgresqlAndS3AndSaysWhenOneDoesNotAnswer) {
  PostgresServer& postgresql = PostgresServer::shared();
  write_secret(SwiftStore::kSecretKey);
  configure(fmt::format("url = \"{}\"", postgresql.new_place()), swift_with("s3.secret"));
  EXPECT_EQ(run({"check", "--data", data_.string()}).out, "");
  std::string text = read_text(data_ / "insyn-server.toml", 65536).value();
  const std::string port = std::to_string(support::free_port());
  text.replace(text.find("8443"), 4, port);
  std::ofstream(data_ / "insyn-server.toml", std::ios::trunc) << text;
  Program server(folder_.path(), {kServer, "--data", data_.string()});
  const auto readiness = [&] {
    return support::run(folder_.path(), {"curl", "-s", "http://127.0.0.1:" + port + "/readyz"}).out;
  };
  support::until("it is ready", [&] {
    EXPECT_FALSE(server.ended()) << server.err();
    return server.ended() || readiness() == "{\"ready\":true,\"failed\":[]}";
  });
  postgresql.kill();
  EXPECT_EQ(readiness(), "{\"ready\":false,\"failed\":[\"database\",\"ledger\"]}");
  postgresql.start();
  EXPECT_EQ(readiness(), "{\"ready\":true,\"failed\":[]}");
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait(), 0) << server.err();
  EXPECT_EQ(server.err().find("4711"), std::string::npos) << server.err();
}

TEST_F(StorageProgram, CheckSaysWhatKeepsDeletedRowsInPostgresql) {
  PostgresServer& postgresql = PostgresServer::shared();
  configure(fmt::format("url = \"{}\"", postgresql.new_place()), "");
  EXPECT_EQ(run({"check", "--data", data_.string()}).out, "");
  postgresql.sql("BEGIN; CREATE TABLE prepared (a INTEGER); PREPARE TRANSACTION 'forgotten'");
  const Ran checked = run({"check", "--data", data_.string()});
  EXPECT_EQ(checked.code, 1);
  EXPECT_NE(checked.out.find("line 14: database"), std::string::npos) << checked.out;
  EXPECT_NE(checked.out.find("the prepared transaction “forgotten”"), std::string::npos) << checked.out;
  // It starts all the same, and says so.
  const Ran registered = run({"register", "--data", data_.string(), (data_ / "insyn-server.toml").string()});
  EXPECT_NE(registered.err.find("“forgotten”"), std::string::npos) << registered.err;
  EXPECT_EQ(registered.err.find("nothing was done"), std::string::npos) << registered.err;
  postgresql.sql("ROLLBACK PREPARED 'forgotten'");
  EXPECT_EQ(run({"check", "--data", data_.string()}).out, "");
}

// While the server runs and somebody writes: what is in the copy is of one moment, and every blob of it is
// there.
TEST_F(StorageProgram, ABackupIsAFolderThatAServerCanBeStartedWith) {
  const auto database = server::Database::open("sqlite:" + (data_ / "insyn.sqlite").string(), 2).value();
  const auto vault = server::folder_vault(data_ / "blobs");
  const auto store_one = [&](int number) {
    const std::string id = fmt::format("{:032x}", number);
    EXPECT_TRUE(vault->put("recordings/00/" + id, view_of(id)));
    EXPECT_TRUE(database->write([&](server::Transaction& transaction) -> Status {
      for (int part = 0; part < 2; ++part)
        TRY(transaction.execute("INSERT INTO key_files (recording, name, content) VALUES (:a, :b, 'x')",
                                {id, std::to_string(part)}));
      return {};
    }));
  };
  constexpr int kBefore = 20;
  for (int i = 0; i < kBefore; ++i) store_one(i);
  const Path copy = folder_ / "copy";
  Ran made;
  {
    const std::jthread writer([&](const std::stop_token& stop) {
      for (int i = kBefore; !stop.stop_requested(); ++i) store_one(i);
    });
    made = run({"backup", "--data", data_.string(), "--to", copy.string()});
  }
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_EQ(run({"check", "--data", copy.string()}).out, "");
  for (const char* name : {"insyn.sqlite", "origin.sign", "monitor.token", "insyn-server.toml"})
    EXPECT_EQ(std::filesystem::status(copy / name).permissions(), std::filesystem::perms(0600)) << name;
  const auto restored = server::Database::open("sqlite:" + (copy / "insyn.sqlite").string(), 1).value();
  const auto blobs = server::folder_vault(copy / "blobs");
  EXPECT_TRUE(restored->read([&](server::Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto rows,
               transaction.query("SELECT recording, COUNT(*) FROM key_files GROUP BY recording"));
    EXPECT_GE(rows.size(), std::size_t{kBefore});
    for (const server::Row& row : rows) {
      EXPECT_EQ(server::number(row[1]), 2);
      EXPECT_EQ(text_of(*blobs->read("recordings/00/" + server::text(row[0]), 100).value()),
                server::text(row[0]));
    }
    return {};
  }));
  EXPECT_EQ(run({"backup", "--data", data_.string(), "--to", copy.string()}).code, 1) << "it exists";
}

TEST_F(StorageProgram, ABackupOfPostgresqlIsMadeByItsOwnMeans) {
  configure(fmt::format("url = \"{}\"", PostgresServer::shared().new_place()), "");
  const Ran made = run({"backup", "--data", data_.string(), "--to", (folder_ / "copy").string()});
  EXPECT_EQ(made.code, 1);
  EXPECT_NE(made.err.find("pg_dump"), std::string::npos) << made.err;
}

}  // namespace
}  // namespace insyn::storage_test
