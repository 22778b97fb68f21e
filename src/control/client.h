// The other end of the control socket: what insyn call, a tray or a call source uses.
#pragma once

#include "control/message.h"
#include "os/local_socket.h"

namespace insyn::control {

class Client {
 public:
  // Connects to the recorder of this session and says hello. kTransient where none is running; kBadPeer or
  // kPermanent where what answers speaks another language or another version of it.
  static Result<Client> connect(const Path& socket);
  // The same on a connection that is there already.
  static Result<Client> greet(LocalSocket socket);

  // Asks, and waits for the answer. An error is one of the connection; a refusal is a Reply that is not ok.
  Result<Reply> ask(const Request& request);
  // Asks without waiting: the answer comes by next(). False where the recorder is gone.
  bool send(const Request& request) { return socket_.send(view_of(line_of(request))); }
  // For one who watches: the next change of state, or nothing within `patience`. kTransient once the recorder
  // is gone.
  Result<std::optional<Reply>> next(std::chrono::milliseconds patience);
  // Readable when next() has something, unless lines are left from before: ask until it says nothing.
  int fd() const { return socket_.fd(); }

 private:
  explicit Client(LocalSocket socket) : socket_(std::move(socket)) {}
  Result<std::optional<Reply>> take_line();

  LocalSocket socket_;
  std::string received_;
};

}  // namespace insyn::control
