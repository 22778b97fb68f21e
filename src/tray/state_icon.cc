#include "tray/state_icon.h"

#include <QPainter>

#include "tray/shapes.h"

namespace insyn::tray {

QIcon icon_for(const std::optional<control::Activity>& activity) {
  QIcon icon;
  for (const int size : kIconSizes) {
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.scale(size / 16.0, size / 16.0);
    draw_rimmed_shape(painter, activity);
    painter.end();
    icon.addPixmap(pixmap);
  }
  return icon;
}

}  // namespace insyn::tray
