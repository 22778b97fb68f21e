#include "server/node/pins.h"

#include <filesystem>

#include "os/file.h"

namespace insyn::server {
namespace {

constexpr std::size_t kLargestPin = std::size_t{64} << 10;
constexpr std::size_t kMostPins = 101;

// kDenied where they are not an employer's and at least one union's.
Status check_parties(const std::vector<note::PublicKeys>& pins) {
  std::size_t employers = 0, unions = 0;
  for (const note::PublicKeys& pin : pins) {
    employers += pin.role == note::Role::kEmployer ? 1 : 0;
    unions += pin.role == note::Role::kUnion ? 1 : 0;
  }
  if (employers == 1 && unions > 0 && employers + unions == pins.size()) return {};
  return fail(
      Code::kDenied,
      "{} of the pins have role employer and {} have role union, of {}; give the employer's .pub file "
      "and each union's",
      employers, unions, pins.size());
}

Result<note::PublicKeys> read_pin(const Path& path) {
  TRY_ASSIGN(const std::string text, read_text(path, kLargestPin));
  auto pin = note::parse_public_keys(text);
  if (!pin) return in_context(path.string(), std::move(pin).error());
  return pin;
}

}  // namespace

Status check_pins(const std::vector<Path>& pins) {
  std::vector<note::PublicKeys> parties;
  for (const Path& pin : pins) {
    TRY_ASSIGN(note::PublicKeys party, read_pin(pin));
    parties.push_back(std::move(party));
  }
  return parties.empty() ? Status() : check_parties(parties);
}

Result<std::vector<Path>> pin_files(const Path& folder) {
  std::vector<Path> files;
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) return files;
  TRY_ASSIGN(const auto names, list_folder(folder, kMostPins));
  for (const std::string& name : names)
    if (name.ends_with(".pub")) files.push_back(folder / name);
  return files;
}

Result<std::vector<note::PublicKeys>> read_pins(const Path& folder) {
  TRY_ASSIGN(const std::vector<Path> files, pin_files(folder));
  std::vector<note::PublicKeys> pins;
  for (const Path& file : files) {
    TRY_ASSIGN(note::PublicKeys pin, read_pin(file));
    pins.push_back(std::move(pin));
  }
  if (!pins.empty()) TRY(check_parties(pins));
  return pins;
}

Status copy_pins(const std::vector<Path>& pins, const Path& to) {
  TRY(create_folder(to));
  for (std::size_t i = 0; i < pins.size(); ++i) {
    TRY_ASSIGN(const Bytes bytes, read_file(pins[i], kLargestPin));
    TRY(write_file(to / fmt::format("{}.pub", i + 1), bytes, Access::kOwnerOnly, IfExists::kRefuse));
  }
  return {};
}

}  // namespace insyn::server
