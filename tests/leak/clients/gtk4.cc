// The application in scope, made with GTK 4.
#include <gdk/x11/gdkx.h>
#include <glib-unix.h>
#include <gtk/gtk.h>

#include <map>

#include "leak/clients/obey.h"

namespace insyn::leak {
namespace {

int paint_round = 0;
std::map<std::string, GtkWidget*> windows;

void draw(GtkDrawingArea*, cairo_t* cairo, int width, int height, gpointer) {
  for (int y = 0; y < height; y += kSquare) {
    for (int x = 0; x < width; x += kSquare) {
      const Green green = green_of(x, y, paint_round);
      cairo_set_source_rgb(cairo, green.red / 255.0, green.green / 255.0, green.blue / 255.0);
      cairo_rectangle(cairo, x, y, kSquare, kSquare);
      cairo_fill(cairo);
    }
  }
}

GtkWidget* painted_area(const Order& order) {
  GtkWidget* area = gtk_drawing_area_new();
  gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(area), draw, nullptr, nullptr);
  if (order.popup) gtk_widget_set_size_request(area, order.width, order.height);
  return area;
}

std::string create(const Order& order) {
  GtkWidget* area = painted_area(order);
  if (order.popup) {
    GtkWidget* popover = gtk_popover_new();
    gtk_popover_set_child(GTK_POPOVER(popover), area);
    gtk_widget_set_parent(popover, windows["main"]);
    windows[order.name] = popover;
    return "";
  }
  GtkWidget* window = gtk_window_new();
  gtk_window_set_title(GTK_WINDOW(window), "Kundstöd");
  gtk_window_set_child(GTK_WINDOW(window), area);
  gtk_window_set_default_size(GTK_WINDOW(window), order.width, order.height);
  gtk_window_set_decorated(GTK_WINDOW(window), FALSE);
  windows[order.name] = window;
  gtk_widget_realize(window);
  return std::to_string(gdk_x11_surface_get_xid(gtk_native_get_surface(GTK_NATIVE(window))));
}

std::string obey(const Order& order) {
  if (order.verb == "create") return create(order);
  GtkWidget* window = windows[order.name];
  const bool popover = GTK_IS_POPOVER(window);
  if (order.verb == "map" && popover) gtk_popover_popup(GTK_POPOVER(window));
  if (order.verb == "map" && !popover) gtk_window_present(GTK_WINDOW(window));
  if (order.verb == "unmap") gtk_widget_set_visible(window, FALSE);
  if (order.verb == "destroy" && popover) gtk_widget_unparent(window);
  if (order.verb == "destroy" && !popover) gtk_window_destroy(GTK_WINDOW(window));
  if (order.verb == "noise") {
    ++paint_round;
    gtk_widget_queue_draw(gtk_window_get_child(GTK_WINDOW(window)));
  }
  return "";
}

}  // namespace
}  // namespace insyn::leak

int main() {
  gtk_init();
  static insyn::leak::Orders orders(insyn::leak::obey);
  g_unix_fd_add(
      STDIN_FILENO, static_cast<GIOCondition>(G_IO_IN | G_IO_HUP),
      [](gint, GIOCondition, gpointer) -> gboolean {
        orders.read();
        return TRUE;
      },
      nullptr);
  for (;;) g_main_context_iteration(nullptr, TRUE);
}
