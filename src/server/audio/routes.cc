#include "server/audio/routes.h"

#include "server/audio/hearing.h"
#include "server/audio/lookup.h"

namespace insyn::server {

std::vector<http::Route> audio_routes(const Desk& desk, const Attaching& attaching, const Path& uploads) {
  const std::vector<http::Role> importers = {http::Role::kImporter};
  std::vector<http::Route> all = hearing_routes(desk);
  all.push_back({"GET", "/v1/audio/calls", importers, 0, http::Handle([desk](const http::Request& request) {
                   return recordings_of_call(desk, request);
                 })});
  all.push_back({"PUT", "/v1/recordings/{id}/audio", importers, kLargestAudioBody,
                 http::BeginUpload([&attaching, uploads](const http::Request& request, std::uint64_t length) {
                   return begin_audio(attaching, uploads, request, length);
                 })});
  return all;
}

}  // namespace insyn::server
