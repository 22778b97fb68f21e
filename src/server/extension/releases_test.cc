#include "server/extension/releases.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "extension/package.h"
#include "extension/release_note.h"
#include "server/extension/routes.h"
#include "server/ingest/testing.h"

namespace insyn::server {
namespace {

using extension::SigningKey;

const SigningKey& union_key() {
  static const SigningKey key = SigningKey::generate().value();
  return key;
}

class ExtensionReleasesTest : public testing::Test, public TestCentre {
 protected:
  ExtensionReleasesTest() { agreed_ = registry.add_agreement(by_both(terms())).value().hash; }

  std::ptrdiff_t released() const {
    const auto all = entries();
    return std::count(all.begin(), all.end(), "extension");
  }
  std::string by_both(const std::string& text) const { return parties.by_both(text); }
  std::string terms() const {
    return with(parties.terms(), "kundtjanst-2026-11", "kundtjanst-web") + "\n[extension]\nsigner = \"" +
           to_hex(sha256(union_key().public_key().value())) + "\"\n";
  }
  extension::ReleaseNote note_of(const Bytes& zip, const std::string& version) const {
    return {agreed_, version, sha256(zip), parse_utc(kTestNow).value()};
  }
  std::string signed_note(const Bytes& zip, const std::string& version) const {
    return by_both(extension::release_text(note_of(zip, version)));
  }
  static Bytes zip(const std::string& what) {
    return extension::write_zip({{"manifest.json", bytes_of(what)}});
  }
  static Bytes crx(const Bytes& zip, const SigningKey& key = union_key()) {
    return extension::write_crx(zip, key).value();
  }
  http::Answer ask(const std::string& path,
                   const std::map<std::string, std::string, std::less<>>& parameters = {},
                   const std::string& authority = "insyn.example") {
    for (const http::Route& route : extension_routes(releases, *store.database)) {
      if (route.method != "GET" || route.path != path) continue;
      http::Request request;
      request.parameters = parameters;
      request.head.authority = authority;
      return std::get<http::Handle>(route.handler)(request);
    }
    return {};
  }

  Digest agreed_{};
  ExtensionReleases releases{*store.database, vault, log, registry, store.clock};
};

TEST_F(ExtensionReleasesTest, ThatBothHaveSignedStandsInTheLedgerOnce) {
  const std::string note = signed_note(zip("a"), "1.0");
  const auto first = releases.add(note);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(releases.add(note)->entry, first->entry);
  const std::string otherwise = agreement::signed_by_both(extension::release_text(note_of(zip("a"), "1.0")),
                                                          parties.union_side, parties.employer);
  EXPECT_EQ(releases.add(otherwise)->hash, first->hash) << "the one that is registered";
  EXPECT_EQ(entries().back(), "extension");
  EXPECT_EQ(released(), 1);
}

TEST_F(ExtensionReleasesTest, ThatOneHasSignedOrOfAnotherAgreementIsRefused) {
  const std::string text = extension::release_text(note_of(zip("a"), "1.0"));
  for (const auto* one : {&parties.employer, &parties.union_side})
    EXPECT_EQ(releases.add(note::sign(text, one->signer)).error().code, Code::kDenied);
  extension::ReleaseNote other = note_of(zip("a"), "1.0");
  other.agreement = sha256(view_of(agreement_text));
  EXPECT_EQ(releases.add(by_both(extension::release_text(other))).error().code, Code::kDenied)
      << "it names no signer";
  other.agreement = sha256(view_of("none"));
  EXPECT_EQ(releases.add(by_both(extension::release_text(other))).error().code, Code::kDenied);
  EXPECT_EQ(releases.add("x").error().code, Code::kCorrupt);
  EXPECT_EQ(released(), 0);
}

TEST_F(ExtensionReleasesTest, PackageIsTakenOfARegisteredReleaseByTheAgreedKeyAlone) {
  EXPECT_EQ(releases.put_package(crx(zip("a"))).error().code, Code::kDenied) << "nobody has signed its hash";
  ASSERT_TRUE(releases.add(signed_note(zip("a"), "1.0")));
  EXPECT_EQ(releases.put_package(crx(zip("a"), SigningKey::generate().value())).error().code, Code::kDenied);
  EXPECT_EQ(releases.put_package(crx(zip("b"))).error().code, Code::kDenied);
  Bytes changed = crx(zip("a"));
  changed.back() ^= 1;
  EXPECT_FALSE(releases.put_package(changed));
  EXPECT_TRUE(releases.offered()->empty());
  EXPECT_TRUE(releases.put_package(crx(zip("a"))));
  EXPECT_EQ(releases.offered()->size(), 1u);
}

TEST_F(ExtensionReleasesTest, BrowsersAreOfferedTheNewestAndGetItWhole) {
  for (const auto& [what, version] : {std::pair("a", "1.0"), std::pair("b", "1.1"), std::pair("c", "1.2")}) {
    ASSERT_TRUE(releases.add(signed_note(zip(what), version)));
    if (std::string_view(what) == "c") continue;
    ASSERT_TRUE(releases.put_package(crx(zip(what))));
  }
  const std::string hash = to_hex(sha256(crx(zip("b"))));
  const http::Answer updates = ask("/v1/extension/updates.xml");
  EXPECT_EQ(updates.status, 200);
  EXPECT_NE(
      updates.body.find("codebase='https://insyn.example/v1/extension/packages/" + hash + "' version='1.1'"),
      std::string::npos)
      << updates.body;
  EXPECT_NE(updates.body.find("appid='" + extension::extension_id(union_key().public_key().value()) + "'"),
            std::string::npos);
  EXPECT_EQ(updates.body.find("'1.0'"), updates.body.find("version='1.0' encoding") + 8)
      << "the older one is offered";
  const http::Answer package = ask("/v1/extension/packages/{crx}", {{"crx", hash}});
  EXPECT_EQ(bytes_of(package.body), crx(zip("b")));
  EXPECT_EQ(ask("/v1/extension/packages/{crx}", {{"crx", "../" + hash}}).status, 404);
  EXPECT_EQ(ask("/v1/extension/updates.xml", {}, "x'><app").status, 400);
}

}  // namespace
}  // namespace insyn::server
