// How long it takes to list and filter many recordings through the interface, on SQLite and PostgreSQL:
// list_rate FOLDER RECORDINGS. The server is this process; a reviewer asks it over loopback, fifty recordings
// a page, or for how many there are of each value. Prints rows of a table.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "agreement/testing.h"
#include "base/check.h"
#include "http_client/client.h"
#include "server/access/people.h"
#include "server/http/recent_nonces.h"
#include "server/http/server.h"
#include "server/schema/schema.h"
#include "server/vault/folder_vault.h"
#include "support/postgresql.h"

namespace {

using namespace insyn;
using namespace insyn::server;

constexpr int kTimes = 40;

// A hundred kinds of question, of which the last is of one recording in 100,000; ninety days; notes of a
// kilobyte.
std::string fill(bool sqlite, long count, const std::string& agreement) {
  const char* id = sqlite ? "printf('%032x', i)" : "lpad(to_hex(i), 32, '0')";
  const char* day = sqlite ? "date('2026-09-01', '+' || (i % 90) || ' days')"
                           : "to_char(date '2026-09-01' + i % 90, 'YYYY-MM-DD')";
  const char* note = sqlite ? "lower(hex(zeroblob(500)))" : "repeat('0', 1000)";
  return fmt::format(
      "INSERT INTO recordings (id, state, agreement, device, agent, call_id, kind, queue, began, day, "
      "kept_until, level, withheld, minutes, applications, chunks, bytes, received, entry, opening_note, "
      "closing_note, journal) "
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
      "SELECT {}, 'stored', '{}', 'd' || (i % 1000), 'a' || (i % 1000), 'c' || i, "
      "CASE WHEN i % 100000 = 7 THEN 'rare' ELSE 'kind ' || (i % 99) END, 'queue ' || (i % 12), i, {}, "
      "4000000000000, "
      "CASE WHEN i % 100000 = 9 THEN 'metrics' ELSE 'full' END, 10 * (i % 11), 1 + i % 40, CASE WHEN i % 3 = "
      "0 "
      "THEN 'Wiki' ELSE 'Kundstöd' END, 100, 5000000, 0, i, {}, {}, '' FROM n",
      count, id, agreement, day, note, note);
}

struct Asked {
  const char* what;
  const char* query;
};
constexpr Asked kAsked[] = {
    {"all", "?most=50"},
    {"a day in the middle, and all before it", "?most=50&to=2026-10-15"},
    {"a kind", "?most=50&kind=kind%207"},
    {"a kind and a fortnight", "?most=50&kind=kind%207&from=2026-10-01&to=2026-10-14"},
    {"a rare kind", "?most=50&kind=rare"},
    {"a rare level", "?most=50&level=metrics"},
    {"a kind and a rare level", "?most=50&kind=kind%207&level=metrics"},
    {"a common level and a rare kind", "?most=50&kind=rare&level=full"},
    {"nothing that there is", "?most=50&kind=none&from=2026-09-02"},
    {"the longest of an application and two queues",
     "?most=50&application=Wiki&queue=queue%203&queue=queue%204&order=longest"},
    {"how many there are of each value", "/counts"},
    {"the same of a kind, a queue and a length", "/counts?kind=kind%207&queue=queue%203&minutes_from=10"},
};

class Served {
 public:
  Served(const Path& folder, const std::string& place)
      : database_(Database::open(place, 8).value()), vault_(made_vault(folder)) {
    CHECK(migrate(*database_, schema()));
    const std::string invitation = people_.invite_first("reviewer", ledger::Role::kReviewer).value();
    http::Known known;
    known.person = [this](const Digest& token) { return people_.person(token); };
    callers_.emplace(std::move(known), nonces_, clock_);
    router_.emplace(people_.routes());
    limits_.by_address = limits_.by_identity = {1e6, 1e6};
    service_.emplace(
        *router_, *callers_, limits_, metrics_, [](const std::string&) {}, clock_);
    server_ = http::Server::start({"127.0.0.1", 0, false}, nullptr, *service_).value();
    http_client::Client nobody = client_of({});
    const std::string body =
        fmt::format(R"({{"invitation":"{}","passphrase":"a passphrase of theirs"}})", invitation);
    const auto answer =
        nobody.ask({"POST", "/v1/invitations", http_client::body_of("application/json", body)});
    const std::string cookie = answer.value().value_of("set-cookie").value();
    const std::size_t begin = cookie.find('=') + 1;
    reviewer_.emplace(client_of(cookie.substr(begin, cookie.find(';') - begin)));
  }

