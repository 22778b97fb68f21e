#include "note/public_keys.h"

#include <array>

#include "base/name.h"
#include "note/note.h"
#include "note/recipient.h"
#include "toml/document.h"
#include "toml/table_reader.h"

namespace insyn::note {
namespace {

struct RoleName {
  Role role;
  const char* name;
  bool signs;
  bool opens;
};

constexpr std::array<RoleName, 10> kRoles = {{{Role::kEmployer, "employer", true, true},
                                              {Role::kUnion, "union", true, true},
                                              {Role::kReviewer, "reviewer", true, true},
                                              {Role::kAgent, "agent", true, true},
                                              {Role::kDevice, "device", true, false},
                                              {Role::kLink, "link", true, false},
                                              {Role::kCalls, "calls", true, false},
                                              {Role::kWitness, "witness", true, false},
                                              {Role::kInsight, "insight", false, true},
                                              {Role::kImporter, "importer", true, false}}};

const RoleName& about(Role role) {
  for (const RoleName& known : kRoles) {
    if (known.role == role) return known;
  }
  return kRoles.front();
}

Status check_complete(const PublicKeys& keys, const toml::TableReader& fields) {
  const RoleName& role = about(keys.role);
  if (role.signs && !keys.verifier) {
    return toml::invalid(fields.line(), fields.full_name("sign"), "is missing; role {} needs it", role.name);
  }
  if (role.opens && keys.recipient.empty()) {
    return toml::invalid(fields.line(), fields.full_name("age"), "is missing; role {} needs it", role.name);
  }
  return {};
}

}  // namespace

Result<PublicKeys> read_public_keys(toml::TableReader& fields) {
  constexpr std::size_t kLongestField = 200;
  constexpr std::size_t kLongestVerifier = 400;
  PublicKeys keys;
  TRY_ASSIGN(const std::string role, fields.string("role", kLongestField));
  auto parsed = parse_role(role);
  if (!parsed)
    return toml::invalid(fields.find("role")->line, fields.full_name("role"), "{}", parsed.error().message);
  keys.role = *parsed;
  TRY_ASSIGN(keys.name, fields.name("name", kLongestField));
  if (const toml::Value* sign = fields.find("sign")) {
    TRY_ASSIGN(const std::string text, fields.string("sign", kLongestVerifier));
    auto verifier = Verifier::parse(text);
    if (!verifier)
      return toml::invalid(sign->line, fields.full_name("sign:"), "{}", verifier.error().message);
    if (auto fine = check_name(verifier->name(), kLongestVerifier); !fine) {
      return toml::invalid(sign->line, fields.full_name("sign:"), "its name {}", fine.error().message);
    }
    keys.verifier = std::move(*verifier);
  }
  TRY_ASSIGN(keys.recipient, read_recipient(fields, "age"));
  TRY(fields.finish());
  TRY(check_complete(keys, fields));
  return keys;
}

const char* role_name(Role role) { return about(role).name; }

Result<Role> parse_role(std::string_view name) {
  for (const RoleName& known : kRoles) {
    if (known.name == name) return known.role;
  }
  return fail(
      Code::kCorrupt,
      "is not one of employer, union, reviewer, agent, device, link, calls, witness, insight, importer");
}

namespace {

Result<PublicKeys> parse_text(std::string_view text) {
  TRY_ASSIGN(const toml::Value top, toml::parse(text));
  toml::TableReader fields(top, "");
  TRY(fields.integer("insyn_keys", {1, 1}));
  return read_public_keys(fields);
}

// What is signed has one way to be written down, so that it can be put together again from its fields.
Result<PublicKeys> parse_signed(std::string_view text) {
  TRY_ASSIGN(const Note note, parse(text));
  TRY_ASSIGN(PublicKeys keys, parse_text(note.text));
  if (public_keys_text(keys) != note.text) {
    return fail(Code::kCorrupt, "it is signed, and not written as insyn keys new writes it");
  }
  return keys;
}

}  // namespace

Result<PublicKeys> parse_public_keys(std::string_view text) {
  auto keys = has_signature_line(text) ? parse_signed(text) : parse_text(text);
  if (!keys) return in_context("the .pub file", std::move(keys).error());
  return keys;
}

std::string public_keys_text(const PublicKeys& keys) {
  std::string text = fmt::format("insyn_keys = 1\nrole = \"{}\"\nname = {}\n", role_name(keys.role),
                                 toml::quoted(keys.name));
  if (keys.verifier) text += fmt::format("sign = {}\n", toml::quoted(keys.verifier->text()));
  if (!keys.recipient.empty()) text += fmt::format("age = {}\n", toml::quoted(keys.recipient));
  return text;
}

}  // namespace insyn::note
