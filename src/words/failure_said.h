// What a code is in words where the server could not do what was asked, or is not the one to ask: whole
// sentences, unlike those of refusal_said.h.
#pragma once

#include "words/refusal_said.h"

namespace insyn::words {

// As kRefused: of a code the first row whose status fits counts.
inline constexpr RefusalSaid kFailed[] = {
    {"busy", 409, "the server takes this recording from another upload just now; try again in half a minute",
     "servern tar emot den här inspelningen genom en annan uppladdning just nu; försök igen om en halv "
     "minut"},
    {"busy", 0, "the server has too much to do; try again in a moment",
     "servern har för mycket att göra; försök igen om en stund"},
    {"erasure", 0, "the server could not erase the call; its log says why",
     "servern kunde inte radera samtalet; dess logg säger varför"},
    {"full", 0, "the server's disk is full; whoever runs it has to make room, and what waits is sent then",
     "servern har slut på diskutrymme; den som driver den måste frigöra plats, och det som väntar skickas "
     "då"},
    {"gone", 0,
     "the server does not have the recording any more: it was discarded, erased, or its time is over; "
     "nothing can be done",
     "servern har inte inspelningen längre: den är kastad, raderad, eller så är dess tid ute; det går inte "
     "att göra något"},
    {"no-checkpoint", 0,
     "the server has no checkpoint that every witness has cosigned yet; start the union's witness, and try "
     "again in a minute",
     "servern har ännu ingen kontrollpunkt som alla vittnen har medundertecknat; starta fackets vittne och "
     "försök igen om en minut"},
    {"no-such-account", 0, "the server has no account of this name; check its spelling",
     "servern har inget konto med det namnet; kontrollera stavningen"},
    {"no-answer", 0,
     "the server has had no answer from the call source within a second; nothing of the call is kept until "
     "it has: see that insyn-calls runs and is reached",
     "servern fick inget svar från samtalskällan inom en sekund; inget av samtalet sparas förrän den får "
     "det: "
     "se till att insyn-calls är igång och kan nås"},
    {"call-unclear", 0,
     "the server hears from the call source that it does not know whether the call is on hold, since its own "
     "line to the telephone system was interrupted; nothing is kept of the call until the telephone system "
     "tells it anew",
     "servern får veta av samtalskällan att den inte vet om samtalet är parkerat, eftersom dess egen "
     "förbindelse med växeln var bruten; inget behålls av samtalet förrän växeln säger det på nytt"},
    {"no-such-call", 0,
     "the server hears from the call source that there is no such part of a call; it may have ended long "
     "ago, "
     "and the next call begins anew",
     "servern får veta av samtalskällan att det inte finns någon sådan del av ett samtal; den kan vara "
     "avslutad sedan länge, och nästa samtal börjar om"},
    {"no-such-agreement", 0,
     "the server has no agreement that names this witness; whoever runs it registers the signed agreement "
     "(insyn-server register)",
     "servern har inget avtal som nämner det här vittnet; den som driver den registrerar det undertecknade "
     "avtalet (insyn-server register)"},
    {"no-such-entry", 0, "the server's ledger has no entry of this number; read its newest checkpoint",
     "servern har ingen post med det numret i liggaren; läs dess senaste kontrollpunkt"},
    {"no-such-file", 0, "the server has no such file of the recording; read the recording's list anew",
     "servern har ingen sådan fil i inspelningen; läs inspelningens uppgifter på nytt"},
    {"no-such-finding", 0,
     "the server has no such finding, or no picture of it, or it is somebody else's; look at the list anew",
     "servern har ingen sådan iakttagelse eller ingen bild av den, eller så är den någon annans; läs listan "
     "på "
     "nytt"},
    {"no-such-friction", 0, "the server has no report that has named this friction; load the page anew",
     "servern har ingen rapport som har nämnt den friktionen; ladda om sidan"},
    {"no-such-path", 0,
     "the server does not know this address; check that it is an Insyn server, and update Insyn on both "
     "sides",
     "servern känner inte till den adressen; kontrollera att det är en Insyn-server, och uppdatera Insyn på "
     "båda sidor"},
    {"no-such-recording", 0,
     "the server has no recording of this id; check the id, or wait until the workstation has sent it",
     "servern har ingen inspelning med det numret; kontrollera numret, eller vänta tills datorn har skickat "
     "den"},
    {"no-such-report", 0, "the server has no such report, or no examples of it; look at the list anew",
     "servern har ingen sådan rapport, eller inga exempel ur den; läs listan på nytt"},
    {"no-such-request", 0,
     "the server has no request of this id that this account may see; insyn requests lists them",
     "servern har ingen begäran med det numret som kontot får se; insyn requests räknar upp dem"},
    {"no-such-tile", 0,
     "the server's ledger does not have this part; read its newest checkpoint, and tell the union if the "
     "part stays away",
     "servern har inte den delen av liggaren; läs dess senaste kontrollpunkt, och säg till facket om delen "
     "fortsätter att saknas"},
    {"not-yet", 0, "the server waits for its witnesses to cosign the entry; try again in a moment",
     "servern väntar på att vittnena medundertecknar posten; försök igen om en stund"},
    {"receipt", 0, "the server has not stored the recording, so there is no receipt; the link sends it again",
     "servern har inte lagrat inspelningen, så det finns inget kvitto; länken skickar den igen"},
    {"unavailable", 0,
     "the server cannot do it now: its database, its store or its witnesses do not answer; try again in a "
     "minute",
     "servern kan inte göra det nu: dess databas, dess lager eller dess vittnen svarar inte; försök igen om "
     "en minut"},
    {"unexpected", 0, "the server has made a fault of its own; whoever runs it finds it in its log",
     "servern har gjort ett eget fel; den som driver den hittar det i dess logg"},
    {"unsure", 0,
     "the server cannot tell whether it has taken this very request before; try again in half a minute",
     "servern kan inte avgöra om den redan har tagit emot just den här begäran; försök igen om en halv "
     "minut"},
};

}  // namespace insyn::words
