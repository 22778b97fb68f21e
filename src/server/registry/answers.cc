#include "server/registry/answers.h"

namespace insyn::server {

http::Answer answer_for(const Error& error, reason::RefusalCode code) {
  constexpr std::chrono::seconds kLater{5};
  switch (error.code) {
    case Code::kTransient:
      return because(http::problem_for(503, "unavailable", kLater), error.message);
    case Code::kFull:
      return because(http::problem_for(507, "full", kLater), error.message);
    case Code::kDenied:
      return http::problem(403, code);
    case Code::kCorrupt:
    case Code::kPermanent:
    case Code::kBadPeer:
      return http::problem(422, code);
  }
  return http::problem(500, "unexpected");
}

}  // namespace insyn::server
