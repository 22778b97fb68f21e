#include "server/accounts/transact.h"

namespace insyn::server {
namespace {

constexpr std::chrono::seconds kLater{2};

using Making = std::function<Result<http::Answer>(Transaction&)>;

http::Answer made(const Making& work, const std::function<Status(const Work&)>& in_transaction) {
  http::Answer answer;
  bool refused = false;
  const Status done = in_transaction([&](Transaction& transaction) -> Status {
    refused = false;
    TRY_ASSIGN(answer, work(transaction));
    refused = answer.status >= 400;
    if (refused) return fail(Code::kDenied, "refused");
    return {};
  });
  if (done || refused) return answer;
  return answer_to(done.error());
}

}  // namespace

http::Answer answer_writing(Database& database, const Making& work) {
  return made(work, [&](const Work& inner) { return database.write(inner); });
}

http::Answer answer_reading(Database& database, const Making& work) {
  return made(work, [&](const Work& inner) { return database.read(inner); });
}

http::Answer answer_to(const Error& error) {
  const auto answer = [&error] {
    if (error.code == Code::kTransient) return http::problem_for(503, "busy", kLater);
    if (error.code == Code::kFull) return http::problem_for(507, "full", kLater);
    return http::problem(500, "unexpected");
  };
  return because(answer(), error.message);
}

}  // namespace insyn::server
