// The recorder as a service on a scripted desktop, with a tray at its control socket, and no display.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <mutex>
#include <thread>

#include "control/client.h"
#include "control/place.h"
#include "recorder/scripted_call.h"
#include "recorder/service/service.h"
#include "roster/presence.h"
#include "roster/testing.h"
#include "support/until.h"

namespace insyn::recorder {

using control::Activity;
using control::Reply;
using control::Request;
using control::Verb;

// Whoever marks on the screen what is being recorded, at the other end of the control socket.
class Tray {
 public:
  explicit Tray(const Path& socket) : client_(control::Client::connect(socket).value()) {
    Request indicate;
    indicate.verb = Verb::kIndicate;
    EXPECT_TRUE(client_.send(indicate));
    thread_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested() && paint()) {
      }
    });
  }

  // Says to be this agent: why that was refused, if it was.
  std::optional<reason::Reason> say(const roster::TestAgent& agent) {
    Request who;
    who.verb = Verb::kWho;
    const Reply asked = ask(who, [](const Reply& reply) { return reply.agents.has_value(); });
    if (asked.refused) return asked.refused;
    Request here;
    here.verb = Verb::kHere;
    here.agent = agent.name;
    here.signature = roster::sign_presence(agent.name, asked.agents->nonce, agent.signer);
    return ask(here, [&](const Reply& reply) { return reply.state && reply.state->agent == agent.name; })
        .refused;
  }
  // The newest one that the recorder has told of; one of nothing before the first.
  control::State state() {
    const std::lock_guard lock(answers_mutex_);
    return state_;
  }
  void leave() {
    Request here;
    here.verb = Verb::kHere;
    ask(here, [](const Reply& reply) { return reply.state && reply.state->agent.empty(); });
  }

 private:
  // What answers it: a refusal, or a line of which `is_it` holds.
  Reply ask(const Request& request, const std::function<bool(const Reply&)>& is_it) {
    {
      const std::lock_guard lock(answers_mutex_);
      answers_.clear();
    }
    EXPECT_TRUE(client_.send(request));
    Reply answer;
    support::until("the answer", [&] {
      const std::lock_guard lock(answers_mutex_);
      for (const Reply& reply : answers_) {
        answer = reply;
        if (reply.refused || is_it(reply)) return true;
      }
      return false;
    });
    return answer;
  }
  // False once the recorder is gone.
  bool paint() {
    const auto reply = client_.next(std::chrono::milliseconds(20));
    if (!reply) return false;
    if (!*reply) return true;
    if (!(*reply)->borders) {
      const std::lock_guard lock(answers_mutex_);
      answers_.push_back(**reply);
      if ((*reply)->state) state_ = *(*reply)->state;
      return true;
    }
    Request painted;
    painted.verb = Verb::kPainted;
    painted.challenge = (*reply)->borders->challenge;
    for (const auto& window : (*reply)->borders->windows) painted.sides.push_back(window.window);
    return client_.send(painted);
  }

  control::Client client_;
  std::mutex answers_mutex_;
  std::vector<Reply> answers_;
  control::State state_;
  std::jthread thread_;
};

// This computer's clock, on a computer that can be put to sleep.
class SleepyClock final : public Clock {
 public:
  Utc utc() const override { return real_.utc(); }
  Mono mono() const override { return real_.mono(); }
  std::chrono::microseconds slept() const override { return real_.slept() + slept_.load(); }
  void sleep(std::chrono::microseconds time) { slept_ = time; }

 private:
  SystemClock real_;
  std::atomic<std::chrono::microseconds> slept_{};
};

