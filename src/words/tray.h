// What the tray says, in the desktop's language.
#pragma once

#include <string>

#include "control/message.h"
#include "words/language.h"
#include "words/text.h"

namespace insyn::words {

struct TrayWords {
  Text pause;
  Text resume;
  Text did_not_help;
  Text noted;
  Text discard;
  Text discard_question;
  Text discarded;
  Text discard_unconfirmed;  // by the centre
  Text discard_not_left;     // {} why
  Text save_discard;
  Text my_recordings;
  Text what_applies;
  Text now;
  // Of the key that pauses, by where it works; {} the key.
  Text shortcut;
  Text shortcut_shared;
  Text shortcut_while_free;
  Text shortcut_nowhere;
  Text choose_shortcut;  // {} the settings' file
  Text keyboard_held;
  Text usual_shortcut;  // {} what is wrong in the settings
  // Of the key that says that the system did not help, by where it works; {} the key.
  Text word_key;
  Text word_key_shared;
  Text word_key_nowhere;
  Text word_not_said;
  Text no_recorder;
  Text pause_tip;
  Text resume_tip;
  Text date;
  Text length;
  Text application;
  Text withheld;
  Text kept_until;
  Text state;
  Text here;  // and nobody has opened it on this computer
  // Of what a centre knows and this computer does not.
  Text opened_elsewhere;
  Text opened_without_room;
  Text open_room;
  Text room_not_opened;  // {} why
  Text no_pictures;
  Text old_version;  // of Insyn, which made the recording
  Text no_recordings;
  Text discard_this;
  Text told;
  Text told_introduction;
  Text refused;
  Text sign_name;
  Text play;
  Text picture_name;
  Text time_name;
  Text play_this;
  Text key_file;
  // The agent's own key.
  Text my_key;
  Text key_here;     // {} the folder
  Text key_missing;  // {} why
  Text key_hand_out;
  Text key_public;
  Text key_lost;
  Text save_public;
  Text prove_key;
  Text which_pseudonym;
  Text which_roster;
  Text back_up_key;
  Text key_backed_up;  // {} the folder
  Text restore_key;
  Text restore_question;
  Text restore_it;
  Text key_restored;
  Text key_restored_for;  // {} the folder of the one before
  // Why a backup was not put back, in the order of tray::NotRestored::Why.
  Text copy_fault;       // {} an error
  Text copy_not_agents;  // {} the role
  Text copy_not_whole;   // {} the folder
  Text copy_nobodys;     // {} the key
  Text copy_anothers;    // {} the pseudonym
  Text copy_in_place;    // {} the folder
  Text replace_key;
  Text replace_question;
  Text replace_it;
  Text keep_key;
  Text key_replaced;  // {} the folder of the old one
  // Who works at a computer that several agents share.
  Text who_question;
  Text who_explained;
  Text who_names;
  Text who_none;
  Text find_name;
  Text i_work_here;
  Text nobody_here;
  Text works_here;   // {} the pseudonym
  Text no_key_here;  // {} the pseudonym
  Text choose_key;
  Text sign_file;
  Text whose_recordings;
  // In dialogs for files.
  Text look_in;
  Text file;
  Text folder;
  Text files_of_type;
  Text choose;
  Text save;
  Text cancel;
  Text discard_it;
  Text keep_it;
  // What the recorder does, for say().
  Text idle;
  Text recording;  // {} applications
  Text paused;
  Text held;
  Text nothing_kept;        // {} why
  Text not_recorded;        // {} why
  Text not_recorded_today;  // {} why, where that is not about one call
};
const TrayWords& tray_words(Language language);

// `text` with what belongs in its place for it, {}.
std::string filled(Text text, std::string_view with);

// What the recorder does at this moment, in one line: "Spelar in Kundstöd".
std::string say(const control::State& state, Language language);

}  // namespace insyn::words
