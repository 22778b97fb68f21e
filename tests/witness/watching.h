// A witness that looks at a served centre whenever a test says so.
#pragma once

#include <gtest/gtest.h>

#include "support/temp_folder.h"
#include "witness/served_centre.h"
#include "witness/watch/watch.h"

namespace insyn::witness_test {

class Watching : public testing::Test {
 protected:
  Watching();

  // The witness's program, from its start to its end.
  void start();
  void stop() {
    watch.reset();
    client.reset();
  }
  Status look() { return watch->look(); }
  void look_well() {
    const Status looked = look();
    EXPECT_TRUE(looked) << looked.error().message;
  }
  // How many things were told whose English words have `part` in them.
  int told(const std::string& part) const;
  // What the witness has cosigned last.
  ledger::Checkpoint cosigned();
  // The newest note by which the agreement is in force, as the server has it; at its time.
  std::optional<Utc> confirmed_at();
  void settle(const std::string& from, const std::string& to);

  support::TempFolder folder;
  http_test::MovedClock clock;
  const Parties parties;
  Served served{clock};
  std::unique_ptr<Centre> centre;
  const witness::Place place{folder / "witness"};
  std::optional<witness::Furnished> with;
  std::optional<http_client::Client> client;
  std::unique_ptr<witness::Watch> watch;
  std::string said;
};

}  // namespace insyn::witness_test
