// insyn-calls as it is started, told of calls, asked and stopped, over real HTTP and a real connection.
#include <csignal>

#include "calls/calls_program.h"

namespace insyn::calls_test {
namespace {

TEST_F(CallsProgram, ASignedWebhookBeginsACallAndEndsIt) {
  start(top() + webhook());
  begin_reading();
  EXPECT_EQ(send(webhook_of("1", body("answered"))), 204);
  EXPECT_EQ(next(1), "begin 201");
  const Statement begin = last_;
  EXPECT_EQ(begin.kind, "Faktura");
  EXPECT_EQ(reach_, (std::vector<CarrierReach>{{"pbx", Reach::kSource}}));
  EXPECT_EQ(state(begin), "connected");
  EXPECT_EQ(send(webhook_of("2", body("hold"))), 204);
  EXPECT_EQ(next(1), "hold 201");
  EXPECT_EQ(state(begin), "held");
  EXPECT_EQ(send(webhook_of("3", body("gone"))), 204);
  EXPECT_EQ(next(1), "end 201");
  EXPECT_EQ(state(begin), "ended");
  stop();
}

TEST_F(CallsProgram, WhatTheTelephoneSystemHasNotSignedStartsNothing) {
  start(top() + webhook());
  begin_reading();
  const std::string answered = body("answered");
  EXPECT_EQ(send(request("", answered)), 400) << "unsigned";
  EXPECT_EQ(send(webhook_of("1", answered, kOtherSecret)), 401) << "by another";
  std::string changed = webhook_of("2", answered);
  changed.replace(changed.find("agent-1"), 7, "agent-2");
  EXPECT_EQ(send(changed), 401) << "changed on the way";
  EXPECT_EQ(send(webhook_of("3", answered, support::kWebhookSecret, -std::chrono::minutes(6))), 400)
      << "of yesterday";
  EXPECT_EQ(send(webhook_of("4", answered, support::kWebhookSecret, std::chrono::minutes(6))), 400)
      << "of tomorrow";
  EXPECT_EQ(send(webhook_of("5", "[1]")), 400) << "no event";
  EXPECT_EQ(send(webhook_of("5b", std::string(WebhookVerifier::kLargestBody + 1, ' '))), 413) << "too large";
  EXPECT_TRUE(nothing_followed());
  // The same once more: as if it were taken.
  const std::string first = webhook_of("6", answered);
  EXPECT_EQ(send(first), 204);
  EXPECT_EQ(next(1), "begin 201");
  EXPECT_EQ(send(webhook_of("7", body("gone"))), 204);
  EXPECT_EQ(next(1), "end 201");
  EXPECT_EQ(send(first), 204);
  EXPECT_EQ(send(webhook_of("8", answered)), 204) << "a dialog that is over";
  EXPECT_TRUE(nothing_followed());
  // A reader cannot tell of calls.
  http_client::Call call{"POST", "/v1/webhook/test"};
  call.body = http_client::body_of("application/json", answered);
  EXPECT_EQ(client(&server_).ask(call)->status, 403);
}

TEST_F(CallsProgram, OnlyReadersReadAndLinksOnlyWhatTheyName) {
  start(top() + webhook());
  begin_reading();
  EXPECT_EQ(send(webhook_of("1", body("answered"))), 204);
  EXPECT_EQ(next(1), "begin 201");
  const note::Signer stranger = note::Signer::generate("server").value();
  const auto all = news_request("", std::nullopt);
  const auto named = news_request("", StatementLog::Numbers(std::set<std::string>{"201"}));
  const auto question = question_request({"pbx", last_.call, last_.leg, {}}, std::chrono::seconds(5));
  EXPECT_EQ(client(nullptr).ask(all)->status, 401);
  EXPECT_EQ(client(nullptr).ask(named)->status, 401);
  EXPECT_EQ(client(nullptr).ask(question)->status, 401);
  EXPECT_EQ(client(&stranger).ask(all)->status, 401);
  EXPECT_EQ(client(&stranger).ask(question)->status, 401);
  EXPECT_EQ(client(&link_).ask(all)->status, 400) << "everybody's";
  EXPECT_EQ(news_in(client(&link_).ask(named))->statements.size(), 1U);
  EXPECT_EQ(client(&link_).ask(question)->status, 200);
}

TEST_F(CallsProgram, AsteriskTellsOfACallFromTheQueueToItsEnd) {
  TestAsterisk asterisk;
  start(top() + ami(asterisk.port()));
  begin_reading();
  until("it is let in", [&] { return asterisk.readings() == 1; });
  asterisk.agent_event("AgentCalled", "1764576896.12", "201");
  asterisk.agent_event("AgentConnect", "1764576896.12", "201");
  EXPECT_EQ(next(1), "begin 201");
  const Statement begin = last_;
  EXPECT_EQ(begin.queue, "Privat");
  EXPECT_EQ(reach_, (std::vector<CarrierReach>{{"pbx", Reach::kSource}}));
  asterisk.channel_event("Hold", "1764576896.12");
  EXPECT_EQ(next(1), "hold 201");
  EXPECT_EQ(state(begin), "held");
  asterisk.channel_event("Unhold", "1764576896.12");
  EXPECT_EQ(next(1), "resume 201");
  EXPECT_EQ(state(begin), "connected");
  asterisk.channel_event("Hangup", "1764576896.12");
  EXPECT_EQ(next(1), "end 201");
  EXPECT_EQ(state(begin), "ended");
  stop();
}

TEST_F(CallsProgram, AConnectionThatIsCutEndsCallsByTheLeaseAndWhatComesAfterIsReadAnew) {
  TestAsterisk asterisk;
  start(top() + ami(asterisk.port()));
  begin_reading();
  until("it is let in", [&] { return asterisk.readings() == 1; });
  asterisk.agent_event("AgentConnect", "1764576896.12", "201");
  EXPECT_EQ(next(1), "begin 201");
  asterisk.lets_in(false);
  asterisk.cut();
  EXPECT_EQ(next(1), "end 201") << "by the lease: nobody told it";
  EXPECT_EQ(state(last_), "ended");
  until("it is told that nobody is there", [&] {
    const std::vector<CarrierReach> nobody = {{"pbx", Reach::kNothing}};
    if (reach_ != nobody) statements();
    return reach_ == nobody;
  });
  // That call goes on, another one began meanwhile: neither was seen to begin.
  asterisk.has_channel("1764576896.40");
  asterisk.lets_in(true);
  until("it has read what there is", [&] { return asterisk.readings() == 2; });
  asterisk.agent_event("AgentConnect", "1764576896.12", "201");
  asterisk.agent_event("AgentConnect", "1764576896.40", "202");
  asterisk.agent_event("AgentConnect", "1764576896.50", "203");
  EXPECT_EQ(next(1), "begin 203");
}

// A long call of which nothing is told: that Asterisk answers when it is asked keeps it.
TEST_F(CallsProgram, ACallOutlastsItsLeaseWhileAsteriskAnswers) {
  TestAsterisk asterisk;
  start(top() + ami(asterisk.port()) + "[limits]\nlease_seconds = 4\n");
  begin_reading();
  until("it is let in", [&] { return asterisk.readings() == 1; });
  asterisk.agent_event("AgentConnect", "1764576896.12", "201");
  EXPECT_EQ(next(1), "begin 201");
  const Mono begun = clock_.mono();
  until("the lease to be over", [&] { return clock_.mono() - begun > std::chrono::seconds(6); });
  EXPECT_EQ(state(last_), "connected");
}

TEST_F(CallsProgram, WhatEndedWhileTheConnectionWasAwayHasEnded) {
  TestAsterisk asterisk;
  start(top() + ami(asterisk.port()) + "[limits]\nlease_seconds = 60\n");
  begin_reading();
  until("it is let in", [&] { return asterisk.readings() == 1; });
  asterisk.agent_event("AgentConnect", "1764576896.12", "201");
  asterisk.agent_event("AgentConnect", "1764576896.13", "202");
  EXPECT_EQ(next(2), "begin 201, begin 202");
  asterisk.has_channel("1764576896.12");
  asterisk.cut();
  EXPECT_EQ(next(1), "end 202");
  EXPECT_EQ(asterisk.readings(), 2);
}

// Asterisk lists no holds: one that begins while nobody listens is told by nobody.
TEST_F(CallsProgram, AHoldThatMayHaveBegunWhileTheConnectionWasAwayIsNotTakenForNone) {
  TestAsterisk asterisk;
  start(top() + ami(asterisk.port()) + "[limits]\nlease_seconds = 60\n");
  begin_reading();
  until("it is let in", [&] { return asterisk.readings() == 1; });
  asterisk.agent_event("AgentConnect", "1764576896.12", "201");
  EXPECT_EQ(next(1), "begin 201");
  const Statement begin = last_;
  EXPECT_EQ(state(begin), "connected");
  asterisk.has_channel("1764576896.12");
  asterisk.lets_in(false);
  asterisk.cut();
  until("the gap to be noticed", [&] { return state(begin) == "unclear"; });
  asterisk.lets_in(true);
  until("it has read what there is", [&] { return asterisk.readings() == 2; });
  asterisk.agent_event("AgentConnect", "1764576896.13", "202");
  EXPECT_EQ(next(1), "begin 202") << "the connection is there";
  EXPECT_EQ(state(last_), "connected");
  EXPECT_EQ(state(begin), "unclear") << "it goes on, and may be held";
  asterisk.channel_event("Hold", "1764576896.12");
  EXPECT_EQ(next(1), "hold 201");
  EXPECT_EQ(state(begin), "held");
  asterisk.channel_event("Unhold", "1764576896.12");
  EXPECT_EQ(next(1), "resume 201");
  EXPECT_EQ(state(begin), "connected");
}

TEST_F(CallsProgram, NothingOfACallerIsSaidWhoseCallAWebhookTells) {
  start(top() + webhook());
  begin_reading();
  EXPECT_EQ(send(webhook_of("1", body("answered"))), 204);
  EXPECT_EQ(send(webhook_of("2", body("answered"), kOtherSecret)), 401);
  EXPECT_EQ(next(1), "begin 201");
  expect_nothing_of_a_caller_said("of webhooks");
}

TEST_F(CallsProgram, NothingOfACallerIsInMemoryWhoseCallAWebhookTells) {
  start(top() + webhook(), {{"LD_PRELOAD", INSYN_READABLE_MEMORY}});
  begin_reading();
  EXPECT_EQ(send(webhook_of("1", body("answered"))), 204);
  EXPECT_EQ(send(webhook_of("2", body("answered"), kOtherSecret)), 401);
  EXPECT_EQ(next(1), "begin 201");
  EXPECT_NE(memory().find("201"), std::string::npos) << "the search finds what is there";
  expect_nothing_of_a_caller("of webhooks");
}

TEST_F(CallsProgram, NothingOfACallerIsAnywhereWhoseCallAsteriskTells) {
  TestAsterisk asterisk;
  start(top() + ami(asterisk.port()), {{"LD_PRELOAD", INSYN_READABLE_MEMORY}});
  begin_reading();
  asterisk.has_channel("1764576896.99");
  until("it is let in", [&] { return asterisk.readings() == 1; });
  asterisk.agent_event("AgentConnect", "1764576896.12", "201");
  EXPECT_EQ(next(1), "begin 201");
  EXPECT_NE(memory().find("201"), std::string::npos) << "the search finds what is there";
  expect_nothing_of_a_caller("of AMI");
  for (const auto& agent : {std::string("201"), last_.call, last_.leg})
    EXPECT_EQ(program_->err().find(agent), std::string::npos) << program_->err();
}

TEST_F(CallsProgram, HalfLinesForEverCostBoundedMemory) {
  for (const std::string& flood :
       {std::string(4096, 'A'), "Asterisk Call Manager/9\r\n" + std::string(65536, 'x'),
        std::string("Asterisk Call Manager/9\r\nUniqueid: 1\r\nLinkedid: 2\r\nQueue: 3\r\n")}) {
    TestAsterisk asterisk;
    asterisk.floods_with(flood);
    start(top() + ami(asterisk.port()));
    const long before = memory_of(program_->pid());
    until("it has come again", [&] { return asterisk.connections() >= 3; });
    EXPECT_LT(memory_of(program_->pid()) - before, 8192) << flood.substr(0, 40);
    EXPECT_FALSE(program_->ended()) << program_->err();
    stop();
  }
}

TEST_F(CallsProgram, GivesUpWhatItDoesNotNeed) {
  start(top() + webhook());
  const std::string status = support::status_of(program_->pid());
  EXPECT_NE(status.find("NoNewPrivs:\t1"), std::string::npos);
  EXPECT_NE(status.find("Seccomp:\t2"), std::string::npos);
}

TEST_F(CallsProgram, CheckSaysWhatWorks) {
  TestAsterisk asterisk;
  asterisk.has_channel("1764576896.99");
  Ran ran = check(top() + ami(asterisk.port()));
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_NE(ran.out.find(key_.verifier().text()), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("lets insyn in, and has 1 channel now"), std::string::npos) << ran.out;
  asterisk.lets_in(false);
  ran = check(top() + ami(asterisk.port()));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("wrong: Asterisk refuses the login"), std::string::npos) << ran.out;
  ran = check(top() + ami(support::free_port()));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("does not answer"), std::string::npos) << ran.out;
  ran = check(top() + webhook());
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_NE(ran.out.find("POST /v1/webhook/test"), std::string::npos) << ran.out;
  ::chmod((folder_ / "a.secret").c_str(), 0644);
  ran = check(top() + webhook());
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("chmod go="), std::string::npos) << ran.out;
  ran = check(top());
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("insyn-calls.toml: there is none of"), std::string::npos) << ran.out;
}

