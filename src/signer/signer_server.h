// Serves a device's signer to recorders over local sockets. One thread.
#pragma once

#include <functional>
#include <list>

#include "os/event_loop.h"
#include "os/process.h"
#include "signer/client/protocol.h"

namespace insyn::signer {

class SignerServer {
 public:
  // Whether a process may ask: it runs the recorder's program and nothing else. Asked with each request,
  // since a process may become another one.
  using MayAsk = std::function<bool(const ProcessHandle&)>;
  static constexpr std::size_t kMostClients = 64;

  // What is answered to a request: DeviceSigner::answer(), or why there is no key.
  using Answerer = std::function<Result<Bytes>(const Request&)>;

  // `clock` outlives the server.
  SignerServer(Answerer answerer, const Clock& clock) : answerer_(std::move(answerer)), clock_(clock) {}

  // A connection that this process was given.
  void adopt(LocalSocket socket) { greet(std::move(socket), std::nullopt); }
  // Connections that are asked for at `listener`; all but those of processes that may ask are closed.
  void listen(LocalListener listener, MayAsk may_ask);
  bool is_empty() const { return clients_.empty(); }

  void add_to(EventLoop& loop) const;
  // Never waits.
  void handle_arrived();

 private:
  struct Client {
    LocalSocket socket;
    std::optional<ProcessHandle> process;  // who has connected; nothing where this process was given it
    Bytes greeting;                        // what is still to come back
    Bytes received;
    Mono heard;  // when a frame began to arrive
  };
  void accept();
  void greet(LocalSocket socket, std::optional<ProcessHandle> process);
  // False where the frame is not to be answered.
  bool answer(Client& client, ByteView payload);
  // False where the connection has ended, or is to.
  bool serve(Client& client);

  Answerer answerer_;
  const Clock& clock_;
  std::optional<LocalListener> listener_;
  MayAsk may_ask_;
  std::list<Client> clients_;
};

}  // namespace insyn::signer