  // Of which all recordings are; its hash.
  std::string agreement() {
    const std::string text =
        with(agreement::example_terms(), "Unionen, klubben vid Kundcenter Nord", "Klubben");
    const std::string hash = to_hex(sha256(view_of(text)));
    CHECK(database_->write([&](Transaction& transaction) -> Status {
      TRY(
          transaction.execute("INSERT INTO agreements (hash, id, note, entry, registered, not_after) VALUES "
                              "(:hash, 'a', :note, 0, 0, 0)",
                              {hash, agreement::signed_by_both(text, employer_, union_)}));
      return {};
    }));
    return hash;
  }
  void run(const std::string& sql) {
    CHECK(database_->write([&](Transaction& transaction) -> Status {
      TRY(transaction.execute(sql, {}));
      return {};
    }));
  }
  // Milliseconds in which the list is read into memory, as a server does after its start.
  double load() {
    const auto begin = std::chrono::steady_clock::now();
    const Status read = people_.tidy();
    if (!read) std::fprintf(stderr, "%s\n", read.error().message.c_str());
    CHECK(read.has_value());
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  }
  // Milliseconds, sorted.
  std::vector<double> times(const std::string& query) {
    std::vector<double> all;
    for (int i = 0; i < kTimes; ++i) {
      const auto begin = std::chrono::steady_clock::now();
      const auto answer = reviewer_->ask({"GET", "/v1/recordings" + query});
      CHECK(answer && answer->status == 200);
      all.push_back(
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  static std::unique_ptr<Vault> made_vault(const Path& folder) {
    std::filesystem::create_directories(folder / "blobs");
    return folder_vault(folder / "blobs");
  }
  http_client::Client client_of(http_client::Identity identity) const {
    const auto address =
        http_client::parse_address(fmt::format("http://127.0.0.1:{}", server_->port())).value();
    return http_client::Client::create({address, {}}, std::move(identity), clock_).value();
  }

  SystemClock clock_;
  const std::unique_ptr<Database> database_;
  const std::unique_ptr<Vault> vault_;
  const note::Signer key_ = note::Signer::generate("bench.example").value();
  Log log_{*database_, *vault_, key_, clock_};
  const agreement::Party employer_ = agreement::employer_party(), union_ = agreement::union_party();
  People people_{*database_, *vault_, log_, {employer_.keys, union_.keys}, clock_};
  http::RecentNonces nonces_{clock_, 1000};
  std::optional<http::Callers> callers_;
  std::optional<http::Router> router_;
  http::Limits limits_;
  http::Metrics metrics_;
  std::optional<http::Service> service_;
  std::unique_ptr<http::Server> server_;
  std::optional<http_client::Client> reviewer_;
};

std::vector<std::vector<double>> measured(const Path& folder, const std::string& place, long count) {
  const bool sqlite = place.starts_with("sqlite:");
  Served served(folder, place);
  served.run(fill(sqlite, count, served.agreement()));
  served.run("ANALYZE");
  std::vector<std::vector<double>> all;
  std::printf("| %s | all of them, read at the start | | **%.0f** |\n", sqlite ? "SQLite" : "PostgreSQL",
              served.load());
  std::fflush(stdout);
  for (const Asked& one : kAsked) all.push_back(served.times(one.query));
  return all;
}

}  // namespace

int main(int count, char** arguments) {
  CHECK(count == 3);
  const Path folder = arguments[1];
  const long recordings = std::strtol(arguments[2], nullptr, 10);
  const auto print = [](const char* database, const std::vector<std::vector<double>>& all) {
    for (std::size_t i = 0; i < all.size(); ++i)
      std::printf("| %s | %s | %.1f | **%.1f** |\n", database, kAsked[i].what, all[i][kTimes / 2],
                  all[i].back());
    std::fflush(stdout);
  };
  print("SQLite", measured(folder, "sqlite:" + (folder / "many.db").string(), recordings));
  support::PostgresServer postgresql;
  print("PostgreSQL", measured(folder, postgresql.new_place(), recordings));
}
