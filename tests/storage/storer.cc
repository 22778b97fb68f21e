// A program for tests that are to kill it: puts a file into a vault, or rows into a database.
//   storer vault FOLDER NAME FILE · storer database WHERE NAME · storer boot|together WHERE
// The last one writes twice for this boot, then so that it lasts, once more for this boot and brings that to
// the disk, with a mark on the error output before each and at the end.
#include <cstdio>
#include <thread>

#include "server/database/database.h"
#include "server/vault/folder_vault.h"

namespace {

using namespace insyn;

Status add(server::Database& database, const std::string& name) {
  TRY(server::migrate(database, {{1, {"CREATE TABLE things (name TEXT PRIMARY KEY, part BIGINT)"}}}));
  return database.write([&](server::Transaction& transaction) -> Status {
    for (int part = 0; part < 3; ++part)
      TRY(transaction.execute("INSERT INTO things (name, part) VALUES (:a, :b)",
                              {fmt::format("{}-{}", name, part), part}));
    return {};
  });
}

Status add_for_this_boot(server::Database& database) {
  TRY(server::migrate(database, {{1, {"CREATE TABLE things (name TEXT PRIMARY KEY, part BIGINT)"}}}));
  const auto row = [&](int part) {
    std::fprintf(stderr, "mark\n");
    return [part](server::Transaction& transaction) -> Status {
      TRY(transaction.execute("INSERT INTO things (name, part) VALUES (:a, :b)",
                              {fmt::format("{}", part), part}));
      return {};
    };
  };
  TRY(database.write_for_this_boot(row(0)));
  TRY(database.write_for_this_boot(row(1)));
  TRY(database.write(row(2)));
  TRY(database.write_for_this_boot(row(3)));
  std::fprintf(stderr, "mark\n");
  TRY(database.sync());
  std::fprintf(stderr, "mark\n");
  return {};
}

// One that lasts waits with one that need not, while a third one, that need not either, keeps both waiting:
// they share a commit. A mark before and after.
Status add_together(server::Database& database) {
  TRY(server::migrate(database, {{1, {"CREATE TABLE things (name TEXT PRIMARY KEY, part BIGINT)"}}}));
  const auto row = [](const char* name, std::chrono::milliseconds pause) {
    return [name, pause](server::Transaction& transaction) -> Status {
      std::this_thread::sleep_for(pause);
      TRY(transaction.execute("INSERT INTO things (name, part) VALUES (:a, 1)", {std::string(name)}));
      return {};
    };
  };
  constexpr std::chrono::milliseconds kLong(500), kNone(0);
  std::fprintf(stderr, "mark\n");
  {
    std::jthread first([&] { (void)database.write_for_this_boot(row("first", kLong)); });
    std::this_thread::sleep_for(kLong / 5);
    std::jthread second([&] { (void)database.write_for_this_boot(row("second", kNone)); });
    std::jthread third([&] { (void)database.write(row("third", kNone)); });
  }
  std::fprintf(stderr, "mark\n");
  return {};
}

Status work(const std::vector<std::string>& words) {
  if (words.size() == 4 && words[0] == "vault")
    return server::folder_vault(words[1])->put_file(words[2], words[3]);
  if (words.size() == 2) {
    TRY_ASSIGN(const auto database, server::Database::open(words[1], 2));
    return words[0] == "boot" ? add_for_this_boot(*database) : add_together(*database);
  }
  if (words.size() != 3 || words[0] != "database") return fail(Code::kPermanent, "wrong usage");
  TRY_ASSIGN(const auto database, server::Database::open(words[1], 1));
  return add(*database, words[2]);
}

}  // namespace

int main(int count, char** values) {
  const Status done = work({values + 1, values + count});
  if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
  return done ? 0 : 1;
}
