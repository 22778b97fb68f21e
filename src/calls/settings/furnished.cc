#include "calls/settings/furnished.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "http_signature/signature.h"
#include "note/public_keys.h"
#include "os/file.h"

namespace insyn::calls {
namespace {

constexpr std::size_t kLargestSecret = 4096;
constexpr std::size_t kLargestPublicKeys = std::size_t{64} << 10;
constexpr std::size_t kLargestNumbers = std::size_t{2} << 20;
constexpr std::size_t kMostNumbers = 20'000;
constexpr std::size_t kLongestNumber = 60;
constexpr std::size_t kLargestMapping = std::size_t{1} << 20;

// One that others can read has been read, for all that anybody knows.
Status is_owners_alone(const Path& file) {
  using std::filesystem::perms;
  std::error_code error;
  const auto status = std::filesystem::symlink_status(file, error);
  if (error || status.type() == std::filesystem::file_type::not_found)
    return fail(Code::kPermanent, "{} is not there; make it, or correct its name in the settings",
                file.string());
  if (status.type() == std::filesystem::file_type::symlink)
    return fail(Code::kDenied, "{} is a symbolic link; name the file itself", file.string());
  if ((status.permissions() & (perms::group_all | perms::others_all)) != perms::none)
    return fail(Code::kDenied, "{} is not its owner's alone; chmod go= {}", file.string(), file.string());
  return {};
}

// A text that is wiped.
struct Secret {
  std::string text;
  explicit Secret(std::string from) : text(std::move(from)) {}
  Secret(Secret&&) = default;
  ~Secret() { wipe(text); }
  // Without the end of its line.
  std::string_view line() const {
    std::string_view line = text;
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
};

Result<Secret> read_secret(const Path& file) {
  TRY(is_owners_alone(file));
  TRY_ASSIGN(std::string text, read_text(file, kLargestSecret));
  return Secret(std::move(text));
}

Result<note::Signer> read_key(const Path& file) {
  TRY_ASSIGN(const Secret secret, read_secret(file));
  auto key = note::Signer::parse(secret.text);
  if (!key) return in_context(file.string(), std::move(key).error());
  return key;
}

Status add_readers(const std::vector<Path>& files, bool reads_all, Furnished& into) {
  for (const Path& file : files) {
    TRY_ASSIGN(const std::string text, read_text(file, kLargestPublicKeys));
    const auto keys = note::parse_public_keys(text);
    if (!keys) return in_context(file.string(), keys.error());
    if (!keys->verifier)
      return fail(Code::kCorrupt, "{} has no key that signs; whoever reads signs its requests",
                  file.string());
    if (keys->verifier->key().size() == into.key.verifier().key().size() &&
        std::equal(keys->verifier->key().begin(), keys->verifier->key().end(),
                   into.key.verifier().key().begin()))
      return fail(Code::kDenied,
                  "{} has the source's own key; whoever reads has one of its own, or could make statements",
                  file.string());
    const auto [at, is_new] =
        into.readers.emplace(http_signature::key_id_of(*keys->verifier), Reader{*keys->verifier, reads_all});
    if (!is_new)
      return fail(Code::kCorrupt, "{} has a key that another reader has too; remove one", file.string());
  }
  return {};
}

Result<Mapping> read_mapping(const Path& file) {
  TRY_ASSIGN(const std::string text, read_text(file, kLargestMapping));
  auto mapping = Mapping::parse(text);
  if (!mapping) return in_context(file.string(), std::move(mapping).error());
  return mapping;
}

Result<std::vector<WebhookSecret>> read_webhook_secrets(const std::vector<Path>& files) {
  std::vector<WebhookSecret> secrets;
  for (const Path& file : files) {
    TRY_ASSIGN(const Secret secret, read_secret(file));
    auto parsed = WebhookSecret::parse(secret.line());
    if (!parsed) return in_context(file.string(), std::move(parsed).error());
    secrets.push_back(*std::move(parsed));
  }
  return secrets;
}

// SIP says nothing that would have to be mapped.
const Path* mapping_of(const Settings& settings) {
  if (const auto* webhook = std::get_if<WebhookSettings>(&settings.system)) return &webhook->mapping;
  if (const auto* ami = std::get_if<AmiSettings>(&settings.system)) return &ami->mapping;
  return nullptr;
}

// Of the user as whom the telephone system is read.
Result<SecretBytes> read_user_secret(const Path& file, const char* which) {
  TRY_ASSIGN(const Secret secret, read_secret(file));
  if (secret.line().empty()) return fail(Code::kCorrupt, "{} is empty; put {} into it", file.string(), which);
  return SecretBytes(view_of(secret.line()));
}

Result<std::vector<std::string>> read_numbers(const Path& file) {
  TRY_ASSIGN(const std::string text, read_text(file, kLargestNumbers));
  std::set<std::string> numbers;
  int line = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string number = text.substr(at, end - at);
    at = end;
    ++line;
    if (number.empty()) continue;
    if (!is_sip_user(number) || number.size() > kLongestNumber)
      return fail(Code::kCorrupt,
                  "{}: line {} is no number: it is too long, or has a character that no SIP "
                  "address has",
                  file.string(), line);
    if (!numbers.insert(std::move(number)).second)
      return fail(Code::kCorrupt, "{}: line {} is there twice; remove one", file.string(), line);
  }
  if (numbers.empty() || numbers.size() > kMostNumbers)
    return fail(Code::kCorrupt, "{} has {} numbers; have 1 to {}, one on a line", file.string(),
                numbers.size(), kMostNumbers);
  return std::vector<std::string>(numbers.begin(), numbers.end());
}

}  // namespace

Result<Furnished> furnish(const Settings& settings) {
  TRY_ASSIGN(note::Signer key, read_key(settings.key));
  Furnished furnished{std::move(key), {}, {}, {}, {}, {}};
  if (const Path* mapping = mapping_of(settings)) {
    TRY_ASSIGN(furnished.mapping, read_mapping(*mapping));
  }
  TRY(add_readers(settings.readers, true, furnished));
  TRY(add_readers(settings.links, false, furnished));
  if (const auto* webhook = std::get_if<WebhookSettings>(&settings.system)) {
    TRY_ASSIGN(furnished.webhook_secrets, read_webhook_secrets(webhook->secrets));
  } else if (const auto* ami = std::get_if<AmiSettings>(&settings.system)) {
    TRY_ASSIGN(furnished.secret, read_user_secret(ami->secret, "the user's secret of manager.conf"));
  } else {
    const auto& sip = std::get<SipSettings>(settings.system);
    TRY_ASSIGN(furnished.numbers, read_numbers(sip.numbers));
    TRY_ASSIGN(furnished.secret, read_user_secret(sip.secret, "the password of sip.user"));
  }
  return furnished;
}

}  // namespace insyn::calls
