// Names on the session bus by which a tray's icon and a panel find each other.
#pragma once

namespace insyn::tray {

inline constexpr auto kWatcher = "org.kde.StatusNotifierWatcher";  // a service, and its interface
inline constexpr auto kWatcherPath = "/StatusNotifierWatcher";
inline constexpr auto kItem = "org.kde.StatusNotifierItem";
inline constexpr auto kItemPath = "/StatusNotifierItem";
inline constexpr auto kMenu = "com.canonical.dbusmenu";
inline constexpr auto kMenuPath = "/MenuBar";
inline constexpr auto kProperties = "org.freedesktop.DBus.Properties";

}  // namespace insyn::tray
