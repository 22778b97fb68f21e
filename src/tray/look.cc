#include "tray/look.h"

#include <fmt/format.h>

#include <QFont>
#include <QFontInfo>
#include <QStyleFactory>
#include <algorithm>
#include <cmath>

#include "tray/text.h"

namespace insyn::tray {
namespace {

using control::Activity;

constexpr int kBody = 14;  // pixels, as the rooms' tables and controls

constexpr QRgb rgb(unsigned value) { return 0xff000000U | value; }

constexpr Look kLight = {
    .sunken = rgb(0xf1f3f5),
    .paper = rgb(0xfcfcfb),
    .card = rgb(0xffffff),
    .line = rgb(0xd9dde3),
    .edge = rgb(0x7b8593),
    .ink = rgb(0x1d2430),
    .soft = rgb(0x56606e),
    .accent = rgb(0x1f5fa8),
    .accent_soft = rgb(0xe7f0fa),
    .on_accent = rgb(0xffffff),
    .recording = rgb(0xb83c0b),
    .recording_soft = rgb(0xfdeee6),
    .paused = rgb(0x465160),
    .paused_soft = rgb(0xe9edf1),
    .withheld = rgb(0x0a626e),
    .withheld_soft = rgb(0xe2f2f3),
    .not_allowed = rgb(0x62449a),
    .not_allowed_soft = rgb(0xf0ebf9),
    .danger = rgb(0xa51d2d),
    .danger_soft = rgb(0xfcebed),
};
constexpr Look kDark = {
    .sunken = rgb(0x0f1318),
    .paper = rgb(0x14181e),
    .card = rgb(0x1b2129),
    .line = rgb(0x333b46),
    .edge = rgb(0x7d8998),
    .ink = rgb(0xe6e9ee),
    .soft = rgb(0xa3adba),
    .accent = rgb(0x7db4f0),
    .accent_soft = rgb(0x1d2e42),
    .on_accent = rgb(0x0d1824),
    .recording = rgb(0xff9a70),
    .recording_soft = rgb(0x3a2318),
    .paused = rgb(0xb6c1ce),
    .paused_soft = rgb(0x2a323d),
    .withheld = rgb(0x63c6d1),
    .withheld_soft = rgb(0x16323a),
    .not_allowed = rgb(0xbfa6f0),
    .not_allowed_soft = rgb(0x2c2540),
    .danger = rgb(0xff959c),
    .danger_soft = rgb(0x3c1d22),
};

double luminance(QRgb colour) {
  const auto channel = [](int value) {
    const double part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(qRed(colour)) + 0.7152 * channel(qGreen(colour)) + 0.0722 * channel(qBlue(colour));
}

QPalette palette_of(const Look& look) {
  QPalette palette;
  const auto set = [&](QPalette::ColorRole role, QRgb colour, QRgb disabled) {
    palette.setColor(role, QColor(colour));
    palette.setColor(QPalette::Disabled, role, QColor(disabled));
  };
  set(QPalette::Window, look.paper, look.paper);
  set(QPalette::WindowText, look.ink, look.soft);
  set(QPalette::Base, look.card, look.card);
  set(QPalette::AlternateBase, look.sunken, look.sunken);
  set(QPalette::Text, look.ink, look.soft);
  set(QPalette::Button, look.card, look.sunken);
  set(QPalette::ButtonText, look.ink, look.soft);
  set(QPalette::Highlight, look.accent, look.line);
  set(QPalette::HighlightedText, look.on_accent, look.ink);
  set(QPalette::Link, look.accent, look.soft);
  set(QPalette::PlaceholderText, look.soft, look.soft);
  set(QPalette::ToolTipBase, look.card, look.card);
  set(QPalette::ToolTipText, look.ink, look.ink);
  return palette;
}

QString hex(QRgb colour) { return QColor(colour).name(); }

// Lines instead of shadows, one primary button a view, and one focus ring everywhere.
QString sheet_of(const Look& look) {
  QString sheet = R"(
QPushButton { background: {card}; color: {ink}; border: 1px solid {edge}; border-radius: 5px; padding: 6px 12px; min-height: 20px; }
QPushButton:hover { background: {sunken}; }
QPushButton:pressed { background: {accent_soft}; }
QPushButton:focus { border: 2px solid {accent}; padding: 5px 11px; }
QPushButton:disabled { background: {sunken}; color: {soft}; border: 1px dashed {line}; }
QPushButton[kind="primary"] { background: {accent}; color: {on_accent}; border-color: {accent}; }
QPushButton[kind="primary"]:focus { border: 2px solid {ink}; }
QPushButton[kind="primary"]:disabled { background: {sunken}; color: {soft}; border: 1px dashed {line}; }
QPushButton[kind="danger"] { color: {danger}; border-color: {danger}; }
QPushButton[kind="danger"]:hover { background: {danger_soft}; }
QPushButton[kind="danger"]:disabled { color: {soft}; border: 1px dashed {line}; }
QTabWidget::pane { border: 0; border-top: 1px solid {line}; }
QTabBar::tab { background: {paper}; color: {soft}; border: 0; border-bottom: 3px solid {paper}; padding: 8px 14px; }
QTabBar::tab:selected { color: {ink}; border-bottom-color: {accent}; }
QTabBar::tab:focus { color: {accent}; background: {accent_soft}; }
QTableWidget, QListWidget, QTextBrowser, QPlainTextEdit, QLineEdit { background: {card}; color: {ink}; border: 1px solid {line}; border-radius: 5px; }
QTableWidget:focus, QListWidget:focus, QTextBrowser:focus, QPlainTextEdit:focus, QLineEdit:focus { border: 2px solid {accent}; }
QTextBrowser, QPlainTextEdit { padding: 6px; }
QTableWidget { gridline-color: {card}; selection-background-color: {accent_soft}; selection-color: {ink}; }
QTableWidget::item { border-bottom: 1px solid {line}; padding: 4px 10px; }
QTableWidget::item:selected { background: {accent_soft}; color: {ink}; }
QListWidget::item { padding: 6px 10px; border-left: 4px solid {card}; }
QListWidget::item:selected { background: {accent_soft}; color: {ink}; border-left-color: {accent}; }
QHeaderView { background: {sunken}; border: 0; }
QHeaderView::section { background: {sunken}; color: {soft}; border: 0; border-bottom: 1px solid {line}; padding: 7px 13px; }
QLabel[kind="soft"] { color: {soft}; }
QLabel:focus { border: 2px solid {accent}; border-radius: 3px; }
QMenu { background: {card}; color: {ink}; border: 1px solid {edge}; }
QMenu::item { padding: 6px 24px 6px 14px; }
QMenu::item:selected { background: {accent_soft}; color: {ink}; }
QMenu::item:disabled { color: {soft}; }
QMenu::separator { height: 1px; background: {line}; }
)";
  const std::pair<const char*, QRgb> roles[] = {
      {"card", look.card},           {"ink", look.ink},       {"edge", look.edge},
      {"sunken", look.sunken},       {"accent", look.accent}, {"accent_soft", look.accent_soft},
      {"soft", look.soft},           {"line", look.line},     {"paper", look.paper},
      {"on_accent", look.on_accent}, {"danger", look.danger}, {"danger_soft", look.danger_soft}};
  for (const auto& [name, colour] : roles) sheet.replace(QString("{%1}").arg(name), hex(colour));
  return sheet;
}

}  // namespace

const Look& look_of(bool dark) { return dark ? kDark : kLight; }

StateColours colours_of(const Look& look, const std::optional<Activity>& activity) {
  if (!activity) return {look.soft, look.sunken};
  switch (*activity) {
    case Activity::kIdle:
      return {look.soft, look.sunken};
    case Activity::kRecording:
      return {look.recording, look.recording_soft};
    case Activity::kPaused:
    case Activity::kHeld:
      return {look.paused, look.paused_soft};
    case Activity::kWithheld:
      return {look.withheld, look.withheld_soft};
    case Activity::kNotAllowed:
      return {look.not_allowed, look.not_allowed_soft};
  }
  return {look.soft, look.sunken};
}

bool is_dark(const QPalette& palette) {
  const auto of = [&](QPalette::ColorRole role) { return luminance(palette.color(role).rgb()); };
  return of(QPalette::Window) < of(QPalette::WindowText);
}

void use_look(QApplication& app) {
  const Look& look = look_of(is_dark(QApplication::palette()));
  // The one whose parts the sheet knows, whatever the desktop has.
  QApplication::setStyle(QStyleFactory::create("Fusion"));
  QApplication::setPalette(palette_of(look));
  QFont type = QApplication::font();
  if (QFontInfo(type).pixelSize() < kBody) type.setPixelSize(kBody);
  QApplication::setFont(type);
  app.setStyleSheet(sheet_of(look));
}

double contrast(QRgb one, QRgb other) {
  const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
  return (lighter + 0.05) / (darker + 0.05);
}

}  // namespace insyn::tray