class ScriptedServiceTest : public testing::Test {
 protected:
  // Of an agreement with a call source nobody begins calls by hand.
  // With `word` the agent may say that the system did not help.
  explicit ScriptedServiceTest(WhoIsHere who = {"", {}},
                               const std::optional<note::Verifier>& call_source = std::nullopt,
                               bool word = false)
      : enrolment_(desk_.enrol(terms(desk_, clock_.utc(), call_source, word))), who_(std::move(who)) {
    if (call_source) carriers_ = Carriers::listen(calls_socket_in(folder_)).value();
    service_.emplace(ServiceSet{enrolment_.agreement,
                                monitor_,
                                enrolment_folder_,
                                certifier_,
                                desk_.backend,
                                who_,
                                desk_.spool(),
                                usage_,
                                "",
                                {},
                                {},
                                std::move(carriers_),
                                desk_.files / "call-sequences"},
                     *std::move(server_), OwnPrograms{HeldFile::open("/proc/self/exe").value(), {}},
                     PauseMark(folder_), stop_, clock_, [](std::string_view) {});
    running_ = std::jthread([this] { EXPECT_TRUE(service_->run()); });
    source_.emplace(control::Client::connect(control::socket_in(folder_)).value());
    tray_.emplace(control::socket_in(folder_));
  }
  ~ScriptedServiceTest() override {
    ::kill(::getpid(), SIGTERM);
    running_.join();
    // The next test is not asked to stop.
    sigset_t asked;
    sigemptyset(&asked);
    sigaddset(&asked, SIGTERM);
    const timespec at_once{};
    ::sigtimedwait(&asked, nullptr, &at_once);
  }

  Reply ask(Verb verb, const std::string& call = "") {
    Request request;
    request.verb = verb;
    request.call = call;
    return source_->ask(request).value();
  }
  Activity activity() { return ask(Verb::kStatus).state->activity; }
  // Begins the call: its recording, once something of it is on the disk.
  Path begin(const std::string& call) {
    support::until("the tray", [&] { return ask(Verb::kStatus).state->indicated; });
    const Reply begun = ask(Verb::kBegin, call);
    EXPECT_FALSE(begun.refused) << code_of(*begun.refused);
    const Path folder = desk_.spool() / begun.state->recording;
    support::until("a chunk",
                   [&] { return !recording::Recording::read(folder).value().chunk_files.empty(); });
    return folder;
  }
  // Done by the time that this returns.
  void on_desktop(const std::function<void(scripted::Window&)>& what) {
    std::atomic<bool> done = false;
    desk_.desktop.post([&](scripted::Desktop&) {
      what(desk_.window());
      done = true;
    });
    support::until("the desktop", [&] { return done.load(); });
  }
  void fill(std::uint32_t colour) {
    on_desktop([colour](scripted::Window& window) {
      scripted::Desktop::fill(window, {0, 0, 400, 300}, colour);
    });
  }

  static support::TestTerms terms(const ScriptedDesk& desk, Utc now,
                                  const std::optional<note::Verifier>& call_source, bool word) {
    support::TestTerms terms = desk.terms(now);
    terms.did_not_help = word;
    if (word) terms.screens = "[[screen]]\nname = \"sök\"\ntitle = \"Sök *\"\n";
    if (!call_source) return terms;
    terms.manual = false;
    terms.more += fmt::format("[[call_source]]\nname = \"{}\"\nkey = \"{}\"\n", call_source->name(),
                              call_source->text());
    return terms;
  }

  ScriptedDesk desk_;
  SleepyClock clock_;
  enrolment::Enrolment enrolment_;
  AgreementMonitor monitor_{enrolment_.files, desk_.spool(), clock_};
  FolderWatch enrolment_folder_ = FolderWatch::begin(desk_.files.path()).value();
  StopRequest stop_ = StopRequest::install().value();
  WhoIsHere who_;
  Path folder_ = desk_.files / "run";
  recording::SpoolUsage usage_{desk_.spool()};
  recording::SigningCertifier certifier_{enrolment::read_signer(desk_.files / "device.sign").value()};
  std::optional<control::Server> server_ = control::Server::open(folder_).value();
  Carriers carriers_;
  std::optional<Service> service_;
  std::jthread running_;
  std::optional<control::Client> source_;
  std::optional<Tray> tray_;
};

}  // namespace insyn::recorder
