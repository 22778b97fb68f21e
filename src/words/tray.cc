#include "words/tray.h"

#include <fmt/format.h>

#include "words/reason.h"

namespace insyn::words {
namespace {

constexpr TrayWords kSwedish = {
    .pause = "Pausa",
    .resume = "Fortsätt",
    .did_not_help = "Stödet hjälpte inte",
    .noted = "Noterat: stödet hjälpte inte",
    .discard = "Kasta den här inspelningen …",
    .discard_question =
        "Inspelningen strimlas och kan aldrig öppnas igen. Resten av samtalet spelas inte in.",
    .discarded = "Inspelningen är kastad.",
    .discard_unconfirmed = "Kastad här. Centralen har inte bekräftat det än.",
    .discard_not_left =
        "Inspelningen kastas på den här datorn, men beskedet till centralen kunde inte lämnas: {}. Har "
        "inspelningen redan skickats dit finns den kvar där. Be facket att kasta den.",
    .save_discard = "Spara beskedet om kastningen i en fil, till facket …",
    .my_recordings = "Mina inspelningar",
    .what_applies = "Vad som gäller",
    .now = "Nu",
    .shortcut = "{} pausar och fortsätter överallt.",
    .shortcut_shared =
        "{} pausar och fortsätter överallt. Ett annat program använder samma tangenter och kan också reagera "
        "på dem.",
    .shortcut_while_free =
        "{} pausar och fortsätter, men inte medan ett annat program håller tangentbordet, till exempel när "
        "en meny är öppen. Då pausar du med knappen vid fönstret eller i ikonens meny.",
    .shortcut_nowhere =
        "{} pausar inte: tangenten finns inte på tangentbordet, eller används av ett annat program. Pausa "
        "med knappen vid fönstret eller i ikonens meny.",
    .choose_shortcut = "Andra tangenter väljer du i {}.",
    .keyboard_held =
        "Ett annat program håller tangentbordet. Därför är inspelningen fortfarande pausad. Fortsätt med "
        "knappen vid fönstret eller i ikonens meny.",
    .usual_shortcut = "De vanliga tangenterna gäller, för inställningarna kan inte läsas. {}",
    .word_key = "{} säger det, i vilket program du än är.",
    .word_key_shared =
        "{} säger det, i vilket program du än är. Ett annat program använder samma tangenter och kan också "
        "reagera på dem.",
    .word_key_nowhere =
        "{} säger det inte: tangenten finns inte på tangentbordet, eller används av ett annat program. Säg "
        "det med knappen här eller i ikonens meny.",
    .word_not_said =
        "Ett annat program håller tangentbordet. Därför är inget noterat. Säg det i ikonens meny.",
    .no_recorder = "Ingen inspelare är igång: inget spelas in.",
    .pause_tip = "Inget behålls från och med nu. Ingen får veta vem som pausade eller varför.",
    .resume_tip = "Inspelningen går vidare.",
    .date = "Datum",
    .length = "Längd",
    .application = "Program",
    .withheld = "Undanhållet",
    .kept_until = "Sparas till",
    .state = "Läge",
    .here = "Förseglad på den här datorn",
    .opened_elsewhere =
        "Här står vad som finns på den här datorn. Vem som har bett att få öppna en inspelning hos "
        "centralen, "
        "vem som har öppnat den och varför ser du i ditt rum.",
    .opened_without_room =
        "Här står vad som finns på den här datorn. Vem som har öppnat en inspelning hos centralen står i "
        "loggen "
        "där, som facket kontrollerar.",
    .open_room = "Öppna ditt rum",
    .room_not_opened = "Ditt rum kunde inte öppnas: {}",
    .no_pictures = "inga bilder, bara vilka skärmbilder som visades",
    .old_version = "från en äldre version av Insyn: den kan tas bort men inte spelas upp",
    .no_recordings = "Inga inspelningar av dig finns på den här datorn.",
    .discard_this = "Kasta den valda",
    .told = "Jag har fått veta det här",
    .told_introduction =
        "Det här gäller för inspelning på din dator. Knappen betyder att du har fått veta det, inte att du "
        "samtycker. Varje öppning hos en central står i loggen, som facket kontrollerar.",
    .refused = "Det gick inte",
    .sign_name = "Insyn, inspelning av det här fönstret",
    .play = "Spela upp",
    .picture_name = "Inspelningens bild",
    .time_name = "Tid i inspelningen",
    .play_this = "Spela upp den valda …",
    .key_file = "Din nyckel (.age)",
    .my_key = "Min nyckel",
    .key_here =
        "Din nyckel ligger i {}. Den öppnar dina egna inspelningar och skriver under det du begär och "
        "kastar.",
    .key_missing = "Det finns ingen nyckel på den här datorn: {}",
    .key_hand_out =
        "Lämna raderna här under till den som sköter förteckningen över handläggare. De är inte hemliga.",
    .key_public = "Nyckelns offentliga del",
    .key_lost =
        "Säkerhetskopiera nyckeln och förvara kopian själv. Går nyckeln förlorad kan du inte längre öppna "
        "det som har spelats in av dig; en ny nyckel öppnar bara det som spelas in efter bytet. Den som "
        "sköter datorn kan läsa allt som ligger på den, även nyckeln.",
    .save_public = "Spara raderna i en fil …",
    .prove_key = "Gör ett bevis …",
    .which_pseudonym =
        "Beviset visar att du har nyckeln. Det lämnas till den som sköter förteckningen över handläggare.\n"
        "Under vilken pseudonym står du där?",
    .which_roster = "Välj förteckningens fil",
    .back_up_key = "Säkerhetskopiera …",
    .key_backed_up =
        "Nyckeln är kopierad till {}. Kopian öppnar dina inspelningar: förvara den så att ingen annan kommer "
        "åt den.",
    .restore_key = "Lägg tillbaka en kopia …",
    .restore_question =
        "Säkerhetskopian ersätter nyckeln som finns här. Nyckeln som ersätts ligger kvar på datorn, i en "
        "egen mapp.",
    .restore_it = "Lägg tillbaka kopian",
    .key_restored = "Nyckeln ligger på sin plats igen.",
    .key_restored_for = "Nyckeln ligger på sin plats igen. Den som låg här ligger nu i {}.",
    .copy_fault = "Säkerhetskopian kan inte läggas tillbaka: {}",
    .copy_not_agents = "Det här är inte en handläggares nyckel utan en med rollen {}. Välj en annan mapp.",
    .copy_not_whole = "Filerna i {} hör inte till en och samma nyckel. Välj en annan mapp.",
    .copy_nobodys =
        "Ingen i förteckningen har nyckeln {}. Välj en annan mapp, eller lämna in ett bevis för nyckeln.",
    .copy_anothers =
        "Det här är nyckeln som hör till ”{}”, som inte är den här datorns handläggare. Välj en annan mapp.",
    .copy_in_place = "Nyckeln i {} är den som redan används här.",
    .replace_key = "Byt nyckel …",
    .replace_question =
        "Du får en ny nyckel, som måste lämnas till den som sköter förteckningen över handläggare. Det som "
        "redan är inspelat öppnas bara med den gamla nyckeln, som ligger kvar på datorn.",
    .replace_it = "Byt nyckel",
    .keep_key = "Behåll nyckeln",
    .key_replaced = "Du har en ny nyckel. Den gamla ligger i {}.",
    .who_question = "Vem arbetar här?",
    .who_explained =
        "Flera handläggare delar den här datorn. Det som spelas in räknas som ditt, och du kan se det och "
        "kasta det. Innan någon har svarat spelas inget in.",
    .who_names = "Handläggare i förteckningen",
    .who_none = "Förteckningen har ingen handläggare för den här datorn. Fråga den som sköter den.",
    .find_name = "Sök namn",
    .i_work_here = "Jag arbetar här",
    .nobody_here = "Ingen just nu",
    .works_here = "{} arbetar här. Byt …",
    .no_key_here =
        "Det finns ingen nyckel som hör till ”{}” på den här datorn. Välj nyckelns fil (agent.sign), eller "
        "lägg tillbaka en säkerhetskopia på sidan Min nyckel.",
    .choose_key = "Välj nyckel …",
    .sign_file = "Din nyckel (.sign)",
    .whose_recordings = "Säg först vem som arbetar här, i ikonens meny. Då visas dina inspelningar.",
    .look_in = "Visa:",
    .file = "Fil:",
    .folder = "Mapp:",
    .files_of_type = "Filer av typen:",
    .choose = "Välj",
    .save = "Spara",
    .cancel = "Avbryt",
    .discard_it = "Kasta den",
    .keep_it = "Behåll den",
    .idle = "Inget samtal: inget spelas in",
    .recording = "Spelar in {}",
    .paused = "Pausad: inget behålls",
    .held = "Samtalet väntar: inget behålls",
    .nothing_kept = "Inget behålls just nu: {}",
    .not_recorded = "Spelas inte in: {}",
    .not_recorded_today = "Spelas inte in i dag: {}",
};

constexpr TrayWords kEnglish = {
    .pause = "Pause",
    .resume = "Resume",
    .did_not_help = "The system did not help",
    .noted = "Noted: the system did not help",
    .discard = "Discard this recording …",
    .discard_question =
        "The recording is shredded and can never be opened again. The rest of the call is not recorded.",
    .discarded = "The recording is discarded.",
    .discard_unconfirmed = "Discarded here. The centre has not confirmed it yet.",
    .discard_not_left =
        "The recording is discarded on this computer, but the centre could not be told: {}. If the recording "
        "was sent there already, it is still there. Ask the union to have it discarded.",
    .save_discard = "Save the discard as a file, for the union …",
    .my_recordings = "My recordings",
    .what_applies = "What applies to me",
    .now = "Now",
    .shortcut = "{} pauses and resumes anywhere.",
    .shortcut_shared =
        "{} pauses and resumes anywhere. Another program uses the same keys and may react to them too.",
    .shortcut_while_free =
        "{} pauses and resumes, but not while another program holds the keyboard, as it does when a menu is "
        "open. Then pause with the button at the window or in the icon's menu.",
    .shortcut_nowhere =
        "{} does not pause: the keyboard has no such key, or another program uses it. Pause with the button "
        "at the window or in the icon's menu.",
    .choose_shortcut = "You choose other keys in {}.",
    .keyboard_held =
        "Another program holds the keyboard, so the recording is still paused. Resume with the button at the "
        "window or in the icon's menu.",
    .usual_shortcut = "The usual keys are used, because the settings cannot be read. {}",
    .word_key = "{} says so, whichever program you are in.",
    .word_key_shared =
        "{} says so, whichever program you are in. Another program uses the same keys and may react to them "
        "too.",
    .word_key_nowhere =
        "{} does not say so: the keyboard has no such key, or another program uses it. Say it with the "
        "button "
        "here or in the icon's menu.",
    .word_not_said = "Another program holds the keyboard, so nothing was noted. Say it in the icon's menu.",
    .no_recorder = "No recorder is running: nothing is recorded.",
    .pause_tip = "Nothing is kept from now on. Nobody is told who paused or why.",
    .resume_tip = "The recording goes on.",
    .date = "Date",
    .length = "Length",
    .application = "Application",
    .withheld = "Withheld",
    .kept_until = "Kept until",
    .state = "State",
    .here = "Sealed, on this computer",
    .opened_elsewhere =
        "This is what is on this computer. Who has asked to open a recording at the centre, who has opened "
        "it "
        "and why, you see in your room.",
    .opened_without_room =
        "This is what is on this computer. Who has opened a recording at the centre stands in the log there, "
        "which the union checks.",
    .open_room = "Open your room",
    .room_not_opened = "Your room could not be opened: {}",
    .no_pictures = "no pictures, only which screens were shown",
    .old_version = "from an older version of Insyn: it can be discarded but not played",
    .no_recordings = "There is no recording of yours on this computer.",
    .discard_this = "Discard the chosen one",
    .told = "I have been told this",
    .told_introduction =
        "This applies to recording on your computer. The button means that you have been told, not that you "
        "consent. Each opening at a centre stands in the log, which the union checks.",
    .refused = "It was refused",
    .sign_name = "Insyn, recording of this window",
    .play = "Play",
    .picture_name = "The recording's picture",
    .time_name = "Time in the recording",
    .play_this = "Play the chosen one …",
    .key_file = "Your key (.age)",
    .my_key = "My key",
    .key_here = "Your key is in {}. It opens your own recordings and signs what you ask for and discard.",
    .key_missing = "There is no key on this computer: {}",
    .key_hand_out = "Hand the lines below to whoever keeps the roster. They are not secret.",
    .key_public = "The public half of the key",
    .key_lost =
        "Back up the key and keep the copy yourself. If the key is lost, you can no longer open what has "
        "been recorded of you; a new key opens only what is recorded after the change. Whoever administers "
        "this computer can read all that lies on it, the key too.",
    .save_public = "Save the lines as a file …",
    .prove_key = "Make a proof …",
    .which_pseudonym =
        "The proof shows that you have the key. It is handed to whoever keeps the roster.\n"
        "Which pseudonym do you have there?",
    .which_roster = "Choose the roster's file",
    .back_up_key = "Back up …",
    .key_backed_up =
        "The key has been copied to {}. The copy opens your recordings: keep it where nobody else can get "
        "it.",
    .restore_key = "Restore a backup …",
    .restore_question =
        "The backup takes the place of the key that is here. The key that it replaces stays on this "
        "computer, in a folder of its own.",
    .restore_it = "Restore the backup",
    .key_restored = "The key is in place again.",
    .key_restored_for = "The key is in place again. The one that was here is now in {}.",
    .copy_fault = "The backup cannot be restored: {}",
    .copy_not_agents = "This is not an agent's key, but one of the role {}. Choose another folder.",
    .copy_not_whole = "The files in {} do not belong to one and the same key. Choose another folder.",
    .copy_nobodys =
        "Nobody on the roster has the key {}. Choose another folder, or hand in a proof of the key.",
    .copy_anothers = "This is the key of “{}”, who is not this computer's agent. Choose another folder.",
    .copy_in_place = "The key in {} is the one that is used here already.",
    .replace_key = "Replace the key …",
    .replace_question =
        "You get a new key, which has to be handed to whoever keeps the roster. What has been recorded "
        "already opens with the old key alone, which stays on this computer.",
    .replace_it = "Replace the key",
    .keep_key = "Keep the key",
    .key_replaced = "You have a new key. The old one is in {}.",
    .who_question = "Who is working here?",
    .who_explained =
        "Several agents share this computer. What is recorded counts as yours, and you can see it and "
        "discard it. Nothing is recorded before somebody has answered.",
    .who_names = "Agents on the roster",
    .who_none = "The roster has no agent for this computer. Ask whoever keeps it.",
    .find_name = "Find a name",
    .i_work_here = "I am working here",
    .nobody_here = "Nobody just now",
    .works_here = "{} is working here. Change …",
    .no_key_here =
        "There is no key of “{}” on this computer. Choose the key's file (agent.sign), or restore a backup "
        "on the page My key.",
    .choose_key = "Choose the key …",
    .sign_file = "Your key (.sign)",
    .whose_recordings = "First say who is working here, in the icon's menu. Then your recordings are shown.",
    .look_in = "Look in:",
    .file = "File:",
    .folder = "Folder:",
    .files_of_type = "Files of type:",
    .choose = "Choose",
    .save = "Save",
    .cancel = "Cancel",
    .discard_it = "Discard it",
    .keep_it = "Keep it",
    .idle = "No call: nothing is recorded",
    .recording = "Recording {}",
    .paused = "Paused: nothing is kept",
    .held = "On hold: nothing is kept",
    .nothing_kept = "Nothing is kept just now: {}",
    .not_recorded = "Not recorded: {}",
    .not_recorded_today = "Not recorded today: {}",
};

// Another call may be recorded today all the same.
bool is_about_call(const control::State& state) {
  if (!state.why) return false;
  return state.why->as<reason::NotSampled>() != nullptr || state.why->as<reason::Discarded>() != nullptr ||
         state.why->as<reason::LongestCall>() != nullptr ||
         state.why->as<reason::EnoughOfKind>() != nullptr ||
         state.why->as<reason::ManualCalls>() != nullptr || state.why->as<reason::CallEnded>() != nullptr ||
         state.why->as<reason::CallLost>() != nullptr;
}

}  // namespace

const TrayWords& tray_words(Language language) {
  return language == Language::kSwedish ? kSwedish : kEnglish;
}

std::string filled(Text text, std::string_view with) {
  return fmt::format(fmt::runtime(std::string_view(text)), with);
}

std::string say(const control::State& state, Language language) {
  using control::Activity;
  const TrayWords& words = tray_words(language);
  const std::string why = state.why ? say(*state.why, language) : "";
  switch (state.activity) {
    case Activity::kIdle:
      return std::string(words.idle);
    case Activity::kRecording:
      return filled(words.recording, state.application);
    case Activity::kPaused:
      return std::string(words.paused);
    case Activity::kHeld:
      return std::string(words.held);
    case Activity::kWithheld:
      return filled(words.nothing_kept, why);
    case Activity::kNotAllowed:
      return filled(is_about_call(state) ? words.not_recorded : words.not_recorded_today, why);
  }
  return "";
}

}  // namespace insyn::words
