#include "tray/state_icon.h"

#include <QPainter>
#include <QPainterPath>

#include "indicator/border.h"

namespace insyn::tray {
namespace {

using control::Activity;

void draw(QPainter& painter, const std::optional<Activity>& activity) {
  // On a grid of 16. A light rim, so that it is seen on dark and on light panels.
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor red = QColor::fromRgb(indicator::kShades[0]), grey(0x49, 0x50, 0x57), amber(0xe6, 0x77, 0x00);
  painter.setPen(QPen(Qt::white, 1));
  const auto disc = [&](const QColor& colour) {
    painter.setBrush(colour);
    painter.drawEllipse(QRectF(1, 1, 14, 14));
  };
  const auto bars = [&] {
    painter.fillRect(QRectF(5, 4.5, 2.2, 7), Qt::white);
    painter.fillRect(QRectF(8.8, 4.5, 2.2, 7), Qt::white);
  };
  if (!activity) {
    painter.setPen(QPen(grey, 1.5, Qt::DotLine));
    painter.drawEllipse(QRectF(2, 2, 12, 12));
    return;
  }
  switch (*activity) {
    case Activity::kIdle:
      painter.setBrush(Qt::white);
      painter.setPen(QPen(grey, 2.5));
      painter.drawEllipse(QRectF(2.5, 2.5, 11, 11));
      return;
    case Activity::kRecording:
      disc(red);
      painter.setBrush(Qt::white);
      painter.drawEllipse(QRectF(5.5, 5.5, 5, 5));
      return;
    case Activity::kPaused:
    case Activity::kHeld:
      disc(grey);
      bars();
      return;
    case Activity::kWithheld:
      disc(amber);
      painter.fillRect(QRectF(7, 4, 2, 5), Qt::white);
      painter.fillRect(QRectF(7, 10.2, 2, 2), Qt::white);
      return;
    case Activity::kNotAllowed:
      disc(grey);
      painter.setPen(QPen(Qt::white, 2));
      painter.drawLine(QPointF(4.5, 4.5), QPointF(11.5, 11.5));
      return;
  }
}

}  // namespace

QIcon icon_for(const std::optional<Activity>& activity) {
  QIcon icon;
  for (const int size : kIconSizes) {
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.scale(size / 16.0, size / 16.0);
    draw(painter, activity);
    painter.end();
    icon.addPixmap(pixmap);
  }
  return icon;
}

}  // namespace insyn::tray
