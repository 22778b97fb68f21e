#include "enrolment/key_files.h"

#include <algorithm>

#include "base/secret.h"

namespace insyn::enrolment {

Path with_ending(const Path& prefix, std::string_view ending) {
  Path path = prefix;
  return path += ending;
}

Result<KeyFile> KeyFile::read(const Path& path, FilesRead* seen) {
  TRY_ASSIGN(Bytes bytes,
             seen != nullptr ? seen->read_file(path, kLargestKeyFile) : read_file(path, kLargestKeyFile));
  // Editors of other systems put a byte order mark in front.
  constexpr std::uint8_t kMark[] = {0xef, 0xbb, 0xbf};
  if (bytes.size() >= 3 && std::equal(kMark, kMark + 3, bytes.begin()))
    bytes.erase(bytes.begin(), bytes.begin() + 3);
  return KeyFile(std::move(bytes));
}

KeyFile::~KeyFile() { wipe(bytes_); }

namespace {

bool is_encrypted(std::string_view text) {
  return text.starts_with("age-encryption.org/") ||
         text.find("BEGIN AGE ENCRYPTED FILE") != std::string_view::npos;
}

}  // namespace

KeyFile::Kind KeyFile::kind() const {
  if (is_encrypted(text())) return Kind::kLocked;
  if (text().find("AGE-SECRET-KEY-1") != std::string_view::npos) return Kind::kOpens;
  if (text().starts_with("PRIVATE+KEY+")) return Kind::kSigns;
  if (text().find("insyn_keys") != std::string_view::npos) return Kind::kPublic;
  if (text().find("AGE-PLUGIN-") != std::string_view::npos) return Kind::kPlugin;
  if (text().find("BEGIN OPENSSH PRIVATE KEY") != std::string_view::npos) return Kind::kSsh;
  return Kind::kUnknown;
}

std::string_view KeyFile::what_it_is() const {
  switch (kind()) {
    case Kind::kOpens:
      return "is a key that opens (.age)";
    case Kind::kSigns:
      return "is a key that signs (.sign)";
    case Kind::kPublic:
      return "holds public keys only (.pub)";
    case Kind::kLocked:
      return "is itself encrypted (by age)";
    case Kind::kPlugin:
      return "is a key of a plug-in of age (AGE-PLUGIN), which Insyn does not use";
    case Kind::kSsh:
      return "is an SSH key, which Insyn does not use";
    case Kind::kUnknown:
      break;
  }
  return "is no key file";
}

Failure locked(const Path& path, std::string_view ending) {
  return fail(
      Code::kDenied,
      "{} is itself encrypted (by age): nobody asks for its passphrase here. Decrypt it where only memory "
      "is, use that and remove it (with -i and a key, where it is encrypted to one):\n  age -d -o "
      "/dev/shm/key{} {}",
      path.string(), ending, path.string());
}

Result<note::Signer> read_signer(const Path& path, FilesRead* seen) {
  TRY_ASSIGN(const KeyFile file, KeyFile::read(path, seen));
  if (file.kind() == KeyFile::Kind::kLocked) return locked(path, ".sign");
  if (file.kind() != KeyFile::Kind::kSigns) {
    return fail(Code::kDenied, "{} {} and signs nothing; give the .sign file beside it", path.string(),
                file.what_it_is());
  }
  auto signer = note::Signer::parse(file.text());
  if (!signer) return in_context(path.string(), std::move(signer).error());
  return signer;
}

Result<note::PublicKeys> read_public_keys(const Path& path, FilesRead* seen) {
  TRY_ASSIGN(const KeyFile file, KeyFile::read(path, seen));
  if (file.kind() == KeyFile::Kind::kOpens || file.kind() == KeyFile::Kind::kSigns) {
    return fail(Code::kDenied, "{} {}: keep it secret, and give the .pub file beside it", path.string(),
                file.what_it_is());
  }
  auto keys = note::parse_public_keys(file.text());
  if (!keys) return in_context(path.string(), std::move(keys).error());
  return keys;
}

Result<RecordingPin> read_recording_pin(const Path& path) {
  TRY_ASSIGN(const note::PublicKeys keys, read_public_keys(path));
  const bool device = keys.role == note::Role::kDevice, of_union = keys.role == note::Role::kUnion;
  if ((!device && !of_union) || !keys.verifier) {
    return fail(Code::kDenied,
                "{} has role {}; give the .pub file of the workstation that made the recording or, for a "
                "recording that the union has peeled, the union's",
                path.string(), note::role_name(keys.role));
  }
  return RecordingPin{*keys.verifier, of_union};
}

Result<note::Verifier> read_device_pin(const Path& path) {
  TRY_ASSIGN(const note::PublicKeys keys, read_public_keys(path));
  if (keys.role != note::Role::kDevice || !keys.verifier) {
    return fail(Code::kDenied,
                "{} has role {}; give the .pub file of the workstation that made the recording",
                path.string(), note::role_name(keys.role));
  }
  return *keys.verifier;
}

Result<std::string> read_agent_recipient(const Path& path, FilesRead* seen) {
  TRY_ASSIGN(const note::PublicKeys keys, read_public_keys(path, seen));
  if (keys.role != note::Role::kAgent) {
    return fail(Code::kDenied,
                "{} is a key of the {}, not an agent's: give --agent a .pub file that insyn keys new --role "
                "agent has made",
                path.string(), note::role_name(keys.role));
  }
  return keys.recipient;
}

}  // namespace insyn::enrolment
