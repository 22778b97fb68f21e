#include "link/store/data_folder.h"

#include "enrolment/key_files.h"
#include "os/shared_folder.h"

namespace insyn::link {
namespace {

using std::filesystem::perms;

Status check_private(const Path& key) {
  std::error_code error;
  const auto status = std::filesystem::symlink_status(key, error);
  if (status.type() == std::filesystem::file_type::not_found)
    return fail(Code::kPermanent, "{} is not there; insyn keys new --role link makes it", key.string());
  if (status.type() == std::filesystem::file_type::symlink)
    return fail(Code::kDenied, "{} is a symbolic link", key.string());
  if ((status.permissions() & (perms::group_all | perms::others_all)) != perms::none)
    return fail(Code::kDenied, "{} is not its owner's alone; chmod go= {}", key.string(), key.string());
  return {};
}

}  // namespace

Result<DataFolder> examine_data_folder(const Path& folder) {
  TRY_ASSIGN(Configuration configuration, read_configuration(folder));
  TRY(check_private(configuration.key));
  TRY_ASSIGN(note::Signer key, enrolment::read_signer(configuration.key));
  return DataFolder{folder, std::move(configuration), std::move(key)};
}

Result<DataFolder> open_data_folder(const Path& folder) {
  TRY_ASSIGN(DataFolder data, examine_data_folder(folder));
  TRY(ensure_private_folder(data.recordings()));
  TRY(ensure_private_folder(data.agreements()));
  TRY(ensure_shared_folder(data.feed(), SharedFolder::kEveryoneReads));
  TRY(ensure_shared_folder(data.outbox(), SharedFolder::kEveryoneAdds));
  return data;
}

}  // namespace insyn::link
