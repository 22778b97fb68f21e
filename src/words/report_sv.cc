#include "words/report.h"

namespace insyn::words {

const ReportWords& swedish_report() {
  static constexpr ReportWords kWords = {
      .code = "sv",
      .point = ',',
      .title = "Hjälper stödsystemet?",
      .under_title = "Resultat enligt avtal {0}",
      .registered =
          "Rapport {0} i registret {1}. Spara register.note: den visar vilken rapport som "
          "gjordes före den här.",
      .contents = "Innehåll",
      .friction_title = "Det här kostar tid",
      .friction_intro =
          "Här går något fel klart oftare än vad som är vanligt för sitt slag i verksamheten; flest timmar "
          "först. {0} saker har granskats. Det är systemet som mäts, ingen enskild.",
      .no_friction = "Av {0} saker som har granskats går ingen fel klart oftare än vad som är vanligt.",
      .hours_unit = "h per vecka",
      .no_result = "{0}: sökningar utan träff",
      .no_article = "{0}: sökningar med träffar där ingen öppnas",
      .ping_pong = "{0}: fram och tillbaka mellan ”{1}” och ”{2}”",
      .quick_back = "{0}: tillbaka från ”{1}” inom tio sekunder",
      .dead_end = "{0}: kopplas vidare eller ringer igen efter ”{1}”",
      .arithmetic = "({0} samtal − {2} % av {1}) × {3} ÷ {4} veckor = {5} h per vecka",
      .arithmetic_means =
          "Samtalen där det hände, minus så många som hade varit vanligt bland dem där det kunde ha hänt, "
          "gånger tiden som det tog i genomsnitt.",
      .examples =
          "Exempel på samtal där var och en hände finns i examples.age. Det krävs både fackets och "
          "arbetsgivarens nyckel för att öppna den, liksom inspelningarna.",
      .did_not_help_title = "Stödet hjälpte inte",
      .did_not_help_intro =
          "Det som handläggarna själva sade, med ett klick i samtalet. Det handlar om stödsystemet och om "
          "skärmbilden som visades.",
      .did_not_help = "{0}: i {1} av {2} samtal",
      .did_not_help_at = "{0}, vid ”{1}”: i {2} av {3} samtal",
      .without_article_title = "Frågor utan artikel",
      .without_article_intro =
          "I inget av samtalen, eller bara i några få, öppnas en artikel. Vilket av det sägs inte.",
      .without_article = "{0}: {1} samtal och {2} h samtalstid per vecka",
      .rarely_title = "Skärmar som knappt används",
      .rarely_intro =
          "Skärmar som finns men som inget samtal, eller bara några få, har passerat. Vilket av det sägs "
          "inte.",
      .kinds_title = "Vart tiden går och hur arbetet flyter",
      .kinds_intro =
          "För varje slags fråga för sig. Någon siffra för alla finns inte: den skulle ändras med hur "
          "frågorna fördelar sig.",
      .kind = "Slags fråga",
      .calls = "Samtal",
      .a_week = "per vecka",
      .share = "Andel",
      .handling = "Samtalstid",
      .hold = "varav väntan",
      .to_answer = "Till svaret",
      .after_answer = "efter svaret",
      .answered = "Med svar",
      .search_success = "Sökningar som leder till artikel",
      .link_rate = "Artikel används",
      .first_contact = "Löst direkt",
      .outcome = "Utfall",
      .steps = "Steg",
      .screen = "Plats",
      .dwell = "Tid där",
      .from = "Från",
      .to = "Till",
      .seconds_before = "Tid före",
      .way = "Väg",
      .article = "Artikel",
      .open = "Öppen i",
      .time = "Tid",
      .hours = "Timmar per vecka",
      .lower_upper = "95 % intervall",
      .withheld = "–",
      .seconds_unit = "s",
      .flow_title = "Hur arbetet flyter",
      .flow_intro =
          "{0}: vad som följer på vad. Tjockare streck är fler samtal; vid varje står i hur många, och tiden "
          "före.",
      .ways_title = "Vanliga vägar",
      .ways_intro =
          "Samtal som har passerat samma platser i samma ordning; varje plats räknas vid första besöket.",
      .curve_title = "Tid tills svaret är på skärmen",
      .curve_intro =
          "Kumulativ incidens (Aalen–Johansen) med 95 %-band: samtal som slutar utan svar konkurrerar, "
          "samtal som bryts räknas så länge de varade.",
      .curve_answered = "Svaret på skärmen",
      .curve_without = "Slut utan svar",
      .curve_axis = "minuter sedan samtalet började",
      .beside_title = "Frågorna bredvid varandra",
      .beside_intro =
          "Steg som två eller flera slags frågor har, och i hur stor andel av varje frågas samtal. De där "
          "frågorna skiljer sig mest kommer först. Ett streck: i för få samtal, eller inget.",
      .step = "Steg",
      .articles_title = "Artiklar",
      .no_articles =
          "Ingen artikel öppnas i tillräckligt många samtal av det här slaget för att kunna visas.",
      .as_table = "Som tabell",
      .nothing_to_show = "För få samtal för att visa det här.",
      .compare_title = "Hjälpte förändringen?",
      .compare_intro =
          "Varje slags fråga för sig, versioner och utrullningsgrupper bredvid varandra. Skillnader i "
          "genomsnittlig samtalstid med 95 %-intervall: handläggare dras tusen gånger med alla sina samtal, "
          "så att många samtal från få handläggare inte ser ut som många handläggare.",
      .no_comparison =
          "Inget slags fråga har tillräckligt många samtal i olika grupper eller versioner för en "
          "jämförelse.",
      .group = "Grupp",
      .version = "Version",
      .against = "{0} mot {1}",
      .less_time = "{0}: samtal med {1} tog {2} till {3} kortare tid än med {4}.",
      .more_time = "{0}: samtal med {1} tog {2} till {3} längre tid än med {4}.",
      .nothing_clear =
          "Ingen av {0} jämförelser skiljer sig mer än slumpen kan göra. Intervallen visar hur stor en "
          "skillnad som kan ha undgått undersökningen.",
      .caution =
          "Det man kan dra för slutsats: att samtalen skiljer sig så. Det man inte kan: att förändringen "
          "ensam är orsaken. Versioner följer på varandra i tiden och annat ändras också; grupper som inte "
          "har lottats kan ha skilt sig förut.",
      .same_pace = "Samtalstid, egen takt borträknad",
      .points_unit = "%-enheter",
      .flow_differs_title = "Där samtalen tar andra vägar",
      .flow_differs_intro =
          "Andelen samtal som passerar en plats, tar ett steg (direkt från den ena platsen till den andra) "
          "eller en hel väg, där delarna skiljer sig mer än slumpen kan göra: en jämförelses alla intervall "
          "gäller tillsammans med 95 %.",
      .no_flow_differs =
          "Ingen plats, inget steg och ingen väg skiljer sig tydligt mellan grupper eller versioner.",
      .step_or_way = "Plats, steg eller väg",
      .difference = "Skillnad",
      .solved = "Löst",
      .definitions_title = "Vad måtten betyder",
      .definitions =
          "<dl><dt>Samtalstid</dt><dd>Från samtalets början till dess slut, väntan inräknad; "
          "medelvärdet.</dd>"
          "<dt>Till svaret</dt><dd>Från samtalets början tills svaret är på skärmen: tills stödsystemet "
          "säger det, eller annars tills den sista artikel öppnas som läses i minst tio sekunder, inte "
          "lämnas bakåt och inte följs av en sökning. Medelvärdet för samtal där det finns en sådan.</dd>"
          "<dt>Sökningar som leder till artikel</dt><dd>Av alla sökningar: de med träff där nästa steg är "
          "att en artikel öppnas.</dd>"
          "<dt>Artikel används (link rate)</dt><dd>Samtal där något kopierats ur en artikel, eller en "
          "artikel länkats till ärendet.</dd>"
          "<dt>Löst direkt (FCR)</dt><dd>Samtal med utfallet ”löst” som inte upprepar en tidigare kontakt "
          "och inte upprepas inom sju dagar; av samtal med känt utfall vars sju dagar har gått.</dd>"
          "<dt>Samtalstid, egen takt borträknad</dt><dd>Skillnaden enligt en blandad modell (REML) där varje "
          "handläggare har sin egen takt: det som är kvar när långsammare handläggare råkat ta fler samtal i "
          "den ena delen. Ingens takt uppges.</dd>"
          "<dt>Vanligt</dt><dd>Medianen över slags frågor och skärmar för samma slags sak. Påstås gör det "
          "som händer minst en halv gång oftare, och mer än av en slump: en rapport av tjugo får innehålla "
          "ett felaktigt påstående.</dd></dl>",
      .protection_title = "Så skyddas människorna",
      .protection =
          "<p>Varje siffra bygger på minst {1} samtal från minst {0} handläggare varav ingen har mer än "
          "hälften, och det gör även skillnaden mellan vilka två siffror som helst; det som är mindre är "
          "utelämnat, och ingenting säger hur mycket det är. Frågorna kommer i omgångar om hela veckor, så "
          "att nästa veckas rapport minus den här är lika väl täckt. Antal är avrundade till {2}, andelar "
          "till hela procent, tider till sekunder. Ett streck står där en siffra har hållits inne. Ingen "
          "handläggare finns här, varken med namn eller nummer, och det finns inget val med vilket man kunde "
          "leta efter någon.</p>",
      .activities = {"Skärm", "Sökning", "Artikel", "Kopierat", "Länkat", "Tillbaka", "Svar", "Hjälpte inte"},
      .outcomes = {"Okänt", "Löst", "Inte löst", "Vidarekopplat", "Brutet"},
  };
  return kWords;
}

}  // namespace insyn::words
