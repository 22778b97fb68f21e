// A person's side of a centre's interface (docs/api/openapi.yaml). What the server answers is only carried
// here: whoever decides by it verifies it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "centre/attaching.h"
#include "centre/session.h"
#include "http_client/client.h"
#include "json/members.h"
#include "ledger/entries/salted.h"
#include "opening/judge/ledger_knowledge.h"

namespace insyn::centre {

// A request as the server lists it.
struct Listed {
  std::string id, recording, opens, purpose, state, asked, until;
  std::uint64_t entry = 0;
  std::string note;
  std::string answer;  // the approval or the refusal; empty where there is none yet
};
// A recording as the server lists it: for readers folded, which says neither whose it is nor when exactly it
// was.
struct ListedRecording {
  std::string id, agreement, day, level;
  std::string kind;            // empty: unknown, or of too few agents to be told
  std::optional<int> minutes;  // rounded; nothing: unknown
  struct Whole {
    std::string device, agent, call, queue, began, kept_until;
  };
  std::optional<Whole> whole;  // for the union
};
// Which recordings are listed. Days are dates, both included; what is empty says nothing.
struct RecordingFilter {
  std::string from, to, kind, level;
};
// A request with the salt of its entry.
struct Given {
  Listed listed;
  std::optional<ledger::Salt> salt;
};
// What is handed out with a peel.
struct HandedOut {
  std::string approval, peel, opening, closing, journal;  // closing or journal is empty
  Bytes key;
};
struct Described {
  std::vector<std::string> files;
  std::uint64_t chunks = 0;
};

class Client {
 public:
  // Of whoever has this session. `clock` outlives it.
  static Result<Client> create(const Session& session, const Clock& clock);

  // Of whoever has signed in, as `state`, the user's state folder, has it.
  static Result<Client> signed_in(const Path& state, const Clock& clock);

  // A new session, by a passphrase; or, where `invitation` is not empty, by it, with the passphrase that is
  // set. The caller wipes both.
  struct Credentials {
    std::string account, passphrase, invitation;
  };
  static Result<Session> sign_in(const std::string& server, const Path& authority,
                                 const Credentials& credentials, const Clock& clock);
  Status sign_out();

  // The id of the request that was asked with `note`.
  Result<std::string> ask(const std::string& note);
  // `state`: asked, approved, refused; empty: all.
  Result<std::vector<Listed>> requests(const std::string& state);
  Result<Given> request(const std::string& id);

  // Hands in an agent's signed discard.
  Status discard(const std::string& note);

  // The accounts at the centre, and what administrators do with them. An invitation is a code, good until
  // then.
  struct Account {
    std::string name, role, created;
    bool invited = false;  // and has not set a passphrase yet
  };
  struct Invitation {
    std::string code, until;
  };
  Result<std::vector<Account>> accounts();
  Result<Invitation> create_account(const std::string& name, const std::string& role);
  Result<Invitation> invite_again(const std::string& name);
  Status change_role(const std::string& name, const std::string& role);
  Status remove_account(const std::string& name);

  // The newest day first, at most `most` of them.
  Result<std::vector<ListedRecording>> recordings(const RecordingFilter& filter, std::size_t most);
  Result<Described> recording(const std::string& id);
  Result<Bytes> file(const std::string& recording, const std::string& name);
  // The signed note of a version of the roster, by the hash of its text.
  Result<std::string> roster(const Digest& hash);
  Result<std::string> checkpoint();
  // What is shown of the entries from `from` up to and without `to`, of which there are at most kMostShown.
  static constexpr std::uint64_t kMostShown = 256;
  Result<std::map<std::uint64_t, opening::ShownEntry>> shown(std::uint64_t from, std::uint64_t to);
  // A tile of the ledger, "tile/0/000"; nothing where it is not there.
  Result<std::optional<Bytes>> tile(const std::string& path, std::size_t limit);

  struct Approved {
    std::string request;  // its id
    std::string approval, peel;
    Bytes key;
  };
  Status approve(const Approved& approved);
  Status refuse(const std::string& request, const std::string& note);

  Result<HandedOut> peel(const std::string& request);
  // Bytes of the chunks that the peel hands out, as if they lay one after another.
  Result<Bytes> chunks(const std::string& request, std::uint64_t from, std::uint64_t length);
  Status report_export(const std::string& request, const std::string& form);
  // For an importer of audio: the recordings of a call, and audio for one of them. `progress` is told how
  // much of it has gone, from 0 to 1.
  Result<std::vector<OfferedRecording>> recordings_of_call(const std::string& call);
  Status attach_audio(const std::string& recording, const std::string& note, const Bytes& sealed,
                      const std::function<void(double)>& progress);
  // The ids of the newest reports of insight that are there.
  Result<std::set<std::string>> reports();
  // A report of insight, its register's note signed by the insight key too. Its id there.
  Result<std::string> hand_in_report(const std::string& report, const std::string& note,
                                     const Bytes& examples);

 private:
  Result<Invitation> invited(const std::string& target, const json::Json& body);
  explicit Client(http_client::Client client) : client_(std::move(client)) {}
  Result<http_client::Answer> ask_for(http_client::Call call);
  Result<http_client::Answer> get(const std::string& target, std::size_t largest);
  Result<http_client::Answer> post(const std::string& target, const std::string& type, std::string body,
                                   std::size_t largest);

  http_client::Client client_;
};

}  // namespace insyn::centre
