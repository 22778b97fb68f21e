#include "extension/package.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "agreement/testing.h"

namespace insyn::extension {
namespace {

using Json = nlohmann::json;

// One key for all tests, since making one takes a while.
const SigningKey& union_key() {
  static const SigningKey key = SigningKey::generate().value();
  return key;
}
const SigningKey& other_key() {
  static const SigningKey key = SigningKey::generate().value();
  return key;
}

std::string terms_text(const std::string& web, const SigningKey& signer = union_key()) {
  return R"(insyn = 1
id = "wiki-2026-12"
employer = "Kundcenter Nord AB"
union = "Klubben"
purpose = "P"
not_before = 2026-12-01
not_after = 2027-01-31
)" + web +
         R"(
[recording]
level = "masked"
[extension]
signer = ")" +
         to_hex(sha256(signer.public_key().value())) + "\"\n";
}

constexpr const char* kWiki = R"([[application]]
name = "Wiki"
kind = "web"
origins = ["https://wiki.example", "https://wiki.example:8443", "http://localhost:8080"]
except = ["/personal/*", "/Användare/*"]
masks = [".salary"]
shown = ["#\"article\""]
search_words = true
)";

agreement::Agreement agreement_of(const std::string& text) {
  static const agreement::Party employer = agreement::employer_party();
  static const agreement::Party unions = agreement::union_party();
  return agreement::Agreement::preview(text, {employer.keys, unions.keys}).value();
}

std::vector<PackedFile> scripts() {
  return {{"worker.js", bytes_of("import './rules.js';\n")},
          {"capture.js", bytes_of("capture();\n")},
          {"bell.js", bytes_of("bell();\n")}};
}

const Release kRelease{"0.1.0.3", "https://insyn.example"};

Bytes signed_package(const agreement::Agreement& agreement, const SigningKey& key = union_key()) {
  return write_crx(build_package(agreement, kRelease, scripts()).value(), key).value();
}

// The package with one file replaced, by somebody who has the key.
Bytes altered(const agreement::Agreement& agreement, const std::string& name, const std::string& from,
              const std::string& to) {
  auto files = read_zip(build_package(agreement, kRelease, scripts()).value()).value();
  for (PackedFile& file : files) {
    if (file.name != name) continue;
    std::string text(text_of(file.bytes));
    text.replace(text.find(from), from.size(), to);
    file.bytes = bytes_of(text);
  }
  return write_crx(write_zip(files), union_key()).value();
}

TEST(Package, OfAnAgreementIsTheSameEachTimeAndIsFoundToBeAgreed) {
  const auto agreement = agreement_of(terms_text(kWiki));
  const Bytes crx = signed_package(agreement);
  EXPECT_EQ(crx, signed_package(agreement));
  const PackageReport report = check_package(crx, agreement, scripts()).value();
  EXPECT_TRUE(report.is_agreed());
  EXPECT_EQ(report.release.version, "0.1.0.3");
  EXPECT_EQ(report.release.centre, "https://insyn.example");
  EXPECT_EQ(report.id, extension_id(union_key().public_key().value()));
  EXPECT_EQ(report.id.size(), 32u);
}

TEST(Package, AsksForTheAgreedOriginsAndNothingElse) {
  const Json manifest = Json::parse(manifest_text(agreement_of(terms_text(kWiki)), kRelease));
  const Json origins = {"https://wiki.example:443/*", "https://wiki.example:8443/*",
                        "http://localhost:8080/*"};
  EXPECT_EQ(manifest["host_permissions"], origins);
  EXPECT_EQ(manifest["permissions"], (Json{"nativeMessaging", "storage"}));
  for (const Json& script : manifest["content_scripts"]) {
    EXPECT_EQ(script["matches"], origins);
    EXPECT_EQ(script["exclude_matches"][0], "https://wiki.example:443/personal/*");
    EXPECT_EQ(script["exclude_matches"][1], "https://wiki.example:443/Anv%C3%A4ndare/*");
  }
  for (const char* never : {"optional_permissions", "optional_host_permissions", "web_accessible_resources",
                            "chrome_url_overrides", "devtools_page", "options_page", "commands"})
    EXPECT_FALSE(manifest.contains(never)) << never;
  EXPECT_EQ(manifest["externally_connectable"]["ids"], Json::array());
}

TEST(Package, RulesAreTheAgreements) {
  std::string text = rules_text(agreement_of(terms_text(kWiki)), kRelease);
  const std::string begin = "globalThis.insynRules = ";
  ASSERT_TRUE(text.starts_with(begin));
  const Json rules = Json::parse(text.substr(begin.size(), text.size() - begin.size() - 2));
  EXPECT_EQ(rules["level"], "masked");
  EXPECT_EQ(rules["applications"][0]["shown"][0], "#\"article\"");
  EXPECT_EQ(rules["applications"][0]["searchWords"], true);
  EXPECT_EQ(rules["pins"].size(), 2u);
}

