// The setup of a case: the application in scope, the window manager, and what records.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace insyn::leak {

enum class Target {
  kRaw,
  kSlow,
  kXterm,
  kGtk3,
  kGtk3Csd,
  kGtk4,
  kQt,
  kSwing,
  kChromium,
  kChromiumGpu,
  kOffice
};
enum class Manager {
  kNone,
  kOpenbox,
  kXfwm,
  kMetacity,
  kI3,
  kPicom,
  kMetacityShadows,
  kMutter,
  kPicomShadows
};
enum class Reader { kInsyn, kPlain, kFfmpeg, kCrop };

const std::vector<Target>& all_targets();
const std::vector<Manager>& all_managers();
const std::vector<Reader>& all_readers();

// As on the command line and in docs/leaks.md.
const char* name_of(Target target);
const char* name_of(Manager manager);
const char* name_of(Reader reader);

// Puts the screen together itself.
bool composites(Manager manager);
// Draws shadows under windows, on whatever lies below them, with the settings that it comes with.
bool casts_shadows(Manager manager);

std::optional<Target> target_of(const std::string& name);
std::optional<Manager> manager_of(const std::string& name);
std::optional<Reader> reader_of(const std::string& name);

// Whether what it needs is on this machine.
bool is_here(Target target);
bool is_here(Manager manager);
bool is_here(Reader reader);

}  // namespace insyn::leak
