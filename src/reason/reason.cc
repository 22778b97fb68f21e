#include "reason/reason.h"

namespace insyn::reason {

const char* code_of(const Reason& reason) {
  return std::visit([](const auto& kind) { return std::remove_cvref_t<decltype(kind)>::kCode; },
                    reason.any());
}

Code error_code_of(const Reason& reason) {
  const Fault* fault = reason.as<Fault>();
  return fault == nullptr ? Code::kDenied : fault->kind;
}

}  // namespace insyn::reason
