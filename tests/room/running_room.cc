#include "running_room.h"

#include <csignal>

#include "base/check.h"
#include "support/until.h"

namespace insyn::room_test {
namespace {

using http_test::Reply;

const std::string kBin = INSYN_BIN_DIR "/";

}  // namespace

RunningRoom::RunningRoom(const std::string& folder, const std::string& server, const Path& pages,
                         const std::vector<std::string>& options) {
  std::vector<std::string> command = {kBin + "insyn-room", "--server",     server,
                                      "--pages",           pages.string(), "--no-browser"};
  command.insert(command.end(), options.begin(), options.end());
  std::filesystem::create_directories(folder);
  program_ = std::make_unique<support::Program>(folder, command,
                                                support::Environment{{"XDG_STATE_HOME", folder + "/state"},
                                                                     {"XDG_DATA_HOME", folder + "/data"},
                                                                     {"XDG_RUNTIME_DIR", folder + "/run"}});
  support::until("insyn-room says its address", [&] {
    CHECK(!program_->ended());
    return program_->out().ends_with('\n');
  });
  const std::string address = program_->out();
  const std::string before = "http://127.0.0.1:";
  CHECK(address.starts_with(before));
  const std::size_t slash = address.find('/', before.size()), hash = address.find('#');
  CHECK(address.substr(slash, hash - slash) == "/enter");
  port_ = static_cast<std::uint16_t>(std::stoi(address.substr(before.size(), slash - before.size())));
  token_ = address.substr(hash + 1, address.size() - hash - 2);
}

Reply RunningRoom::send(const std::string& method, const std::string& path, const std::string& body,
                        const Instead& instead) const {
  Instead fields = {{"host", fmt::format("127.0.0.1:{}", port_)}, {"sec-fetch-site", "same-origin"}};
  if (method != "GET") {
    fields["origin"] = fmt::format("http://127.0.0.1:{}", port_);
    fields["content-type"] = "application/json";
    fields["content-length"] = std::to_string(body.size());
    fields["x-insyn"] = "1";
  }
  if (!cookie_.empty()) fields["cookie"] = cookie_;
  if (!key_.empty()) fields["x-insyn-room"] = key_;
  for (const auto& [name, value] : instead) fields[name] = value;
  std::string text = method + " " + path + " HTTP/1.1\r\n";
  for (const auto& [name, value] : fields)
    if (!value.empty()) text += name + ": " + value + "\r\n";
  http_test::Client client(port_);
  return client.ask(text + "\r\n" + body);
}

Reply RunningRoom::get(const std::string& path, const Instead& instead) const {
  return send("GET", path, "", instead);
}

Reply RunningRoom::post(const std::string& path, const std::string& body, const Instead& instead) const {
  return send("POST", path, body, instead);
}

Reply RunningRoom::enter() { return enter(token_); }

Reply RunningRoom::enter(const std::string& token) {
  Reply reply = post("/room/enter", fmt::format(R"({{"token":"{}"}})", token));
  if (reply.status == 200) {
    const std::string cookie = reply.fields["set-cookie"];
    cookie_ = cookie.substr(0, cookie.find(';'));
    key_ = member(reply.body, "key");
  }
  return reply;
}

int RunningRoom::stop() {
  program_->signal(SIGINT);
  return program_->wait();
}

std::string member(const std::string& json, const std::string& name) {
  const std::string label = "\"" + name + "\":\"";
  const std::size_t at = json.find(label);
  if (at == std::string::npos) return "";
  const std::size_t begin = at + label.size();
  return json.substr(begin, json.find('"', begin) - begin);
}

}  // namespace insyn::room_test
