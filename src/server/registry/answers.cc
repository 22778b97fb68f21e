#include "server/registry/answers.h"

namespace insyn::server {

http::Answer answer_for(const Error& error, std::string_view code) {
  constexpr std::chrono::seconds kLater{5};
  switch (error.code) {
    case Code::kTransient:
      return http::problem_for(503, "unavailable", kLater);
    case Code::kFull:
      return http::problem_for(507, "full", kLater);
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
