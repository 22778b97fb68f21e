#include "support/client.h"

#include <xcb/xcb.h>

#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "base/check.h"
#include "support/until.h"

namespace insyn::support {
namespace {

class Display {
 public:
  explicit Display(const XServer& server) {
    for (const auto& variable : server.environment()) {
      ::setenv(variable.first.c_str(), variable.second.c_str(), 1);
    }
    connection_ = xcb_connect(server.display().c_str(), nullptr);
    CHECK(xcb_connection_has_error(connection_) == 0);
  }
  ~Display() { xcb_disconnect(connection_); }
  Display(const Display&) = delete;
  Display& operator=(const Display&) = delete;

  xcb_window_t root() const { return xcb_setup_roots_iterator(xcb_get_setup(connection_)).data->root; }

  track::Image read(xcb_window_t window) const {
    xcb_get_geometry_reply_t* geometry =
        xcb_get_geometry_reply(connection_, xcb_get_geometry(connection_, window), nullptr);
    CHECK(geometry != nullptr);
    track::Image image(geometry->width, geometry->height, 0);
    xcb_get_image_reply_t* reply =
        xcb_get_image_reply(connection_,
                            xcb_get_image(connection_, XCB_IMAGE_FORMAT_Z_PIXMAP, window, 0, 0,
                                          geometry->width, geometry->height, ~0U),
                            nullptr);
    CHECK(reply != nullptr);
    std::memcpy(image.pixels.data(), xcb_get_image_data(reply), image.pixels.size() * 4);
    for (std::uint32_t& pixel : image.pixels) pixel &= track::kColourMask;
    std::free(reply);
    std::free(geometry);
    return image;
  }

 private:
  xcb_connection_t* connection_;
};

std::vector<std::string> command_of(const Path& program, const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {program.string()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

Environment with(Environment environment, const Environment& more) {
  environment.insert(more.begin(), more.end());
  return environment;
}

}  // namespace

Client::Client(const Path& folder, const XServer& server, const Path& program,
               const std::vector<std::string>& arguments, const Environment& environment)
    : program_(folder, command_of(program, arguments), with(server.environment(), environment)) {}

std::string Client::ask(const std::string& line) {
  program_.write(line + "\n");
  std::string answer;
  until("an answer to " + line, [&] {
    const std::string out = program_.out();
    const std::size_t end = out.find('\n', read_);
    if (end == std::string::npos) {
      if (program_.ended()) throw std::runtime_error("test_client has ended at: " + line);
      return false;
    }
    answer = out.substr(read_, end - read_);
    read_ = end + 1;
    return true;
  });
  if (!answer.starts_with("ok")) throw std::runtime_error(line + ": " + answer);
  return answer.size() > 3 ? answer.substr(3) : "";
}

Path test_client() { return Path(INSYN_BIN_DIR) / "test_client"; }

Path copy_of_test_client(const Path& to) {
  std::filesystem::create_directories(to.parent_path());
  std::filesystem::copy_file(test_client(), to);
  return to;
}

track::Image pixels_of(const XServer& server, const std::string& window) {
  return Display(server).read(static_cast<xcb_window_t>(std::stoul(window)));
}

track::Image pixels_of_screen(const XServer& server) {
  const Display display(server);
  return display.read(display.root());
}

}  // namespace insyn::support
