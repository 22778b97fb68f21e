#include "extension/package.h"

#include <algorithm>

namespace insyn::extension {
namespace {

constexpr std::string_view kManifest = "manifest.json";
constexpr std::string_view kRules = "rules.js";

Status check_agreement(const agreement::Agreement& agreement) {
  const agreement::Terms& terms = agreement.terms();
  const bool has_web = std::any_of(terms.applications.begin(), terms.applications.end(),
                                   [](const auto& one) { return one.kind == agreement::Application::kWeb; });
  if (!has_web)
    return fail(Code::kDenied,
                "the agreement “{}” has no application of kind = \"web\": there is nothing that an extension "
                "may record",
                terms.id);
  if (!terms.extension_signer)
    return fail(Code::kDenied,
                "the agreement “{}” does not say who signs the extension: it needs extension.signer, which "
                "insyn extension key prints",
                terms.id);
  return {};
}

const PackedFile* find(const std::vector<PackedFile>& files, std::string_view name) {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const PackedFile& one) { return one.name == name; });
  return found == files.end() ? nullptr : &*found;
}

bool has(const std::vector<PackedFile>& files, std::string_view name, std::string_view text) {
  const PackedFile* file = find(files, name);
  return file != nullptr && text_of(file->bytes) == text;
}

bool is_made_here(std::string_view name) { return name == kManifest || name == kRules; }

}  // namespace

Result<Bytes> build_package(const agreement::Agreement& agreement, const Release& release,
                            std::vector<PackedFile> scripts) {
  TRY(check_agreement(agreement));
  TRY(check_release(release));
  for (const PackedFile& script : scripts) {
    if (is_made_here(script.name))
      return fail(Code::kPermanent, "the scripts have a file {}, which is made of the agreement",
                  script.name);
  }
  scripts.push_back({std::string(kManifest), bytes_of(manifest_text(agreement, release))});
  scripts.push_back({std::string(kRules), bytes_of(rules_text(agreement, release))});
  return write_zip(std::move(scripts));
}

Result<PackageReport> check_package(ByteView crx, const agreement::Agreement& agreement,
                                    const std::vector<PackedFile>& scripts) {
  TRY(check_agreement(agreement));
  TRY_ASSIGN(const Crx read, read_crx(crx));
  TRY_ASSIGN(const std::vector<PackedFile> files, read_zip(read.zip));
  const PackedFile* manifest = find(files, kManifest);
  if (manifest == nullptr) return fail(Code::kCorrupt, "it has no manifest.json, so it is no extension");
  PackageReport report;
  report.id = extension_id(read.public_key);
  report.hash = sha256(read.zip);
  report.is_signed_by_agreed = sha256(read.public_key) == *agreement.terms().extension_signer;
  TRY_ASSIGN(report.release, release_in(text_of(manifest->bytes)));
  report.is_confined = has(files, kManifest, manifest_text(agreement, report.release));
  report.has_agreed_rules = has(files, kRules, rules_text(agreement, report.release));
  for (const PackedFile& file : files) {
    if (is_made_here(file.name)) continue;
    const PackedFile* own = find(scripts, file.name);
    if (own == nullptr) {
      report.added.push_back(file.name);
    } else if (own->bytes != file.bytes) {
      report.changed.push_back(file.name);
    }
  }
  for (const PackedFile& own : scripts) {
    if (find(files, own.name) == nullptr) report.missing.push_back(own.name);
  }
  return report;
}

}  // namespace insyn::extension
