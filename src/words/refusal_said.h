// What each code of a refusal is in words.
#pragma once

#include "reason/refusal_code.h"
#include "words/text.h"

namespace insyn::words {

struct RefusalSaid {
  reason::RefusalCode code;
  int status;  // 0: whatever it is
  Text english;
  Text swedish;
};

// After "the server refuses: ". Of a code the first row whose status fits counts, here and below.
inline constexpr RefusalSaid kRefused[] = {
    {"account-name", 0,
     "an account's name has at most 100 letters of one script, without characters that cannot be seen; "
     "choose another",
     "ett kontonamn har högst 100 bokstäver ur ett och samma alfabet, utan tecken som inte syns; välj ett "
     "annat"},
    {"account-there", 0,
     "there is an account of this name already; choose another name, or make a new invitation for the "
     "account",
     "det finns redan ett konto med det namnet; välj ett annat namn, eller gör en ny inbjudan till kontot"},
    {"agent", 0,
     "the recording's agent is not on the roster; both parties have to put the agent there and sign it",
     "handläggaren finns inte i förteckningen; båda parter måste lägga till handläggaren och skriva under "
     "den"},
    {"agreement", 404,
     "there is no such agreement; whoever runs it registers the signed agreement (insyn-server register)",
     "det finns inget sådant avtal; den som driver den registrerar det undertecknade avtalet (insyn-server "
     "register)"},
    {"agreement", 422, "this is no signed agreement; check it by insyn agreement verify",
     "det här är inget undertecknat avtal; kontrollera det med insyn agreement verify"},
    {"agreement", 0,
     "the agreement is not signed by all parties that it pins, not registered with it, or was not in force; "
     "check it by insyn agreement verify and register it (insyn-server register)",
     "avtalet är inte undertecknat av alla parter som servern känner, inte registrerat hos den, eller gällde "
     "inte; kontrollera det med insyn agreement verify och registrera det (insyn-server register)"},
    {"another-account", 0,
     "another account has sent this very request; ask anew under your own account (insyn ask)",
     "ett annat konto har skickat just den här begäran; begär på nytt med ditt eget konto (insyn ask)"},
    {"another-address", 0,
     "the session began at another address and counts from there alone; sign in from here by insyn login",
     "sessionen började på en annan adress och gäller bara därifrån; logga in härifrån med insyn login"},
    {"answered", 0, "the request has been answered already; insyn requests shows how",
     "begäran är redan besvarad; insyn requests visar hur"},
    {"approval", 0, "the approval does not fit the request; read the ledger and approve anew (insyn approve)",
     "godkännandet passar inte begäran; läs liggaren och godkänn på nytt (insyn approve)"},
    {"audio", 409,
     "other audio lies beside the recording, and stays; attach that of another recording, or leave it",
     "det ligger redan annat ljud bredvid inspelningen; lägg till ljudet till en annan, eller låt det vara"},
    {"audio", 0, "what arrived is not the audio that its note names; attach it again (insyn audio attach)",
     "det som kom fram är inte det ljud som protokollet nämner; lägg till det igen (insyn audio attach)"},
    {"behind", 0,
     "it was put back from a backup and lacks entries of its ledger; it goes on once its witnesses have "
     "given them back",
     "den är återställd från en säkerhetskopia och saknar poster i liggaren; den fortsätter när vittnena har "
     "lämnat tillbaka dem"},
    {"body-too-large", 0,
     "more is sent than it takes at this place; send less, or update Insyn on both sides",
     "mer skickas än den tar emot på det här stället; skicka mindre, eller uppdatera Insyn på båda sidor"},
    {"bundle", 0,
     "what arrived of the recording is not what its notes list; it may be sent again, and if it stays so the "
     "recording is damaged (insyn verify)",
     "det som kom fram av inspelningen är inte vad dess protokoll räknar upp; den får skickas igen, och om "
     "felet består är inspelningen skadad (insyn verify)"},
    {"call", 0, "the call's id is missing; name the call as the call system does",
     "samtalets nummer saknas; ange samtalet som telefonsystemet gör"},
    {"certificate", 422,
     "the recording's certificate cannot be read; the recording is damaged (insyn verify)",
     "inspelningens intyg går inte att läsa; inspelningen är skadad (insyn verify)"},
    {"certificate", 0,
     "no device on the roster has signed the recording's certificate; both parties have to put the "
     "workstation's device key on the roster",
     "ingen dator i förteckningen har intygat inspelningen; båda parter måste lägga till datorns nyckel i "
     "förteckningen"},
    {"chunk", 404, "there is no chunk of this number; read the recording's list anew",
     "det finns inget stycke med det numret; läs inspelningens uppgifter på nytt"},
    {"chunk", 0,
     "a chunk arrived that is not the one the notes list; it may be sent again, and if it stays so the "
     "recording is damaged (insyn verify)",
     "ett stycke kom fram som inte är det som protokollen räknar upp; det får skickas igen, och om felet "
     "består är inspelningen skadad (insyn verify)"},
    {"chunks", 0,
     "the request arrived with a body without a length; look for a proxy in between that changes requests",
     "begäran kom fram med innehåll utan längd; leta efter en proxy emellan som ändrar den"},
    {"clock", 422,
     "the request's time is more than a few minutes from the server's; set this computer's clock right and "
     "ask anew",
     "begärans tid skiljer sig mer än några minuter från serverns; ställ den här datorns klocka och begär på "
     "nytt"},
    {"clock", 0, "the recording begins in the future; set the workstation's clock right",
     "inspelningen börjar i framtiden; ställ datorns klocka"},
    {"content-digest", 0, "it is not said which bytes were signed; update Insyn on both sides",
     "det sägs inte vilka byte som är undertecknade; uppdatera Insyn på båda sidor"},
    {"content-length", 0,
     "the request arrived with a length that is no number; look for a proxy in between that changes requests",
     "begäran kom fram med en längd som inte är ett tal; leta efter en proxy emellan som ändrar den"},
    {"cross-site", 0, "the request came from another page than its own; sign in by insyn login and use insyn",
     "begäran kom från en annan sida än serverns egen; logga in med insyn login och använd insyn"},
    {"cursor", 0,
     "it does not know the place from which the news were asked; the link asks from the beginning",
     "den känner inte till det ställe som nyheterna begärdes från; länken frågar från början"},
    {"cut", 0, "the connection was cut before all had arrived; try again",
     "förbindelsen bröts innan allt hade kommit fram; försök igen"},
    {"digest", 0,
     "what arrived is not what was signed; try again, and look for a proxy in between if it stays so",
     "det som kom fram är inte det som undertecknades; försök igen, och leta efter en proxy emellan om felet "
     "består"},
    {"discard", 404,
     "it cannot tell whose recording is discarded; the discard is sent again once the recording's "
     "certificate has arrived",
     "den kan inte avgöra vems inspelning som kastas; beslutet skickas igen när inspelningens intyg har "
     "kommit"},
    {"discard", 422, "this is no discard; make it anew in the agent's window",
     "det här är inget beslut om att kasta en inspelning; gör det på nytt i fönstret Mina inspelningar"},
    {"discard", 0,
     "the discard is not signed by the recording's agent, or the agreed time for it is over; the union can "
     "see to it with the file",
     "beslutet att kasta är inte undertecknat av inspelningens handläggare, eller så är den avtalade tiden "
     "ute; facket kan hjälpa till om det får filen"},
    {"entries", 0,
     "the ledger's entries cannot be read; the witness checks its own copy (insyn-witness check)",
     "liggarens poster går inte att läsa; vittnet kontrollerar sin egen kopia (insyn-witness check)"},
    {"expectation", 0,
     "the request arrived with an expectation that it does not know; look for a proxy in between that "
     "changes requests",
     "begäran kom fram med en förväntan som den inte känner till; leta efter en proxy emellan som ändrar "
     "den"},
    {"expired", 403, "the time for which access was given is over; ask anew (insyn ask)",
     "tiden för åtkomsten är ute; begär på nytt (insyn ask)"},
    {"expired", 0,
     "the time for which access was asked is over, so nothing can be answered any more; the reader has to "
     "ask anew",
     "tiden som åtkomst begärdes för är ute, så det finns inget att besvara längre; läsaren måste begära på "
     "nytt"},
    {"extension", 404, "there is no such release or package of the browser's extension; check its hash",
     "det finns ingen sådan utgåva eller inget sådant paket av webbläsartillägget; kontrollera dess hash"},
    {"extension", 422,
     "this is no signed release or package of the browser's extension; make it anew (insyn extension "
     "release, insyn "
     "extension sign)",
     "det här är ingen undertecknad utgåva och inget paket av webbläsartillägget; gör det på nytt (insyn "
     "extension "
     "release, insyn extension sign)"},
    {"extension", 0,
     "the release is not signed by all parties of a registered agreement that names extension.signer, or the "
     "package is "
     "not of a registered release and signed by that key; check it by insyn extension check",
     "utgåvan är inte undertecknad av alla parter i ett registrerat avtal som anger extension.signer, eller "
     "paketet hör "
     "inte till en registrerad utgåva och är inte signerat med den nyckeln; kontrollera med insyn extension "
     "check"},
    {"field-name", 0,
     "the request arrived with a header with a name that HTTP does not allow; look for a proxy in between "
     "that changes requests",
     "begäran kom fram med ett fält med ett namn som HTTP inte tillåter; leta efter en proxy emellan som "
     "ändrar den"},
    {"field-twice", 0,
     "the request arrived with a header that stands there twice; look for a proxy in between that changes "
     "requests",
     "begäran kom fram med ett fält som står där två gånger; leta efter en proxy emellan som ändrar den"},
    {"field-value", 0,
     "the request arrived with a header with a value that HTTP does not allow; look for a proxy in between "
     "that changes requests",
     "begäran kom fram med ett fält med ett värde som HTTP inte tillåter; leta efter en proxy emellan som "
     "ändrar den"},
    {"folded-line", 0,
     "the request arrived with a header over several lines; look for a proxy in between that changes "
     "requests",
     "begäran kom fram med ett fält över flera rader; leta efter en proxy emellan som ändrar den"},
    {"fork", 0,
     "it has another recording under the same id, and the ledger now shows both; tell the union and whoever "
     "runs the centre",
     "den har en annan inspelning under samma nummer, och liggaren visar nu båda; säg till facket och den "
     "som driver centralen"},
    {"from", 0,
     "it is not said from which byte the upload goes on; the link asks how much has arrived and goes on "
     "there",
     "det sägs inte från vilken byte uppladdningen fortsätter; länken frågar hur mycket som kommit och "
     "fortsätter där"},
    {"guesses", 0, "too many passphrases did not fit; wait a quarter of an hour",
     "för många lösenfraser var fel; vänta en kvart"},
    {"head", 0,
     "the request arrived with headers that cannot be read; look for a proxy in between that changes "
     "requests",
     "begäran kom fram med fält som inte går att läsa; leta efter en proxy emellan som ändrar den"},
    {"head-too-large", 0,
     "the request arrived with too long headers; look for a proxy in between that changes requests",
     "begäran kom fram med för långa fält; leta efter en proxy emellan som ändrar den"},
    {"hold", 404, "there is no such recording to hold; check its id",
     "det finns ingen sådan inspelning att behålla; kontrollera dess nummer"},
    {"hold", 422, "this is no hold; make it anew and have both parties sign it",
     "det här är inget beslut om att behålla; gör ett nytt och låt båda parter skriva under"},
    {"hold", 0, "a party has not signed the hold; it needs both parties' signatures",
     "en part har inte undertecknat beslutet om att behålla; det krävs bådas underskrifter"},
    {"host", 0,
     "the request arrived with a wrong name of the server; look for a proxy in between that changes requests",
     "begäran kom fram med ett felaktigt servernamn; leta efter en proxy emellan som ändrar den"},
    {"importer", 0,
     "no importer of the recording's agreement has signed the audio; sign with a key of its [[importer]] "
     "tables",
     "ingen importör i inspelningens avtal har undertecknat ljudet; skriv under med en nyckel ur "
     "[[importer]]"},
    {"insight-key", 0,
     "the report is not signed by the insight key that its agreement vouches for; hand it in with that key's "
     ".sign file, or with that of the party that vouches for it",
     "rapporten är inte undertecknad med den insiktsnyckel som avtalet går i god för; lämna in den med den "
     "nyckelns .sign-fil, eller med den parts som går i god för den"},
    {"invitation", 0, "the invitation is not valid, or not any more; ask an administrator for a new one",
     "inbjudan gäller inte, eller inte längre; be en administratör om en ny"},
    {"json", 0, "it cannot read what was sent; update Insyn on both sides",
     "den kan inte läsa det som skickades; uppdatera Insyn på båda sidor"},
    {"key-file", 0,
     "a key file of the recording is not the one that its note names; the recording is damaged (insyn "
     "verify)",
     "en av inspelningens nyckelfiler är inte den som dess protokoll nämner; inspelningen är skadad (insyn "
     "verify)"},
    {"last-administrator", 0, "this is the last administrator; make another one first",
     "det här är den sista administratören; utse en annan först"},
    {"line-end", 0,
     "the request arrived with a line that does not end as in HTTP; look for a proxy in between that changes "
     "requests",
     "begäran kom fram med en rad som inte slutar som i HTTP; leta efter en proxy emellan som ändrar den"},
    {"list", 0,
     "the recording's list of chunks is not signed by its own key or does not fit; the recording is damaged "
     "(insyn verify)",
     "inspelningens lista över stycken är inte undertecknad med dess egen nyckel eller stämmer inte; "
     "inspelningen är skadad (insyn verify)"},
    {"malformed", 0, "the request's signature cannot be read; update Insyn on both sides",
     "begärans underskrift går inte att läsa; uppdatera Insyn på båda sidor"},
    {"method", 0, "this cannot be done at this place; update Insyn on both sides",
     "det går inte att göra på det här stället; uppdatera Insyn på båda sidor"},
    {"no-peel", 0, "what the union opened has not been fetched yet; fetch it first (insyn fetch)",
     "det som facket öppnade är inte hämtat än; hämta det först (insyn fetch)"},
    {"not-answered", 0, "the union has not answered the request yet; insyn requests shows when it has",
     "facket har inte besvarat begäran än; insyn requests visar när det är gjort"},
    {"not-covered", 0, "the signature does not cover all that it has to; update Insyn on both sides",
     "underskriften täcker inte allt som den måste; uppdatera Insyn på båda sidor"},
    {"not-its-key", 0,
     "the proof is not made with a key that the roster lists for this agent; choose the agent's own key, or "
     "have the new one put on the roster",
     "beviset är inte gjort med en nyckel som handläggaren har i förteckningen; välj handläggarens egen "
     "nyckel, eller låt lägga till den nya"},
    {"not-missing", 0, "it lacks no such entries of its ledger; the witness goes on as usual",
     "den saknar inga sådana poster i liggaren; vittnet fortsätter som vanligt"},
    {"not-on-the-roster", 0,
     "this agent is not on the roster; both parties have to put the agent there and sign it",
     "handläggaren finns inte i förteckningen; båda parter måste lägga till handläggaren och skriva under "
     "den nya versionen"},
    {"not-open", 0, "the recording is not open to this account now; ask to open it (insyn ask)",
     "inspelningen är inte öppen för kontot nu; begär att få öppna den (insyn ask)"},
    {"not-proven", 0, "this account has not shown whose it is; prove it with the agent's key first",
     "kontot har inte visat vems det är; bevisa det först med handläggarens nyckel"},
    {"not-signed", 0, "the request is not signed; sign in, or give the machine its key",
     "begäran är inte undertecknad; logga in, eller ge maskinen dess nyckel"},
    {"not-the-union", 0,
     "the answer is not signed by a union of the agreement; sign with the union's .sign file",
     "svaret är inte undertecknat av ett fack i avtalet; skriv under med fackets .sign-fil"},
    {"no-audio", 0, "there is no audio beside the recording; play it without",
     "det ligger inget ljud bredvid inspelningen; spela den utan"},
    {"not-vouched", 0,
     "the agreement vouches for no such key of a reviewer, or not for this purpose; sign with the key that "
     "the agreement names, for a purpose that insyn agreement explain lists",
     "avtalet går inte i god för någon sådan granskarnyckel, eller inte för det ändamålet; skriv under med "
     "den nyckel som avtalet nämner, för ett ändamål som insyn agreement explain räknar upp"},
    {"not-yours", 0,
     "this entry of the ledger is not about a request of this account; insyn requests lists yours",
     "posten i liggaren handlar inte om någon begäran från det här kontot; insyn requests räknar upp dina"},
    {"note", 403,
     "the note is not signed by whoever has to sign it; sign it with the key that the agreement names",
     "protokollet är inte undertecknat av den som ska; skriv under med den nyckel som avtalet nämner"},
    {"note", 0, "what was sent is no signed note; make it anew",
     "det som skickades är inget undertecknat protokoll; gör det på nytt"},
    {"nothing-to-open", 0,
     "the recording holds nothing of what was asked for; ask for the pictures where there are no events "
     "(without --events), or the other way round",
     "inspelningen har inget av det som begärdes; begär bilderna om det inte finns händelser (utan "
     "--events), eller tvärtom"},
    {"offset", 0, "audio is moved by an hour at most, in whole milliseconds; choose less",
     "ljudet flyttas högst en timme, i hela millisekunder; välj mindre"},
    {"opening", 0,
     "the recording's opening note is not signed by its own key or not what the agreement says; the "
     "recording is damaged or was changed (insyn verify)",
     "inspelningens inledande protokoll är inte undertecknat med dess egen nyckel eller inte vad avtalet "
     "säger; inspelningen är skadad eller ändrad (insyn verify)"},
    {"opens", 0,
     "reviewers ask for pictures, analysts for events (--events); ask with the account that has the role",
     "granskare begär bilder, analytiker händelser (--events); begär med det konto som har rollen"},
    {"other-history", 0,
     "it has signed two different histories of its ledger; tell both parties, and believe neither until they "
     "know why",
     "den har undertecknat två olika historier i sin liggare; säg till båda parter, och lita inte på någon "
     "av dem förrän de vet varför"},
    {"parameter", 0, "a number in the address is missing or out of bounds; update Insyn on both sides",
     "ett tal i adressen saknas eller är utanför gränserna; uppdatera Insyn på båda sidor"},
    {"passphrase", 0,
     "the passphrase is not this account's; try again, or ask an administrator for a new invitation",
     "lösenfrasen hör inte till kontot; försök igen, eller be en administratör om en ny inbjudan"},
    {"passphrase-too-short", 0, "the passphrase is too short; choose one of at least 12 characters",
     "lösenfrasen är för kort; välj en med minst 12 tecken"},
    {"peel", 0, "what the union opened does not fit the request; approve anew (insyn approve)",
     "det som facket öppnade passar inte begäran; godkänn på nytt (insyn approve)"},
    {"query", 0, "it does not know one of the conditions of the list; update Insyn on both sides",
     "den känner inte till ett av villkoren för listan; uppdatera Insyn på båda sidor"},
    {"range", 0, "the recording has no such bytes; read the recording's list anew",
     "inspelningen har inga sådana bytes; läs inspelningens uppgifter på nytt"},
    {"rate", 0, "too many requests came in a short time; wait a moment",
     "för många frågor kom på kort tid; vänta en stund"},
    {"recording", 0, "this is no id of a recording, or it has none of this id; check the id",
     "det här är inget inspelningsnummer, eller så finns ingen med det numret; kontrollera numret"},
    {"recordings", 0, "the list of recordings cannot be read; update Insyn on both sides",
     "listan över inspelningar går inte att läsa; uppdatera Insyn på båda sidor"},
    {"refusal", 0, "the union's refusal does not fit the request; refuse anew (insyn refuse)",
     "fackets avslag passar inte begäran; avslå på nytt (insyn refuse)"},
    {"refused", 0, "the union has refused the request; insyn requests shows why",
     "facket har avslagit begäran; insyn requests visar varför"},
    {"register", 0,
     "the register has another report of this number there, or the report does not follow on the one "
     "before; hand in all reports of one register in their order, and tell both parties if it stays so",
     "registret har en annan rapport med det numret där, eller så följer rapporten inte på den förra; lämna "
     "in "
     "alla rapporter ur ett och samma register i ordning, och säg till båda parter om felet består"},
    {"report", 0,
     "this is no report as insyn report writes it, or it has more than gated figures; hand in the folder as "
     "it was made, by the same version of Insyn",
     "det här är ingen rapport som insyn report skriver den, eller så har den mer än spärrade siffror; lämna "
     "in mappen som den gjordes, med samma version av Insyn"},
    {"request", 0, "what was sent is no request to open a recording; ask anew (insyn ask)",
     "det som skickades är ingen begäran om att öppna en inspelning; begär på nytt (insyn ask)"},
    {"request-line", 0,
     "the request arrived with a wrong first line; look for a proxy in between that changes requests",
     "begäran kom fram med en felaktig första rad; leta efter en proxy emellan som ändrar den"},
    {"role", 0, "this account's role may not do so; ask an administrator which account has the role",
     "kontots roll får inte göra det; fråga en administratör vilket konto som har rollen"},
    {"roster", 404,
     "there is no such roster; whoever runs it registers the signed roster (insyn-server register)",
     "det finns ingen sådan förteckning; den som driver servern registrerar den undertecknade förteckningen "
     "(insyn-server register)"},
    {"roster", 422, "this is no signed roster; check it by insyn roster verify",
     "det här är ingen undertecknad förteckning; kontrollera den med insyn roster verify"},
    {"roster", 0,
     "the roster is not signed by all parties, does not follow the one before, or is not registered; check "
     "it by insyn roster verify and register it (insyn-server register)",
     "förteckningen är inte undertecknad av alla parter, följer inte på den förra, eller är inte "
     "registrerad; kontrollera den med insyn roster verify och registrera den (insyn-server register)"},
    {"sample", 0, "the question for a sample is malformed; update Insyn on both sides",
     "frågan om ett stickprov är felaktig; uppdatera Insyn på båda sidor"},
    {"seen-before", 0, "it has taken this very request already; sign a new one",
     "den har redan tagit emot just den här begäran; skriv under en ny"},
    {"target", 0,
     "the request arrived with an address that is not plain; look for a proxy in between that changes "
     "requests",
     "begäran kom fram med en adress som inte är enkel; leta efter en proxy emellan som ändrar den"},
    {"target-too-long", 0,
     "the request arrived with too long an address; look for a proxy in between that changes requests",
     "begäran kom fram med en för lång adress; leta efter en proxy emellan som ändrar den"},
    {"token", 0, "the token is not that in its folder (monitor.token); copy it anew",
     "koden är inte den i dess mapp (monitor.token); kopiera den på nytt"},
    {"too-many", 0, "there are as many of these as can be kept; remove one first",
     "det finns så många av dem som kan sparas; ta bort en först"},
    {"too-many-fields", 0,
     "the request arrived with too many headers; look for a proxy in between that changes requests",
     "begäran kom fram med för många fält; leta efter en proxy emellan som ändrar den"},
    {"too-new", 0, "this computer's clock is ahead of the server's by more than five minutes; set it right",
     "den här datorns klocka går mer än fem minuter före serverns; ställ den"},
    {"too-old", 0, "this computer's clock is behind the server's by more than five minutes; set it right",
     "den här datorns klocka går mer än fem minuter efter serverns; ställ den"},
    {"two-lengths", 0,
     "the request arrived with two lengths of one body; look for a proxy in between that changes requests",
     "begäran kom fram med två längder för ett innehåll; leta efter en proxy emellan som ändrar den"},
    {"unknown-key", 0,
     "it does not know this machine's key; register the roster that has the link's .pub, or the agreement "
     "that has the witness's",
     "den känner inte till maskinens nyckel; registrera förteckningen som har länkens .pub, eller avtalet "
     "som har vittnets"},
    {"until", 0, "access is asked for longer than the recording is kept; ask for fewer days (--days)",
     "åtkomst begärs längre än inspelningen sparas; begär färre dagar (--days)"},
    {"version", 0,
     "the request arrived with another version than HTTP/1.1; look for a proxy in between that changes "
     "requests",
     "begäran kom fram med en annan version än HTTP/1.1; leta efter en proxy emellan som ändrar den"},
    {"voices", 0, "the agreement does not allow these voices; attach what insyn agreement explain says",
     "avtalet tillåter inte de rösterna; lägg till det som insyn agreement explain säger"},
    {"weeks", 0,
     "the report is not about the weeks of its agreement, or not by its thresholds; make it anew with the "
     "agreement that is registered (insyn report)",
     "rapporten handlar inte om avtalets veckor, eller följer inte dess gränser; gör den på nytt med det "
     "avtal "
     "som är registrerat (insyn report)"},
    {"who-is-it", 0, "the session has ended, or nobody has signed in; sign in by insyn login",
     "sessionen är slut, eller ingen har loggat in; logga in med insyn login"},
    {"withdrawal", 404, "there is no such withdrawal; check its hash",
     "det finns ingen sådan uppsägning; kontrollera dess hash"},
    {"withdrawal", 422, "this is no signed withdrawal; make it anew (insyn agreement withdraw)",
     "det här är ingen undertecknad uppsägning; gör den på nytt (insyn agreement withdraw)"},
    {"withdrawal", 0,
     "the withdrawal is not signed by a party of a registered agreement; sign it with a party's .sign file "
     "(insyn agreement withdraw)",
     "uppsägningen är inte undertecknad av en part i ett registrerat avtal; skriv under med en parts "
     ".sign-fil (insyn agreement withdraw)"},
    {"withdrawn", 0,
     "the agreement was withdrawn, so nothing confirms it any more; sign a new agreement to go on",
     "avtalet är uppsagt, så inget bekräftar det längre; skriv under ett nytt avtal för att fortsätta"},
    {"wrong-offset", 0, "another number of bytes has arrived; the link asks how much and goes on there",
     "ett annat antal byte har kommit fram; länken frågar hur många och fortsätter där"},
    {"wrong-signature", 0,
     "the request is not what was signed; look for a proxy in between that changes addresses or bodies",
     "begäran är inte det som undertecknades; leta efter en proxy emellan som ändrar adresser eller "
     "innehåll"},
};

}  // namespace insyn::words
