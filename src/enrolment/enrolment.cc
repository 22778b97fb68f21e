#include "enrolment/enrolment.h"

#include "base/secret.h"

namespace insyn::enrolment {
namespace {

constexpr std::size_t kLargestText = std::size_t{1} << 20;

Result<note::PublicKeys> read_public_keys(const Path& path) {
  TRY_ASSIGN(const std::string text, read_text(path, kLargestText));
  Result<note::PublicKeys> keys = note::parse_public_keys(text);
  if (!keys) return in_context(path.string(), keys.error());
  return keys;
}

struct ReadAgreement {
  agreement::Agreement agreement;
  Digest note_hash;
};

Result<ReadAgreement> read_agreement(const Path& path, const std::vector<Path>& pins) {
  if (pins.size() != 2) {
    return fail(Code::kPermanent,
                "{} --pin given: an agreement takes two, the employer's and the union's .pub", pins.size());
  }
  TRY_ASSIGN(const std::string note, read_text(path, kLargestText));
  TRY_ASSIGN(const note::PublicKeys a, read_public_keys(pins[0]));
  TRY_ASSIGN(const note::PublicKeys b, read_public_keys(pins[1]));
  Result<agreement::Agreement> agreement = agreement::Agreement::verify(note, a, b);
  if (!agreement) return in_context(path.string(), agreement.error());
  return ReadAgreement{*std::move(agreement), sha256(view_of(note))};
}

Result<note::Signer> read_device(const Path& path) {
  TRY_ASSIGN(std::string secret, read_text(path, kLargestText));
  Result<note::Signer> device = note::Signer::parse(secret);
  wipe(secret);
  if (!device) return in_context(path.string(), device.error());
  return device;
}

Result<std::string> read_agent(const std::optional<Path>& path) {
  if (!path) return std::string();
  TRY_ASSIGN(const note::PublicKeys keys, read_public_keys(*path));
  if (keys.role != note::Role::kAgent) {
    return fail(Code::kDenied,
                "{} is a key of the {}, not an agent's: --agent takes what insyn keys new --role "
                "agent has made",
                path->string(), note::role_name(keys.role));
  }
  return keys.recipient;
}

}  // namespace

Result<Enrolment> read_enrolment(const EnrolmentFiles& files) {
  TRY_ASSIGN(ReadAgreement read, read_agreement(files.agreement, files.pins));
  TRY_ASSIGN(note::Signer device, read_device(files.device));
  TRY_ASSIGN(std::string agent, read_agent(files.agent));
  return Enrolment{std::move(read.agreement), std::move(device), std::move(agent), read.note_hash};
}

}  // namespace insyn::enrolment
