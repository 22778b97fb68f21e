#include "server/node/data_folder.h"

#include <algorithm>

#include "base/secret.h"
#include "os/file.h"
#include "os/process.h"
#include "server/node/pins.h"
#include "server/node/private_file.h"
#include "server/node/readiness.h"
#include "server/node/stores.h"

namespace insyn::server {
namespace {

constexpr std::size_t kLargestKeyFile = std::size_t{64} << 10;
constexpr std::size_t kLargestAuthority = std::size_t{1} << 20;
constexpr std::size_t kTokenBytes = 32;

Result<note::Signer> read_secret_key(const Path& path) {
  TRY(is_private(path));
  TRY_ASSIGN(std::string text, read_text(path, kLargestKeyFile));
  auto key = note::Signer::parse(text);
  wipe(text);
  if (!key) return in_context(path.string(), std::move(key).error());
  return key;
}

Result<note::Signer> read_call_key(const ReadSource& source) {
  const std::string where = fmt::format("{}: line {}: calls.key", kConfigurationFile, source.line);
  std::error_code error;
  if (!std::filesystem::exists(source.key, error))
    return fail(Code::kPermanent, "{}: {} is not there; insyn keys new --role link makes it", where,
                source.key.string());
  auto key = read_secret_key(source.key);
  if (!key) return in_context(where, std::move(key).error());
  return key;
}

Result<Digest> read_token(const Path& path) {
  TRY(is_private(path));
  TRY_ASSIGN(std::string text, read_text(path, kLargestKeyFile));
  const std::string_view token = std::string_view(text).substr(0, text.find_last_not_of(" \r\n") + 1);
  const bool long_enough = token.size() >= 2 * 16;
  const Digest digest = sha256(view_of(token));
  wipe(text);
  if (!long_enough)
    return fail(Code::kDenied, "{} has fewer than 32 characters, which can be guessed", path.string());
  return digest;
}

// The bundle that is installed beside this program: PREFIX/bin and PREFIX/share.
Result<Path> usual_pages() {
  TRY_ASSIGN(const Path programs, program_folder());
  return programs.parent_path() / "share" / "insyn" / "rooms";
}

// Nothing where none are configured and none installed.
Result<std::optional<Bundle>> load_pages(const Configuration& configuration) {
  if (configuration.pages) {
    auto bundle = Bundle::load(*configuration.pages);
    if (!bundle)
      return in_context(fmt::format("{}: pages.folder", kConfigurationFile), std::move(bundle).error());
    return std::optional(*std::move(bundle));
  }
  TRY_ASSIGN(const Path folder, usual_pages());
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) return std::optional<Bundle>();
  TRY_ASSIGN(Bundle bundle, Bundle::load(folder));
  return std::optional(std::move(bundle));
}

std::string said_of(const std::optional<Bundle>& pages) {
  if (pages)
    return fmt::format("pages: {} files of {}, SHA-256 {}", pages->size(), pages->folder().string(),
                       to_hex(pages->hash()));
  const auto usual = usual_pages();
  return fmt::format("pages: none are served; install them in {}, or name their folder as pages.folder in {}",
                     usual ? usual->string() : "share/insyn/rooms", kConfigurationFile);
}

// Those whose certificates alone are believed of a server that is asked; `line` has its `table`.
Status has_authority(const http_client::Server& server, const char* table, int line) {
  const Path& file = server.authority;
  if (file.empty()) return {};
  const auto text = read_text(file, kLargestAuthority);
  const std::string where = fmt::format("{}: line {}: {}.authority", kConfigurationFile, line, table);
  if (!text) return in_context(where, text.error());
  if (text->find("-----BEGIN CERTIFICATE-----") == std::string::npos)
    return fail(Code::kCorrupt, "{}: {} has no certificate in PEM", where, file.string());
  return {};
}

class Examiner {
 public:
  // Nothing where there is a finding instead.
  template <class T>
  std::optional<T> keep(Result<T> result) {
    if (result) return std::move(*result);
    findings.push_back({true, result.error().message});
    return std::nullopt;
  }
  void require(const Status& status) {
    if (!status) findings.push_back({true, status.error().message});
  }
  void warn(const Status& status) {
    if (!status) findings.push_back({false, status.error().message});
  }
  void add(const ExaminedStores& stores) {
    for (const Error& error : stores.prevents_start) findings.push_back({true, error.message});
    for (const Error& error : stores.other) findings.push_back({false, error.message});
  }
  std::vector<Finding> findings;
};

}  // namespace

