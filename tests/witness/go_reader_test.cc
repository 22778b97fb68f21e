// What a server serves of its ledger, read by Go's golang.org/x/mod/sumdb (tests/interop/ledger.go).
#include "ledger/checkpoint/cosignature.h"
#include "support/program.h"
#include "witness/watching.h"

namespace insyn::witness_test {
namespace {

class GoReader : public Watching {
 protected:
  support::Ran read() const {
    return support::run(
        folder.path(), {"/usr/bin/env", "GO111MODULE=off", "GOFLAGS=", "GOPATH=/usr/share/gocode",
                        "GOCACHE=" INSYN_BIN_DIR "/../tests/interop/go", "go", "run",
                        INSYN_SOURCE_DIR "/tests/interop/ledger.go", served.url(),
                        parties.origin.verifier().text(), ledger::cosigner_text(parties.witness.verifier())});
  }
};

TEST_F(GoReader, VerifiesWhatIsServedAndRefusesWhatWasChanged) {
  ASSERT_TRUE(centre->register_agreement(parties.agreement, parties.note));
  start();
  look_well();
  for (const int count : {3, 252, 1, 400}) {
    ASSERT_TRUE(centre->append_some(count));
    look_well();
  }
  const support::Ran whole = read();
  EXPECT_EQ(whole.code, 0) << whole.err;
  EXPECT_EQ(whole.out, "657 entries\n");
  for (const std::string part : {"/ledger/tile/0/001", "/ledger/tile/entries/001", "/ledger/checkpoint"}) {
    served.lie([part](const server::http::Request& request, server::http::Answer answer) {
      if (request.head.path == part) answer.body[answer.body.size() - 10] ^= 1;
      return answer;
    });
    EXPECT_NE(read().code, 0) << part;
  }
}

}  // namespace
}  // namespace insyn::witness_test
