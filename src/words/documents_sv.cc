#include "words/agreement.h"
#include "words/agreement_parts.h"
#include "words/documents_parts.h"

// Each language has sentences by the same names.
namespace insyn::words::documents_in_swedish {
namespace {

std::string subject(const agreement::Terms& terms) {
  std::vector<std::string> names;
  for (const agreement::Application& one : terms.applications) names.push_back(one.name);
  return listed(names, " och ");
}

std::string parties(const agreement::Terms& terms) {
  return fmt::format("{} och {}", terms.employer, listed(terms.unions, " och "));
}

void drafted_from(Document& page, const DocumentSet& set) {
  page.line(
      fmt::format("Utkast från {}, framtaget ur villkoren i avtalet {}. Det som står inom hakparentes fylls "
                  "i av människor: det vet inget program. Ta fram ett nytt "
                  "utkast när villkoren ändras.",
                  date_text(set.terms, set.now, kSwedishMonths), set.terms.id));
  page.line(set.verified != nullptr
                ? fmt::format(
                      "Avtalet är undertecknat av {}; den undertecknade textens fingeravtryck (SHA-256): {}.",
                      parties(set.terms), to_hex(set.verified->hash()))
                : std::string("Om avtalet är undertecknat har inte kontrollerats."));
}

void need(Document& page) {
  page.heading("1. Varför en bedömning görs");
  page.line(
      "Anställda observeras systematiskt, med teknik som är ny för dem och i ett förhållande där de inte "
      "fritt kan säga nej. Minst två av kriterierna "
      "i Europeiska dataskyddsstyrelsens riktlinjer (WP 248) är uppfyllda: systematisk övervakning, och "
      "personer som står i beroendeställning till den "
      "personuppgiftsansvarige. Därför görs bedömningen innan något spelas in (artikel 35.1).");
  page.blank(
      "vilka ytterligare kriterier som är uppfyllda, och vilken punkt i Integritetsskyddsmyndighetens "
      "förteckning som gäller");
}

void description(Document& page, const DocumentSet& set) {
  const agreement::Terms& terms = set.terms;
  page.heading("2. Vad som görs (artikel 35.7 a)");
  page.line(fmt::format("Ändamål: {}", terms.purpose));
  page.line(fmt::format("Det som undersöks är {}. Resultaten handlar om systemet, aldrig om en person.",
                        subject(terms)));
  page.line(
      fmt::format("Personuppgiftsansvarig: {}. Avtalet gäller mellan {}.", terms.employer, parties(terms)));
  page.blank(
      "den personuppgiftsansvariges intressen och den rättsliga grunden enligt artikel 6, samt artikel 9 om "
      "skärmbilderna visar känsliga uppgifter");
  page.row({"Vad", "Om vem", "Var det finns", "Vem som kan läsa det", "Hur länge"});
  const std::string kept = count_text(terms.retention_days, "dag", "dagar");
  if (has_pictures(terms))
    page.row({"Bilder av de avtalade fönstren",
              "handläggaren som arbetade; kunder vars uppgifter en skärmbild visar",
              terms.ledger ? "förseglade på arbetsplatsens dator, sedan hos centralen"
                           : "förseglade på arbetsplatsens dator",
              "arbetsgivaren och facket tillsammans", kept});
  if (has_sound(terms))
    page.row({"Ljudet från inspelade samtal, ur telefonsystemet",
              terms.audio == agreement::Audio::kBoth ? "handläggaren och kunden, genom rösterna"
                                                     : "kunden, genom rösten",
              "förseglat hos importören, sedan hos centralen", "arbetsgivaren och facket tillsammans", kept});
  if (keeps_events(terms))
    page.row({"Vilken skärmbild som visades när", "handläggaren som arbetade", "förseglat på samma sätt",
              fmt::format("{} och facket tillsammans", *terms.insight_recipient), kept});
  page.row({"Handläggarens pseudonym, datorn, samtalets id, ärendetyp, kö och början",
            "handläggaren; samtalet", "i inspelningens certifikat, som servern kan läsa",
            "facket, handläggaren och servern; aldrig en granskare", kept});
  if (!terms.call_sources.empty())
    page.row({"Vad telefonsystemet sade om samtalet, utan kundens nummer och namn", "handläggaren",
              "förseglat bredvid bilderna", "facket; handläggaren", kept});
  if (terms.ledger)
    page.row({"Att någon begärde att få öppna en inspelning, varför och vem som godkände",
              "den som begärde och den som godkände", "i liggaren, som aldrig kortas",
              "båda parter, den berörda handläggaren, vittnen", "för alltid, utan handläggarens namn"});
  page.line(
      "Uppgifternas väg: på arbetsplatsens dator prövas varje bild av ett fönster, och det som inte hör till "
      "ett avtalat fönster utelämnas innan något skrivs. Det "
      "som återstår förseglas genast med öppna nycklar, så att varken datorn eller servern kan öppna det. "
      "Servern förvarar det, raderar det i tid och lämnar ut det "
      "när facket har tagit bort sin försegling för ett angivet syfte.");
}

void set_up(Document& page, const DocumentSet& set) {
  page.heading("3. Centralen som den är uppsatt");
  if (set.centre == nullptr) {
    page.blank(
        "var inspelningarna förvaras, vem som driver servern, personuppgiftsbiträden och avtal med dem "
        "(artikel 28), överföring utanför EES");
    return;
  }
  const CentreSetUp& centre = *set.centre;
  const std::vector<std::string> witnesses = witnesses_of(set.terms);
  page.row({"Vad", "Hur"});
  page.row({"Program", fmt::format("insyn-server {}", centre.version)});
  page.row({"Arbetsplatser i listan över deltagare", fmt::format("{}", centre.workstations)});
  page.row({"Uppgifter om vad som finns", centre.postgresql ? "PostgreSQL" : "SQLite, på serverns disk"});
  page.row({"Förseglade inspelningar", centre.s3 ? "ett S3-lager" : "en mapp hos servern"});
  page.row({"Anslutningar",
            centre.tls ? "TLS hos servern" : "okrypterade hos servern: TLS måste finnas framför den"});
  page.row({"Liggarens vittnen", witnesses.empty() ? "inga" : listed(witnesses, " och ")});
  page.row({"Samtalskällor", centre.call_sources.empty() ? "inga" : listed(centre.call_sources, " och ")});
  page.row({"Senaste säkerhetskopian", centre.backup ? date_text(set.terms, *centre.backup, kSwedishMonths)
                                                     : "ingen med insyn-server backup"});
  page.blank(
      "vem som driver servern, personuppgiftsbiträden och avtal med dem (artikel 28), överföring utanför "
      "EES");
}

void necessity(Document& page, const agreement::Terms& terms) {
  page.heading("4. Om det är nödvändigt och proportionerligt (artikel 35.7 b)");
  page.row({"Princip", "Så uppfyller villkoren den"});
  page.row({"Bara för ändamålet (artikel 5.1 b)",
            terms.purposes.empty() ? "varje öppning har ett angivet syfte, som facket godkänner eller avslår"
                                   : fmt::format("bara för dessa syften kan något öppnas: {}",
                                                 listed(terms.purposes, " och "))});
  page.row({"Inte mer än som behövs (5.1 c)",
            fmt::format("nivå {}; {} av samtalen, högst {} i veckan för varje handläggare, högst {} av varje",
                        say(terms.level, Language::kSwedish),
                        terms.sample < 1 ? percent_text(terms.sample, ',') + " procent"
                                         : std::string("vilka som helst"),
                        count_text(terms.calls_per_agent_per_week, "samtal", "samtal"),
                        count_text(terms.max_minutes, "minut", "minuter"))});
  page.row(
      {"Inte längre än som behövs (5.1 e)",
       count_text(terms.retention_days, "dag", "dagar") +
           (terms.ledger ? ", sedan förstörs nycklarna" : ", sedan måste den som förvarar dem radera dem")});
  page.row({"Korrekt och öppet (5.1 a)",
            "en skylt i varje fönster som spelas in, hela tiden; inget sparas när den inte syns"});
  page.row({"Säkerhet (5.1 f, 32)",
            "förseglat på arbetsplatsen; två parters nycklar krävs; facket kontrollerar innan det tar bort "
            "sin försegling"});
  page.row({"Ansvarsskyldighet (5.2)", terms.ledger
                                           ? "en liggare som bara kan växa, och som fackets vittne bevakar"
                                           : "ingen liggare: ingen kan visa vad som har öppnats"});
  page.blank(
      "varför ändamålet inte kan nås med något mindre ingripande: intervjuer, prov med påhittade kunder, "
      "stödsystemets egna loggar");
}

void risks(Document& page, const DocumentSet& set) {
  const agreement::Terms& terms = set.terms;
  page.heading("5. Risker och skydd mot dem (artikel 35.7 c och d)");
  page.line("Sannolikhet och allvar bedöms av människor, i sista kolumnen: låg, medel eller hög.");
  page.row({"Risk", "Skydd", "Vad som återstår", "Sannolikhet, allvar"});
  const auto risk = [&page](const char* what, std::string measure, const char* left) {
    page.row({what, std::move(measure), left, "[fylls i]"});
  };
  risk("Något annat på skärmen spelas in: e-post, chatt, en kollegas meddelande",
       "en bild sparas bara där varje bildpunkt hörde till det avtalade fönstret när den lästes; vid tvekan "
       "utelämnas den",
       "det som det avtalade fönstret självt visar av annat");
  risk("Handläggare iakttas utanför kundsamtal",
       terms.manual_calls ? "inspelningen slutar med samtalet, vilket någon vid arbetsplatsen anger"
                          : "en samtalskälla vid telefonsystemet intygar varje sekund att samtalet pågår; "
                            "utan det sparas inget",
       terms.manual_calls
           ? "ett samtal som ingen avslutar, upp till den avtalade tiden"
           : "ett telefonsystem som dess ägare får att ljuga; intygen kan jämföras med telefonräkningen");
  risk("Någon spelas in utan att veta om det",
       "det finns inget dolt läge; inget sparas medan skylten är skymd", "en handläggare som inte tittar");
  risk("Enskilda handläggare bedöms, rangordnas eller får sin tid mätt",
       keeps_events(terms) ? fmt::format("inga sådana tal tas fram; resultat kräver {} och {}; en granskare "
                                         "får aldrig veta vems samtal det var",
                                         count_text(terms.min_group, "handläggare", "handläggare"),
                                         count_text(terms.min_calls, "samtal", "samtal"))
                           : "inga tal tas fram; en granskare får aldrig veta vems samtal det var",
       "en granskare som känner igen någons sätt att arbeta, eller jämför tider med en telefonlogg");
  risk("Arbetsgivaren öppnar inspelningar på egen hand",
       "fackets nyckel krävs, och fackets program kontrollerar först syfte, liggare och inspelning",
       "båda parter tillsammans kan göra det som avtalet förbjuder");
  risk("Kunders uppgifter ses av fler",
       has_pictures(terms) ? "förseglade, öppnas för ett angivet syfte, raderas i tid" : "inga bilder sparas",
       has_pictures(terms) ? "granskare ser det som handläggaren såg" : "inget");
  risk("Servern, dess diskar eller säkerhetskopia stjäls", "inget där kan öppna: den har bara öppna nycklar",
       "tider, storlekar, pseudonymer, samtals-id");
  risk("En arbetsplats dator stjäls eller tas över",
       terms.see_own ? "inspelningarna är förseglade; handläggarens egen nyckel finns där"
                     : "inspelningarna är förseglade; ingen nyckel som öppnar finns där",
       terms.see_own ? "den som administrerar datorn kan öppna den handläggarens inspelningar"
                     : "den som har datorn ser det handläggaren ser, som utan Insyn");
  risk("Inspelningar sparas för länge",
       terms.ledger ? "nycklarna förstörs på dagen; kvittot på det finns kvar"
                    : "den avtalade tiden; inget raderas av sig självt",
       "kopior som någon gjort av en öppnad inspelning");
  risk("Ändamålet glider",
       "villkoren är undertecknade och kan inte ändras; varje part säger upp på egen hand, och då upphör "
       "inspelningen",
       "ett senare avtal som tillåter mer");
  risk("Handläggare vågar inte pausa eller kasta",
       "en paus kräver inget skäl; hur ofta det skett får bara facket och handläggaren själv se",
       "påtryckningar utanför programmet");
  page.blank("risker på den här arbetsplatsen som saknas i tabellen");
}

std::string in_words(Weight weight, const DocumentSet& set) {
  const agreement::Terms& terms = set.terms;
  switch (weight) {
    case Weight::kFullPictures:
      return "Bilderna sparas som handläggaren ser dem, med kunders uppgifter. Nivåerna masked, structure "
             "och metrics sparar mindre; ange varför de inte räcker.";
    case Weight::kVoices:
      return "Även handläggarens röst får förseglas bredvid bilderna. audio = \"customer\" eller \"none\" "
             "sparar mindre.";
    case Weight::kNoHours:
      return "Inga tider på dagen är avtalade: samtal spelas in dygnet runt, alla dagar.";
    case Weight::kEveryCall:
      return "Inget urval görs: vilket samtal som helst får spelas in, upp till gränsen för veckan.";
    case Weight::kAfterCall:
      return fmt::format("Inspelningen fortsätter i upp till {} efter ett samtal.",
                         count_text(terms.after_call_seconds, "sekund", "sekunder"));
    case Weight::kLongRetention:
      return fmt::format("Inspelningarna sparas i {}, alltså längre än {}.",
                         count_text(terms.retention_days, "dag", "dagar"), kLongRetentionDays);
    case Weight::kManualCalls:
      return "Ett program eller en person vid arbetsplatsen anger att ett samtal pågår (calls.manual); "
             "telefonsystemet tillfrågas inte.";
    case Weight::kOwnKey:
      return "Handläggarnas egna nycklar finns på deras datorer (see_own): den som administrerar en dator "
             "kan ta dem.";
    case Weight::kOneUnionKey:
      return "På fackets sida finns en enda nyckel: går den förlorad kan inget öppnas mer, av någon.";
    case Weight::kSmallGroups:
      return fmt::format("Resultat visas för grupper från {}. Tio eller fler är säkrare.",
                         count_text(terms.min_group, "handläggare", "handläggare"));
    case Weight::kNoLedger:
      return "Ingen liggare är avtalad: skyddet mot öppning är bara att två sidor krävs, och ingen kan visa "
             "i efterhand vad som har öppnats.";
  }
  return "";
}

void left(Document& page, const DocumentSet& set) {
  page.heading("6. Vad villkoren lämnar öppet");
  const std::vector<Weight> weights = weights_of(set);
  if (weights.empty()) page.line("Inget utöver det som tabellen ovan anger.");
  for (const Weight one : weights) page.item(in_words(one, set));
}

void decision(Document& page, const agreement::Terms& terms) {
  page.heading("7. Synpunkter, råd, beslut");
  page.line(fmt::format("Företrädare för de anställda (artikel 35.9): {}.", listed(terms.unions, " och ")));
  if (!terms.negotiation.empty()) page.line(fmt::format("Förhandlat: {}", terms.negotiation));
  page.blank("deras synpunkter, och vad som ändrats på grund av dem");
  page.blank("dataskyddsombudets råd (artikel 35.2), med datum");
  page.blank("om en hög risk återstår, så att Integritetsskyddsmyndigheten ska rådfrågas först (artikel 36)");
  page.blank("vem som har beslutat, när, och när bedömningen görs om (artikel 35.11)");
}

void rights(Document& page, const agreement::Terms& terms) {
  page.heading("Vad du kan begära");
  page.item(terms.see_own ? "Att få se dina inspelningar (artikel 15): du öppnar dem själv, med din egen "
                            "nyckel, i handläggarens rum."
                          : "Att få se dina inspelningar (artikel 15): be arbetsgivaren och facket, som "
                            "öppnar dem tillsammans.");
  page.item(fmt::format("Att få en raderad (17): kasta den inom {}; be om det därefter.",
                        count_text(terms.discard_within_hours, "timme", "timmar")));
  page.item("Att behandlingen begränsas (18), och att invända mot den (21), av skäl som gäller just dig.");
  page.item("Att klaga hos Integritetsskyddsmyndigheten.");
  page.item("Inget beslut om dig fattas av ett program (22), och inget grundas på det som spelas in.");
  page.blank("hur och hos vem; hur lång tid ett svar tar");
}

}  // namespace
}  // namespace insyn::words::documents_in_swedish

