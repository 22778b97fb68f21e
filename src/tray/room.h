// The agent's room: the pages of insyn-room, which shows at this computer what the centre knows of the
// agent's recordings. In a package of its own, so that it may not be here.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "os/file.h"

namespace insyn::tray {

// The centre's server, as this computer's link knows it.
struct Centre {
  std::string server;
  Path authority;  // whose certificates are believed of it; empty: those that the system believes
};
// `link`: the link's folder, whose insyn-link.toml agents' users may be able to read. Nothing where they are
// not, or where there is none.
std::optional<Centre> centre_of(const Path& link);

class Room {
 public:
  // `program`: insyn-room, where it would be. `failed` is told what it says where it ends with an error.
  Room(Path program, Path enrolment, Path link, std::function<void(const std::string&)> failed);
  // It is here, the agreement of this computer has a centre, and it is known where.
  bool is_there() const;
  // Has it show itself. It ends with the tray at the latest.
  void open() const;

 private:
  Path program_, enrolment_, link_;
  std::function<void(const std::string&)> failed_;
};

}  // namespace insyn::tray
