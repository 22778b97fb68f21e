#include "calls/sip/dialog_info.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "calls/sip/testing.h"

namespace insyn::calls {
namespace {

Code code_of(const std::string& body) {
  const auto info = parse_dialog_info(body);
  return info ? Code::kTransient : info.error().code;
}

TEST(DialogInfo, IsReadWithWhatASourceNeeds) {
  const auto info = parse_dialog_info(
      body(7, dialog("d1", " confirmed\n", rendering("no")) + dialog("d2", "early", "", "", "initiator"),
           "partial"));
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_EQ(info->version, 7U);
  EXPECT_FALSE(info->full);
  ASSERT_EQ(info->dialogs.size(), 2U);
  EXPECT_EQ(info->dialogs[0].id, "d1");
  EXPECT_EQ(info->dialogs[0].call_id, "c1");
  EXPECT_FALSE(info->dialogs[0].initiated);
  EXPECT_EQ(info->dialogs[0].state, SipState::kConfirmed);
  EXPECT_EQ(info->dialogs[0].rendering, false);
  EXPECT_EQ(info->dialogs[1].call_id, "");
  EXPECT_TRUE(info->dialogs[1].initiated);
  EXPECT_EQ(info->dialogs[1].state, SipState::kEarly);
  EXPECT_EQ(info->dialogs[1].rendering, std::nullopt);
  EXPECT_TRUE(parse_dialog_info(body(0, "")).value().dialogs.empty());
}

TEST(DialogInfo, PrefixesOfNamesDoNotMatter) {
  const auto info = parse_dialog_info(
      R"(<d:dialog-info xmlns:d="urn:ietf:params:xml:ns:dialog-info" version="1" state="full" entity="sip:1@x"><d:dialog id="a"><d:state>trying</d:state></d:dialog></d:dialog-info>)");
  ASSERT_TRUE(info);
  EXPECT_EQ(info->dialogs.at(0).state, SipState::kTrying);
}

// The other side's telephone being on hold is not the agent's.
TEST(DialogInfo, RenderingIsTheLocalTargets) {
  const std::string remote = with(with(rendering("no"), "<local>", "<remote>"), "</local>", "</remote>");
  EXPECT_EQ(parse_dialog_info(body(1, dialog("d1", "confirmed", remote)))->dialogs[0].rendering,
            std::nullopt);
  EXPECT_EQ(parse_dialog_info(body(1, dialog("d1", "confirmed", rendering("x"))))->dialogs[0].rendering,
            std::nullopt);
}

TEST(DialogInfo, AnythingElseIsRefused) {
  const std::string good = body(1, dialog("d1", "confirmed"));
  EXPECT_EQ(code_of(good), Code::kTransient) << "is read";
  for (const std::string& bad :
       {std::string(), std::string("x"), good + "x", good.substr(0, good.size() - 5),
        with(good, "confirmed", "ringing"), with(good, "<state>confirmed</state>", ""),
        with(good, "id=\"d1\"", ""), with(good, "id=\"d1\"", "id=\"\""),
        with(good, "id=\"d1\"", "id=\"" + std::string(256, 'd') + "\""),
        with(good, "call-id=\"c1\"", "call-id=\"" + std::string(256, 'd') + "\""),
        with(good, "version=\"1\" state", "version=\"-1\" state"), with(good, "version=\"1\" state", "state"),
        with(good, "version=\"1\" state", "version=\"4294967296\" state"), with(good, "\"full\"", "\"some\""),
        with(good, "Anna", "\xff"), std::string("<presence/>")})
    EXPECT_EQ(code_of(bad), Code::kBadPeer) << bad;
}

TEST(DialogInfo, DocumentTypesAreRefused) {
  const std::string good = body(1, dialog("d1", "confirmed"));
  EXPECT_EQ(code_of(with(good, "<dialog-info", "<!DOCTYPE a [<!ENTITY b \"c\">]><dialog-info")),
            Code::kBadPeer);
  EXPECT_EQ(code_of(with(good, "<dialog-info", "<!DOCTYPE dialog-info><dialog-info")), Code::kBadPeer);
}

TEST(DialogInfo, SizeDepthAndNumberAreBounded) {
  EXPECT_EQ(code_of(body(1, std::string(std::size_t{10} << 20, ' '))), Code::kBadPeer);
  std::string many;
  for (int i = 0; i < 50; ++i) many += "<dialog id=\"a\"><state>early</state></dialog>";
  EXPECT_EQ(code_of(body(1, many)), Code::kTransient);
  EXPECT_EQ(code_of(body(1, many + "<dialog id=\"a\"><state>early</state></dialog>")), Code::kBadPeer);
  std::string deep;
  for (int i = 0; i < 16; ++i) deep = "<a>" + deep + "</a>";
  EXPECT_EQ(code_of(body(1, deep)), Code::kBadPeer);
  EXPECT_EQ(code_of(body(1, deep.substr(3, deep.size() - 7))), Code::kTransient);
  EXPECT_EQ(code_of(body(1, dialog("d1", std::string(100, 'x')))), Code::kBadPeer);
}

}  // namespace
}  // namespace insyn::calls
