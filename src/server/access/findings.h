// /v1/findings: what reviewers note about the support system while they look at a recording. Note and picture
// are sealed to the agreement's reviewers before they come here, so that this server reads neither. Who has
// written one is told to nobody else; that something was made of the recording stands in the ledger.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

// Bytes, before base64.
inline constexpr std::size_t kLargestFindingNote = std::size_t{64} << 10;
inline constexpr std::size_t kLargestFindingPicture = std::size_t{2} << 20;
inline constexpr std::int64_t kMostFindingsOfARecording = 200;
inline constexpr std::uint64_t kMostFindingsInList = 100;

std::vector<http::Route> finding_routes(const Desk& desk);

}  // namespace insyn::server
