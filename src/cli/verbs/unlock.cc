#include "cli/verbs/unlock.h"

#include "cli/out_path.h"
#include "cli/pictures.h"
#include "enrolment/open/identity_file.h"
#include "recording/format/layout.h"
#include "recording/store/recording.h"
#include "seal/open/open_recording_key.h"

namespace insyn::cli {
namespace {

using recording::Recording;

// Checked before the recording's key is opened.
bool have_one_in_common(const std::vector<seal::Identity>& a, const std::vector<seal::Identity>& b) {
  for (const seal::Identity& one : a) {
    for (const seal::Identity& other : b) {
      if (one.recipient() == other.recipient()) return true;
    }
  }
  return false;
}

Result<seal::Identity> opened_by_two(const Recording& recording, const std::vector<Path>& keys) {
  TRY_ASSIGN(const std::vector<seal::Identity> first, enrolment::read_identities(keys[0]));
  TRY_ASSIGN(const std::vector<seal::Identity> second, enrolment::read_identities(keys[1]));
  if (have_one_in_common(first, second)) {
    return fail(Code::kDenied,
                "{} and {} hold the same key; give the union's key first and the employer's second",
                keys[0].string(), keys[1].string());
  }
  const Path file = recording.folder / recording::kKey;
  TRY_ASSIGN(const Bytes sealed, read_file(file, recording::kLargestKeyFile));
  auto identity = seal::open_by_two(sealed, first, second);
  if (!identity) return in_context(file.string(), std::move(identity).error());
  if (identity->recipient().text() != recording.opening.recipient) {
    return fail(
        Code::kCorrupt,
        "{} holds the key of another recording; copy it again from the workstation that made this one",
        file.string());
  }
  return identity;
}

}  // namespace

Status unlock(const UnlockOptions& options, Console& console) {
  TRY(require_new(options.out));
  TRY_ASSIGN(const Recording recording, Recording::read(options.recording));
  TRY(require_pictures(recording.opening, recording.folder));
  TRY_ASSIGN(const seal::Identity identity, opened_by_two(recording, options.keys));
  const std::string comment =
      fmt::format("opens the recording {}\nunlocked: {}", recording.opening.id, to_text(SystemClock().utc()));
  std::string text = seal::identity_file_text(identity, comment);
  const Status written = write_file(options.out, view_of(text), Access::kOwnerOnly, IfExists::kRefuse);
  wipe(text);
  TRY(written);
  console.result(options.out.string());
  console.say(
      fmt::format("This key opens this recording only, but for anyone who has it. Keep it secret, and delete "
                  "it after use.\n"
                  "  insyn export {} --key {} --to FILE.webm",
                  options.recording.string(), options.out.string()));
  return {};
}

}  // namespace insyn::cli
