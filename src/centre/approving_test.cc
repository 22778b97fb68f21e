#include "centre/approving.h"

#include <gtest/gtest.h>

#include "opening/testing.h"

namespace insyn::centre {
namespace {

// Before anything is asked of the server, which is not there.
TEST(Approving, ALedgerThatWasReadTooLongAgoDecidesNothing) {
  const opening::Parties parties;
  const std::vector<note::PublicKeys> pins = {parties.employer.keys, parties.union_.keys};
  const SystemClock clock;
  Client client = Client::create({"http://127.0.0.1:1", {}, "facket", "union", "token"}, clock).value();
  LedgerRead ledger;
  ledger.cosigned = clock.utc();
  GivenApprovals given = GivenApprovals::open("nowhere").value();
  const auto refusal = [&](std::chrono::milliseconds later) {
    const Approver by{client, parties.agreement,       pins, ledger, {}, parties.union_.signer,
                      given,  ledger.cosigned + later, {}};
    return approve(by, std::string(32, '1')).error().message;
  };
  EXPECT_EQ(refusal(kFreshEnough).find("too long ago"), std::string::npos) << refusal(kFreshEnough);
  EXPECT_NE(refusal(kFreshEnough + std::chrono::milliseconds(1)).find("too long ago"), std::string::npos);
}

}  // namespace
}  // namespace insyn::centre
