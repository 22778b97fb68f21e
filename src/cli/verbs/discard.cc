#include "cli/verbs/discard.h"

#include "centre/client.h"
#include "cli/out_path.h"
#include "enrolment/enrolled.h"
#include "enrolment/key_files.h"
#include "link/outbox/outbox.h"
#include "recording/format/layout.h"
#include "recording/store/recording.h"

namespace insyn::cli {
namespace {

// Which recording it is, and whose.
Result<recording::DiscardOrder> order_of(const DiscardSignOptions& options, Utc now) {
  std::error_code error;
  const bool is_here = std::filesystem::is_directory(options.recording, error);
  recording::DiscardOrder order{options.recording.filename().string(), options.agent, now};
  if (is_here) {
    TRY_ASSIGN(const recording::Recording one, recording::Recording::read(options.recording));
    order.id = one.opening.id;
    if (order.agent.empty() && one.certificate) order.agent = one.certificate->agent;
  }
  if (!recording::is_recording_id(order.id))
    return fail(Code::kPermanent, "{} is neither a recording's folder nor its id",
                options.recording.string());
  if (order.agent.empty())
    return fail(Code::kPermanent, "{} does not say whose recording it is; give the pseudonym with --agent",
                options.recording.string());
  return order;
}

}  // namespace

Status discard_sign(const DiscardSignOptions& options, Utc now, Console& console) {
  TRY_ASSIGN(const note::Signer key, enrolment::read_signer(options.key));
  TRY_ASSIGN(const recording::DiscardOrder order, order_of(options, now));
  const std::string note = link::sign_discard(order, key);
  if (options.out) {
    TRY(require_new(*options.out));
    TRY(write_file(*options.out, view_of(note), Access::kEveryoneReads, IfExists::kRefuse));
    console.result(options.out->string());
    console.say("hand it to the union, which takes it to the centre: insyn discard hand-in FILE");
    return {};
  }
  const Path outbox = link::outbox_of(options.link);
  TRY(link::leave_discard(outbox, order.id, note));
  console.result((outbox / link::discard_file(order.id)).string());
  console.say(
      "unconfirmed until the file is gone: the link takes it to the centre; insyn-link status says how "
      "it stands");
  return {};
}

Status discard_hand_in(const DiscardHandInOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(const Path state, enrolment::state_folder());
  TRY_ASSIGN(centre::Client server, centre::Client::signed_in(state, clock));
  for (const Path& file : options.files) {
    TRY_ASSIGN(const std::string note, read_text(file, recording::kLargestDiscardNote));
    if (Status handed_in = server.discard(note); !handed_in)
      return in_context(file.string(), std::move(handed_in).error());
    console.say(fmt::format("{}: the recording is shredded at the centre", file.string()));
  }
  return {};
}

}  // namespace insyn::cli
