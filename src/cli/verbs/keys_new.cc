#include "cli/verbs/keys_new.h"

#include "base/clock.h"
#include "cli/out_path.h"
#include "cli/table.h"
#include "seal/keys.h"

namespace insyn::cli {
namespace {

using note::Role;

struct Uses {
  bool signs;
  bool opens;
  std::string_view opening;   // what PREFIX.age is for
  std::string_view signing;   // what PREFIX.sign is for
  std::string_view hand_out;  // who gets PREFIX.pub
};

Uses uses_of(Role role) {
  switch (role) {
    case Role::kEmployer:
      return {true, true, "opens recordings together with the union's key", "signs agreements",
              "to the union, and to every workstation that records"};
    case Role::kUnion:
      return {true, true, "opens recordings together with the employer's key", "signs agreements",
              "to the employer, and to every workstation that records"};
    case Role::kAgent:
      return {false, true, "opens the agent's own recordings", "",
              "to the workstations that the agent works at"};
    case Role::kDevice:
      return {true, false, "", "signs what this workstation records", "to everyone who verifies recordings"};
    case Role::kInsight:
      return {false, true, "opens the events that reports are made from", "",
              "to the parties, for the agreement's [insight] recipient"};
  }
  return {};
}

Path with_ending(const Path& prefix, std::string_view ending) {
  Path path = prefix;
  return path += ending;
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
    TRY(require_new(with_ending(prefix, ending)));
  return {};
}

// What a .pub file cannot hold is refused before anything is written.
Status check_name(Role role, const std::string& name) {
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
  Status written = files.add(with_ending(options.prefix, ".age"), text, Access::kOwnerOnly);
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
  Status written = files.add(with_ending(options.prefix, ".sign"), text, Access::kOwnerOnly);
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
  TRY(files.add(with_ending(options.prefix, ".pub"), note::public_keys_text(keys), Access::kEveryoneReads));
  return keys;
}

void report(const KeysNewOptions& options, Console& console) {
  const Uses uses = uses_of(options.role);
  Table table({Table::kLeft, Table::kLeft, Table::kLeft});
  if (uses.opens) {
    table.row({with_ending(options.prefix, ".age").string(), "keep secret", std::string(uses.opening)});
  }
  if (uses.signs) {
    table.row({with_ending(options.prefix, ".sign").string(), "keep secret", std::string(uses.signing)});
  }
  table.row({with_ending(options.prefix, ".pub").string(), "hand out", std::string(uses.hand_out)});
  console.result(table.text());
  console.say(uses.opens ? "Back up the secret files: what is sealed to a lost key can never be opened."
                         : "Keep the secret file on its workstation only.");
}

}  // namespace

Status keys_new(const KeysNewOptions& options, Console& console) {
  TRY(check_out(options.prefix));
  TRY(check_name(options.role, options.name));
  NewFiles files;
  TRY(write_all(options, files));
  files.keep();
  report(options, console);
  return {};
}

}  // namespace insyn::cli
