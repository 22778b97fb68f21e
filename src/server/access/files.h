// /v1/recordings/{id}: for the union, which verifies before it peels: what the certificate says, and the
// notes and key files as they are.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

// A file of a recording by its name, but for chunks; nothing where it has none of this name.
Result<std::optional<std::string>> file_of(Transaction& transaction, const Stored& stored,
                                           const std::string& name);
// The names of those that it has, ascending.
Result<std::vector<std::string>> file_names_of(Transaction& transaction, const Stored& stored);

std::vector<http::Route> file_routes(const Desk& desk);

}  // namespace insyn::server
