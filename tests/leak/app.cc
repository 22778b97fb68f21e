#include "leak/app.h"

#include <unistd.h>

#include <stdexcept>

#include "base/check.h"
#include "support/until.h"

namespace insyn::leak {
namespace {

using support::Environment;
using support::Program;

// Speaks test_client's protocol.
class Obedient : public App {
 public:
  Obedient(const Path& folder, const support::XServer& server, Hand& hand, Path program,
           const std::vector<std::string>& arguments, const Environment& environment)
      : hand_(hand),
        program_(std::move(program)),
        client_(folder, server, program_, arguments, environment) {}

  Path program() const override { return program_; }
  std::string ask(const std::string& line) override { return client_.ask(line); }
  void paint() override { ask("noise main"); }
  support::Program& process() override { return client_.program(); }

  std::string open(const Rect& at, const std::string& options) override {
    std::string window =
        ask(fmt::format("create main {} {} {} {} {}", at.x, at.y, at.width, at.height, options));
    ask("repaint main ours");
    ask("map main");
    return window.empty() ? window_of_its_class() : window;
  }
  void open_menu(Hand&, const Rect& window) override {
    ask(fmt::format("create menu {} {} 120 160 override", window.x + 40, window.y + 40));
    ask("repaint menu ours");
    ask("map menu");
  }
  void close_menu(Hand&) override { ask("destroy menu"); }

 private:
  // A toolkit that does not tell the number of its window.
  std::string window_of_its_class() {
    std::string window;
    support::until("a window of Kundstod",
                   [&] { return !(window = hand_.window_of_class("Kundstod")).empty(); });
    return window;
  }

  Hand& hand_;
  Path program_;
  support::Client client_;
};

// Draws as long after it was asked to as a busy program may take.
class Slow final : public Obedient {
 public:
  using Obedient::Obedient;
  std::string open(const Rect& at, const std::string& options) override {
    std::string window = Obedient::open(at, options);
    ask("delay main 300");
    return window;
  }
};

// Known by what it shows: its window is the first of its class.
class Foreseen : public App {
 public:
  Foreseen(const Path& folder, const support::XServer& server, Hand& hand, Path program,
           std::vector<std::string> command, std::string wm_class, Environment environment)
      : folder_(folder),
        hand_(hand),
        program_(std::move(program)),
        command_(std::move(command)),
        wm_class_(std::move(wm_class)),
        environment_(std::move(environment)) {
    for (const auto& variable : server.environment()) environment_.insert(variable);
  }

  Path program() const override { return program_; }
  std::string ask(const std::string& line) override {
    throw std::logic_error("this application cannot be told: " + line);
  }
  void paint() override {}
  bool paints_when_told() const override { return false; }
  support::Program& process() override { return *process_; }

  std::string open(const Rect& at, const std::string&) override {
    process_ = std::make_unique<Program>(folder_, command_, environment_);
    std::string window;
    support::until(
        "a window of " + wm_class_,
        [&] {
          if (process_->ended()) throw std::runtime_error("it has ended: " + process_->err());
          window = hand_.window_of_class(wm_class_);
          return !window.empty();
        },
        std::chrono::seconds(90));
    hand_.set_state(window, "MAXIMIZED_VERT", false);
    hand_.set_state(window, "MAXIMIZED_HORZ", false);
    hand_.move(window, at.x, at.y);
    hand_.resize(window, at.width, at.height);
    return window;
  }
  // xterm shows its menu while the button is held down with Control.
  void open_menu(Hand& hand, const Rect& window) override {
    const Point middle{window.x + window.width / 2, window.y + window.height / 2};
    if (wm_class_ == "XTerm") return hand.press(middle, true);
    hand.click(middle.x, middle.y, 3);
  }
  void close_menu(Hand& hand) override {
    if (wm_class_ == "XTerm") return hand.release();
    hand.press_escape();
  }

