// The agent's own softphone begins, holds and ends calls by D-Bus, on a real bus with the real recorder: by
// its own word, and by what is handed out for baresip.
#include "words/softphone.h"

#include <gtest/gtest.h>
#include <systemd/sd-bus.h>

#include <csignal>
#include <regex>

#include "calls/test_asterisk.h"
#include "calls/test_pbx.h"
#include "recording/format/certificate.h"
#include "support/service.h"
#include "support/until.h"
#include "words/reason.h"

namespace insyn::calls_test {
namespace {

using support::Program;
using support::until;

constexpr const char* kBusName = "org.insyn.Calls1";

// A telephone's connection to the bus.
class Softphone {
 public:
  explicit Softphone(const std::string& address) {
    sd_bus* bus = nullptr;
    EXPECT_GE(sd_bus_new(&bus), 0);
    bus_.reset(bus);
    EXPECT_GE(sd_bus_set_address(bus, address.c_str()), 0);
    EXPECT_GE(sd_bus_set_bus_client(bus, 1), 0);
    EXPECT_GE(sd_bus_start(bus), 0);
  }
  void vanish() { bus_.reset(); }

  // The call's name; or what stands in the way, "Refused: …".
  std::string begin(const char* kind = "faktura", const char* queue = "privat", bool bound = true) {
    return ask("/org/insyn/Calls1", kBusName, "Begin", "ssb", kind, queue, int{bound});
  }
  std::string hold(const std::string& call) { return about("Hold", call); }
  std::string resume(const std::string& call) { return about("Resume", call); }
  std::string end(const std::string& call) { return about("End", call); }
  std::string introspect() {
    return ask("/org/insyn/Calls1", "org.freedesktop.DBus.Introspectable", "Introspect", "");
  }

 private:
  struct Close {
    void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
  };
  std::string about(const char* method, const std::string& call) {
    return ask("/org/insyn/Calls1", kBusName, method, "s", call.c_str());
  }
  template <class... Words>
  std::string ask(const char* path, const char* interface, const char* method, const char* types,
                  Words... words) {
    sd_bus_error error = SD_BUS_ERROR_NULL;
    sd_bus_message* reply = nullptr;
    const int done =
        sd_bus_call_method(bus_.get(), kBusName, path, interface, method, &error, &reply, types, words...);
    std::string said;
    const char* text = nullptr;
    if (done < 0) {
      const std::string name = error.name == nullptr ? "" : error.name;
      said = name.substr(name.rfind('.') + 1) + ": " + (error.message == nullptr ? "" : error.message);
    } else if (sd_bus_message_read(reply, "s", &text) > 0) {
      said = text;
    }
    sd_bus_error_free(&error);
    sd_bus_message_unref(reply);
    return said;
  }
  std::unique_ptr<sd_bus, Close> bus_;
};

class SoftphoneCalls : public testing::Test {
 protected:
  SoftphoneCalls() : bus_(desk_.folder.path(), {"dbus-daemon", "--session", "--nofork", "--print-address"}) {
    until("the bus", [&] { return bus_.out().ends_with('\n'); });
    address_ = bus_.out();
    address_.pop_back();
    service_.set_session_bus(address_);
    desk_.open_support_window();
    start_softphones();
  }

  void start_softphones(const char* locale = "C") {
    support::Environment environment = service_.environment();
    environment["LC_ALL"] = locale;
    program_.reset();
    program_ = std::make_unique<Program>(
        desk_.folder.path(), std::vector<std::string>{(Path(INSYN_BIN_DIR) / "insyn-softphone").string()},
        environment);
    until("insyn-softphone", [&] {
      if (program_->ended()) throw std::runtime_error(program_->err());
      return Softphone(address_).introspect().starts_with("<!DOCTYPE");
    });
  }
  void wait_for(const std::string& activity) {
    until(activity, [&] { return service_.activity() == activity; });
  }
  std::vector<Path> recordings() const {
    std::vector<Path> all;
    const std::vector<std::string> names = list_folder(desk_.spool, 100).value();
    for (const std::string& name : names)
      if (std::filesystem::is_directory(desk_.spool / name)) all.push_back(desk_.spool / name);
    return all;
  }

