#include "server/lifetime/routes.h"

#include <nlohmann/json.hpp>

#include "recording/lifetime/discard.h"
#include "recording/lifetime/hold.h"
#include "server/registry/answers.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::Handle;
using http::Request;
using http::Role;
using Json = nlohmann::ordered_json;

constexpr const char* kJson = "application/json";
constexpr std::size_t kLargestErasure = std::size_t{16} << 10;

Answer wished(const Result<Wish>& wish, reason::RefusalCode code) {
  if (!wish && wish.error().code == Code::kPermanent) return http::problem(404, code);
  if (!wish) return answer_for(wish.error(), code);
  return {200, kJson, Json({{"entry", wish->entry}}).dump()};
}

// {"call":"…"}, and nothing else.
std::optional<std::string> call_in(const std::string& body) {
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object() || json.size() != 1 || !json.contains("call") || !json["call"].is_string())
    return std::nullopt;
  return json["call"].get<std::string>();
}

Answer erase(Wishes& wishes, Shredder& shredder, const std::string& body) {
  const auto call = call_in(body);
  if (!call || call->empty()) return http::problem(400, "call");
  const auto erased = wishes.erase(*call);
  if (!erased) return answer_for(erased.error(), "erasure");
  // What is not removed now is by the next round.
  (void)shredder.remove_chunks();
  return {200, kJson, Json({{"recordings", *erased}}).dump()};
}

}  // namespace

std::vector<http::Route> lifetime_routes(Wishes& wishes, Shredder& shredder) {
  std::vector<http::Route> routes;
  routes.push_back({"POST",
                    "/v1/discards",
                    {Role::kLink, Role::kAgent, Role::kUnion},
                    recording::kLargestDiscardNote,
                    Handle([&wishes, &shredder](const Request& request) {
                      const auto wish = wishes.discard(request.body);
                      if (wish) (void)shredder.remove_chunks();
                      return wished(wish, "discard");
                    })});
  routes.push_back(
      {"POST",
       "/v1/holds",
       {Role::kAdministrator, Role::kUnion},
       recording::kLargestHoldNote,
       Handle([&wishes](const Request& request) { return wished(wishes.hold(request.body), "hold"); })});
  routes.push_back({"POST",
                    "/v1/erasures",
                    {Role::kAdministrator},
                    kLargestErasure,
                    Handle([&wishes, &shredder](const Request& request) {
                      return erase(wishes, shredder, request.body);
                    })});
  return routes;
}

}  // namespace insyn::server
