// The recorder's end of the control socket: who is connected, what they ask, what they are told.
#pragma once

#include <functional>
#include <map>

#include "control/peer.h"
#include "os/local_socket.h"
#include "os/folder_lock.h"
#include "os/wait_set.h"

namespace insyn::control {

// Tells connections apart; never used twice.
using ClientId = std::uint64_t;

// Whoever carries out what clients ask.
class Handler {
 public:
  virtual ~Handler() = default;
  // What the client is answered; nothing where Server::answer() will be called for it later, and until then
  // nothing more is taken from this client.
  virtual std::optional<Reply> carry_out(ClientId client, const Request& request) = 0;
  virtual void gone(ClientId client) = 0;
};

class Server {
 public:
  static constexpr std::size_t kMostClients = 16;
  static constexpr std::size_t kMostWatchers = 8;

  // Makes `folder` (0700) and the socket in it (0600). kDenied where another recorder has the folder, or
  // where others may enter it.
  static Result<Server> open(const Path& folder);
  // Without a socket of its own: only for clients that are adopted.
  static Result<Server> without_socket();
  // A client by a connection that was there before, and its process.
  Status adopt(LocalSocket socket, int process, Mono now);
  Server(Server&&) = default;
  Server& operator=(Server&&) = delete;

  // Readable when handle_arrived() has something to do, apart from what is due().
  int fd() const { return wake_.fd(); }
  std::optional<Mono> due() const;
  // Never waits, and never calls itself.
  void handle_arrived(Mono now, Handler& handler);

  // Answers the client, where it is still there.
  void answer(ClientId client, const Reply& reply);
  // Sends the client what it did not ask for, and expects one request in return.
  void send(ClientId client, const Reply& reply);
  // The process that connected; nothing where it is no longer there.
  std::optional<int> process_of(ClientId client) const;
  // Tells all who watch, where `state` is not what they were last told.
  void tell_if_changed(const State& state);
  bool is_watched() const;
  // Nobody is connected.
  bool is_empty() const { return clients_.empty(); }

 private:
  struct Client {
    LocalSocket socket;
    Peer peer;
    int process = -1;
    bool watches = false;
    bool waits = false;  // for an answer
    bool lost = false;
  };

  explicit Server(WaitSet wake) : wake_(std::move(wake)) {}
  void accept(Mono now);
  void read(Client& client, Mono now);
  void carry_out(ClientId id, Client& client, Mono now, Handler& handler);
  bool may_watch(const Request& request) const;
  static void flush(Client& client);

  std::optional<FolderLock> lock_;
  std::optional<LocalListener> listener_;
  WaitSet wake_;
  std::map<ClientId, Client> clients_;
  ClientId next_ = 1;
  State told_;
};

}  // namespace insyn::control