  support::Desk desk_;
  support::Service service_{desk_};
  Program bus_;
  std::string address_;
  std::unique_ptr<Program> program_;
};

TEST_F(SoftphoneCalls, AreRecordedFromTheirBeginningToTheirEndButForAHold) {
  service_.start(desk_.terms());
  Softphone phone(address_);
  const std::string call = phone.begin();
  ASSERT_TRUE(call.starts_with("softphone ")) << call;
  wait_for("recording");
  EXPECT_EQ(phone.hold(call), "");
  wait_for("held");
  EXPECT_EQ(phone.resume(call), "");
  wait_for("recording");
  EXPECT_EQ(phone.end(call), "");
  wait_for("idle");
  EXPECT_TRUE(phone.hold(call).starts_with("Refused: ")) << "it is over";
  ASSERT_EQ(recordings().size(), 1U);
  const std::string certificate = read_text(recordings()[0] / "certificate.note", 65536).value();
  EXPECT_NE(certificate.find("\ncall " + call + "\nkind faktura\nqueue privat\n"), std::string::npos)
      << certificate;
}

TEST_F(SoftphoneCalls, EndWithTheTelephoneThatHasCrashed) {
  service_.start(desk_.terms());
  Softphone phone(address_), script(address_);
  ASSERT_TRUE(phone.begin().starts_with("softphone "));
  wait_for("recording");
  phone.vanish();
  wait_for("idle");
  // A script says so itself.
  const std::string call = script.begin("", "", false);
  wait_for("recording");
  script.vanish();
  EXPECT_EQ(Softphone(address_).end(call), "");
  wait_for("idle");
}

TEST_F(SoftphoneCalls, EndWithWhatHasToldThem) {
  service_.start(desk_.terms());
  ASSERT_TRUE(Softphone(address_).begin("", "", false).starts_with("softphone "));
  wait_for("recording");
  program_->signal(SIGKILL);
  wait_for("idle");
}

TEST_F(SoftphoneCalls, AreRefusedWhereTheAgreementDoesNotAllowThemByHand) {
  support::TestTerms terms = desk_.terms();
  terms.manual = false;
  const note::Signer pbx = note::Signer::generate("pbx").value();
  terms.more = fmt::format("[[call_source]]\nname = \"pbx\"\nkey = \"{}\"\n", pbx.verifier().text());
  service_.start(terms);
  const std::string said = Softphone(address_).begin();
  EXPECT_TRUE(said.starts_with("Refused: the agreement does not allow calls to be begun by hand")) << said;
  EXPECT_TRUE(recordings().empty());
}

TEST_F(SoftphoneCalls, HaveNoCallersNumber) {
  service_.start(desk_.terms());
  Softphone phone(address_);
  for (const std::string number : {kCallersNumber, "070-174 06 12", "0701740"}) {
    EXPECT_TRUE(phone.begin(number.c_str(), "").starts_with("InvalidArgs: ")) << number;
    EXPECT_TRUE(phone.begin("", number.c_str()).starts_with("InvalidArgs: ")) << number;
  }
  EXPECT_TRUE(phone.begin(std::string(201, 'k').c_str()).starts_with("InvalidArgs: "));
  EXPECT_TRUE(recordings().empty());
  EXPECT_TRUE(phone.begin("tekniskt fel", "kö 2000").starts_with("softphone "));
}

TEST_F(SoftphoneCalls, AreRefusedInTheSessionsLanguage) {
  support::TestTerms terms = desk_.terms();
  terms.manual = false;
  const note::Signer pbx = note::Signer::generate("pbx").value();
  terms.more = fmt::format("[[call_source]]\nname = \"pbx\"\nkey = \"{}\"\n", pbx.verifier().text());
  service_.start(terms);
  start_softphones("sv_SE.UTF-8");
  Softphone phone(address_);
  EXPECT_EQ(phone.end("softphone 0011223344556677"),
            "Refused: " + words::say_no_such_call(words::Language::kSwedish));
  EXPECT_EQ(phone.begin(kCallersNumber, ""),
            "InvalidArgs: " + words::say_word_not_taken(200, 6, words::Language::kSwedish));
  EXPECT_EQ(phone.begin(), "Refused: " + words::say(reason::ManualCalls{}, words::Language::kSwedish))
      << "the recorder's";
}

TEST_F(SoftphoneCalls, AreNotRecordedWithoutARecorder) {
  Softphone phone(address_);
  EXPECT_TRUE(phone.begin().starts_with("NoRecorder: ")) << phone.begin();
  EXPECT_TRUE(phone.end("softphone 0011223344556677").starts_with("Refused: "));
  // Once there is one, and again when that has been started anew, whose connection is another.
  for (int i = 0; i < 2; ++i) {
    service_.start(desk_.terms());
    EXPECT_TRUE(phone.begin().starts_with("softphone "));
    wait_for("recording");
    service_.program().signal(SIGTERM);
    service_.program().wait();
  }
}

// But for comments and space.
std::string interface_in(std::string xml) {
  xml = std::regex_replace(xml, std::regex("<!--[^>]*-->"), "");
  const std::string begin = "<interface name=\"org.insyn.Calls1\">";
  const std::size_t from = xml.find(begin);
  if (from == std::string::npos) return "no interface";
  xml = xml.substr(from, xml.find("</interface>", from) - from);
  return std::regex_replace(xml, std::regex(">\\s+<"), "><");
}

TEST_F(SoftphoneCalls, HaveTheInterfaceThatIsHandedOut) {
  const std::string written =
      read_text(Path(INSYN_SOURCE_DIR) / "packaging/dbus/org.insyn.Calls1.xml", 65536).value();
  EXPECT_EQ(interface_in(Softphone(address_).introspect()), interface_in(written));
}

// packaging/calls/baresip-calls, with a real baresip in a real call.
class BaresipCalls : public SoftphoneCalls {
 protected:
  BaresipCalls() {
    service_.start(desk_.terms());
    pbx_.start();
    agent_.emplace(pbx_, "201");
    customer_.emplace(pbx_, kCallersNumber);
    script_ = std::make_unique<Program>(
        desk_.folder.path(),
        std::vector<std::string>{(Path(INSYN_SOURCE_DIR) / "packaging/calls/baresip-calls").string(),
                                 std::to_string(agent_->control()), "faktura", "privat"},
        service_.environment());
    // It is there, once it is told of a call.
    until("a call to be recorded", [&] {
      customer_->press("dial sip:201@pbx.example");
      try {
        until(
            "recording", [&] { return service_.activity() == "recording"; }, std::chrono::seconds(3));
        return true;
      } catch (const std::runtime_error&) {
        customer_->press("hangup");
        return false;
      }
    });
  }
  void expect_nothing_of_the_caller() {
    EXPECT_EQ(script_->out().find(kCallersNumber), std::string::npos);
    EXPECT_EQ(script_->err().find(kCallersNumber), std::string::npos);
    const std::string certificate = read_text(recordings().back() / "certificate.note", 65536).value();
    EXPECT_EQ(certificate.find(kCallersNumber), std::string::npos);
    EXPECT_NE(certificate.find("\nkind faktura\nqueue privat\n"), std::string::npos) << certificate;
  }

