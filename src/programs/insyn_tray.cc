// insyn-tray: marks on the screen what is being recorded, and hands the agent's wishes to the recorder.
#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>
#include <cstdlib>

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

TrayOptions options_of(const QCoreApplication& app) {
  QCommandLineParser parser;
  parser.setApplicationDescription("Marks on the screen what Insyn records.");
  parser.addHelpOption();
  parser.addOptions(
      {{"socket", "Serve the recorder at this file descriptor, and end with it", "FD"},
       {"enrolment", "The folder that insyn enrol installed to (default: /etc/insyn)", "DIR"},
       {"spool", "The folder with the recordings (default: ~/.local/state/insyn/recordings)", "DIR"},
       {"language", "sv or en (default: the language of the desktop)", "LANGUAGE"}});
  parser.process(app);
  TrayOptions options;
  if (parser.isSet("socket")) options.socket = parser.value("socket").toInt();
  const bool sv = parser.isSet("language") ? parser.value("language") == "sv"
                                           : QLocale::system().language() == QLocale::Swedish;
  options.language = sv ? words::Language::kSwedish : words::Language::kEnglish;
  const Path state = home_folder("XDG_STATE_HOME", ".local/state") / "insyn";
  options.files.enrolment = path_of(parser.value("enrolment"), "/etc/insyn");
  options.files.spool = path_of(parser.value("spool"), state / "recordings");
  options.files.told = state / "told";
  return options;
}

}  // namespace

int main(int count, char** values) {
  // The borders are X11's; so is everything else, then.
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "xcb");
  QApplication app(count, values);
  QApplication::setApplicationName("insyn-tray");
  QApplication::setQuitOnLastWindowClosed(false);
  const TrayOptions options = options_of(app);
  auto borders = Borders::open();
  if (!borders) {
    qCritical("insyn-tray: %s", borders.error().message.c_str());
    return 1;
  }
  Tray tray(options, *std::move(borders));
  return QApplication::exec();
}
