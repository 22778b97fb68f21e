// insyn-tray: marks on the screen what is being recorded, and hands the agent's wishes to the recorder.
#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>
#include <cstdio>
#include <cstdlib>
#include <variant>
#include <vector>

#include "link/outbox/outbox.h"
#include "os/loaded_code.h"
#include "os/process.h"
#include "tray/look.h"
#include "tray/text.h"
#include "tray/tray.h"

namespace {

using namespace insyn;
using namespace insyn::tray;

Path home_folder(const char* variable, const char* usual) {
  if (const char* set = std::getenv(variable); set != nullptr && Path(set).is_absolute()) return set;
  const char* home = std::getenv("HOME");
  return home == nullptr ? Path("/") : Path(home) / usual;
}

Path path_of(const QString& text, const Path& usual) {
  return text.isEmpty() ? usual : Path(text.toStdString());
}

constexpr int kWrongUsage = 2;

int refuse(QString why) {
  if (why.endsWith('.')) why.chop(1);  // Qt's are sentences
  std::fprintf(stderr, "insyn-tray: %s; see insyn-tray --help\n", qPrintable(why));
  return kWrongUsage;
}

// What the command line asks for, or the exit code where it is answered already. Needs no display.
std::variant<TrayOptions, int> options_of(int count, std::vector<char*> values) {
  std::string name = "insyn-tray";  // without its folder, in the help
  values[0] = name.data();
  QCoreApplication app(count, values.data());
  QCoreApplication::setApplicationName("insyn-tray");
  QCommandLineParser parser;
  parser.setApplicationDescription("Marks on the screen what Insyn records.");
  const QCommandLineOption help({"h", "help"}, "Displays this help.");
  parser.addOption(help);
  const QCommandLineOption version("version", "Displays version information.");
  parser.addOption(version);
  parser.addOptions(
      {{"socket", "Serve the recorder at this file descriptor, and end with it", "FD"},
       {"enrolment", "The folder that insyn enrol installed to (default: /etc/insyn)", "DIR"},
       {"spool", "The folder with the recordings (default: ~/.local/state/insyn/recordings)", "DIR"},
       {"link", "The folder of this computer's insyn-link (default: /var/lib/insyn-link)", "DIR"},
       {"pause-key",
        "The keys that pause and resume, such as Ctrl+Alt+P or Pause (default: what "
        "~/.config/insyn/tray.toml says, or Ctrl+Alt+P)",
        "KEYS"},
       {"did-not-help-key",
        "The keys that say that the system did not help, such as Ctrl+Alt+H, or none (default: what "
        "~/.config/insyn/tray.toml says, or Ctrl+Alt+H)",
        "KEYS"},
       {"language", "sv or en (default: the language of the desktop)", "LANGUAGE"}});
  if (!parser.parse(QCoreApplication::arguments())) return refuse(parser.errorText());
  if (parser.isSet(help)) {
    std::fputs(qPrintable(parser.helpText()), stdout);
    return 0;
  }
  if (parser.isSet(version)) {
    std::puts("insyn-tray " INSYN_VERSION);
    return 0;
  }
  if (!parser.positionalArguments().isEmpty())
    return refuse("unexpected “" + parser.positionalArguments().first() + "”");
  TrayOptions options;
  if (parser.isSet("socket")) {
    bool is_number = false;
    options.socket = parser.value("socket").toInt(&is_number);
    if (!is_number) return refuse("--socket is the number of a file descriptor");
  }
  const QString language = parser.value("language");
  if (!language.isEmpty() && language != "sv" && language != "en") return refuse("--language is sv or en");
  const bool sv = language.isEmpty() ? QLocale::system().language() == QLocale::Swedish : language == "sv";
  options.language = sv ? words::Language::kSwedish : words::Language::kEnglish;
  const Path state = home_folder("XDG_STATE_HOME", ".local/state") / "insyn";
  options.files.enrolment = path_of(parser.value("enrolment"), "/etc/insyn");
  options.files.spool = path_of(parser.value("spool"), state / "recordings");
  options.files.link = path_of(parser.value("link"), link::kUsualFolder);
  options.files.told = state / "told";
  if (const auto folder = program_folder()) options.files.room = *folder / "insyn-room";
  options.files.key = home_folder("XDG_DATA_HOME", ".local/share") / "insyn" / "agent-key";
  options.settings_file = home_folder("XDG_CONFIG_HOME", ".config") / "insyn" / "tray.toml";
  options.settings = read_settings(options.settings_file);
  if (parser.isSet("pause-key")) {
    auto keys = parse_key_combination(parser.value("pause-key").toStdString());
    if (!keys) return refuse(text(keys.error().message));
    if (!options.settings) options.settings = Settings();
    options.settings->pause_key = *std::move(keys);
  }
  if (parser.isSet("did-not-help-key")) {
    auto keys = parse_key_or_none(parser.value("did-not-help-key").toStdString());
    if (!keys) return refuse(text(keys.error().message));
    if (!options.settings) options.settings = Settings();
    options.settings->did_not_help_key = *std::move(keys);
  }
  if (options.settings) {
    if (auto apart = keep_keys_apart(*options.settings); !apart) return refuse(text(apart.error().message));
  }
  return options;
}

// What loads code from elsewhere is a reason not to be believed, and may be set for the whole session: it is
// left behind. A library that is in front of everything already could keep this from happening; the recorder
// looks.
void leave_loaded_code_behind(int count, char** values) {
  const std::vector<std::string> environment = own_environment();
  if (!loads_code(environment)) return;
  const std::vector<std::string> arguments(values + 1, values + count);
  const Result<Path> folder = program_folder();
  if (folder) (void)replace_program(*folder / "insyn-tray", arguments, without_loaded_code(environment));
}

}  // namespace

int main(int count, char** values) {
  if (count > 0) leave_loaded_code_behind(count, values);
  const auto asked = options_of(count, {values, values + count + 1});
  if (const int* answered = std::get_if<int>(&asked)) return *answered;
  // Before Qt, which has no sentence for a display that is not there.
  auto borders = Borders::open();
  if (!borders) {
    std::fprintf(stderr, "insyn-tray: %s\n", borders.error().message.c_str());
    return 1;
  }
  // The borders are X11's; so is everything else, then.
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "xcb");
  QApplication app(count, values);
  QApplication::setApplicationName("insyn-tray");
  QApplication::setQuitOnLastWindowClosed(false);
  use_look(app);
  Tray tray(std::get<TrayOptions>(asked), *std::move(borders));
  return QApplication::exec();
}
