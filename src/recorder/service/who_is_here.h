// Whose calls are recorded: the agent whom the enrolment names or, at a computer that several agents share,
// the one who has said in the tray to work there, and has proven it with a key on the roster. Nobody is ever
// taken for somebody: without an answer, and once the tray that gave it is gone, nobody is there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "control/server.h"
#include "roster/roster.h"

namespace insyn::recorder {

class WhoIsHere {
 public:
  // The enrolment's agent, as certificates name them (empty where agents are not told apart), "age1…" of the
  // agent's keys, and the numbers by which telephone systems name the agent.
  WhoIsHere(std::string agent, std::vector<std::string> recipients, std::vector<std::string> numbers = {})
      : agent_(std::move(agent)), recipients_(std::move(recipients)), numbers_(std::move(numbers)) {}
  // One of these says so. None of them: nobody can.
  explicit WhoIsHere(std::vector<roster::Agent> agents) : shared_(true), agents_(std::move(agents)) {}

  bool is_shared() const { return shared_; }
  const std::string& agent() const { return agent_; }
  const std::vector<std::string>& recipients() const { return recipients_; }
  const std::vector<std::string>& numbers() const { return numbers_; }
  // AgentUnknown where nobody has said who works here.
  std::optional<reason::Reason> unknown() const;

  // The names, from the one with the number `from` on, and the number that an answer by this client has to
  // sign.
  control::AgentsAsked ask(control::ClientId client, int from);
  // Whoever answers, for as long as this client marks on the screen what is recorded. AgentNotHere or
  // AgentNotProven where it is not so. Each number counts once.
  reason::OrReason<void> answer(control::ClientId client, const std::string& agent,
                                const std::string& signature);
  // Nobody works here any more.
  void leave();
  // Through whom the agent has answered.
  std::optional<control::ClientId> answered_by() const { return answered_by_; }

 private:
  struct Question {
    control::ClientId client = 0;
    std::string nonce;
  };

  bool shared_ = false;
  std::vector<roster::Agent> agents_;
  std::string agent_;
  std::vector<std::string> recipients_;
  std::vector<std::string> numbers_;
  std::optional<Question> question_;
  std::optional<control::ClientId> answered_by_;
};

}  // namespace insyn::recorder
