#include "audio/convert/av.h"

#include <array>

namespace insyn::audio {

void prepare_av() {
  av_log_set_level(AV_LOG_QUIET);
  av_max_alloc(kLargestAllocation);
}

Failure av_error(const std::string& what, int error) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  av_strerror(error, text.data(), text.size());
  return fail(Code::kCorrupt, "{}: {}", what, text.data());
}

}  // namespace insyn::audio
