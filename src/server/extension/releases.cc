#include "server/extension/releases.h"

#include <algorithm>

#include "extension/crx.h"
#include "extension/release_note.h"
#include "extension/zip.h"

namespace insyn::server {
namespace {

std::string blob_of(const std::string& crx) { return "extension/" + crx + ".crx"; }

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// The agreement that a release is for.
Result<RegisteredAgreement> agreement_of(Transaction& transaction, Registry& registry, const Digest& hash) {
  TRY_ASSIGN(auto registered, registry.agreement(transaction, hash));
  if (!registered)
    return fail(Code::kDenied, "the release is for the agreement {}, which is not registered here",
                to_hex(hash));
  if (!registered->agreement->terms().extension_signer)
    return fail(Code::kDenied, "the agreement “{}” does not say who signs the extension",
                registered->agreement->terms().id);
  return *std::move(registered);
}

// What the text says, before anybody's signature is looked at: that tells whose it has to be.
Result<extension::ReleaseNote> stated(const std::string& note) {
  if (note.size() > extension::kLargestReleaseNote)
    return fail(Code::kCorrupt, "the extension's release is too long");
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  return extension::parse_release_note(parsed.text);
}

}  // namespace

Result<Registered> ExtensionReleases::add(const std::string& note) {
  TRY_ASSIGN(const extension::ReleaseNote release, stated(note));
  Registered registered{sha256(view_of(note)), 0};
  const Status done = database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const RegisteredAgreement agreed, agreement_of(transaction, registry_, release.agreement));
    TRY(extension::verify_release_note(note, agreed.agreement->parties()));
    // The same release with its signatures in another order is the same.
    TRY_ASSIGN(
        const auto known,
        transaction.query(
            "SELECT hash, entry FROM extension_releases WHERE agreement = :agreement AND version = :version "
            "AND package = :package",
            {to_hex(release.agreement), release.version, to_hex(release.package)}));
    if (!known.empty()) {
      TRY_ASSIGN(registered.hash, digest_of(text(known[0][0])));
      registered.entry = static_cast<std::uint64_t>(number(known[0][1]));
      return {};
    }
    TRY_ASSIGN(registered.entry,
               log_.append(transaction, ledger::ExtensionReleased{release.agreement, release.version,
                                                                  release.package, registered.hash}));
    TRY(transaction.execute(
        "INSERT INTO extension_releases (hash, agreement, version, package, note, entry, registered, "
        "extension, crx) "
        "VALUES (:hash, :agreement, :version, :package, :note, :entry, :registered, NULL, NULL)",
        {to_hex(registered.hash), to_hex(release.agreement), release.version, to_hex(release.package), note,
         column(registered.entry), column(clock_.utc())}));
    return {};
  });
  TRY(done);
  return registered;
}

Status ExtensionReleases::put_package(ByteView bytes) {
  TRY_ASSIGN(const extension::Crx read, extension::read_crx(bytes));
  TRY(extension::read_zip(read.zip));
  const std::string package = to_hex(sha256(read.zip));
  const std::string crx = to_hex(sha256(bytes));
  const std::string id = extension::extension_id(read.public_key);
  const Digest signer = sha256(read.public_key);
  std::vector<std::string> releases;
  TRY(database_.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto rows,
               transaction.query("SELECT hash, agreement FROM extension_releases WHERE package = :package",
                                 {package}));
    releases.clear();
    for (const Row& row : rows) {
      TRY_ASSIGN(const Digest hash, digest_of(text(row[1])));
      TRY_ASSIGN(const RegisteredAgreement agreed, agreement_of(transaction, registry_, hash));
      if (agreed.agreement->terms().extension_signer == signer) releases.push_back(text(row[0]));
    }
    return {};
  }));
  if (releases.empty())
    return fail(
        Code::kDenied,
        "no release of the archive {} was registered whose agreement names the key that it is signed with",
        package);
  TRY(vault_.put(blob_of(crx), bytes));
  return database_.write([&](Transaction& transaction) -> Status {
    for (const std::string& release : releases)
      TRY(transaction.execute("UPDATE extension_releases SET extension = :id, crx = :crx WHERE hash = :hash",
                              {id, crx, release}));
    return {};
  });
}

Result<std::vector<OfferedExtension>> ExtensionReleases::offered() {
  std::vector<OfferedExtension> all;
  TRY(database_.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(
        const auto rows,
        transaction.query("SELECT extension, version, crx FROM extension_releases WHERE crx IS NOT NULL "
                          "ORDER BY extension, entry"));
    all.clear();
    for (const Row& row : rows) {
      if (!all.empty() && all.back().id == text(row[0])) all.pop_back();
      all.push_back({text(row[0]), text(row[1]), text(row[2])});
    }
    return {};
  }));
  return all;
}

Result<std::optional<Bytes>> ExtensionReleases::package(const std::string& crx) {
  if (!is_hash(crx)) return std::optional<Bytes>();
  return vault_.read(blob_of(crx), 2 * extension::kLargestPackage);
}

}  // namespace insyn::server
