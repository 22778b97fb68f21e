// The application in scope, made with GTK 3.
#include <glib-unix.h>
#include <gtk/gtk.h>
#include <gtk/gtkx.h>

#include <map>

#include "leak/clients/obey.h"

namespace insyn::leak {
namespace {

int paint_round = 0;
std::map<std::string, GtkWidget*> windows;

gboolean draw(GtkWidget* widget, cairo_t* cairo, gpointer) {
  for (int y = 0; y < gtk_widget_get_allocated_height(widget); y += kSquare) {
    for (int x = 0; x < gtk_widget_get_allocated_width(widget); x += kSquare) {
      const Green green = green_of(x, y, paint_round);
      cairo_set_source_rgb(cairo, green.red / 255.0, green.green / 255.0, green.blue / 255.0);
      cairo_rectangle(cairo, x, y, kSquare, kSquare);
      cairo_fill(cairo);
    }
  }
  return TRUE;
}

std::string create(const Order& order) {
  GtkWidget* window = gtk_window_new(order.popup ? GTK_WINDOW_POPUP : GTK_WINDOW_TOPLEVEL);
  gtk_window_set_title(GTK_WINDOW(window), "Kundstöd");
  gtk_window_set_decorated(GTK_WINDOW(window), TRUE);
  GtkWidget* area = gtk_drawing_area_new();
  g_signal_connect(area, "draw", G_CALLBACK(draw), nullptr);
  gtk_container_add(GTK_CONTAINER(window), area);
  gtk_window_set_default_size(GTK_WINDOW(window), order.width, order.height);
  if (order.popup) gtk_widget_set_size_request(area, order.width, order.height);
  gtk_window_move(GTK_WINDOW(window), order.a, order.b);
  if (windows.contains("main") && !order.popup)
    gtk_window_set_transient_for(GTK_WINDOW(window), GTK_WINDOW(windows["main"]));
  windows[order.name] = window;
  gtk_widget_realize(window);
  return std::to_string(GDK_WINDOW_XID(gtk_widget_get_window(window)));
}

std::string obey(const Order& order) {
  if (order.verb == "create") return create(order);
  GtkWidget* window = windows[order.name];
  if (order.verb == "map") gtk_widget_show_all(window);
  if (order.verb == "unmap") gtk_widget_hide(window);
  if (order.verb == "destroy") gtk_widget_destroy(window);
  if (order.verb == "resize") gtk_window_resize(GTK_WINDOW(window), order.a, order.b);
  if (order.verb == "move") gtk_window_move(GTK_WINDOW(window), order.a, order.b);
  if (order.verb == "noise") {
    ++paint_round;
    gtk_widget_queue_draw(window);
  }
  return "";
}

}  // namespace
}  // namespace insyn::leak

int main(int count, char** arguments) {
  gtk_init(&count, &arguments);
  static insyn::leak::Orders orders(insyn::leak::obey);
  g_unix_fd_add(
      STDIN_FILENO, static_cast<GIOCondition>(G_IO_IN | G_IO_HUP),
      [](gint, GIOCondition, gpointer) -> gboolean {
        orders.read();
        return TRUE;
      },
      nullptr);
  gtk_main();
}
