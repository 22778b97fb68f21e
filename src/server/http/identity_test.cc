#include "server/http/identity.h"

#include <gtest/gtest.h>

#include "http_signature/content_digest.h"
#include "server/http/recent_nonces.h"

namespace insyn::server::http {
namespace {

class IdentityTest : public testing::Test {
 protected:
  IdentityTest() {
    known_.monitor_token = sha256(view_of("token"));
    known_.machine = [this](std::string_view key_id) -> std::optional<Machine> {
      if (key_id != http_signature::key_id_of(link_.verifier())) return std::nullopt;
      return Machine{link_.verifier(), Role::kLink};
    };
  }
  // "link", "401 token".
  std::string identified(const Head& head) const {
    const Identity identity = Callers(known_, nonces_, clock_).identify(head);
    if (const auto* who = std::get_if<Identified>(&identity)) return name_of(who->caller.role);
    const Answer& refused = std::get<Answer>(identity);
    const std::size_t at = refused.body.find("\"code\":\"") + 8;
    return fmt::format("{} {}", refused.status, refused.body.substr(at, refused.body.find('"', at) - at));
  }
  std::string with_authorization(const std::string& value) const {
    return identified({"GET", "a", "/figures", "", {{"authorization", value}}, false});
  }
  // Of an upload whose digest, which the signature covers, is this.
  std::string with_digest(const std::string& digest) const {
    Head head{"PUT", "a", "/uploads/1", "", {{"content-type", "text/plain"}, {"content-digest", digest}},
              true};
    const auto lines = http_signature::sign(head, link_, clock_.utc()).value();
    head.fields.insert(head.fields.end(), lines.begin(), lines.end());
    return identified(head);
  }

  // Of a server that started long ago.
  class LaterClock final : public Clock {
   public:
    Utc utc() const override { return system_.utc() + std::chrono::hours(later); }
    Mono mono() const override { return system_.mono(); }
    std::chrono::microseconds slept() const override { return {}; }
    int later = 0;

   private:
    SystemClock system_;
  };

  LaterClock clock_;
  mutable RecentNonces nonces_{clock_, 100};
  const note::Signer link_ = note::Signer::generate("link-1").value();
  Known known_;
};

TEST_F(IdentityTest, TheMonitorIsWhoHasTheToken) {
  EXPECT_EQ(with_authorization("Bearer token"), "monitor");
  for (const char* wrong :
       {"Bearer tokens", "Bearer ", "token", "Basic token", "bearer token", "Bearer  token"})
    EXPECT_EQ(with_authorization(wrong), "401 token") << wrong;
}

TEST_F(IdentityTest, ASignedBodyHasADigestThatCanBeCompared) {
  clock_.later = 1;
  EXPECT_EQ(with_digest(http_signature::content_digest(sha256(view_of("body")))), "link");
  EXPECT_EQ(with_digest("sha-512=:AA==:"), "400 content-digest");
  EXPECT_EQ(with_digest("sha-256=:AA==:"), "400 content-digest");
}

TEST_F(IdentityTest, WhatMayHaveBeenAskedBeforeTheStartIsNotDecided) {
  EXPECT_EQ(with_digest(http_signature::content_digest(sha256(view_of("body")))), "503 unsure");
}

}  // namespace
}  // namespace insyn::server::http
