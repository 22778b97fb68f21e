#include "weekly_report/place.h"

#include <filesystem>

#include "agreement/weeks.h"
#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"
#include "http_client/address.h"
#include "os/file.h"
#include "os/file_owner.h"

namespace insyn::weekly_report {
namespace {

constexpr std::size_t kLargestSettings = std::size_t{64} << 10;
// As insyn-server calls its own.
constexpr const char* kServersSettings = "insyn-server.toml";

Status refuse_the_servers(const Place& place, const Path& servers_folder) {
  if (is_there(place.folder / kServersSettings))
    return fail(Code::kDenied, "{} is a server's folder: reports are never made by the server",
                place.folder.string());
  if (!is_there(servers_folder)) return {};
  TRY_ASSIGN(const std::uint32_t owner, user_of(place.folder));
  TRY_ASSIGN(const std::uint32_t server, user_of(servers_folder));
  if (owner != server) return {};
  return fail(Code::kDenied,
              "{} belongs to the user to whom {} belongs: reports are never made by the server. Run "
              "insyn-insight as a user of its own, on a computer where the insight key may lie",
              place.folder.string(), servers_folder.string());
}

}  // namespace

bool is_there(const Path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

Result<Furnished> open_place(const Place& place, const Path& servers_folder) {
  TRY(refuse_the_servers(place, servers_folder));
  TRY(ensure_private_folder(place.folder));
  TRY_ASSIGN(const std::string text, read_text(place.settings(), kLargestSettings));
  auto settings = parse_settings(text, place.folder);
  if (!settings) return in_context(place.settings().string(), std::move(settings).error());
  TRY(http_client::parse_address(settings->server));
  TRY_ASSIGN(agreement::Agreement agreement, enrolment::read_agreement(settings->agreement, settings->pins));
  TRY_ASSIGN(note::Signer signer, enrolment::read_signer(settings->sign));
  TRY_ASSIGN(std::vector<Utc> weeks, agreement::whole_weeks(agreement.terms()));
  if (weeks.size() < 2)
    return fail(Code::kPermanent, "the agreement “{}” has no whole week, so there is no report under it",
                agreement.terms().id);
  for (const Path& one : {place.requests(), place.recordings(), place.ended(), place.reports()})
    TRY(ensure_private_folder(one));
  return Furnished{*std::move(settings), std::move(agreement), std::move(signer), std::move(weeks)};
}

}  // namespace insyn::weekly_report
