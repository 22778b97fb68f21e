#include "cli/verbs/keys_new.h"

#include "base/clock.h"
#include "cli/out_path.h"
#include "cli/table.h"
#include "enrolment/key_files.h"
#include "seal/keys.h"

namespace insyn::cli {
namespace {

using note::Role;

constexpr std::string_view kPrefix = "PREFIX";

struct Uses {
  bool signs;
  bool opens;
  std::string_view opening;   // what PREFIX.age is for
  std::string_view signing;   // what PREFIX.sign is for
  std::string_view hand_out;  // who gets PREFIX.pub
  std::string_view lost;      // what is lost with the secret files
};

constexpr std::string_view kDeviceLost =
    "If it is lost, this workstation needs a new key, and the parties a new version of the roster; what was "
    "recorded is not lost.";

Uses uses_of(Role role) {
  switch (role) {
    case Role::kEmployer:
      return {true,
              true,
              "opens recordings together with the union's key",
              "signs agreements and rosters",
              "to the union, and to every workstation that records",
              "Back up both. If PREFIX.age is lost, and the agreement names no other reviewer, nothing that "
              "was recorded can ever be opened; without PREFIX.sign a new agreement has to be made."};
    case Role::kUnion:
      return {true,
              true,
              "opens recordings together with the employer's key",
              "signs agreements and rosters, and withdraws them",
              "to the employer, and to every workstation that records",
              "Back up both. If PREFIX.age is lost, and the agreement names no spare key of the union's, "
              "nothing that was recorded can ever be opened; without PREFIX.sign the union can no longer "
              "withdraw the agreement."};
    case Role::kReviewer:
      return {true,
              true,
              "opens recordings together with the union's key",
              "signs requests to open",
              "to the employer, who vouches for it: insyn keys vouch",
              "Back up both. If PREFIX.age is lost, other reviewers of the agreement still open; without "
              "any, nothing that was recorded can ever be opened."};
    case Role::kAgent:
      return {true,
              true,
              "opens the agent's own recordings",
              "signs what the agent asks for and discards",
              "to whoever keeps the roster, with a proof: insyn keys prove",
              "If they are lost, the agent can no longer open what was recorded until then; a new key goes "
              "onto the roster under the same name."};
    case Role::kDevice:
      return {true,
              false,
              "",
              "signs what this workstation records",
              "to whoever keeps the roster, and to everyone who verifies recordings",
              kDeviceLost};
    case Role::kLink:
      return {true,       false, "", "signs what this workstation sends", "to whoever keeps the roster",
              kDeviceLost};
    case Role::kCalls:
      return {true,
              false,
              "",
              "signs what is said about calls",
              "to the parties, for the agreement's [[call_source]]",
              "If it is lost, calls no longer begin a recording until a new agreement names another key."};
    case Role::kWitness:
      return {true,
              false,
              "",
              "signs that the ledger was not rewritten",
              "to the parties, for the agreement's [ledger]",
              "If it is lost, nothing is recorded any more until a new agreement names another key."};
    case Role::kInsight:
      return {true,
              true,
              "opens the events that reports are made from",
              "signs requests to open them",
              "to the party that vouches for it: insyn keys vouch",
              "Back it up. If it is lost, the events that were kept can never be read; reports then begin "
              "with a new agreement."};
    case Role::kImporter:
      return {true,
              false,
              "",
              "signs the audio that is put beside recordings",
              "to the employer, who vouches for it: insyn keys vouch",
              "If it is lost, no audio can be attached until a new agreement names another key."};
  }
  return {};
}

// Takes the files back unless keep() is called after the last one.
class NewFiles {
 public:
  ~NewFiles() {
    for (NewFile& file : written_) file.take_back();
  }
  Status add(const Path& path, std::string_view text, Access access) {
    TRY_ASSIGN(NewFile file, NewFile::create(path, access));
    TRY(file.write(view_of(text)));
    TRY(file.put_in_place(IfExists::kRefuse));
    written_.push_back(std::move(file));
    return {};
  }
  void keep() { written_.clear(); }

