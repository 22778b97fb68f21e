#include "enrolment/key_files.h"

namespace insyn::enrolment {
namespace {

constexpr std::size_t kLargestKeyFile = std::size_t{64} << 10;

// What a key file is by its content.
enum class KeyFile { kOpens, kSigns, kPublic, kUnknown };

KeyFile kind_of(std::string_view text) {
  if (text.find("AGE-SECRET-KEY-1") != std::string_view::npos) return KeyFile::kOpens;
  if (text.starts_with("PRIVATE+KEY+")) return KeyFile::kSigns;
  if (text.find("insyn_keys") != std::string_view::npos) return KeyFile::kPublic;
  return KeyFile::kUnknown;
}

// "is a signing key (.sign)", for a file that is not what was asked for.
std::string_view what_it_is(KeyFile kind) {
  switch (kind) {
    case KeyFile::kOpens:
      return "is a key that opens (.age)";
    case KeyFile::kSigns:
      return "is a key that signs (.sign)";
    case KeyFile::kPublic:
      return "holds public keys only (.pub)";
    case KeyFile::kUnknown:
      break;
  }
  return "is no key file";
}

class SecretFile {
 public:
  static Result<SecretFile> read(const Path& path) {
    TRY_ASSIGN(Bytes bytes, read_file(path, kLargestKeyFile));
    return SecretFile(std::move(bytes));
  }
  SecretFile(SecretFile&&) = default;
  SecretFile& operator=(SecretFile&&) = delete;
  ~SecretFile() { wipe(bytes_); }

  std::string_view text() const { return text_of(bytes_); }

 private:
  explicit SecretFile(Bytes bytes) : bytes_(std::move(bytes)) {}
  Bytes bytes_;
};

}  // namespace

Result<std::vector<seal::Identity>> read_identities(const Path& path) {
  TRY_ASSIGN(const SecretFile file, SecretFile::read(path));
  if (const KeyFile kind = kind_of(file.text()); kind != KeyFile::kOpens) {
    return fail(Code::kDenied, "{} {} and opens nothing; give the .age file beside it", path.string(),
                what_it_is(kind));
  }
  auto identities = seal::parse_identity_file(file.text());
  if (!identities) return in_context(path.string(), std::move(identities).error());
  return identities;
}

Result<note::Signer> read_signer(const Path& path) {
  TRY_ASSIGN(const SecretFile file, SecretFile::read(path));
  if (const KeyFile kind = kind_of(file.text()); kind != KeyFile::kSigns) {
    return fail(Code::kDenied, "{} {} and signs nothing; give the .sign file beside it", path.string(),
                what_it_is(kind));
  }
  auto signer = note::Signer::parse(file.text());
  if (!signer) return in_context(path.string(), std::move(signer).error());
  return signer;
}

Result<note::PublicKeys> read_public_keys(const Path& path) {
  TRY_ASSIGN(const SecretFile file, SecretFile::read(path));
  const KeyFile kind = kind_of(file.text());
  if (kind == KeyFile::kOpens || kind == KeyFile::kSigns) {
    return fail(Code::kDenied, "{} {}: keep it secret, and give the .pub file beside it", path.string(),
                what_it_is(kind));
  }
  auto keys = note::parse_public_keys(file.text());
  if (!keys) return in_context(path.string(), std::move(keys).error());
  return keys;
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

}  // namespace insyn::enrolment
