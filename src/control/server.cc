#include "control/server.h"

#include <algorithm>

#include "control/place.h"

namespace insyn::control {
namespace {

// In one turn, so that a flood of connections keeps nobody else waiting.
constexpr int kMostAccepted = 64;

Reply too_many(std::string_view what) {
  return refusal({Code::kFull, fmt::format("too many {}; try again later", what)});
}

}  // namespace

Result<Server> Server::open(const Path& folder) {
  TRY(ensure_private_folder(folder));
  TRY_ASSIGN(std::optional<FolderLock> lock, FolderLock::try_to_take(folder));
  if (!lock)
    return fail(Code::kDenied, "a recorder is running in this session already ({})", folder.string());
  TRY_ASSIGN(LocalListener listener, LocalListener::listen(socket_in(folder)));
  Server server;
  server.lock_ = std::move(lock);
  server.listener_ = std::move(listener);
  return server;
}

void Server::adopt(LocalSocket socket, int process, Mono now) {
  clients_.emplace(next_++, Client{std::move(socket), Peer(now), process});
}

std::optional<Mono> Server::due() const {
  std::optional<Mono> first;
  for (const auto& entry : clients_) {
    const std::optional<Mono> due = entry.second.peer.due();
    if (due && (!first || *due < *first)) first = due;
  }
  return first;
}

void Server::add_to(EventLoop& loop) const {
  if (listener_) loop.add_source(listener_->fd(), "control socket");
  for (const auto& entry : clients_) loop.add_source(entry.second.socket.fd(), "control client");
  if (const std::optional<Mono> patience = due())
    loop.add_deadline(*patience, "patience with a control client");
}

void Server::flush(Client& client) {
  const std::string output = client.peer.take_output();
  // Who does not read what the socket's buffer holds is hung up on: nothing piles up here.
  if (!output.empty() && !client.socket.send(view_of(output))) client.lost = true;
}

std::size_t Server::count(const std::function<bool(const Client&)>& which) const {
  const auto found =
      std::count_if(clients_.begin(), clients_.end(), [&](const auto& entry) { return which(entry.second); });
  return static_cast<std::size_t>(found);
}

const char* Server::lacks_place_for(const Client& client) const {
  if (client.own) return nullptr;
  if (count([](const Client& other) { return !other.own; }) >= kMostClients) return "connections";
  const auto of_its_process = [&](const Client& other) {
    return !other.own && other.process == client.process;
  };
  if (count(of_its_process) >= kMostOfOneProcess) return "connections of one process";
  return nullptr;
}

int Server::rank_of(const Client& client) {
  if (!client.watches) return 0;
  return client.calls == Calls::kNotTold ? 2 : 1;
}

void Server::make_place_among_own(Handler& handler) {
  if (count([](const Client& client) { return client.own; }) < kMostOwn) return;
  // Who watches and is not told of calls is the tray, which comes back by itself. Who waits is about to be
  // answered.
  for (const int rank : {0, 1, 2}) {
    for (auto at = clients_.begin(); at != clients_.end(); ++at) {
      Client& client = at->second;
      if (!client.own || client.waits || rank_of(client) != rank) continue;
      client.peer.send(too_many("connections"));
      flush(client);
      handler.disconnected(at->first);
      clients_.erase(at);
      return;
    }
  }
}

void Server::accept(Mono now, Handler& handler) {
  for (int i = 0; listener_ && i < kMostAccepted; ++i) {
    std::optional<LocalSocket> socket = listener_->accept();
    if (!socket) return;
    const int process = socket->peer_process();
    Client client{std::move(*socket), Peer(now), process};
    if (auto handle = ProcessHandle::open(process)) client.handle.emplace(*std::move(handle));
    client.own = is_own_ && client.handle && is_own_(*client.handle);
    if (const char* what = lacks_place_for(client)) {
      (void)client.socket.send(view_of(line_of(too_many(what))));
      continue;
    }
    if (client.own) make_place_among_own(handler);
    clients_.emplace(next_++, std::move(client));
  }
}

void Server::read(Client& client, Mono now) {
  std::uint8_t buffer[kLongestLine];
  const LocalSocket::Received received = client.socket.receive(buffer);
  client.peer.receive(ByteView(buffer, received.bytes), now);
  client.lost = client.lost || received.closed;
}

bool Server::may_watch(const Client& client, const Request& request) const {
  if (!watches(request.verb)) return true;
  if (client.own) return true;
  return count([](const Client& other) { return other.watches && !other.own; }) < kMostWatchers;
}

void Server::carry_out(ClientId id, Client& client, Mono now, Handler& handler) {
  while (!client.waits) {
    const std::optional<Request> request = client.peer.next(now);
    if (!request) break;
    if (!may_watch(client, *request)) {
      client.peer.send(too_many("that watch"));
      continue;
    }
    client.watches = client.watches || control::watches(request->verb);
    if (request->verb == Verb::kCalls && client.calls == Calls::kNotTold) client.calls = Calls::kNew;
    if (const auto reply = handler.carry_out(id, *request)) {
      client.peer.send(*reply);
    } else {
      client.waits = true;
    }
  }
}

void Server::handle_arrived(Mono now, Handler& handler) {
  accept(now, handler);
  for (auto at = clients_.begin(); at != clients_.end();) {
    Client& client = at->second;
    read(client, now);
    // What was asked before the connection closed is carried out: "insyn call end" may be gone by then.
    carry_out(at->first, client, now, handler);
    client.peer.expire(now);
    flush(client);
    const bool over = client.lost || (client.peer.finished() && !client.waits);
    if (over) handler.disconnected(at->first);
    at = over ? clients_.erase(at) : std::next(at);
  }
}

void Server::answer(ClientId id, const Reply& reply) {
  const auto found = clients_.find(id);
  if (found == clients_.end()) return;
  found->second.waits = false;
  found->second.peer.send(reply);
  flush(found->second);
}

void Server::send(ClientId id, const Reply& reply) {
  const auto found = clients_.find(id);
  if (found == clients_.end()) return;
  found->second.peer.expect_one_more();
  found->second.peer.send(reply);
  flush(found->second);
}

std::optional<int> Server::process_of(ClientId id) const {
  const auto found = clients_.find(id);
  return found == clients_.end() ? std::nullopt : std::optional<int>(found->second.process);
}

const ProcessHandle* Server::handle_of(ClientId id) const {
  const auto found = clients_.find(id);
  return found == clients_.end() || !found->second.handle ? nullptr : &*found->second.handle;
}

void Server::publish(const State& state) {
  if (state == published_) return;
  published_ = state;
  Reply reply;
  reply.state = state;
  for (auto& entry : clients_) {
    if (!entry.second.watches) continue;
    entry.second.peer.send(reply);
    flush(entry.second);
  }
}

void Server::publish_calls(const std::vector<CallNews>& news,
                           const std::function<std::vector<CallNews>()>& present) {
  const auto tell = [](Client& client, const std::vector<CallNews>& all) {
    for (const CallNews& one : all) {
      Reply reply;
      reply.news = one;
      client.peer.send(reply);
    }
    flush(client);
  };
  for (auto& entry : clients_) {
    Client& client = entry.second;
    if (client.calls == Calls::kNotTold) continue;
    tell(client, std::exchange(client.calls, Calls::kTold) == Calls::kNew ? present() : news);
  }
}

bool Server::is_told_of_calls() const {
  return std::any_of(clients_.begin(), clients_.end(),
                     [](const auto& entry) { return entry.second.calls != Calls::kNotTold; });
}

bool Server::is_watched() const {
  return std::any_of(clients_.begin(), clients_.end(),
                     [](const auto& entry) { return entry.second.watches; });
}

}  // namespace insyn::control
