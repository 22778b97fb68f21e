// POST /v1/recordings/{id}/upload: a bundle, or a part of it, from any byte on.
#pragma once

#include "server/ingest/routes.h"

namespace insyn::server {

// Of the whole bundle, in bytes.
inline constexpr std::uint64_t kLargestUpload = std::uint64_t{1} << 40;

std::variant<std::unique_ptr<http::Upload>, http::Answer> begin_upload(const IngestParts& parts,
                                                                       const http::Request& request);

// {"offset":…}
http::Answer offset_answer(std::uint64_t offset);
// The number that a query "?NAME=123" is; nothing where it is anything else.
std::optional<std::uint64_t> number_in_query(const std::string& query, std::string_view name);

}  // namespace insyn::server
