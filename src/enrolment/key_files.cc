#include "enrolment/key_files.h"

#include <algorithm>

#include "base/secret.h"

namespace insyn::enrolment {

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

KeyFile::Kind KeyFile::kind() const {
  if (text().find("AGE-SECRET-KEY-1") != std::string_view::npos) return Kind::kOpens;
  if (text().starts_with("PRIVATE+KEY+")) return Kind::kSigns;
  if (text().find("insyn_keys") != std::string_view::npos) return Kind::kPublic;
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
    case Kind::kUnknown:
      break;
  }
  return "is no key file";
}

Result<note::Signer> read_signer(const Path& path, FilesRead* seen) {
  TRY_ASSIGN(const KeyFile file, KeyFile::read(path, seen));
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