TEST(Package, ThatAsksForMoreIsNotConfined) {
  const auto agreement = agreement_of(terms_text(kWiki));
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"https://wiki.example:443/*", "<all_urls>"},
           {"\"storage\"", "\"tabs\""},
           {"\"not_allowed\"", "\"spanning\""},
           {"https://insyn.example;", "https://elsewhere.example;"},
           {"\"version\"", "\"options_page\": \"bell.js\",\n  \"version\""}}) {
    const PackageReport report =
        check_package(altered(agreement, "manifest.json", from, to), agreement, scripts()).value();
    EXPECT_FALSE(report.is_confined) << to;
    EXPECT_FALSE(report.is_agreed());
    EXPECT_TRUE(report.is_signed_by_agreed);
  }
}

TEST(Package, WithOtherRulesOrScriptsIsNotAgreed) {
  const auto agreement = agreement_of(terms_text(kWiki));
  EXPECT_FALSE(check_package(altered(agreement, "rules.js", "masked", "full"), agreement, scripts())
                   ->has_agreed_rules);
  const PackageReport changed =
      check_package(altered(agreement, "capture.js", "capture", "capturf"), agreement, scripts()).value();
  EXPECT_EQ(changed.changed, std::vector<std::string>{"capture.js"});
  EXPECT_TRUE(changed.is_confined);
  EXPECT_FALSE(changed.is_agreed());
  auto more = scripts();
  more.push_back({"popup.js", {}});
  EXPECT_EQ(check_package(signed_package(agreement), agreement, more)->missing,
            std::vector<std::string>{"popup.js"});
  auto fewer = scripts();
  fewer.pop_back();
  EXPECT_EQ(check_package(signed_package(agreement), agreement, fewer)->added,
            std::vector<std::string>{"bell.js"});
}

TEST(Package, OfAnotherKeyIsNotTheUnions) {
  const auto agreement = agreement_of(terms_text(kWiki));
  const PackageReport report =
      check_package(signed_package(agreement, other_key()), agreement, scripts()).value();
  EXPECT_FALSE(report.is_signed_by_agreed);
  EXPECT_FALSE(report.is_agreed());
}

TEST(Package, OfAnotherAgreementIsNotConfinedByThisOne) {
  const auto agreement = agreement_of(terms_text(kWiki));
  std::string wider = kWiki;
  wider.replace(wider.find("http://localhost:8080"), 21, "https://mail.example");
  const PackageReport report =
      check_package(signed_package(agreement_of(terms_text(wider))), agreement, scripts()).value();
  EXPECT_FALSE(report.is_confined);
  EXPECT_FALSE(report.has_agreed_rules);
}

TEST(Package, TakesAnAgreementOnWebPagesThatNamesASigner) {
  const std::string native = "[[application]]\nname = \"A\"\nkind = \"native\"\nexe = \"/bin/a\"\n";
  EXPECT_EQ(build_package(agreement_of(terms_text(native)), kRelease, scripts()).error().code, Code::kDenied);
  std::string unsigned_terms = terms_text(kWiki);
  unsigned_terms.erase(unsigned_terms.find("[extension]"));
  const auto refused = build_package(agreement_of(unsigned_terms), kRelease, scripts());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("extension.signer"), std::string::npos);
}

TEST(Package, RefusesVersionsAndAddressesThatABrowserWouldNot) {
  const auto agreement = agreement_of(terms_text(kWiki));
  for (const char* version : {"", "1.", "1..2", "65536", "1.2.3.4.5", "01", "1.0-beta"})
    EXPECT_FALSE(check_release({version, ""})) << version;
  for (const char* centre : {"http://insyn.example", "https://", "https://insyn.example/", "https://a b",
                             "https://x'; script-src *"})
    EXPECT_FALSE(check_release({"1", centre})) << centre;
  EXPECT_TRUE(check_release({"1.2.3.65535", "https://insyn.example:8443"}));
}

TEST(Crx, EveryChangedByteIsRefused) {
  const Bytes good = write_crx(write_zip({{"a", bytes_of("b")}}), union_key()).value();
  ASSERT_TRUE(read_crx(good));
  for (std::size_t at = 0; at < good.size(); ++at) {
    Bytes changed = good;
    changed[at] ^= 1;
    EXPECT_FALSE(read_crx(changed)) << "byte " << at;
  }
}

TEST(Crx, WeakAndForeignKeysAreRefused) {
  EXPECT_FALSE(
      SigningKey::parse("-----BEGIN PRIVATE "
                        "KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----"
                        "END PRIVATE KEY-----\n"));
  EXPECT_FALSE(SigningKey::parse(""));
  const SigningKey again = SigningKey::parse(union_key().secret_text().value()).value();
  EXPECT_EQ(again.public_key().value(), union_key().public_key().value());
}

}  // namespace
}  // namespace insyn::extension
