#include "server/node/announced_pages.h"

#include "base/bytes.h"

namespace insyn::server {
namespace {

// A text of JSON; hashes need no escaping.
std::string told(const std::optional<Digest>& hash, std::int64_t entry, std::int64_t none) {
  const std::string quoted = hash ? fmt::format("\"{}\"", to_hex(*hash)) : "null";
  return fmt::format(R"({{"hash":{},"entry":{}}})", quoted, entry == none ? "null" : std::to_string(entry));
}

}  // namespace

Status AnnouncedPages::announce() {
  if (!hash_ || entry_ != kNone) return {};
  std::int64_t entry = kNone;
  const Status announced = database_.write([&](Transaction& transaction) -> Status {
    const std::string hash = to_hex(*hash_);
    TRY_ASSIGN(const auto rows, transaction.query("SELECT hash, entry FROM pages"));
    if (!rows.empty() && text(rows[0][0]) == hash) {
      entry = number(rows[0][1]);
      return {};
    }
    TRY_ASSIGN(const std::uint64_t made, log_.append(transaction, ledger::PagesServed{*hash_}));
    entry = column(made);
    TRY(transaction.execute("DELETE FROM pages"));
    TRY(transaction.execute("INSERT INTO pages (one, hash, entry) VALUES (1, :hash, :entry)", {hash, entry}));
    return {};
  });
  TRY(announced);
  entry_ = entry;
  return {};
}

std::vector<http::Route> AnnouncedPages::routes() {
  return {{"GET",
           "/v1/pages",
           {std::begin(http::kRoles), std::end(http::kRoles)},
           0,
           http::Handle([this](const http::Request&) {
             return http::Answer{200, "application/json", told(hash_, entry_, kNone)};
           })}};
}

}  // namespace insyn::server
