#include "tray/shapes.h"

#include <QPainterPath>

#include "indicator/border.h"
#include "tray/look.h"

namespace insyn::tray {
namespace {

using control::Activity;

// Of the rings in a panel: 4.5 to 1 on its light ground, and more on the rim.
constexpr QColor kRing(0x5f, 0x6b, 0x78);

// Where two of these lie over one another there is a hole.
QPainterPath disc_with_hole(double radius, double hole) {
  QPainterPath path;
  path.addEllipse(QPointF(8, 8), radius, radius);
  path.addEllipse(QPointF(8, 8), hole, hole);
  return path;
}

QPolygonF hourglass(double left, double top) {
  const double right = 16 - left, bottom = 16 - top, waist = 2;
  return {{{left, top},
           {right, top},
           {right, top + 2.5},
           {8 + waist, 8},
           {right, bottom - 2.5},
           {right, bottom},
           {left, bottom},
           {left, bottom - 2.5},
           {8 - waist, 8},
           {left, top + 2.5}}};
}

QPolygonF diamond(double point) { return {{{8, point}, {16 - point, 8}, {8, 16 - point}, {point, 8}}}; }

QPen pen_of(const QColor& colour, double width) {
  return {colour, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin};
}

QPen dotted(const QColor& colour, double width, double on, double off) {
  QPen pen = pen_of(colour, width);
  pen.setDashPattern({on / width, off / width});
  return pen;
}

void bars(QPainter& painter, const QColor& colour, double left, double top, double width) {
  painter.fillRect(QRectF(left, top, width, 16 - 2 * top), colour);
  painter.fillRect(QRectF(16 - left - width, top, width, 16 - 2 * top), colour);
}

void ring_with_bar(QPainter& painter, const QPen& pen, double radius) {
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawEllipse(QPointF(8, 8), radius, radius);
  const double at = radius * 0.707;
  painter.drawLine(QPointF(8 - at, 8 + at), QPointF(8 + at, 8 - at));
}

}  // namespace

void draw_shape(QPainter& painter, const std::optional<Activity>& activity, const QColor& colour) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(Qt::NoBrush);
  if (!activity) {
    painter.setPen(dotted(colour, 1.8, 2.2, 1.57));
    painter.drawEllipse(QPointF(8, 8), 6, 6);
    return;
  }
  switch (*activity) {
    case Activity::kIdle:
      painter.setPen(pen_of(colour, 2.2));
      painter.drawEllipse(QPointF(8, 8), 5.8, 5.8);
      return;
    case Activity::kRecording:
      painter.fillPath(disc_with_hole(7, 2.8), colour);
      return;
    case Activity::kPaused: {
      QPainterPath path;
      path.addRoundedRect(QRectF(1, 1, 14, 14), 2, 2);
      path.addRect(QRectF(4.9, 4.2, 2.1, 7.6));
      path.addRect(QRectF(9, 4.2, 2.1, 7.6));
      painter.fillPath(path, colour);
      return;
    }
    case Activity::kHeld:
      painter.setBrush(colour);
      painter.drawPolygon(hourglass(2.5, 1));
      return;
    case Activity::kWithheld:
      painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
      painter.drawPolygon(diamond(.9));
      painter.drawLine(QPointF(3.3, 10.4), QPointF(10.4, 3.3));
      painter.drawLine(QPointF(5.6, 12.7), QPointF(12.7, 5.6));
      return;
    case Activity::kNotAllowed:
      ring_with_bar(painter, pen_of(colour, 2), 6.2);
      return;
  }
}

void draw_rimmed_shape(QPainter& painter, const std::optional<Activity>& activity) {
  // Of the light theme, whatever the panel's: the rim is what a dark one shows.
  const Look& look = look_of(false);
  const QColor own(colours_of(look, activity).own);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  if (!activity) {
    painter.setPen(pen_of(Qt::white, 3.5));
    painter.drawEllipse(QPointF(8, 8), 6, 6);
    painter.setPen(dotted(kRing, 1.8, 2.2, 1.57));
    painter.drawEllipse(QPointF(8, 8), 6, 6);
    return;
  }
  switch (*activity) {
    case Activity::kIdle:
      painter.setPen(pen_of(Qt::white, 4.5));
      painter.drawEllipse(QPointF(8, 8), 5.5, 5.5);
      painter.setPen(pen_of(kRing, 2.5));
      painter.drawEllipse(QPointF(8, 8), 5.5, 5.5);
      return;
    case Activity::kRecording:
      painter.setPen(pen_of(Qt::white, 1));
      painter.setBrush(QColor::fromRgb(indicator::kShades[0]));
      painter.drawEllipse(QPointF(8, 8), 7, 7);
      painter.setPen(Qt::NoPen);
      painter.setBrush(Qt::white);
      painter.drawEllipse(QPointF(8, 8), 2.6, 2.6);
      return;
    case Activity::kPaused:
      painter.setPen(pen_of(Qt::white, 1));
      painter.setBrush(own);
      painter.drawRoundedRect(QRectF(1.5, 1.5, 13, 13), 2, 2);
      bars(painter, Qt::white, 5, 4.5, 2);
      return;
    case Activity::kHeld:
      painter.setPen(pen_of(Qt::white, 1));
      painter.setBrush(own);
      painter.drawPolygon(hourglass(2.5, 1));
      return;
    case Activity::kWithheld:
      painter.setPen(pen_of(Qt::white, 1));
      painter.setBrush(own);
      painter.drawPolygon(diamond(.7));
      painter.setPen(pen_of(Qt::white, 1.5));
      painter.drawLine(QPointF(4, 9.5), QPointF(9.5, 4));
      painter.drawLine(QPointF(6.5, 12), QPointF(12, 6.5));
      return;
    case Activity::kNotAllowed:
      painter.setPen(Qt::NoPen);
      painter.setBrush(Qt::white);
      painter.drawEllipse(QPointF(8, 8), 7.5, 7.5);
      ring_with_bar(painter, pen_of(own, 2.4), 5.3);
      return;
  }
}

}  // namespace insyn::tray
