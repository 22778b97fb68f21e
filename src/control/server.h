// The recorder's end of the control socket: connections, requests and answers.
#pragma once

#include <functional>
#include <map>

#include "control/peer.h"
#include "os/event_loop.h"
#include "os/folder_lock.h"
#include "os/local_socket.h"
#include "os/process.h"

namespace insyn::control {

// The id of a connection; never reused.
using ClientId = std::uint64_t;

// Carries out the requests of clients.
class Handler {
 public:
  virtual ~Handler() = default;
  // The answer to the client. Nothing where Server::answer() will be called later; until then no more
  // requests are taken from this client.
  virtual std::optional<Reply> carry_out(ClientId client, const Request& request) = 0;
  // Its connection has ended.
  virtual void disconnected(ClientId client) = 0;
};

class Server {
 public:
  // Of programs that are not of this installation: all, those that watch, those of one process.
  static constexpr std::size_t kMostClients = 16;
  static constexpr std::size_t kMostWatchers = 8;
  static constexpr std::size_t kMostOfOneProcess = 4;
  // Of this installation's own programs, in addition. One more takes the place of the one that has been there
  // longest, so that pausing always finds one.
  static constexpr std::size_t kMostOwn = 8;

  // Makes `folder` (0700) and the socket in it (0600). kDenied where another recorder has the folder, or
  // where others may enter it.
  static Result<Server> open(const Path& folder);
  // Without a listening socket: clients come by adopt() only.
  static Server without_socket() { return Server(); }
  // Tells this installation's own programs, which others cannot keep out.
  using IsOwnProgram = std::function<bool(const ProcessHandle&)>;
  void reserve_for(IsOwnProgram is_own) { is_own_ = std::move(is_own); }
  // Adds a client by an existing connection to `process`.
  void adopt(LocalSocket socket, int process, Mono now);
  Server(Server&&) = default;
  Server& operator=(Server&&) = delete;

  // When handle_arrived() has something to do next, though nothing arrives.
  std::optional<Mono> due() const;
  // Adds whatever handle_arrived() has to be called for.
  void add_to(EventLoop& loop) const;
  // Never waits, and never calls itself.
  void handle_arrived(Mono now, Handler& handler);

  // Answers the client, if it is still connected.
  void answer(ClientId client, const Reply& reply);
  // Sends the client a line that it did not ask for, and lets it send one request in return.
  void send(ClientId client, const Reply& reply);
  // The process that connected; nothing where the client is gone.
  std::optional<int> process_of(ClientId client) const;
  // The same, held since the connection was taken; null where the process had ended by then.
  const ProcessHandle* handle_of(ClientId client) const;
  // Sends `state` to all watchers, if it has changed since the last time.
  void publish(const State& state);
  bool is_watched() const;
  // Sends `news` to all who are told of calls; to those who have asked for it since the last time, what is
  // present in its place.
  void publish_calls(const std::vector<CallNews>& news,
                     const std::function<std::vector<CallNews>()>& present);
  bool is_told_of_calls() const;
  // No client is connected.
  bool is_empty() const { return clients_.empty(); }

 private:
  enum class Calls { kNotTold, kNew, kTold };  // what there was when it asked
  struct Client {
    LocalSocket socket;
    Peer peer;
    int process = -1;
    std::optional<ProcessHandle> handle = {};
    bool own = false;  // runs a program of this installation
    bool watches = false;
    Calls calls = Calls::kNotTold;
    bool waits = false;  // for an answer
    bool lost = false;
  };

  Server() = default;
  void accept(Mono now, Handler& handler);
  // Null where there is a place for the connection; otherwise what there are too many of.
  const char* lacks_place_for(const Client& client) const;
  // Who goes first where there is no more place: those of the lowest.
  static int rank_of(const Client& client);
  void make_place_among_own(Handler& handler);
  std::size_t count(const std::function<bool(const Client&)>& which) const;
  void read(Client& client, Mono now);
  void carry_out(ClientId id, Client& client, Mono now, Handler& handler);
  bool may_watch(const Client& client, const Request& request) const;
  static void flush(Client& client);

  std::optional<FolderLock> lock_;
  std::optional<LocalListener> listener_;
  IsOwnProgram is_own_;
  std::map<ClientId, Client> clients_;
  ClientId next_ = 1;
  State published_;
};

}  // namespace insyn::control
