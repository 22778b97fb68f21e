// /v1/sessions, /v1/invitations, /v1/session: how people sign in and out.
#pragma once

#include "server/accounts/accounts.h"
#include "server/accounts/guesses.h"
#include "server/accounts/sessions.h"
#include "server/http/router.h"

namespace insyn::server {

// Whoever signs in or is signed in.
inline constexpr http::Role kPeople[] = {http::Role::kAdministrator, http::Role::kReviewer,
                                         http::Role::kUnion,         http::Role::kAnalyst,
                                         http::Role::kAgent,         http::Role::kImporter};

// All of these outlive the routes.
struct SigningIn {
  Database& database;
  Accounts& accounts;
  Sessions& sessions;
  Guesses& guesses;
  Passphrases& passphrases;
};
std::vector<http::Route> session_routes(const SigningIn& with);

// The digest of the session's token that a request brings; nothing where it brings none.
std::optional<Digest> session_of(const http::Head& head);

}  // namespace insyn::server
