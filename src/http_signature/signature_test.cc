#include "http_signature/signature.h"

#include <gtest/gtest.h>

#include <map>

#include "http_signature/content_digest.h"

namespace insyn::http_signature {
namespace {

constexpr Utc kNow{std::chrono::seconds(1796000000)};

class Seen final : public SeenNonces {
 public:
  Result<bool> is_new(std::string_view key, std::string_view nonce, Utc until) override {
    if (fails) return fail(Code::kTransient, "the database does not answer");
    return until_.emplace(std::pair(std::string(key), std::string(nonce)), until).second;
  }
  std::size_t count() const { return until_.size(); }
  Utc until() const { return until_.begin()->second; }
  bool fails = false;

 private:
  std::map<std::pair<std::string, std::string>, Utc> until_;
};

class SignatureTest : public testing::Test {
 protected:
  static Request upload() {
    Request request{"POST", "insyn.example:8443", "/v1/recordings", "?from=3", {}, true};
    request.fields = {{"content-type", "application/octet-stream"},
                      {"content-digest", content_digest(sha256(view_of("body")))},
                      {"user-agent", "insyn-link"}};
    return request;
  }
  Request signed_request(Request request, Utc when = kNow) const {
    const auto lines = sign(request, key_, when);
    EXPECT_TRUE(lines);
    request.fields.insert(request.fields.end(), lines->begin(), lines->end());
    return request;
  }
  tl::expected<note::Verifier, Refusal> verified(const Request& request, Utc now = kNow) {
    return verify(
        request, [&](std::string_view id) { return find(id); }, seen_, now);
  }
  // What becomes of a signed upload that is changed on its way.
  std::string after(const std::function<void(Request&)>& change) {
    Request request = signed_request(upload());
    change(request);
    const auto key = verified(request);
    return std::string(key ? "taken" : code_of(key.error()).text());
  }
  // The same where the signer itself covers or states something else.
  std::string where_signer(const std::function<void(Request&, InnerList&)>& change) {
    Request request = upload();
    InnerList covered;
    for (const char* name : {"@method", "@authority", "@path", "@query", "content-type", "content-digest"})
      covered.items.push_back({std::string(name), {}});
    covered.parameters = {{"created", std::int64_t{1796000000}},
                          {"keyid", key_id_of(key_.verifier())},
                          {"alg", std::string("ed25519")},
                          {"nonce", std::string("0123456789abcdef")},
                          {"tag", std::string("insyn")}};
    change(request, covered);
    const auto base = signature_base(request, covered);
    const Bytes signature = key_.sign(base ? *base : "");
    request.fields.push_back({"signature-input", to_text(Dictionary{{"x", covered}})});
    request.fields.push_back({"signature", to_text(Dictionary{{"x", Item{signature, {}}}})});
    const auto key = verified(request);
    return std::string(key ? "taken" : code_of(key.error()).text());
  }
  std::optional<note::Verifier> find(std::string_view id) const {
    if (id == key_id_of(key_.verifier())) return key_.verifier();
    if (id == answers_to_) return key_.verifier();
    return std::nullopt;
  }

