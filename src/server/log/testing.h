// For tests: a ledger's writer on a database and a vault of its own, and how these can fail.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "base/check.h"
#include "server/database/testing.h"
#include "server/log/log.h"
#include "server/schema/schema.h"
#include "server/vault/testing.h"

namespace insyn::server {

// The system's, moved by what a test says.
class TestClock final : public Clock {
 public:
  Utc utc() const override { return system_.utc() + moved; }
  Mono mono() const override { return system_.mono() + moved; }
  std::chrono::microseconds slept() const override { return system_.slept(); }
  std::chrono::milliseconds moved{0};

 private:
  SystemClock system_;
};

class TestVault final : public Vault {
 public:
  explicit TestVault(Vault& vault) : vault_(vault) {}
  Status put_file(const std::string& name, const Path& file) override {
    if (before_put_file) std::exchange(before_put_file, nullptr)();
    return vault_.put_file(name, file);
  }
  Status put(const std::string& name, ByteView bytes) override {
    if (puts_left && (*puts_left)-- == 0) return fail(Code::kFull, "no space for {}", name);
    return vault_.put(name, bytes);
  }
  Result<std::optional<Bytes>> read(const std::string& name, std::size_t limit) override {
    return vault_.read(name, limit);
  }
  Result<Bytes> read_range(const std::string& name, std::uint64_t from, std::size_t length) override {
    return vault_.read_range(name, from, length);
  }
  Result<std::optional<std::uint64_t>> size(const std::string& name) override { return vault_.size(name); }
  Status remove(const std::string& name) override { return vault_.remove(name); }
  Result<std::vector<std::string>> list(const std::string& prefix, const std::string& after,
                                        std::size_t most) override {
    return vault_.list(prefix, after, most);
  }

  std::optional<int> puts_left;           // of those that succeed
  std::function<void()> before_put_file;  // once

 private:
  Vault& vault_;
};

class TestDatabase final : public Database {
 public:
  explicit TestDatabase(Database& database) : database_(database) {}
  Status write_for_this_boot(const Work& work) override { return database_.write_for_this_boot(work); }
  Status write(const Work& work) override {
    if (before_write) std::exchange(before_write, nullptr)();
    TRY(database_.write(work));
    if (answers_left && (*answers_left)-- == 0) return fail(Code::kTransient, "the connection was lost");
    return {};
  }
  Status sync() override {
    if (!syncs) return fail(Code::kTransient, "the disk does not answer");
    return database_.sync();
  }
  Status read(const Work& work) override {
    if (!reads) return fail(Code::kTransient, "the connection was lost");
    return database_.read(work);
  }
  Status erase_deleted(const std::vector<std::string>& tables) override {
    ++erasures;
    if (while_erasing) std::exchange(while_erasing, nullptr)();
    if (!erases) return fail(Code::kTransient, "somebody reads");
    return database_.erase_deleted(tables);
  }
  Status check_erasing() override { return database_.check_erasing(); }
  bool erases_cheaply() const override { return cheaply; }
  Status copy_to(const Path& file) override { return database_.copy_to(file); }

  std::function<void()> before_write;   // once
  std::optional<int> answers_left;      // of writes whose answer arrives
  std::function<void()> while_erasing;  // once
  int erasures = 0;                     // that were tried
  bool erases = true;                   // whether they succeed
  bool cheaply = false;
  bool reads = true;
  bool syncs = true;

 private:
  Database& database_;
};

class TestGate final : public GrowthGate {
 public:
  Status may_grow(Transaction&) override {
    if (open) return {};
    return fail(Code::kTransient, "closed");
  }
  bool open = true;
};

// A database and a vault, in a folder that is removed with it or where whoever runs the tests says, and a
// ledger on them.
class TestLedger {
 public:
  TestLedger() : folder(std::filesystem::temp_directory_path() / ("insyn-log-" + to_hex(random_bytes(8)))) {
    std::filesystem::create_directories(folder);
    place = empty_test_place(folder);
    auto opened = Database::open(place, 4);
    CHECK(opened);
    database = *std::move(opened);
    CHECK(migrate(*database, schema()));
    vault = test_vault(empty_test_blobs(folder / "blobs"));
  }
  ~TestLedger() { std::filesystem::remove_all(folder); }
  TestLedger(const TestLedger&) = delete;
  TestLedger& operator=(const TestLedger&) = delete;

  // Appends one entry in a transaction of its own: its number.
  static Result<std::uint64_t> append(Database& where, Log& log, const ledger::AnyEntry& entry,
                                      const std::optional<Kept>& kept = {}) {
    std::uint64_t number = 0;
    TRY(where.write([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(number, log.append(transaction, entry, kept));
      return {};
    }));
    return number;
  }
  Result<std::uint64_t> append(Log& log, const ledger::AnyEntry& entry,
                               const std::optional<Kept>& kept = {}) const {
    return append(*database, log, entry, kept);
  }
  Status execute(const std::string& sql, const std::vector<Value>& values = {}) const {
    return database->write([&](Transaction& transaction) -> Status {
      TRY(transaction.execute(sql, values));
      return {};
    });
  }
  LogHead head() const {
    LogHead now;
    CHECK(database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(now, read_head(transaction));
      return {};
    }));
    return now;
  }

  const Path folder;
  std::string place;  // of the database
  std::unique_ptr<Database> database;
  std::unique_ptr<Vault> vault;
  const note::Signer key = note::Signer::generate("centre.example").value();
  TestClock clock;
};

// An entry without anything salted.
inline ledger::AnyEntry plain_entry(std::uint64_t number) {
  return ledger::RosterRegistered{"kundtjanst", number, sha256(view_of(std::to_string(number)))};
}

}  // namespace insyn::server
