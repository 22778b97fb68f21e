// The keys of two parties and a workstation, and their agreement, made for one trial and deleted with its
// folder.
#pragma once

#include "agreement/agreement.h"
#include "agreement/trial.h"
#include "os/file.h"
#include "recording/writer/certifier.h"
#include "seal/keys.h"

namespace insyn::cli {

inline constexpr const char* kTrialAgreement = "agreement.note";

class TrialSet {
 public:
  // New keys, a trial agreement on `application` and a roster, which both sides have signed.
  static Result<TrialSet> make(const agreement::TrialApplication& application, Utc now);

  // Writes the agreement and the keys into `folder`, which is created.
  Status write(const Path& folder) const;
  // Opens the key of a recording of this trial, and writes it to `key_file` as an age identity.
  Status open_recording(const Path& recording, const Path& key_file) const;

  // The signed note, as write() writes it to kTrialAgreement.
  const std::string& note() const { return note_; }
  const agreement::Agreement& agreement() const { return agreement_; }
  recording::Certifier& certifier() { return device_; }
  const note::Verifier& device() const { return device_.device(); }
  // The one agent on the trial's roster.
  const std::string& agent() const { return agent_.keys.name; }
  const std::string& agent_recipient() const { return agent_.keys.recipient; }

 private:
  struct Party {
    note::Signer signer;
    seal::Identity identity;
    note::PublicKeys keys;
  };
  static Result<Party> make_party(note::Role role, const std::string& name);
  static Status write_party(const Party& party, const Path& folder);
  static Result<std::string> make_roster(const Party& employer, const Party& union_party, const Party& agent,
                                         const note::Signer& device);
  TrialSet(Party employer, Party union_party, Party agent, note::Signer device, std::string note,
           agreement::Agreement agreement, std::string roster);

  Party employer_;
  Party union_;
  Party agent_;
  recording::SigningCertifier device_;
  std::string note_;
  agreement::Agreement agreement_;
  std::string roster_;  // the signed note
};

}  // namespace insyn::cli
