#include "server/schema/schema.h"

namespace insyn::server {
namespace {

// Times are milliseconds since 1970, hashes and salts hexadecimal, notes the text with its signatures, other
// bytes base64.
Migration first_version() {
  return {
      1,
      {
          // The ledger. An entry's text tells of nobody by itself; with its salt it does.
          "CREATE TABLE ledger_entries (number BIGINT PRIMARY KEY, entry TEXT NOT NULL)",
          "CREATE TABLE ledger_salts (number BIGINT PRIMARY KEY, salt TEXT NOT NULL, recording TEXT)",
          "CREATE INDEX ledger_salts_recording ON ledger_salts (recording)",
          // One row. `size` counts what was appended, `published` what the newest checkpoint covers.
          "CREATE TABLE ledger_head (one INTEGER PRIMARY KEY, size BIGINT NOT NULL, published BIGINT NOT "
          "NULL, "
          "root TEXT NOT NULL, checkpoint TEXT NOT NULL, signed_at BIGINT NOT NULL)",
          "INSERT INTO ledger_head (one, size, published, root, checkpoint, signed_at) VALUES (1, 0, 0, "
          "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '', 0)",
          // The last checkpoints that witnesses have cosigned, each with all the cosignatures it has got.
          "CREATE TABLE ledger_cosigned (size BIGINT PRIMARY KEY, note TEXT NOT NULL)",
          // Of each witness, by its key's id, the checkpoint that it has cosigned last, when it was heard
          // last, and whether that checkpoint is of this ledger's own history (or of a longer one).
          "CREATE TABLE ledger_witnesses (key_id TEXT PRIMARY KEY, size BIGINT NOT NULL, note TEXT NOT NULL, "
          "heard BIGINT NOT NULL, same_history INTEGER NOT NULL)",
          // What a witness gives a restored server of the entries that it lost, until they are all there.
          "CREATE TABLE ledger_given_back (number BIGINT PRIMARY KEY, entry TEXT NOT NULL)",

          // What the parties have signed.
          "CREATE TABLE agreements (hash TEXT PRIMARY KEY, id TEXT NOT NULL, note TEXT NOT NULL, "
          "entry BIGINT NOT NULL, registered BIGINT NOT NULL, not_after BIGINT NOT NULL, withdrawn BIGINT)",
          "CREATE TABLE rosters (hash TEXT PRIMARY KEY, id TEXT NOT NULL, version BIGINT NOT NULL, "
          "note TEXT NOT NULL, entry BIGINT NOT NULL, registered BIGINT NOT NULL)",
          "CREATE TABLE withdrawals (hash TEXT PRIMARY KEY, agreement TEXT NOT NULL, party TEXT NOT NULL, "
          "note TEXT NOT NULL, entry BIGINT NOT NULL, registered BIGINT NOT NULL)",
          // A witness's word that an agreement is in force, the newest of each.
          "CREATE TABLE in_force_notes (agreement TEXT NOT NULL, witness TEXT NOT NULL, note TEXT NOT NULL, "
          "said BIGINT NOT NULL, PRIMARY KEY (agreement, witness))",
          // Nonces of signed requests, for all servers.
          "CREATE TABLE nonces (key_id TEXT NOT NULL, nonce TEXT NOT NULL, until BIGINT NOT NULL, "
          "PRIMARY KEY (key_id, nonce))",
          "CREATE INDEX nonces_until ON nonces (until)",

          // Recordings: what a certificate announced, what came, what of it is gone.
          // `call_id` as calls are compared. `kept_until`: from then on the recording is shredded, whether it
          // came or not.
          "CREATE TABLE certificates (hash TEXT PRIMARY KEY, recording TEXT NOT NULL, device TEXT NOT NULL, "
          "number BIGINT NOT NULL, agreement TEXT NOT NULL, roster TEXT NOT NULL, agent TEXT NOT NULL, "
          "call_id TEXT NOT NULL, began BIGINT NOT NULL, kept_until BIGINT NOT NULL, note TEXT NOT NULL, "
          "entry BIGINT NOT NULL)",
          "CREATE INDEX certificates_recording ON certificates (recording)",
          "CREATE INDEX certificates_entry ON certificates (entry)",
          "CREATE INDEX certificates_call ON certificates (call_id)",
          "CREATE INDEX certificates_kept_until ON certificates (kept_until)",
          // Who stores the bytes of a recording now, so that nobody else does under the same name.
          "CREATE TABLE claims (recording TEXT PRIMARY KEY, contents TEXT NOT NULL, at BIGINT NOT NULL)",
          // `state`: always stored. What was shredded has no row here but one in tombstones.
          "CREATE TABLE recordings (id TEXT PRIMARY KEY, state TEXT NOT NULL, agreement TEXT NOT NULL, "
          "device TEXT NOT NULL, agent TEXT NOT NULL, call_id TEXT NOT NULL, kind TEXT NOT NULL, queue TEXT "
          "NOT NULL, "
          "began BIGINT NOT NULL, day TEXT NOT NULL, kept_until BIGINT NOT NULL, level TEXT NOT NULL, "
          "withheld INTEGER, "
          "chunks BIGINT NOT NULL, bytes BIGINT NOT NULL, received BIGINT NOT NULL, entry BIGINT NOT NULL, "
          "opening_note TEXT NOT NULL, closing_note TEXT NOT NULL, journal TEXT NOT NULL)",
          // Lists are in the order of (day, id), so that a cursor says no more of a recording than its day.
          "CREATE INDEX recordings_day ON recordings (day, id, kind, level)",
          "CREATE INDEX recordings_kind ON recordings (kind, day, id, level)",
          "CREATE INDEX recordings_level ON recordings (level, day, id, kind)",
          "CREATE INDEX recordings_agent ON recordings (agent, day, id)",
          "CREATE INDEX recordings_kept_until ON recordings (kept_until)",
          "CREATE INDEX recordings_call ON recordings (call_id)",
          "CREATE TABLE key_files (recording TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL, "
          "PRIMARY KEY (recording, name))",
          // What the ledger knows of forever: a recording that is gone, by its id. Nothing of this id is
          // taken again.
          // `blob_removed`: its chunks are gone too. `forgotten`: so are its salts and its certificate, which
          // witnesses are shown first.
          "CREATE TABLE tombstones (recording TEXT PRIMARY KEY, because TEXT NOT NULL, at BIGINT NOT NULL, "
          "entry BIGINT NOT NULL, blob_removed INTEGER NOT NULL, forgotten INTEGER NOT NULL)",
          "CREATE TABLE discards (recording TEXT PRIMARY KEY, note TEXT NOT NULL, entry BIGINT NOT NULL, at "
          "BIGINT NOT NULL)",
          "CREATE TABLE holds (recording TEXT PRIMARY KEY, note TEXT NOT NULL, entry BIGINT NOT NULL, until "
          "BIGINT NOT NULL)",
          "CREATE TABLE forks (recording TEXT NOT NULL, contents TEXT NOT NULL, entry BIGINT NOT NULL, "
          "PRIMARY KEY (recording, contents))",
          // Recordings that a restored server asks links to offer again, and the entry of their certificate,
          // which the ledger has already.
          "CREATE TABLE wanted (recording TEXT PRIMARY KEY, since BIGINT NOT NULL, certified BIGINT NOT "
          "NULL)",

          // People. `role` is one of ledger::Role; `agent` and `agent_key` are the pseudonym and the
          // recipient that an agent has proven; `entries` are the role's entries in the ledger, with commas.
          "CREATE TABLE accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, passphrase TEXT, agent TEXT, "
          "agent_key TEXT, created BIGINT NOT NULL, entries TEXT NOT NULL)",
          "CREATE TABLE invitations (digest TEXT PRIMARY KEY, account TEXT NOT NULL, until BIGINT NOT NULL)",
          "CREATE INDEX invitations_account ON invitations (account)",
          "CREATE TABLE sessions (digest TEXT PRIMARY KEY, account TEXT NOT NULL, used BIGINT NOT NULL, "
          "until BIGINT NOT NULL)",
          "CREATE INDEX sessions_account ON sessions (account)",
          "CREATE INDEX sessions_until ON sessions (until)",
          // Passphrases that did not fit, by account and by client.
          "CREATE TABLE guesses (whose TEXT PRIMARY KEY, count BIGINT NOT NULL, since BIGINT NOT NULL)",
          "CREATE INDEX guesses_since ON guesses (since)",

          // Opening by two. `state`: asked, approved, refused. `peel_entry` is there once it was handed out.
          "CREATE TABLE requests (id TEXT PRIMARY KEY, recording TEXT NOT NULL, account TEXT NOT NULL, state "
          "TEXT NOT NULL, "
          "opens TEXT NOT NULL, purpose TEXT NOT NULL, note TEXT NOT NULL, asked BIGINT NOT NULL, until "
          "BIGINT NOT NULL, "
          "entry BIGINT NOT NULL, answer_note TEXT, answered BIGINT, approval_entry BIGINT, "
          "peel_note TEXT, peel_key TEXT, "
          "peel_entry BIGINT, "
          "reading_entry BIGINT)",
          // When an agent has begun to read an own recording.
          "CREATE TABLE own_readings (recording TEXT NOT NULL, account TEXT NOT NULL, entry BIGINT NOT NULL, "
          "at BIGINT NOT NULL, PRIMARY KEY (recording, account))",
          "CREATE INDEX requests_recording ON requests (recording)",
          "CREATE INDEX requests_state ON requests (state, asked, id)",
          "CREATE INDEX requests_account ON requests (account, asked, id)",
      }};
}

Migration second_version() {
  // Whether what was deleted with it is erased from the database's own files: 1 where it is, 0 where it is
  // not, else the number of whoever is erasing it.
  return {2, {"ALTER TABLE tombstones ADD COLUMN erased BIGINT NOT NULL DEFAULT 0"}};
}

Migration third_version() {
  // The tables whose deleted rows are still in the database's own files, and the number of whoever is erasing
  // them, or 0. It knows of more than shreddings.
  return {
      3,
      {"CREATE TABLE unerased (name TEXT PRIMARY KEY, batch BIGINT NOT NULL)",
       "INSERT INTO unerased (name, batch) SELECT name, 0 FROM (SELECT 'recordings' AS name UNION SELECT "
       "'key_files' UNION SELECT 'requests' UNION SELECT 'own_readings' UNION SELECT 'forks' UNION SELECT "
       "'claims' UNION SELECT 'wanted' UNION SELECT 'certificates' UNION SELECT 'discards' UNION SELECT "
       "'holds' UNION SELECT 'ledger_salts') AS shredded WHERE EXISTS (SELECT recording FROM tombstones "
       "WHERE erased <> 1)",
       "ALTER TABLE tombstones DROP COLUMN erased"}};
}

Migration fourth_version() {
  // One row: the hash of the pages that were announced last, and the ledger's entry that did so.
  return {4, {"CREATE TABLE pages (one INTEGER PRIMARY KEY, hash TEXT NOT NULL, entry BIGINT NOT NULL)"}};
}

Migration fifth_version() {
  return {
      5,
      {
          // The names of the applications by the opening note, one a line; empty of what came before. About
          // how many minutes, NULL where that cannot be told.
          "ALTER TABLE recordings ADD COLUMN applications TEXT NOT NULL DEFAULT ''",
          "ALTER TABLE recordings ADD COLUMN minutes INTEGER",
          "UPDATE recordings SET minutes = CASE WHEN level = 'metrics' THEN NULL WHEN chunks < 60 THEN 1 "
          "WHEN "
          "chunks < 150 THEN 2 WHEN chunks < 300 THEN 5 WHEN chunks < 450 THEN 10 WHEN chunks < 600 THEN 15 "
          "WHEN chunks < 900 THEN 20 WHEN chunks < 1350 THEN 30 WHEN chunks < 1800 THEN 45 ELSE 60 END",
          // Lists are kept in memory, and brought up to date in this order.
          "CREATE INDEX recordings_entry ON recordings (entry, id)",
          "DROP INDEX recordings_day",
          "DROP INDEX recordings_kind",
          "DROP INDEX recordings_level",
          // What lists tell of those that were discarded or shredded, for a while.
          "CREATE TABLE gone_recordings (id TEXT PRIMARY KEY, agreement TEXT NOT NULL, state TEXT NOT NULL, "
          "day TEXT NOT NULL, kind TEXT NOT NULL, queue TEXT NOT NULL, minutes INTEGER, until BIGINT NOT "
          "NULL, "
          "entry BIGINT NOT NULL)",
          "CREATE INDEX gone_recordings_entry ON gone_recordings (entry, id)",
          "CREATE INDEX gone_recordings_until ON gone_recordings (until)",
          "CREATE TABLE examples (recording TEXT PRIMARY KEY, name TEXT NOT NULL)",
          "CREATE TABLE searches (account TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, PRIMARY "
          "KEY "
          "(account, name))",
      }};
}

Migration sixth_version() {
  return {
      6,
      {
          // What reviewers have noted, sealed, in base64. `recording`: NULL once that is gone. `account`:
          // empty once that is.
          "CREATE TABLE findings (id TEXT PRIMARY KEY, recording TEXT, account TEXT NOT NULL, day TEXT NOT "
          "NULL, note TEXT NOT NULL)",
          "CREATE INDEX findings_recording ON findings (recording)",
          "CREATE INDEX findings_day ON findings (day, id)",
          "CREATE TABLE finding_pictures (finding TEXT PRIMARY KEY, content TEXT NOT NULL)",
      }};
}

Migration seventh_version() {
  // Sums by weeks read no note.
  return {7,
          {"CREATE INDEX recordings_week ON recordings (day, applications, level, minutes, withheld, "
           "kept_until)"}};
}

Migration eighth_version() {
  return {
      8,
      {
          // What links say of themselves, the newest of each: a version, how many recordings wait, and codes
          // with spaces between them.
          "CREATE TABLE link_reports (key_id TEXT PRIMARY KEY, version TEXT NOT NULL, waiting BIGINT NOT "
          "NULL, "
          "faults TEXT NOT NULL, at BIGINT NOT NULL)",
          // One row: the last backup that insyn-server made.
          "CREATE TABLE backups (one INTEGER PRIMARY KEY, at BIGINT NOT NULL, blobs BIGINT NOT NULL, bytes "
          "BIGINT NOT NULL, checked INTEGER NOT NULL)",
          "CREATE INDEX recordings_bytes ON recordings (day, kept_until, bytes)",
      }};
}

Migration ninth_version() {
  return {
      9,
      {
          // Insight's reports, by the SHA-256 of report.json, which is `report`. `note`: register.note with
          // the insight key's signature; `note_hash`: of what the next note of the register names;
          // `examples`: sealed, in base64.
          "CREATE TABLE reports (id TEXT PRIMARY KEY, number BIGINT NOT NULL, register TEXT NOT NULL, "
          "agreement TEXT NOT NULL, made BIGINT NOT NULL, note TEXT NOT NULL, note_hash TEXT NOT NULL, "
          "report "
          "TEXT NOT NULL, examples TEXT, received BIGINT NOT NULL)",
          "CREATE UNIQUE INDEX reports_register ON reports (register, number)",
          "CREATE INDEX reports_made ON reports (made, number)",
          // Each friction that a report has named, and what people say of it: `status` is empty until then.
          "CREATE TABLE frictions (kind TEXT NOT NULL, what TEXT NOT NULL, screen TEXT NOT NULL, "
          "other_screen "
          "TEXT NOT NULL, status TEXT NOT NULL, version TEXT, since TEXT NOT NULL, note TEXT, set_by TEXT "
          "NOT "
          "NULL, PRIMARY KEY (kind, what, screen, other_screen))",
      }};
}

Migration tenth_version() {
  return {
      10,
      {
          // Audio beside a recording: audio.note, hash and length of audio.age. `moved`: by how many
          // milliseconds whoever listens has moved it against the pictures; `moved_by` the account, or the
          // key's id, of the last who did, whose role is `moved_as`.
          "CREATE TABLE audio (recording TEXT PRIMARY KEY, note TEXT NOT NULL, file TEXT NOT NULL, bytes "
          "BIGINT "
          "NOT NULL, entry BIGINT NOT NULL, attached BIGINT NOT NULL, moved BIGINT NOT NULL, moved_by TEXT, "
          "moved_as TEXT, moved_at BIGINT)",
      }};
}

Migration eleventh_version() {
  return {11,
          {// A session counts from where it began; whoever is signed in signs in again.
           "DELETE FROM sessions", "ALTER TABLE sessions ADD COLUMN client TEXT NOT NULL DEFAULT ''"}};
}

Migration twelfth_version() {
  // When an importer was told of a recording by its call.
  return {12,
          {"CREATE TABLE audio_lookups (recording TEXT NOT NULL, account TEXT NOT NULL, entry BIGINT NOT "
           "NULL, at BIGINT NOT NULL, PRIMARY KEY (recording, account))",
           "CREATE INDEX audio_lookups_account ON audio_lookups (account)"}};
}

Migration thirteenth_version() {
  // Releases of the browser's extension; of one whose package has arrived the browser's id and the file's
  // hash.
  return {13,
          {"CREATE TABLE extension_releases (hash TEXT PRIMARY KEY, agreement TEXT NOT NULL, version TEXT "
           "NOT NULL, "
           "package TEXT NOT NULL, note TEXT NOT NULL, entry BIGINT NOT NULL, registered BIGINT NOT NULL, "
           "extension TEXT, "
           "crx TEXT)",
           "CREATE INDEX extension_releases_package ON extension_releases (package)"}};
}

}  // namespace

const std::vector<Migration>& schema() {
  static const std::vector<Migration> all = {
      first_version(),    second_version(),  third_version(),     fourth_version(), fifth_version(),
      sixth_version(),    seventh_version(), eighth_version(),    ninth_version(),  tenth_version(),
      eleventh_version(), twelfth_version(), thirteenth_version()};
  return all;
}

}  // namespace insyn::server
