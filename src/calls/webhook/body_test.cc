// The mapping files that are shipped (packaging/calls), with bodies as the systems' documentation has them.
// No such system was there: what a file says to be from memory is so here too.
#include "calls/webhook/body.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "calls/machine/book.h"
#include "os/file.h"

namespace insyn::calls {
namespace {

class Shipped : public testing::Test {
 protected:
  // A centre's own rows, in the tables of a file that is shipped.
  static Mapping mapping(const std::string& file, const std::string& agent, const std::string& queue) {
    std::string text =
        read_text(Path(INSYN_SOURCE_DIR) / "packaging/calls" / file, std::size_t{1} << 20).value();
    text = with(text, "[agents]\n", "[agents]\n\"" + agent + "\" = \"201\"\n");
    text = with(text, "[queues]\n", "[queues]\n\"" + queue + "\" = \"Privat\"\n");
    text = with(text, "[kinds]\n", "[kinds]\n\"" + queue + "\" = \"Faktura\"\n");
    auto parsed = Mapping::parse(text);
    EXPECT_TRUE(parsed) << file << ": " << parsed.error().message;
    return parsed.value();
  }
  static std::optional<Notice> read(const Mapping& mapping, const std::string& body) {
    const auto told = read_webhook(mapping, body);
    EXPECT_TRUE(told) << told.error().message;
    return told.value();
  }
};

TEST(Webhook, BodyIsAJsonObject) {
  const auto mapping = Mapping::parse(
      "insyn_call_mapping = 1\nname = \"a\"\n[fields]\nagent = \"a\"\n[[event]]\nwhen = { e = \"x\" }\nis = "
      "\"ended\"\n");
  EXPECT_EQ(read_webhook(mapping.value(), "[]").error().code, Code::kBadPeer);
  EXPECT_EQ(read_webhook(mapping.value(), "e=x").error().code, Code::kBadPeer);
  EXPECT_EQ(read_webhook(mapping.value(), R"({"e":"y","a":"201"})").value(), std::nullopt);
  EXPECT_EQ(read_webhook(mapping.value(), R"({"e":"x","a":"201"})").value()->number, "201");
}

constexpr const char* kAgentArn =
    "arn:aws:connect:us-west-2:111122223333:instance/abcd1234-defg-5678-h9j0-7c822889931e/agent/"
    "efgh4567-pqrs-5678-t9c0-111111111111";
constexpr const char* kQueueArn =
    "arn:aws:connect:us-west-2:111122223333:instance/abcd1234-defg-5678-h9j0-7c822889931e/queue/"
    "abcd1234-defg-5678-h9j0-7c822889931e";

// A contact event with the names of Amazon Connect's administrator guide, and what a source may not keep.
std::string contact_event(const std::string& type, const std::string& channel = "VOICE") {
  return fmt::format(
      R"({{"version":"0","id":"abcabcab-abca-abca-abca-abcabcabcabc","detail-type":"Amazon Connect Contact Event",
"source":"aws.connect","account":"111122223333","time":"2026-12-01T08:15:03Z","region":"us-west-2","resources":[],
"detail":{{"contactId":"11111111-1111-1111-1111-111111111111","channel":"{}","eventType":"{}","instanceArn":"arn:aws:connect",
"initiationMethod":"INBOUND","initiationTimestamp":"2026-12-01T08:14:50.000Z",
"customerEndpoint":{{"type":"TELEPHONE_NUMBER","address":"+46701234567"}},"tags":{{"aws:connect:instanceId":"i"}},
"queueInfo":{{"queueType":"type","queueArn":"{}","enqueueTimestamp":"2026-12-01T08:14:55.000Z"}},
"agentInfo":{{"agentArn":"{}","connectedToAgentTimestamp":"2026-12-01T08:15:03.000Z","hierarchyGroups":{{}}}}}}}})",
      channel, type, kQueueArn, kAgentArn);
}

TEST_F(Shipped, AmazonConnect) {
  const Mapping connect = mapping("amazon-connect.toml", kAgentArn, kQueueArn);
  const auto begun = read(connect, contact_event("CONNECTED_TO_AGENT"));
  ASSERT_TRUE(begun);
  EXPECT_EQ(begun->what, What::kConnected);
  EXPECT_EQ(begun->number, "201");
  EXPECT_EQ(begun->call, "11111111-1111-1111-1111-111111111111");
  EXPECT_EQ(begun->queue + begun->kind, "PrivatFaktura");
  EXPECT_EQ(begun->at, parse_utc("2026-12-01T08:15:03.000Z").value());
  EXPECT_FALSE(read(connect, contact_event("CONNECTED_TO_AGENT", "CHAT")));
  for (const char* nothing : {"INITIATED", "CONNECTED_TO_SYSTEM", "QUEUED", "CONTACT_DATA_UPDATED"})
    EXPECT_FALSE(read(connect, contact_event(nothing))) << nothing;
  const auto ended = read(connect, contact_event("DISCONNECTED"));
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->what, What::kEnded);
  EXPECT_EQ(ended->dialog, begun->dialog);
  EXPECT_EQ(read(connect, contact_event("COMPLETED"))->what, What::kWrapUpOver);
}