  const note::Signer key_ = note::Signer::generate("link-12").value();
  std::string answers_to_;
  Seen seen_;
};

// The value of a field, to be changed.
std::string& field(Request& request, std::string_view name) {
  for (Field& field : request.fields)
    if (field.name == name) return field.value;
  throw std::logic_error("no such field");
}

BareItem& parameter(InnerList& covered, std::string_view key) {
  for (Parameter& parameter : covered.parameters)
    if (parameter.key == key) return parameter.value;
  throw std::logic_error("no such parameter");
}

TEST_F(SignatureTest, SaysWhoSigned) {
  const auto key = verified(signed_request(upload()));
  ASSERT_TRUE(key) << code_of(key.error()).text();
  EXPECT_EQ(*key, key_.verifier());
  EXPECT_EQ(seen_.until(), kNow + kTolerance);
}

TEST_F(SignatureTest, ARequestWithoutABodyNeedsNoDigest) {
  const Request request{"GET", "insyn.example", "", "", {}, false};
  EXPECT_TRUE(verified(signed_request(request)));
}

TEST_F(SignatureTest, IsNotMadeWithoutTheBodysDigest) {
  Request request = upload();
  request.fields.erase(request.fields.begin() + 1);
  EXPECT_EQ(sign(request, key_, kNow).error().code, Code::kPermanent);
}

TEST_F(SignatureTest, CoversAllThatARequestAsksFor) {
  EXPECT_EQ(after([](Request& r) { r.method = "PUT"; }), "wrong-signature");
  EXPECT_EQ(after([](Request& r) { r.authority = "insyn.example"; }), "wrong-signature");
  EXPECT_EQ(after([](Request& r) { r.path += "/1"; }), "wrong-signature");
  EXPECT_EQ(after([](Request& r) { r.query = ""; }), "wrong-signature");
  EXPECT_EQ(after([](Request& r) { field(r, "content-type") = "text/plain"; }), "wrong-signature");
  EXPECT_EQ(after([](Request& r) { field(r, "content-digest") = content_digest(sha256(view_of("other"))); }),
            "wrong-signature");
  EXPECT_EQ(after([](Request& r) {
              r.fields.push_back({"content-digest", "sha-512=:AA==:"});
            }),
            "wrong-signature");
  EXPECT_EQ(after([](Request& r) { field(r, "user-agent") = "a proxy"; }), "taken");
}

TEST_F(SignatureTest, ThatLacksSomethingIsNotTaken) {
  EXPECT_EQ(after([](Request& r) { r.fields.pop_back(); }), "not-signed");
  EXPECT_EQ(after([](Request& r) { field(r, "signature-input") = "insyn=1"; }), "not-signed");
  EXPECT_EQ(after([](Request& r) { field(r, "signature") = "other=:AA==:"; }), "not-signed");
  EXPECT_EQ(after([](Request& r) { field(r, "signature") = "insyn=1"; }), "not-signed");
  EXPECT_EQ(after([](Request& r) { field(r, "signature") = "insyn="; }), "malformed");
  EXPECT_EQ(after([](Request& r) { field(r, "signature") = "insyn=:AA==:"; }), "wrong-signature");
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(
        where_signer([&](Request&, InnerList& c) { c.items.erase(c.items.begin() + static_cast<long>(i)); }),
        "not-covered");
  }
  for (const char* key : {"created", "keyid", "alg", "nonce"}) {
    EXPECT_EQ(where_signer([&](Request&, InnerList& c) { parameter(c, key) = Token{"x"}; }), "malformed")
        << key;
  }
}

TEST_F(SignatureTest, MadeForSomethingElseIsNotTaken) {
  EXPECT_EQ(where_signer([](Request&, InnerList&) {}), "taken");
  EXPECT_EQ(where_signer([](Request&, InnerList& c) { parameter(c, "tag") = std::string("other"); }),
            "not-signed");
  EXPECT_EQ(where_signer([](Request&, InnerList& c) { parameter(c, "alg") = std::string("rsa-pss-sha512"); }),
            "malformed");
  EXPECT_EQ(
      where_signer([](Request&, InnerList& c) { parameter(c, "nonce") = std::string("0123456789abcde"); }),
      "malformed");
  EXPECT_EQ(where_signer([](Request&, InnerList& c) { parameter(c, "nonce") = std::string(65, 'x'); }),
            "malformed");
}

TEST_F(SignatureTest, OverComponentsThatMayMisleadIsNotTaken) {
  EXPECT_EQ(where_signer([](Request&, InnerList& c) {
              c.items.push_back({std::string("@path"), {}});
            }),
            "malformed");
  EXPECT_EQ(where_signer([](Request&, InnerList& c) {
              c.items[0].parameters = {{"req", true}};
            }),
            "not-covered");
  EXPECT_EQ(where_signer([](Request&, InnerList& c) {
              c.items.push_back({std::string("user-agent"), {{"bs", true}}});
            }),
            "malformed");
  EXPECT_EQ(where_signer([](Request&, InnerList& c) {
              c.items.push_back({std::string("@status"), {}});
            }),
            "malformed");
  EXPECT_EQ(where_signer([](Request&, InnerList& c) {
              c.items.push_back({std::string("x-absent"), {}});
            }),
            "malformed");
  EXPECT_EQ(where_signer([](Request&, InnerList& c) {
              c.items.push_back({std::int64_t{1}, {}});
            }),
            "malformed");
  EXPECT_EQ(where_signer([](Request& r, InnerList&) { r.path = "/v1\n\"@query\": ?all"; }), "malformed");
}

TEST_F(SignatureTest, ByAKeyThatIsNotKnownIsNotTaken) {
  const note::Signer other = note::Signer::generate("link-12").value();
  Request request = upload();
  const auto lines = sign(request, other, kNow).value();
  request.fields.insert(request.fields.end(), lines.begin(), lines.end());
  EXPECT_EQ(verified(request).error(), Refusal::kUnknownKey);
  // A list of keys that gives another one for an id does not help.
  answers_to_ = key_id_of(other.verifier());
  EXPECT_EQ(verified(request).error(), Refusal::kUnknownKey);
}

TEST_F(SignatureTest, IsTakenForTenMinutes) {
  const Request request = signed_request(upload());
  EXPECT_EQ(verified(request, kNow + kTolerance + std::chrono::milliseconds(1)).error(), Refusal::kTooOld);
  EXPECT_EQ(verified(request, kNow - kTolerance - std::chrono::milliseconds(1)).error(), Refusal::kTooNew);
  EXPECT_EQ(seen_.count(), 0U);
  EXPECT_TRUE(verified(request, kNow + kTolerance));
  EXPECT_TRUE(verified(signed_request(upload()), kNow - kTolerance));
}

TEST_F(SignatureTest, IsTakenOnce) {
  const Request request = signed_request(upload());
  EXPECT_TRUE(verified(request));
  EXPECT_EQ(verified(request, kNow + std::chrono::minutes(1)).error(), Refusal::kSeenBefore);
  EXPECT_TRUE(verified(signed_request(upload())));
}

TEST_F(SignatureTest, IsNotTakenWhereItMayHaveBeenSeenBefore) {
  seen_.fails = true;
  EXPECT_EQ(verified(signed_request(upload())).error(), Refusal::kUnsure);
}

TEST_F(SignatureTest, ThatIsWrongUsesUpNoNonce) {
  EXPECT_EQ(after([](Request& r) { r.method = "PUT"; }), "wrong-signature");
  EXPECT_EQ(seen_.count(), 0U);
}

// RFC 9421, appendix B.2.6, with the key of B.1.4.
TEST(SignatureBase, IsThatOfTheStandard) {
  const Request request{"POST",
                        "example.com",
                        "/foo",
                        "?param=Value&Pet=dog",
                        {{"date", "Tue, 20 Apr 2021 02:07:55 GMT"},
                         {"content-type", " application/json"},
                         {"content-length", "18"}},
                        true};
  const auto covered = parse_dictionary(
      "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
      ";created=1618884473;keyid=\"test-key-ed25519\"");
  ASSERT_TRUE(covered);
  const auto base = signature_base(request, std::get<InnerList>(covered->front().value));
  ASSERT_TRUE(base);
  EXPECT_EQ(*base,
            "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
            "\"@method\": POST\n"
            "\"@path\": /foo\n"
            "\"@authority\": example.com\n"
            "\"content-type\": application/json\n"
            "\"content-length\": 18\n"
            "\"@signature-params\": (\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" "
            "\"content-length\");created=1618884473;keyid=\"test-key-ed25519\"");
  Bytes key = {0x01};
  const Bytes raw = from_base64("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=", Padding::kRequired).value();
  key.insert(key.end(), raw.begin(), raw.end());
  const Bytes hashed = bytes_of("test\n" + std::string(text_of(key)));
  const Digest digest = sha256(hashed);
  const auto verifier = note::Verifier::parse(
      fmt::format("test+{}+{}", to_hex(ByteView(digest).subspan(0, 4)), to_base64(key, Padding::kRequired)));
  ASSERT_TRUE(verifier) << verifier.error().message;
  const Bytes signature =
      from_base64("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==",
                  Padding::kRequired)
          .value();
  EXPECT_TRUE(verifier->fits(*base, signature));
}

// RFC 9530, section 2 and appendix B.
TEST(ContentDigest, IsThatOfTheStandard) {
  EXPECT_EQ(content_digest(sha256(view_of("{\"hello\": \"world\"}\n"))),
            "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
  EXPECT_EQ(
      parse_content_digest("sha-512=:AA==:, sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:").value(),
      sha256(view_of("{\"hello\": \"world\"}\n")));
}

TEST(ContentDigest, OfAnotherFormIsRefused) {
  for (const char* field : {"", "sha-512=:AA==:", "sha-256", "sha-256=1", "sha-256=:AA==:",
                            "sha-256=(:AA==:)", "sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg="}) {
    EXPECT_FALSE(parse_content_digest(field)) << field;
  }
}

}  // namespace
}  // namespace insyn::http_signature