namespace insyn::words {

Document impact_assessment_in_swedish(const DocumentSet& set) {
  namespace in = documents_in_swedish;
  Document page;
  page.title(fmt::format("Konsekvensbedömning avseende dataskydd: inspelning av {}", in::subject(set.terms)));
  page.line("Enligt artikel 35 i dataskyddsförordningen, (EU) 2016/679.");
  in::drafted_from(page, set);
  in::need(page);
  in::description(page, set);
  in::set_up(page, set);
  in::necessity(page, set.terms);
  in::risks(page, set);
  in::left(page, set);
  in::decision(page, set.terms);
  return page;
}

Document information_in_swedish(const DocumentSet& set) {
  namespace in = documents_in_swedish;
  const agreement::Terms& terms = set.terms;
  Document page;
  page.title(fmt::format("Information till anställda: inspelning av {}", in::subject(terms)));
  page.line(fmt::format(
      "{} har avtalat att fönstren i {} får spelas in i en del kundsamtal, för att ta reda på var systemet "
      "hjälper och var det inte gör det. Det är systemet "
      "som undersöks, inte du. Det här är den information som artikel 13 i dataskyddsförordningen kräver.",
      in::parties(terms), in::subject(terms)));
  in::drafted_from(page, set);
  page.heading("Vem som ansvarar");
  page.line(fmt::format("{} är personuppgiftsansvarig.", terms.employer));
  page.blank(
      "adress, telefon, e-post; dataskyddsombudets namn och kontaktuppgifter; fackets företrädare för "
      "frågor");
  page.blank("den rättsliga grunden enligt artikel 6; om den är ett berättigat intresse, vilket");
  page.add(explain_in_swedish(terms, set.verified));
  page.heading("Vad som antecknas i övrigt");
  page.line(
      "Med varje inspelning: din pseudonym i listan över deltagare, datorn, samtalets id, ärendetyp och kö, "
      "och när det började. Granskare ser aldrig detta.");
  page.heading("Vilka andra som får del av uppgifterna");
  page.blank(
      "vem som driver servern och förvarar säkerhetskopior; överföring utanför EES, eller att ingen sker");
  in::rights(page, terms);
  return page;
}

}  // namespace insyn::words
