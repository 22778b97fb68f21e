// The client's end of the control socket, for insyn call, the tray and call sources.
#pragma once

#include "control/message.h"
#include "os/local_socket.h"

namespace insyn::control {

class Client {
 public:
  // Connects to the recorder of this session and sends the hello. kTransient where none is running, kBadPeer
  // where the other side is not a recorder, kPermanent where it has another version of the protocol.
  static Result<Client> connect(const Path& socket);
  // The same on an existing connection.
  static Result<Client> greet(LocalSocket socket);

  // Sends a request and waits for the answer. An error means that the connection failed; a refusal is a Reply
  // that is not ok.
  Result<Reply> ask(const Request& request);
  // Sends a request without waiting: next() returns the answer. False where the recorder is gone.
  bool send(const Request& request) { return socket_.send(view_of(line_of(request))); }
  // The next line from the recorder, which a watcher gets at each change of state; nothing after `patience`.
  // kTransient once the recorder is gone.
  Result<std::optional<Reply>> next(std::chrono::milliseconds patience);
  // Readable when the recorder has sent something. Call next() until it returns nothing: several lines may
  // have come at once.
  int fd() const { return socket_.fd(); }

 private:
  explicit Client(LocalSocket socket) : socket_(std::move(socket)) {}
  Result<std::optional<Reply>> take_line();

  LocalSocket socket_;
  std::string received_;
};

}  // namespace insyn::control
