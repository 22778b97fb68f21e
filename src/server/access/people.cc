#include "server/access/people.h"

#include "server/access/answering.h"
#include "server/access/asking.h"
#include "server/access/examples.h"
#include "server/access/files.h"
#include "server/access/findings.h"
#include "server/access/listing.h"
#include "server/access/own.h"
#include "server/access/reading.h"
#include "server/access/searches.h"
#include "server/access/weeks.h"
#include "server/accounts/account_routes.h"
#include "server/accounts/session_routes.h"

namespace insyn::server {

People::People(Database& database, Vault& vault, Log& log, std::vector<note::PublicKeys> pins,
               const Clock& clock)
    : database_(database),
      log_(log),
      clock_(clock),
      pins_(std::move(pins)),
      accounts_(log, clock),
      sessions_(database, clock),
      guesses_(database, clock),
      desk_{database, vault, log, pins_, clock} {}

std::vector<http::Route> People::routes() {
  std::vector<http::Route> all = session_routes({database_, accounts_, sessions_, guesses_, passphrases_});
  const auto add = [&](std::vector<http::Route> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
  };
  add(account_routes(database_, log_, accounts_, clock_));
  add(listing_routes(desk_, catalogue_));
  add(example_routes(desk_));
  add(search_routes(desk_));
  add(finding_routes(desk_));
  add(file_routes(desk_));
  add(asking_routes(desk_));
  add(answering_routes(desk_));
  add(reading_routes(desk_));
  add(week_routes(desk_));
  add(own_routes(desk_, catalogue_));
  return all;
}

Status People::tidy() {
  TRY(sessions_.forget_old());
  return catalogue_.refresh();
}

std::optional<http::Caller> People::person(const Digest& token) {
  auto found = sessions_.find(token);
  return found ? *found : std::nullopt;
}

Result<std::string> People::invite_first(const std::string& name, ledger::Role role) {
  std::string invitation;
  const Work make = [&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto made, accounts_.create(transaction, name, role, "insyn-server init"));
    if (!made) return fail(Code::kPermanent, "“{}” is there already, or is no name for an account", name);
    invitation = *made;
    return {};
  };
  TRY(database_.write(make));
  return invitation;
}

}  // namespace insyn::server
