// The setup of a case: the application in scope, the window manager, and what records.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace insyn::leak {

enum class Target { kRaw, kSlow, kXterm, kGtk3, kGtk4, kQt, kSwing, kChromium, kChromiumGpu, kOffice };
enum class Manager { kNone, kOpenbox, kXfwm, kMetacity, kI3, kPicom };
enum class Reader { kInsyn, kPlain, kFfmpeg, kCrop };

const std::vector<Target>& all_targets();
const std::vector<Manager>& all_managers();
const std::vector<Reader>& all_readers();

// As on the command line and in docs/leaks.md.
const char* name_of(Target target);
const char* name_of(Manager manager);
const char* name_of(Reader reader);

std::optional<Target> target_of(const std::string& name);
std::optional<Manager> manager_of(const std::string& name);
std::optional<Reader> reader_of(const std::string& name);

// Whether what it needs is on this machine.
bool is_here(Target target);
bool is_here(Manager manager);
bool is_here(Reader reader);

}  // namespace insyn::leak