TEST_F(CallsProgram, APlainAsteriskIsToldNothingWhereTlsIsSpoken) {
  TestAsterisk asterisk;
  const Ran ran = check(top() + by_tls(ami(asterisk.port())));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("no TLS"), std::string::npos) << ran.out;
  EXPECT_EQ(asterisk.readings(), 0);
}

TEST_F(CallsProgram, AsteriskShowsByItsCertificateThatItIsAsterisk) {
  const auto ours = http_test::make_certificates(folder_.path(), "ours");
  const auto others = http_test::make_certificates(folder_.path(), "others");
  const std::uint16_t port = support::free_port();
  const Program asterisk(folder_.path(),
                         {"openssl", "s_server", "-quiet", "-4", "-accept", std::to_string(port), "-cert",
                          ours.certificate.string(), "-key", ours.key.string()});
  const auto settings = [&](const std::string& address, const Path& authority) {
    std::string text = by_tls(ami(port)) + "authority = \"" + authority.string() + "\"\n";
    return top() + text.replace(text.find("127.0.0.1"), 9, address);
  };
  Ran ran;
  until("it listens", [&] {
    ran = check(settings("127.0.0.1", others.authority));
    return ran.out.find("does not answer") == std::string::npos;
  });
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("wrong: the certificate of 127.0.0.1"), std::string::npos) << ran.out;
  ran = check(settings("127.0.0.2", ours.authority));
  EXPECT_NE(ran.out.find("wrong: the certificate of 127.0.0.2"), std::string::npos) << ran.out;
  EXPECT_EQ(asterisk.out(), "") << "nothing is told to somebody else";

  write("insyn-calls.toml", settings("127.0.0.1", ours.authority));
  std::vector<std::string> checking = command();
  checking.emplace_back("--check");
  Program checked(folder_.path(), checking);
  const auto says = [&](const std::string& what) {
    until(what, [&] { return checked.ended() || asterisk.out().find(what) != std::string::npos; });
  };
  asterisk.write("Asterisk Call Manager/9.0.0\r\n");
  says("Action: Challenge");
  asterisk.write("Response: Success\r\nActionID: 1\r\nChallenge: 840415273\r\n\r\n");
  says("Key: d7994fd8cd10e2224514d095d0fd3f7b");
  asterisk.write("Response: Success\r\nActionID: 2\r\n\r\n");
  says("Action: CoreShowChannels");
  asterisk.write(
      "Response: Success\r\nActionID: 3\r\n\r\nEvent: CoreShowChannelsComplete\r\nActionID: 3\r\n\r\n");
  EXPECT_EQ(checked.wait(), 0) << checked.out();
  EXPECT_NE(checked.out().find("lets insyn in, by TLS"), std::string::npos) << checked.out();
}

}  // namespace
}  // namespace insyn::calls_test
