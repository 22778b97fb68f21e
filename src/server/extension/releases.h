// The browser's extension at a centre: releases that both parties have signed, and the packages that browsers
// fetch. Nothing is handed out that is not on the ledger.
#pragma once

#include "server/registry/registry.h"
#include "server/vault/vault.h"

namespace insyn::server {

// A package that browsers are offered.
struct OfferedExtension {
  std::string id;       // by what browsers know it
  std::string version;  // the newest
  std::string crx;      // SHA-256 of the file, in hexadecimal digits
};

// May be asked by several threads at once, of several servers.
class ExtensionReleases {
 public:
  // All outlive it.
  ExtensionReleases(Database& database, Vault& vault, Log& log, Registry& registry, const Clock& clock)
      : database_(database), vault_(vault), log_(log), registry_(registry), clock_(clock) {}

  // Succeeds where it was registered before. kDenied where its agreement is not registered, names no
  // extension.signer, or not all of its parties have signed it; kCorrupt where it is malformed.
  Result<Registered> add(const std::string& note);
  // A CRX file, of a release that was registered. kDenied where there is none of its archive, or where it is
  // signed by another key than the one that the agreement names; kCorrupt where it is no such file.
  Status put_package(ByteView crx);

  // One for each extension that has a package, by their ids.
  Result<std::vector<OfferedExtension>> offered();
  // By the file's hash; nothing where there is none.
  Result<std::optional<Bytes>> package(const std::string& crx);

 private:
  Database& database_;
  Vault& vault_;
  Log& log_;
  Registry& registry_;
  const Clock& clock_;
};

}  // namespace insyn::server
