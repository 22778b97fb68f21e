#include "server/ledger_routes/tiles.h"

#include "ledger/tiles/bundle.h"
#include "server/ledger_routes/answers.h"

namespace insyn::server {
namespace {

// Of a tile's number and its width: "x001/x234/067.p/17".
constexpr int kMostSegments = 8;

http::Answer checkpoint_answer(Database& database, Witnesses& witnesses) {
  std::string note;
  std::optional<Error> none;
  const Status read = database.read([&](Transaction& transaction) -> Status {
    auto found = witnesses.cosigned_checkpoint(transaction);
    if (!found && found.error().code != Code::kPermanent) return Failure(found.error());
    if (found) note = *std::move(found);
    return {};
  });
  if (!read) return answer_of(read.error());
  if (note.empty()) return http::problem(404, "no-checkpoint");
  return {200, kText, std::move(note), {{"cache-control", "no-cache"}}};
}

http::Answer tile_answer(Log& log, const http::Request& request) {
  constexpr std::string_view kBegin = "/ledger/";
  const auto tile = ledger::parse_tile_path(std::string_view(request.head.path).substr(kBegin.size()));
  if (!tile) return http::problem(404, "no-such-tile");
  auto bytes = log.tiles().read(*tile, ledger::kLargestBundle);
  if (!bytes) return answer_of(bytes.error());
  if (!*bytes) return http::problem(404, "no-such-tile");
  return {200,
          "application/octet-stream",
          std::string(text_of(**bytes)),
          {{"cache-control", "public, max-age=31536000, immutable"}}};
}

}  // namespace

std::vector<http::Route> tile_routes(Database& database, Log& log, Witnesses& witnesses) {
  const std::vector<http::Role> everybody(std::begin(http::kRoles), std::end(http::kRoles));
  std::vector<http::Route> routes;
  routes.push_back(
      {"GET", "/ledger/checkpoint", everybody, 0, http::Handle([&database, &witnesses](const http::Request&) {
         return checkpoint_answer(database, witnesses);
       })});
  std::string path = "/ledger/tile/{level}";
  for (int i = 0; i < kMostSegments; ++i) {
    path += fmt::format("/{{n{}}}", i);
    routes.push_back({"GET", path, everybody, 0, http::Handle([&log](const http::Request& request) {
                        return tile_answer(log, request);
                      })});
  }
  return routes;
}

}  // namespace insyn::server
