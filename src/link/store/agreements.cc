#include "link/store/agreements.h"

#include "enrolment/agreement_file.h"
#include "enrolment/enrolled.h"

namespace insyn::link {
namespace {

constexpr std::size_t kMostAgreements = 1000;
constexpr std::size_t kLargestAgreement = std::size_t{1} << 20;

}  // namespace

Result<Agreements> Agreements::read(const Path& enrolment, const Path& archive) {
  const enrolment::EnrolmentFiles files = enrolment::files_in(enrolment, {});
  TRY_ASSIGN(std::vector<note::PublicKeys> pins, enrolment::read_pins(files.pins));
  Agreements agreements(archive, std::move(pins));
  agreements.read_archive();
  TRY_ASSIGN(const std::string text, enrolment::read_agreement_text(files.agreement));
  auto enrolled = agreements.add(text);
  if (!enrolled) return in_context(files.agreement.string(), std::move(enrolled).error());
  agreements.enrolled_ = (*enrolled)->hash();
  return agreements;
}

// What cannot be read, or was signed for other pins, is none that counts here.
void Agreements::read_archive() {
  const auto names = list_folder(archive_, kMostAgreements);
  if (!names) return;
  for (const std::string& name : *names) {
    const auto note = read_text(archive_ / name, kLargestAgreement);
    if (!note) continue;
    if (auto one = agreement::Agreement::verify(*note, pins_)) known_.emplace(one->hash(), std::move(*one));
  }
}

const agreement::Agreement* Agreements::with_hash(const Digest& hash) const {
  const std::lock_guard lock(*mutex_);
  const auto found = known_.find(hash);
  return found == known_.end() ? nullptr : &found->second;
}

Result<const agreement::Agreement*> Agreements::add(std::string_view note) {
  TRY_ASSIGN(agreement::Agreement one, agreement::Agreement::verify(note, pins_));
  const Digest hash = one.hash();
  const Path file = archive_ / (to_hex(hash) + ".note");
  std::error_code error;
  // Where a folder is only looked at there is no archive yet.
  if (std::filesystem::is_directory(archive_, error) && !std::filesystem::exists(file, error))
    TRY(write_file(file, view_of(note), Access::kOwnerOnly, IfExists::kReplace));
  const std::lock_guard lock(*mutex_);
  return &known_.try_emplace(hash, std::move(one)).first->second;
}

std::vector<const agreement::Agreement*> Agreements::all() const {
  const std::lock_guard lock(*mutex_);
  std::vector<const agreement::Agreement*> all;
  for (const auto& [hash, agreement] : known_) all.push_back(&agreement);
  return all;
}

}  // namespace insyn::link