 private:
  std::vector<NewFile> written_;
};

Status check_out(const Path& prefix) {
  if (!prefix.has_filename()) {
    return fail(Code::kPermanent, "--out {} names a folder; add the files' name, as in --out {}union",
                prefix.string(), prefix.string());
  }
  for (const std::string_view ending : {".age", ".sign", ".pub"})
    TRY(require_new(enrolment::with_ending(prefix, ending)));
  return {};
}

// What a .pub file cannot hold is refused before anything is written.
Status check_key_name(Role role, const std::string& name) {
  note::PublicKeys keys;
  keys.role = role;
  keys.name = name;
  TRY_ASSIGN(const note::Signer any, note::Signer::generate("any"));
  keys.verifier = any.verifier();
  keys.recipient = seal::Identity::generate().recipient().text();
  if (auto parsed = note::parse_public_keys(note::public_keys_text(keys)); !parsed) {
    return fail(Code::kPermanent, "--name cannot be used: {}", parsed.error().message);
  }
  return {};
}

Status write_identity(const seal::Identity& identity, const KeysNewOptions& options, NewFiles& files) {
  const std::string comment =
      fmt::format("created: {}\nrole: {}", to_text(SystemClock().utc()), note::role_name(options.role));
  std::string text = seal::identity_file_text(identity, comment);
  Status written = files.add(enrolment::with_ending(options.prefix, ".age"), text, Access::kOwnerOnly);
  wipe(text);
  return written;
}

Status write_signer(const note::Signer& signer, const KeysNewOptions& options, NewFiles& files) {
  std::string secret = signer.secret_text();
  // Reserved in advance: growing would leave a copy of the secret in memory.
  std::string text;
  text.reserve(secret.size() + 1);
  text.append(secret).push_back('\n');
  wipe(secret);
  Status written = files.add(enrolment::with_ending(options.prefix, ".sign"), text, Access::kOwnerOnly);
  wipe(text);
  return written;
}

Result<note::PublicKeys> write_all(const KeysNewOptions& options, NewFiles& files) {
  const Uses uses = uses_of(options.role);
  note::PublicKeys keys;
  keys.role = options.role;
  keys.name = options.name;
  if (uses.opens) {
    const seal::Identity identity = seal::Identity::generate();
    keys.recipient = identity.recipient().text();
    TRY(write_identity(identity, options, files));
  }
  if (uses.signs) {
    TRY_ASSIGN(const note::Signer signer, note::Signer::generate(note::key_name_from(options.name)));
    keys.verifier = signer.verifier();
    TRY(write_signer(signer, options, files));
  }
  TRY(files.add(enrolment::with_ending(options.prefix, ".pub"), note::public_keys_text(keys),
                Access::kEveryoneReads));
  return keys;
}

void report(const KeysNewOptions& options, Console& console) {
  const Uses uses = uses_of(options.role);
  Table table({Table::kLeft, Table::kLeft, Table::kLeft});
  if (uses.opens) {
    table.row(
        {enrolment::with_ending(options.prefix, ".age").string(), "keep secret", std::string(uses.opening)});
  }
  if (uses.signs) {
    table.row(
        {enrolment::with_ending(options.prefix, ".sign").string(), "keep secret", std::string(uses.signing)});
  }
  table.row(
      {enrolment::with_ending(options.prefix, ".pub").string(), "hand out", std::string(uses.hand_out)});
  console.result(table.text());
  std::string lost(uses.lost);
  for (std::size_t at = lost.find(kPrefix); at != std::string::npos; at = lost.find(kPrefix)) {
    lost.replace(at, kPrefix.size(), options.prefix.string());
  }
  console.say(lost);
}

}  // namespace

Status keys_new(const KeysNewOptions& options, Console& console) {
  TRY(check_out(options.prefix));
  TRY(check_key_name(options.role, options.name));
  NewFiles files;
  TRY(write_all(options, files));
  files.keep();
  report(options, console);
  return {};
}

}  // namespace insyn::cli