  TestPbx pbx_;
  std::optional<TestPhone> agent_, customer_;
  std::unique_ptr<Program> script_;
};

TEST_F(BaresipCalls, AreRecordedButForAHold) {
  agent_->press("hold");
  wait_for("held");
  agent_->press("resume");
  wait_for("recording");
  customer_->press("hangup");
  wait_for("idle");
  customer_->press("dial sip:201@pbx.example");
  wait_for("recording");
  agent_->press("hangup");
  wait_for("idle");
  expect_nothing_of_the_caller();
}

TEST_F(BaresipCalls, EndWithBaresip) {
  agent_->vanish();
  wait_for("idle");
  EXPECT_NE(script_->wait(), 0);
}

TEST_F(BaresipCalls, OfTheAgentsAreNotTheCustomers) {
  customer_->press("hangup");
  wait_for("idle");
  const std::size_t said = agent_->said().size();
  agent_->press(fmt::format("dial sip:{}@pbx.example", kCallersNumber));
  until("they speak",
        [&] { return agent_->said().substr(said).find("Call established") != std::string::npos; });
  // A customer's was recorded in a third of this.
  const SystemClock clock;
  for (const Mono until = clock.mono() + std::chrono::seconds(3); clock.mono() < until;)
    ASSERT_EQ(service_.activity(), "idle");
  agent_->press("hangup");
  customer_->press("dial sip:201@pbx.example");
  wait_for("recording");
}

}  // namespace
}  // namespace insyn::calls_test
