#include "note/signature_line.h"

namespace insyn::note {

std::string line_of(const Signature& signature) {
  const std::uint32_t id = signature.id;
  Bytes blob = {static_cast<std::uint8_t>(id >> 24U), static_cast<std::uint8_t>(id >> 16U),
                static_cast<std::uint8_t>(id >> 8U), static_cast<std::uint8_t>(id)};
  blob.insert(blob.end(), signature.signature.begin(), signature.signature.end());
  return fmt::format("— {} {}\n", signature.name, to_base64(blob, Padding::kRequired));
}

}  // namespace insyn::note
