#include "leak/cast.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "os/file.h"

namespace insyn::leak {
namespace {

bool on_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "/usr/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (::access((Path(folder) / program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

bool is_built(const std::string& file) { return ::access((Path(INSYN_BIN_DIR) / file).c_str(), R_OK) == 0; }

template <class T>
std::optional<T> find_name(const std::vector<T>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](T one) { return name == name_of(one); });
  return found == all.end() ? std::nullopt : std::optional<T>(*found);
}

}  // namespace

const std::vector<Target>& all_targets() {
  static const std::vector<Target> all = {
      Target::kRaw, Target::kSlow,  Target::kXterm,    Target::kGtk3,        Target::kGtk3Csd, Target::kGtk4,
      Target::kQt,  Target::kSwing, Target::kChromium, Target::kChromiumGpu, Target::kOffice};
  return all;
}

const std::vector<Manager>& all_managers() {
  static const std::vector<Manager> all = {
      Manager::kNone,  Manager::kOpenbox,         Manager::kXfwm,   Manager::kMetacity,    Manager::kI3,
      Manager::kPicom, Manager::kMetacityShadows, Manager::kMutter, Manager::kPicomShadows};
  return all;
}

const std::vector<Reader>& all_readers() {
  static const std::vector<Reader> all = {Reader::kInsyn, Reader::kPlain, Reader::kFfmpeg, Reader::kCrop};
  return all;
}

const char* name_of(Target target) {
  switch (target) {
    case Target::kRaw:
      return "xcb";
    case Target::kSlow:
      return "xcb-slow";
    case Target::kXterm:
      return "xterm";
    case Target::kGtk3:
      return "gtk3";
    case Target::kGtk3Csd:
      return "gtk3-csd";
    case Target::kGtk4:
      return "gtk4";
    case Target::kQt:
      return "qt6";
    case Target::kSwing:
      return "swing";
    case Target::kChromium:
      return "chromium";
    case Target::kChromiumGpu:
      return "chromium-egl";
    case Target::kOffice:
      return "libreoffice";
  }
  return "";
}

const char* name_of(Manager manager) {
  switch (manager) {
    case Manager::kNone:
      return "none";
    case Manager::kOpenbox:
      return "openbox";
    case Manager::kXfwm:
      return "xfwm4";
    case Manager::kMetacity:
      return "metacity";
    case Manager::kI3:
      return "i3";
    case Manager::kPicom:
      return "picom";
    case Manager::kMetacityShadows:
      return "metacity-shadows";
    case Manager::kMutter:
      return "mutter";
    case Manager::kPicomShadows:
      return "picom-shadows";
  }
  return "";
}

const char* name_of(Reader reader) {
  switch (reader) {
    case Reader::kInsyn:
      return "insyn";
    case Reader::kPlain:
      return "plain";
    case Reader::kFfmpeg:
      return "ffmpeg";
    case Reader::kCrop:
      return "crop";
  }
  return "";
}

bool composites(Manager manager) {
  return manager == Manager::kXfwm || manager == Manager::kPicom || casts_shadows(manager);
}

bool casts_shadows(Manager manager) {
  return manager == Manager::kMetacityShadows || manager == Manager::kMutter ||
         manager == Manager::kPicomShadows;
}

std::optional<Target> target_of(const std::string& name) { return find_name(all_targets(), name); }
std::optional<Manager> manager_of(const std::string& name) { return find_name(all_managers(), name); }
std::optional<Reader> reader_of(const std::string& name) { return find_name(all_readers(), name); }

bool is_here(Target target) {
  switch (target) {
    case Target::kRaw:
    case Target::kSlow:
      return is_built("test_client");
    case Target::kXterm:
      return on_path("xterm");
    case Target::kGtk3:
    case Target::kGtk3Csd:
      return is_built("leak_gtk3");
    case Target::kGtk4:
      return is_built("leak_gtk4");
    case Target::kQt:
      return is_built("leak_qt6");
    case Target::kSwing:
      return is_built("leak_swing.jar") && on_path("java");
    case Target::kChromium:
    case Target::kChromiumGpu:
      return on_path("chromium");
    case Target::kOffice:
      return on_path("soffice");
  }
  return false;
}

bool is_here(Manager manager) {
  if (manager == Manager::kPicom || manager == Manager::kPicomShadows)
    return on_path("picom") && on_path("openbox");
  if (manager == Manager::kMetacityShadows) return on_path("metacity");
  return manager == Manager::kNone || on_path(name_of(manager));
}

bool is_here(Reader reader) { return reader != Reader::kFfmpeg || on_path("ffmpeg"); }

}  // namespace insyn::leak
