#include "link/outbox/outbox.h"

#include "note/note.h"
#include "os/shared_folder.h"
#include "recording/format/layout.h"

namespace insyn::link {
namespace {

constexpr std::string_view kEnding = ".discard";

}  // namespace

std::string discard_file(const std::string& recording) { return recording + std::string(kEnding); }

std::optional<std::string> discarded_by(std::string_view file) {
  if (!file.ends_with(kEnding)) return std::nullopt;
  std::string recording(file.substr(0, file.size() - kEnding.size()));
  return recording::is_recording_id(recording) ? std::optional(std::move(recording)) : std::nullopt;
}

std::string sign_discard(const recording::DiscardOrder& order, const note::Signer& agent_key) {
  return note::sign(recording::text_of(order), agent_key);
}

Status leave_discard(const Path& outbox, const std::string& recording, const std::string& note) {
  std::error_code error;
  if (!std::filesystem::is_directory(outbox, error))
    return fail(Code::kPermanent, "{} is not there; insyn-link makes it where it runs", outbox.string());
  return put_into_shared_folder(outbox / discard_file(recording), view_of(note));
}

bool is_unconfirmed(const Path& outbox, const std::string& recording) {
  std::error_code error;
  return recording::is_recording_id(recording) &&
         std::filesystem::exists(outbox / discard_file(recording), error);
}

}  // namespace insyn::link
