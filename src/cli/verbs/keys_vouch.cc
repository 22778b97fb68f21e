#include "cli/verbs/keys_vouch.h"

#include "agreement/vouched.h"
#include "enrolment/key_files.h"

namespace insyn::cli {
namespace {

Result<std::string> vouched(const Path& file, const note::Signer& signer) {
  // A secret key is refused by its kind. What counts is the text that is signed, whatever the file becomes.
  TRY(enrolment::read_public_keys(file));
  TRY_ASSIGN(const std::string text, read_text(file, enrolment::kLargestKeyFile));
  TRY_ASSIGN(const note::PublicKeys keys, note::parse_public_keys(text));
  if (!agreement::may_be_vouched(keys.role)) {
    return fail(Code::kDenied,
                "it is a key of role {}, and an agreement names only those of reviewers, of the union, of "
                "insight and of "
                "importers; make one with insyn keys new --role reviewer",
                note::role_name(keys.role));
  }
  if (note::has_signature_line(text)) {
    return fail(
        Code::kDenied,
        "it is vouched for already, and one party is enough; to have another one do it, take the last "
        "two lines away first");
  }
  if (note::public_keys_text(keys) != text) {
    return fail(Code::kDenied,
                "it is not written as insyn keys new writes it; ask for the file as it was made");
  }
  return note::sign_or_add_signature(text, signer);
}

}  // namespace

Status keys_vouch(const KeysVouchOptions& options, Console& console) {
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.key));
  auto note = vouched(options.file, signer);
  if (!note) return in_context(options.file.string(), std::move(note).error());
  TRY_ASSIGN(std::string table, agreement::vouched_table_of(*note));
  const Path out = options.out.value_or(options.file);
  TRY(write_file(out, view_of(*note), Access::kEveryoneReads,
                 options.out ? IfExists::kRefuse : IfExists::kReplace));
  table.pop_back();
  console.result(table);
  TRY_ASSIGN(const note::PublicKeys keys, note::parse_public_keys(*note));
  console.say(fmt::format(
      "{} is now vouched for by {}. Add the table above to the end of the agreement's text{}", out.string(),
      signer.verifier().name(),
      keys.role == note::Role::kImporter ? ", and say by audio which voices may be attached"
                                         : ", and its age recipient to access.reviewers, access.union or "
                                           "insight.recipient"));
  return {};
}

}  // namespace insyn::cli
