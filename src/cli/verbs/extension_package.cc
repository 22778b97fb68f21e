#include "cli/verbs/extension_package.h"

#include "base/secret.h"
#include "base/version.h"
#include "cli/out_path.h"
#include "cli/table.h"
#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"
#include "extension/package.h"
#include "os/process.h"

namespace insyn::cli {
namespace {

constexpr std::string_view kKeyEnding = ".extension";
constexpr std::size_t kLongestKey = 16384;

Status add_files(const Path& folder, const std::string& prefix, std::vector<extension::PackedFile>& files) {
  TRY_ASSIGN(const std::vector<std::string> names, list_folder(folder, extension::kMostPackedFiles));
  for (const std::string& name : names) {
    const Path file = folder / name;
    std::error_code error;
    if (prefix.empty() && std::filesystem::is_directory(file, error)) {
      TRY(add_files(file, name + "/", files));
      continue;
    }
    TRY_ASSIGN(Bytes bytes, read_file(file, extension::kLargestPackage));
    files.push_back({prefix + name, std::move(bytes)});
  }
  return {};
}

}  // namespace

Result<std::vector<extension::PackedFile>> read_scripts(const std::optional<Path>& folder) {
  Path from;
  if (folder) {
    from = *folder;
  } else {
    TRY_ASSIGN(const Path programs, program_folder());
    from = programs.parent_path() / "share/insyn/extension";
  }
  std::vector<extension::PackedFile> files;
  if (Status read = add_files(from, "", files); !read)
    return in_context("the extension's scripts, which are installed with Insyn, or named by --scripts",
                      read.error());
  return files;
}

Status extension_key(const ExtensionKeyOptions& options, Console& console) {
  if (!options.prefix.has_filename())
    return fail(Code::kPermanent, "--out {} names a folder; add the file's name, as in --out {}union",
                options.prefix.string(), options.prefix.string());
  const Path file = enrolment::with_ending(options.prefix, kKeyEnding);
  TRY(require_new(file));
  TRY_ASSIGN(const extension::SigningKey key, extension::SigningKey::generate());
  TRY_ASSIGN(const Bytes public_key, key.public_key());
  TRY_ASSIGN(std::string secret, key.secret_text());
  const Status written = write_file(file, view_of(secret), Access::kOwnerOnly, IfExists::kRefuse);
  wipe(secret);
  TRY(written);
  console.result(fmt::format("[extension]\nsigner = \"{}\"", to_hex(sha256(public_key))));
  console.say(
      fmt::format("{} signs the extension: keep it secret, and back it up. The lines above belong into the "
                  "agreement. Browsers know\nthe "
                  "extension as {}, and take no update of it that this key has not signed. If the key is "
                  "lost, a new\nagreement has to "
                  "name another one, and the extension is installed anew.",
                  file.string(), extension::extension_id(public_key)));
  return {};
}

Status extension_build(const ExtensionBuildOptions& options, Console& console) {
  TRY(require_new(options.out));
  TRY_ASSIGN(const agreement::Agreement agreement,
             enrolment::read_agreement(options.agreement, options.pins));
  if (agreement.terms().ledger && options.centre.empty())
    return fail(Code::kPermanent,
                "recordings under this agreement go to a centre: say where it is with --centre "
                "https://insyn.example");
  TRY_ASSIGN(std::vector<extension::PackedFile> scripts, read_scripts(options.scripts));
  const extension::Release release{options.version.empty() ? std::string(version()) : options.version,
                                   options.centre};
  TRY_ASSIGN(const Bytes package, extension::build_package(agreement, release, std::move(scripts)));
  TRY(write_file(options.out, package, Access::kEveryoneReads, IfExists::kRefuse));
  Table table({Table::kLeft, Table::kLeft});
  table.row({"Package", options.out.string()});
  table.row({"Version", release.version});
  for (const auto& application : agreement.terms().applications)
    for (const std::string& origin : application.origins) table.row({"Reaches", origin});
  table.row({"SHA-256", to_hex(sha256(package))});
  console.result(table.text());
  console.say(
      "Whoever builds it from the same agreement, with the same version and centre, gets the same bytes. "
      "Next, the union:\n"
      "insyn extension sign.");
  return {};
}

Status extension_sign(const ExtensionSignOptions& options, Console& console) {
  TRY(require_new(options.out));
  TRY_ASSIGN(const Bytes package, read_file(options.package, extension::kLargestPackage));
  if (const auto files = extension::read_zip(package); !files)
    return in_context(options.package.string(), files.error());
  TRY_ASSIGN(std::string pem, read_text(options.key, kLongestKey));
  auto key = extension::SigningKey::parse(pem);
  wipe(pem);
  if (!key) return in_context(options.key.string(), std::move(key).error());
  TRY_ASSIGN(const Bytes crx, extension::write_crx(package, *key));
  TRY_ASSIGN(const Bytes public_key, key->public_key());
  TRY(write_file(options.out, crx, Access::kEveryoneReads, IfExists::kRefuse));
  Table table({Table::kLeft, Table::kLeft});
  table.row({"Extension", options.out.string()});
  table.row({"Id in browsers", extension::extension_id(public_key)});
  table.row({"SHA-256", to_hex(sha256(crx))});
  console.result(table.text());
  return {};
}

}  // namespace insyn::cli
