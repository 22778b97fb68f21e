#include "tray/room.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>

#include "toml/table_reader.h"
#include "tray/enrolled_terms.h"
#include "tray/text.h"

namespace insyn::tray {
namespace {

// Of what it says when it ends.
constexpr qsizetype kLongestLast = 500;
constexpr const char* kLinksFile = "insyn-link.toml";
constexpr std::size_t kLongestFile = 100'000, kLongestAddress = 1000;

std::string last_words_of(QProcess& process) {
  const QString said = QString::fromUtf8(process.readAllStandardError()).trimmed();
  return said.right(kLongestLast).toStdString();
}

}  // namespace

std::optional<Centre> centre_of(const Path& link) {
  const auto written = read_text(link / kLinksFile, kLongestFile);
  const auto parsed = written ? toml::parse(*written) : Failure(written.error());
  if (!parsed) return std::nullopt;
  // The link reads the rest, and strictly.
  toml::TableReader top(*parsed, "");
  const auto server = top.string("server", kLongestAddress);
  const auto authority = top.string("authority", kLongestAddress, "");
  if (!server || !authority) return std::nullopt;
  return Centre{*server, authority->empty() ? Path() : link / *authority};
}

Room::Room(Path program, Path enrolment, Path link, std::function<void(const std::string&)> failed)
    : program_(std::move(program)),
      enrolment_(std::move(enrolment)),
      link_(std::move(link)),
      failed_(std::move(failed)) {}

bool Room::is_there() const {
  return QFileInfo(text(program_.string())).isExecutable() && has_centre(enrolment_) && centre_of(link_);
}

void Room::open() const {
  const auto centre = centre_of(link_);
  if (!centre) return failed_((link_ / kLinksFile).string());
  QStringList arguments = {"--role", "agent", "--server", text(centre->server)};
  if (!centre->authority.empty()) arguments << "--authority" << text(centre->authority.string());
  auto* process = new QProcess(qApp);
  process->setStandardOutputFile(QProcess::nullDevice());
  process->setStandardInputFile(QProcess::nullDevice());
  QObject::connect(process, &QProcess::finished, process,
                   [process, failed = failed_](int code, QProcess::ExitStatus how) {
                     if (how != QProcess::NormalExit || code != 0) failed(last_words_of(*process));
                     process->deleteLater();
                   });
  QObject::connect(process, &QProcess::errorOccurred, process,
                   [process, failed = failed_](QProcess::ProcessError error) {
                     if (error != QProcess::FailedToStart) return;
                     failed(process->errorString().toStdString());
                     process->deleteLater();
                   });
  process->start(text(program_.string()), arguments);
}

}  // namespace insyn::tray
