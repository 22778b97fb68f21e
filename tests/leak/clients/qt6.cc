// The application in scope, made with Qt 6.
#include <QGuiApplication>
#include <QPainter>
#include <QRasterWindow>
#include <QSocketNotifier>
#include <map>
#include <memory>

#include "leak/clients/obey.h"

namespace insyn::leak {
namespace {

class Window final : public QRasterWindow {
 public:
  int round = 0;

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    for (int y = 0; y < height(); y += kSquare) {
      for (int x = 0; x < width(); x += kSquare) {
        const Green green = green_of(x, y, round);
        painter.fillRect(x, y, kSquare, kSquare, QColor(green.red, green.green, green.blue));
      }
    }
  }
};

std::map<std::string, std::unique_ptr<Window>> windows;

std::string obey(const Order& order) {
  if (order.verb == "create") {
    auto window = std::make_unique<Window>();
    window->setTitle("Kundstöd");
    window->setGeometry(order.a, order.b, order.width, order.height);
    if (order.popup) window->setFlags(Qt::ToolTip);
    if (windows.contains("main")) window->setTransientParent(windows["main"].get());
    window->create();
    const auto id = window->winId();
    windows[order.name] = std::move(window);
    return std::to_string(id);
  }
  Window& window = *windows.at(order.name);
  if (order.verb == "map") window.show();
  if (order.verb == "unmap") window.hide();
  if (order.verb == "resize") window.resize(order.a, order.b);
  if (order.verb == "move") window.setPosition(order.a, order.b);
  if (order.verb == "noise") {
    ++window.round;
    window.update();
  }
  if (order.verb == "destroy") windows.erase(order.name);
  return "";
}

}  // namespace
}  // namespace insyn::leak

int main(int count, char** arguments) {
  const QGuiApplication application(count, arguments);
  QGuiApplication::setQuitOnLastWindowClosed(false);
  insyn::leak::Orders orders(insyn::leak::obey);
  const QSocketNotifier notifier(STDIN_FILENO, QSocketNotifier::Read);
  QObject::connect(&notifier, &QSocketNotifier::activated, [&orders] { orders.read(); });
  const int code = QGuiApplication::exec();
  insyn::leak::windows.clear();
  return code;
}