Result<Configuration> read_configuration(const Path& folder) {
  const Path path = folder / kConfigurationFile;
  TRY_ASSIGN(const std::string text, read_text(path, kLargestKeyFile));
  auto configuration = parse_configuration(text, folder);
  if (!configuration) return in_context(path.string(), std::move(configuration).error());
  return configuration;
}

Result<note::Verifier> create_data_folder(const Path& folder, const Configuration& configuration,
                                          const std::vector<Path>& pins) {
  TRY(check_pins(pins));
  TRY_ASSIGN(const note::Signer key, note::Signer::generate(configuration.origin));
  TRY_ASSIGN(NewFolder made, NewFolder::create(folder));
  TRY(made.add(kConfigurationFile, view_of(configuration_text(configuration)), Access::kOwnerOnly));
  std::string secret = key.secret_text() + "\n";
  const Status written = made.add(kOriginKeyFile, view_of(secret), Access::kOwnerOnly);
  wipe(secret);
  TRY(written);
  std::string token = to_hex(random_bytes(kTokenBytes)) + "\n";
  const Status stored = made.add(kMonitorTokenFile, view_of(token), Access::kOwnerOnly);
  wipe(token);
  TRY(stored);
  TRY(made.put_in_place());
  if (!pins.empty()) TRY(copy_pins(pins, folder / kPinsFolder));
  TRY_ASSIGN(const Configuration as_written, parse_configuration(configuration_text(configuration), folder));
  TRY(create_stores(as_written));
  return key.verifier();
}

Examined examine_data_folder(const Path& folder, const Clock& clock) {
  Examiner examiner;
  if (const Status its_own = is_private(folder); !its_own)
    return {std::nullopt, {{true, its_own.error().message}}, ""};
  auto configuration = examiner.keep(read_configuration(folder));
  auto key = examiner.keep(read_secret_key(folder / kOriginKeyFile));
  const auto token = examiner.keep(read_token(folder / kMonitorTokenFile));
  auto pins = examiner.keep(read_pins(folder / kPinsFolder));
  if (configuration && key && key->verifier().name() != configuration->origin)
    examiner.findings.push_back(
        {true, fmt::format("{} is the key of {}, and {} names {} as the ledger's origin",
                           (folder / kOriginKeyFile).string(), key->verifier().name(), kConfigurationFile,
                           configuration->origin)});
  std::optional<http::Tls> tls;
  if (configuration && configuration->tls) {
    if (auto loaded = examiner.keep(http::Tls::load(*configuration->tls))) tls.emplace(std::move(*loaded));
  }
  if (tls) examiner.warn(is_valid_now(tls->validity(), clock.utc()));
  if (configuration) examiner.add(examine_stores(*configuration));
  if (configuration)
    for (const ListeningWitness& one : configuration->witnesses)
      examiner.require(has_authority(one.at, "witness", one.line));
  std::vector<note::Signer> call_keys;
  for (const ReadSource& one : configuration ? configuration->calls : std::vector<ReadSource>()) {
    examiner.require(has_authority(one.at, "calls", one.line));
    if (auto read = examiner.keep(read_call_key(one))) call_keys.push_back(std::move(*read));
  }
  if (configuration) examiner.warn(has_space(folder, configuration->least_free));
  std::optional<std::optional<Bundle>> pages;
  if (configuration) pages = examiner.keep(load_pages(*configuration));

  Examined examined{std::nullopt, std::move(examiner.findings), pages ? said_of(*pages) : ""};
  const bool prevented = std::any_of(examined.findings.begin(), examined.findings.end(),
                                     [](const Finding& one) { return one.prevents_start; });
  if (!prevented)
    examined.data.emplace(DataFolder{std::move(*configuration), std::move(*key), *token, std::move(*pins),
                                     std::move(tls), std::move(call_keys), *std::move(pages)});
  return examined;
}

}  // namespace insyn::server
