#include "cli/verbs/keys_prove.h"

#include "base/name.h"
#include "cli/out_path.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"
#include "enrolment/roster_file.h"
#include "roster/open/make_proof.h"

namespace insyn::cli {
Status keys_prove(const KeysProveOptions& options, Console& console) {
  const Path out = options.out.value_or(enrolment::with_ending(options.prefix, ".proof"));
  TRY(require_new(out));
  TRY_ASSIGN(const roster::Roster roster, enrolment::read_roster_draft(options.roster));
  TRY_ASSIGN(const note::PublicKeys pub,
             enrolment::read_public_keys(enrolment::with_ending(options.prefix, ".pub")));
  if (pub.role != note::Role::kAgent) {
    return fail(Code::kDenied,
                "{}.pub is of role {}, and agents alone prove their keys; a device or a link is added to the "
                "roster by its .pub file",
                options.prefix.string(), note::role_name(pub.role));
  }
  TRY_ASSIGN(const note::Signer signer,
             enrolment::read_signer(enrolment::with_ending(options.prefix, ".sign")));
  const Path age = enrolment::with_ending(options.prefix, ".age");
  TRY_ASSIGN(const std::vector<seal::Identity> identities, enrolment::read_identities(age));
  if (identities.size() != 1 || !pub.verifier || *pub.verifier != signer.verifier() ||
      identities.front().recipient().text() != pub.recipient) {
    return fail(
        Code::kDenied,
        "{}.pub, .sign and .age are not one agent's key: give the prefix that insyn keys new --role agent "
        "was given",
        options.prefix.string());
  }
  const std::string name = options.name.value_or(pub.name);
  if (auto fine = check_name(name, roster::kLongestName); !fine)
    return in_context("--name", std::move(fine).error());
  const std::string proof = roster::make_proof(roster.id, name, signer, identities.front());
  TRY(write_file(out, view_of(proof), Access::kEveryoneReads, IfExists::kRefuse));
  console.result(out.string());
  console.say(
      fmt::format("It proves, to whoever keeps the roster “{}”, that “{}” has both halves of this key. Hand "
                  "it in for\n  insyn roster add {} {}",
                  roster.id, name, options.roster.string(), out.string()));
  return {};
}

}  // namespace insyn::cli
