#include "agreement/importers.h"

#include "toml/table_reader.h"

namespace insyn::agreement {
namespace {

constexpr std::size_t kMostImporters = 20;

Result<Importer> read_importer(const toml::Value& table) {
  TRY_ASSIGN(Importer one, read_vouched_table(table, "importer"));
  if (one.keys.role != note::Role::kImporter || !one.keys.recipient.empty()) {
    return toml::invalid(table.line, "importer.role", "must be \"importer\", without an age recipient");
  }
  return one;
}

}  // namespace

Result<std::vector<Importer>> read_importers(toml::TableReader& top) {
  std::vector<Importer> importers;
  const toml::Value* all = top.find("importer");
  if (all == nullptr) return importers;
  if (all->kind != toml::Value::kArray || all->items.empty() || all->items.size() > kMostImporters) {
    return toml::invalid(all->line, "importer", "must be 1 to {} [[importer]] tables", kMostImporters);
  }
  for (const toml::Value& item : all->items) {
    TRY_ASSIGN(Importer one, read_importer(item));
    importers.push_back(std::move(one));
  }
  return importers;
}

Status check_importers(const std::vector<Importer>& importers, const std::vector<Vouched>& recipients,
                       const note::PublicKeys& employer, const std::vector<note::PublicKeys>& unions) {
  std::vector<const note::PublicKeys*> others = {&employer};
  for (const note::PublicKeys& one : unions) others.push_back(&one);
  for (const Vouched& one : recipients) others.push_back(&one.keys);
  for (const Importer& one : importers) {
    for (const note::PublicKeys* other : others) {
      if (!stand_for_one(one.keys, *other)) continue;
      return fail(Code::kDenied,
                  "line {}: the [[importer]] “{}” has the name or a key of “{}”; each needs its own",
                  one.line, one.keys.name, other->name);
    }
    others.push_back(&one.keys);
    auto is = note::is_signed_by(one.note, *employer.verifier);
    if (!is) return in_context(fmt::format("line {}: importer.vouched", one.line), std::move(is).error());
    if (!*is) {
      return fail(Code::kDenied,
                  "line {}: the importer “{}” is vouched for by “{}”, which is not the employer's pinned key",
                  one.line, one.keys.name, one.signed_by);
    }
  }
  return {};
}

}  // namespace insyn::agreement
