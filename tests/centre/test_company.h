// A company in files, as the programs make and read them: keys, an agreement with a ledger, a roster, and a
// recording. Its agent's key is "agent", a colleague's, who is on the roster too, "colleague"; "stranger" is
// on none.
#pragma once

#include "agreement/agreement.h"
#include "note/key.h"
#include "note/public_keys.h"
#include "os/file.h"
#include "seal/keys.h"
#include "track/codec/pixels.h"

namespace insyn::centre_test {

class TestCompany {
 public:
  // In an existing folder. `ledger` is the server's key. The recording began so long before `now`.
  TestCompany(Path folder, const note::Verifier& ledger, Utc now, std::chrono::hours before);

  std::string file(const std::string& name) const { return (folder_ / name).string(); }
  // With the options by which a verb knows the agreement.
  std::vector<std::string> with_agreement(std::vector<std::string> arguments) const;

  const note::Signer witness = note::Signer::generate("witness.example").value();
  const note::Signer link = note::Signer::generate("desk-12-link").value();
  std::vector<note::PublicKeys> pins;
  std::string agreement_note, roster_note;
  Digest agreement_hash{}, roster_hash{};

  std::string recording;         // its id
  std::string recording_folder;  // as the workstation made it
  // What nobody but those who open it may see: its pictures, the track's chunks, the keys that open it.
  std::vector<track::Image> frames;
  std::vector<Bytes> chunks;
  std::string events;
  std::vector<std::string> recording_keys;  // of pictures, calls, events

 private:
  void make_keys();
  void make_agreement(const note::Verifier& ledger, Utc now);
  void make_roster();
  void make_recording();

  // PREFIX.sign and PREFIX.age.
  void save_agent(const std::string& prefix, const note::Signer& signer,
                  const seal::Identity& identity) const;

  const Path folder_;
  const Utc began_;
};

}  // namespace insyn::centre_test