 private:
  Path folder_;
  Hand& hand_;
  Path program_;
  std::vector<std::string> command_;
  std::string wm_class_;
  Environment environment_;
  std::unique_ptr<Program> process_;
};

Path written(const Path& path, std::string_view text) {
  CHECK(write_file(path, view_of(text), Access::kOwnerOnly, IfExists::kReplace).has_value());
  return path;
}

// Lines in ever other greens, as fast as a log runs.
constexpr const char* kScript =
    "while :; do for c in 22 28 34 40; do printf '\\033[48;5;%dm%80s\\033[0m\\n' $c ' '; sleep 0.05; done; "
    "done";

constexpr const char* kPage =
    "<!doctype html><meta charset=utf-8><title>Kundstöd</title><style>html{background:#208020}</style>"
    "<canvas id=c width=1200 height=800></canvas><script>const g=c.getContext('2d');let n=0;setInterval(()=>{"
    "g.fillStyle=`rgb(32,${100+(n++*37)%150},32)`;g.fillRect(n*53%1000,n*31%700,200,150)},80)</script>";

std::vector<std::string> chromium_command(const Path& folder, bool gpu) {
  std::vector<std::string> command = {"chromium",
                                      "--no-sandbox",
                                      "--no-first-run",
                                      "--disable-sync",
                                      "--no-default-browser-check",
                                      "--user-data-dir=" + (folder / "browser").string(),
                                      "--ozone-platform=x11",
                                      "--password-store=basic",
                                      "--disable-background-networking",
                                      "--disable-component-update"};
  if (gpu) {
    for (const char* more : {"--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
                             "--ignore-gpu-blocklist", "--enable-gpu-rasterization"})
      command.push_back(more);
  } else {
    command.push_back("--disable-gpu");
  }
  command.push_back("--app=file://" + written(folder / "page.html", kPage).string());
  return command;
}

// The same file after a restart.
Path kundstod(const Path& folder) {
  const Path path = folder / "support" / "kundstod";
  return std::filesystem::exists(path) ? path : support::copy_of_test_client(path);
}

Path real_path_of(const std::string& program) {
  std::error_code error;
  for (const char* folder : {"/usr/local/bin/", "/usr/bin/", "/bin/"}) {
    Path found = std::filesystem::canonical(folder + program, error);
    if (!error) return found;
  }
  throw std::runtime_error("there is no " + program);
}

}  // namespace

std::unique_ptr<App> start_app(Target target, const Path& folder, const support::XServer& server,
                               Hand& hand) {
  const Path bin(INSYN_BIN_DIR);
  Environment quiet = {{"DBUS_SESSION_BUS_ADDRESS", "disabled:"},
                       {"NO_AT_BRIDGE", "1"},
                       {"GTK_A11Y", "none"},
                       {"GSETTINGS_BACKEND", "memory"},
                       {"GDK_BACKEND", "x11"},
                       {"QT_QPA_PLATFORM", "xcb"},
                       {"HOME", folder.string()},
                       {"XDG_CONFIG_HOME", (folder / "c").string()},
                       {"XDG_RUNTIME_DIR", folder.string()},
                       {"GTK_CSD", "0"}};
  const auto obedient = [&](const Path& program, const std::vector<std::string>& arguments = {}) {
    return std::make_unique<Obedient>(folder, server, hand, program, arguments, quiet);
  };
  switch (target) {
    case Target::kRaw:
      return obedient(kundstod(folder));
    case Target::kSlow:
      return std::make_unique<Slow>(folder, server, hand, kundstod(folder), std::vector<std::string>{},
                                    quiet);
    case Target::kGtk3:
      return obedient(bin / "leak_gtk3");
    case Target::kGtk3Csd:
      quiet["GTK_CSD"] = "1";
      return obedient(bin / "leak_gtk3");
    case Target::kGtk4:
      quiet["GSK_RENDERER"] = "cairo";
      return obedient(bin / "leak_gtk4");
    case Target::kQt:
      return obedient(bin / "leak_qt6");
    case Target::kSwing:
      return obedient(real_path_of("java"), {"-jar", (bin / "leak_swing.jar").string()});
    case Target::kXterm:
      return std::make_unique<Foreseen>(
          folder, server, hand, real_path_of("xterm"),
          std::vector<std::string>{"xterm", "-bg", "#208020", "-fg", "#20c020", "-e", "sh", "-c", kScript},
          "XTerm", quiet);
    case Target::kChromium:
    case Target::kChromiumGpu:
      return std::make_unique<Foreseen>(folder, server, hand, "/usr/lib/chromium/chromium",
                                        chromium_command(folder, target == Target::kChromiumGpu), "Chromium",
                                        quiet);
    case Target::kOffice:
      return std::make_unique<Foreseen>(
          folder, server, hand, "/usr/lib/libreoffice/program/soffice.bin",
          std::vector<std::string>{"soffice", "--norestore", "--nologo", "--nofirststartwizard", "--writer",
                                   "-env:UserInstallation=file://" + (folder / "office").string()},
          "libreoffice-writer", quiet);
  }
  return nullptr;
}

}  // namespace insyn::leak
