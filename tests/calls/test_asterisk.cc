#include "calls/test_asterisk.h"

#include <fmt/format.h>
#include <sys/socket.h>

namespace insyn::calls_test {
namespace {

// MD5 of "840415273s3cret".
constexpr const char* kKey = "d7994fd8cd10e2224514d095d0fd3f7b";

std::string lines_of_channel(const std::string& prefix, const std::string& id) {
  return fmt::format(
      "{0}Channel: PJSIP/x-0001\r\n{0}ChannelState: 6\r\n{0}ChannelStateDesc: Up\r\n{0}CallerIDNum: {1}\r\n"
      "{0}CallerIDName: {2}\r\n{0}ConnectedLineNum: {1}\r\n{0}ConnectedLineName: {2}\r\n{0}Language: en\r\n"
      "{0}AccountCode: \r\n{0}Context: queues\r\n{0}Exten: {3}\r\n{0}Priority: 3\r\n{0}Uniqueid: {4}\r\n"
      "{0}Linkedid: 1764576896.10\r\n",
      prefix, kCallersNumber, kCallersName, kDialled, id);
}

std::string value_of(const std::string& action, const std::string& name) {
  const std::size_t at = action.find(name + ": ");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + name.size() + 2;
  return action.substr(begin, action.find('\r', begin) - begin);
}

}  // namespace

TestAsterisk::TestAsterisk() : listener_([this](int fd) { serve(fd); }) {}
TestAsterisk::~TestAsterisk() { cut_ = true; }

void TestAsterisk::queue(const std::string& bytes) {
  const std::lock_guard lock(mutex_);
  to_send_ += bytes;
}

void TestAsterisk::agent_event(const std::string& name, const std::string& channel,
                               const std::string& agent) {
  queue(fmt::format(
      "Event: {}\r\nPrivilege: agent,all\r\n{}{}Queue: privat\r\nMemberName: Agent {}\r\n"
      "Interface: PJSIP/{}\r\nRingTime: 3\r\nHoldTime: 9\r\n\r\n",
      name, lines_of_channel("", "1764576896.10"), lines_of_channel("Dest", channel), agent, agent));
}

void TestAsterisk::channel_event(const std::string& name, const std::string& channel) {
  queue(fmt::format("Event: {}\r\nPrivilege: call,all\r\n{}\r\n", name, lines_of_channel("", channel)));
}

void TestAsterisk::has_channel(const std::string& channel) {
  const std::lock_guard lock(mutex_);
  channel_ = channel;
}

void TestAsterisk::cut() { cut_ = true; }

void TestAsterisk::floods_with(const std::string& bytes) {
  const std::lock_guard lock(mutex_);
  flood_ = bytes;
}

std::string TestAsterisk::answer(const std::string& action) {
  const std::string what = value_of(action, "Action"), id = value_of(action, "ActionID");
  const std::string good = fmt::format("Response: Success\r\nActionID: {}\r\n", id);
  if (what == "Challenge") return good + "Challenge: 840415273\r\n\r\n";
  if (what == "Login" && lets_in_ && value_of(action, "Username") == "insyn" &&
      value_of(action, "Key") == kKey)
    return good + "Message: Authentication accepted\r\n\r\n";
  if (what == "Login") {
    ++refused_;
    return fmt::format("Response: Error\r\nActionID: {}\r\nMessage: Authentication failed\r\n\r\n", id);
  }
  if (what == "Ping") return good + "Ping: Pong\r\n\r\n";
  if (what != "CoreShowChannels") return fmt::format("Response: Error\r\nActionID: {}\r\n\r\n", id);
  ++readings_;
  const std::lock_guard lock(mutex_);
  std::string channels;
  if (!channel_.empty())
    channels =
        fmt::format("Event: CoreShowChannel\r\nActionID: {}\r\n{}\r\n", id, lines_of_channel("", channel_));
  return good + "EventList: start\r\nMessage: Channels will follow\r\n\r\n" + channels +
         fmt::format("Event: CoreShowChannelsComplete\r\nActionID: {}\r\nEventList: Complete\r\n\r\n", id);
}

void TestAsterisk::serve(int fd) {
  std::string flood;
  {
    const std::lock_guard lock(mutex_);
    to_send_.clear();
    flood = flood_;
  }
  cut_ = false;
  while (!flood.empty() && !listener_.over() && !cut_ && support::send_all(fd, flood))
    flooded_ += flood.size();
  if (!flood.empty() || !support::send_all(fd, "Asterisk Call Manager/9.0.0\r\n")) return;
  std::string got;
  while (!listener_.over() && !cut_) {
    std::string out;
    {
      const std::lock_guard lock(mutex_);
      out.swap(to_send_);
    }
    if (!support::send_all(fd, out)) return;
    if (!support::is_readable(fd)) continue;
    char bytes[4096];
    const auto count = ::recv(fd, bytes, sizeof bytes, 0);
    if (count <= 0) return;
    got.append(bytes, static_cast<std::size_t>(count));
    for (std::size_t end; (end = got.find("\r\n\r\n")) != std::string::npos; got.erase(0, end + 4))
      if (!support::send_all(fd, answer(got.substr(0, end + 2)))) return;
  }
}

}  // namespace insyn::calls_test
