// A program for tests that are to kill it: puts a file into a vault, or rows into a database.
//   storer vault FOLDER NAME FILE · storer database WHERE NAME
#include <cstdio>

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

Status work(const std::vector<std::string>& words) {
  if (words.size() == 4 && words[0] == "vault")
    return server::folder_vault(words[1])->put_file(words[2], words[3]);
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
