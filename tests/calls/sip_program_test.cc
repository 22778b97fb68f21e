// insyn-calls beside a real Kamailio.
#include "calls/calls_program.h"
#include "calls/test_pbx.h"

namespace insyn::calls_test {
namespace {

TEST_F(CallsProgram, SipTellsOfACallAndNothingOfWhoCalls) {
  TestPbx pbx;
  pbx.change("\"include_localremote\", 0", "\"include_localremote\", 1");
  pbx.start();
  const TestPhone phone(pbx, "201");
  write("numbers.txt", "201\n202\n");
  secret("sip.secret", std::string(kPbxPassword) + "\n");
  const std::string settings =
      top() + fmt::format(
                  "[sip]\naddress = \"127.0.0.1\"\nport = {}\ntransport = \"udp\"\ndomain "
                  "= \"pbx.example\"\nuser = \"insyn\"\nsecret = \"sip.secret\"\nnumbers = "
                  "\"numbers.txt\"\n",
                  pbx.port());
  const Ran checked = check(settings);
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
  EXPECT_NE(checked.out.find("tells of the calls of 2 of 2 numbers, 0 of them in a call now"),
            std::string::npos)
      << checked.out;
  start(settings, {{"LD_PRELOAD", INSYN_READABLE_MEMORY}});
  begin_reading();
  until("it subscribes", [&] { return program_->err().find("2 of 2 numbers") != std::string::npos; });
  TestCall call(pbx, "201", {{1500, false, false}});
  EXPECT_EQ(next(1), "begin 201");
  EXPECT_EQ(state(last_), "connected");
  expect_nothing_of_a_caller("of SIP");
  EXPECT_EQ(call.wait(), 0);
  EXPECT_EQ(next(1), "end 201");
  EXPECT_EQ(state(last_), "ended");
  EXPECT_EQ(program_->err().find("201"), std::string::npos) << program_->err();
  stop();
}

}  // namespace
}  // namespace insyn::calls_test