std::string genesys(const std::string& event) {
  return fmt::format(
      R"({{"version":"0","id":"5f4e","detail-type":"v2.detail.events.conversation.{{id}}.{0}","source":"aws.partner/genesys.com/cloud/o/x",
"account":"111122223333","time":"2026-12-01T08:15:04Z","region":"eu-west-1","resources":[],"detail":{{
"topicName":"v2.detail.events.conversation.5d5a7b61-4d1c-4d0e-9d3e-0d8b5f0a1a11.{0}","version":"2","timestamp":"2026-12-01T08:15:04.000Z",
"eventBody":{{"eventTime":1796112903250,"conversationId":"5d5a7b61","participantId":"9c1e","sessionId":"s1","mediaType":"VOICE",
"provider":"Edge","direction":"INBOUND","ani":"tel:+46701234567","dnis":"tel:+46855512345","userId":"u-7","queueId":"q-1",
"divisionId":"d"}},"metadata":{{"CorrelationId":"c"}}}}}})",
      event);
}

TEST_F(Shipped, GenesysCloud) {
  const Mapping cloud = mapping("genesys-cloud.toml", "u-7", "q-1");
  const auto begun = read(cloud, genesys("user.start"));
  ASSERT_TRUE(begun);
  EXPECT_EQ(begun->what, What::kConnected);
  EXPECT_EQ(begun->number, "201");
  EXPECT_EQ(begun->call, "5d5a7b61");
  EXPECT_EQ(begun->dialog, "5d5a7b61/9c1e");
  EXPECT_EQ(begun->queue, "Privat");
  EXPECT_EQ(begun->at, parse_utc("2026-12-01T08:15:03.250Z").value());
  EXPECT_FALSE(read(cloud, genesys("acd.start")));
  EXPECT_EQ(read(cloud, genesys("user.end"))->dialog, begun->dialog);
  const auto hung_up = read(cloud, genesys("customer.end"));
  ASSERT_TRUE(hung_up);
  EXPECT_EQ(hung_up->what, What::kEnded);
  EXPECT_EQ(hung_up->dialog + hung_up->number, "") << "the whole call";
  EXPECT_EQ(read(cloud, genesys("acw"))->what, What::kWrapUpOver);
}

std::string webex(const std::string& type, const std::string& channel = "telephony") {
  return fmt::format(
      R"({{"id":"e9619c7b-8f8a-45e6-9f32-f44ecef98472","specversion":"1.0","type":"{}","source":"/com/cisco/wxcc/fdcac25f",
"comciscoorgid":"3eb3c4b5","comciscotimestamp":"1796112903900","datacontenttype":"application/json","data":{{"taskId":"t-1",
"agentId":"a-7","queueId":"q-1","channelType":"{}","direction":"INBOUND","origin":"+46701234567","destination":"+46855512345",
"createdTime":1796112903250}}}})",
      type, channel);
}

TEST_F(Shipped, WebexContactCenter) {
  const Mapping centre = mapping("webex-contact-center.toml", "a-7", "q-1");
  EXPECT_EQ(read(centre, webex("task:connect"))->what, What::kOffered);
  const auto begun = read(centre, webex("task:connected"));
  ASSERT_TRUE(begun);
  EXPECT_EQ(begun->what, What::kConnected);
  EXPECT_EQ(begun->number + begun->call + begun->dialog + begun->queue, "201t-1t-1Privat");
  EXPECT_FALSE(read(centre, webex("task:connected", "email")));
  EXPECT_FALSE(read(centre, webex("agent:state_change")));
  EXPECT_EQ(read(centre, webex("task:ended"))->call, "t-1");
  EXPECT_EQ(read(centre, webex("task:on-hold"))->what, What::kHeld);
}

// From a webhook to what is signed, and no caller's number on the way.
TEST_F(Shipped, NothingOfTheCallerIsSaid) {
  Instant now{parse_utc("2026-12-01T08:15:04.000Z").value(), Mono(std::chrono::hours(1))};
  std::string all;
  const auto tell = [&](Book& book, const Mapping& mapping, const std::string& body) {
    const auto told = read(mapping, body);
    if (!told) return;
    all += told->dialog + told->call + told->number + told->kind + told->queue + told->outcome;
    for (const Statement& said : book.take(*told, now)) all += statement_text(said).value();
  };
  Book connect("connect"), genesys_cloud("genesys"), centre("webex");
  for (const char* type : {"INITIATED", "CONNECTED_TO_AGENT", "DISCONNECTED"})
    tell(connect, mapping("amazon-connect.toml", kAgentArn, kQueueArn), contact_event(type));
  for (const char* event : {"user.start", "customer.end"})
    tell(genesys_cloud, mapping("genesys-cloud.toml", "u-7", "q-1"), genesys(event));
  for (const char* type : {"task:connect", "task:connected", "task:ended"})
    tell(centre, mapping("webex-contact-center.toml", "a-7", "q-1"), webex(type));
  const auto times = [&](const std::string& word) {
    int count = 0;
    for (std::size_t at = all.find(word); at != std::string::npos; at = all.find(word, at + 1)) ++count;
    return count;
  };
  EXPECT_EQ(times("event = \"begin\""), 3) << all;
  EXPECT_EQ(times("event = \"end\""), 3) << all;
  for (const char* planted : {"46701234567", "46855512345"}) EXPECT_EQ(times(planted), 0) << all;
}

}  // namespace
}  // namespace insyn::calls
