#include "agreement/not_enforced.h"
#include "base/name.h"
#include "words/agreement_parts.h"

// Each language has sentences by the same names.
namespace insyn::words::agreement_in_swedish {
namespace {

constexpr DayWords kDays = {
    {"måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"}, "alla dagar", " till ", " och "};

// What is agreed and not done comes first: nobody is to believe in it.
void not_done(Document& page, const agreement::Terms& terms) {
  const std::string keys = not_enforced_text(terms);
  const bool nobody_begins = !terms.manual_calls && terms.call_sources.empty();
  std::vector<std::string> pages;
  for (const agreement::Application& one : terms.applications) {
    if (one.kind == agreement::Application::kWeb) pages.push_back(one.name);
  }
  if (keys.empty() && !nobody_begins && pages.empty()) return;
  page.heading("Vad den här versionen inte klarar");
  if (!keys.empty()) {
    page.line(
        fmt::format("Den kan inte göra det som avtalats i: {}. Därför spelar den inte in något alls enligt "
                    "det här avtalet.",
                    keys));
  }
  if (nobody_begins) {
    page.line(
        "Ingen får säga till att ett samtal har börjat (calls.manual är inte true, och ingen samtalskälla "
        "anges). Därför spelas inget in enligt det här avtalet.");
  }
  if (!pages.empty()) {
    page.line(fmt::format("Den kan inte spela in sidor i en webbläsare, och spelar inte in något av {}.",
                          listed(pages, " eller ")));
  }
}

void purpose(Document& page, const agreement::Terms& terms) {
  page.heading("Varför");
  page.line(terms.purpose);
  if (!terms.negotiation.empty()) page.line(fmt::format("Förhandlat: {}", terms.negotiation));
  if (!terms.dpia.empty()) {
    page.line(fmt::format("Konsekvensbedömning avseende dataskydd: {}", terms.dpia));
  }
}

std::string application_text(const agreement::Application& application) {
  if (application.kind == agreement::Application::kNative) {
    const std::string program =
        fmt::format("fönstren i programmet {} ({}){}", application.name, application.exe,
                    application.sha256 ? ", i exakt den version som avtalats" : "");
    const std::string special = beyond_ascii(application.exe);
    return special.empty() ? program : program + fmt::format("; särskilda tecken i sökvägen: {}", special);
  }
  std::string pages =
      fmt::format("sidorna på {} i webbläsaren ({})", listed(application.origins, " och "), application.name);
  if (application.except.empty()) return pages;
  return fmt::format("{}, utom {}", pages, listed(application.except, " och "));
}

void what(Document& page, const agreement::Terms& terms) {
  page.heading("Vad som får spelas in");
  for (const agreement::Application& application : terms.applications)
    page.item(application_text(application));
  page.line("Inget annat på skärmen sparas, inte ens om det ligger framför.");
}

void how_much(Document& page, const agreement::Terms& terms) {
  page.heading("Hur mycket som syns");
  switch (terms.level) {
    case agreement::Level::kMetrics:
      page.line(terms.screens.empty()
                    ? "Inga bilder alls, och inget annat av skärmen heller."
                    : "Inga bilder alls, bara vilken av skärmbilderna nedan som visades, och när.");
      return;
    case agreement::Level::kStructure:
      page.line("Bilder där man kan urskilja hur sidan är uppbyggd, men inte läsa någon text.");
      break;
    case agreement::Level::kMasked:
      page.line("Bilder där all text är dold, utom i de områden som angetts särskilt.");
      break;
    case agreement::Level::kFull:
      page.line(
          "Bilder precis som handläggaren ser dem, med text, och alltså även med kunduppgifter som visas.");
      break;
  }
  page.line(fmt::format("Högst {} i sekunden.", count_text(terms.max_fps, "bild", "bilder")));
}

void screens(Document& page, const agreement::Terms& terms) {
  if (terms.screens.empty()) return;
  page.heading("Vilka skärmbilder som skiljs åt");
  page.line("När ett fönsters titel stämmer med en av reglerna antecknas namnet före den, och klockslaget.");
  page.line("Själva titeln sparas aldrig. * står för vad som helst; den första regel som stämmer gäller.");
  for (const agreement::Screen& screen : terms.screens) {
    page.item(fmt::format("{}: ”{}”{}", screen.name, screen.title,
                          screen.application.empty() ? "" : fmt::format(", i {}", screen.application)));
  }
}

void period(Document& page, const agreement::Terms& terms) {
  const std::string from = instant_text(terms, terms.not_before, kSwedishMonths);
  if (is_midnight(terms, terms.not_after)) {
    const Utc last_day = terms.not_after - std::chrono::milliseconds(1);
    page.line(
        fmt::format("Från och med {} till och med {}.", from, date_text(terms, last_day, kSwedishMonths)));
  } else {
    page.line(fmt::format("Från {} till {}.", from, instant_text(terms, terms.not_after, kSwedishMonths)));
  }
}

void when(Document& page, const agreement::Terms& terms) {
  page.heading(fmt::format("När (tider enligt klockan i {})", agreement::zone_of(terms)));
  period(page, terms);
  if (terms.hours) {
    std::string days = days_text(terms.hours->days, kDays);
    days.front() = static_cast<char>(days.front() - 'a' + 'A');  // every one of these begins in ASCII
    page.line(fmt::format("{} mellan {} och {}.", days, clock_text(terms.hours->from),
                          clock_text(terms.hours->to)));
  }
  page.line(terms.after_call_seconds == 0
                ? "Bara under kundsamtal: när samtalet slutar, slutar inspelningen."
                : fmt::format("Bara under kundsamtal och upp till {} efteråt.",
                              count_text(terms.after_call_seconds, "sekund", "sekunder")));
  if (terms.manual_calls) {
    page.line(
        "Att ett samtal börjar och slutar anges vid arbetsplatsen, av handläggaren eller ett program där. "
        "Telefonväxeln tillfrågas inte.");
  }
  const std::string cap =
      fmt::format("högst {} samtal per handläggare och vecka", terms.calls_per_agent_per_week);
  page.line(terms.sample < 1
                ? fmt::format("Ungefär {} procent av samtalen, och {}. Slumpen avgör vilka; ingen väljer.",
                              percent_text(terms.sample, ','), cap)
                : fmt::format("Vilket samtal som helst, men {}.", cap));
  page.line(fmt::format("Högst {} av varje samtal.", count_text(terms.max_minutes, "minut", "minuter")));
}

void agent(Document& page, const agreement::Terms& terms) {
  page.heading("Det här kan du som handläggare göra");
  page.item("Du ser hela tiden vad som spelas in. Om markeringen inte syns sparas ingenting.");
  page.item("Du kan pausa när du vill, utan att ange skäl och utan att det får följder.");
  page.item(fmt::format("Du kan kasta en inspelning inom {} efter samtalet.",
                        count_text(terms.discard_within_hours, "timme", "timmar")));
  if (terms.did_not_help && keeps_events(terms))
    page.item(
        "Du kan med ett klick i ett samtal som spelas in säga att stödet inte hjälpte. Det räknas i "
        "rapporten om "
        "stödsystemet, med skärmbilden som visades.");
  if (terms.see_own && !terms.screens.empty())
    page.item("Du kan med din egen nyckel läsa vilka skärmbilder som antecknades i dina samtal.");
  if (terms.see_own && has_pictures(terms)) page.item("Du kan titta på alla dina egna inspelningar.");
}

// Whose key it is, and who vouches for one that is not pinned.
std::string opener_text(const agreement::Opener& opener) {
  if (opener.pinned) return fmt::format("{}: {}, den egna nyckeln", opener.name, opener.recipient);
  return fmt::format("{}: {}; {} går i god för den", opener.name, opener.recipient, opener.vouched_by);
}

void layer(Document& page, const agreement::Agreement& agreement, agreement::Layer layer,
           std::string_view side) {
  const auto openers = openers_of(agreement, layer);
  page.line(openers.size() == 1 ? fmt::format("På {} sida bara den här nyckeln:", side)
                                : fmt::format("På {} sida vilken som helst av de här nycklarna:", side));
  for (const agreement::Opener* one : openers) page.item(opener_text(*one));
  if (openers.size() == 1) {
    page.line("Det finns ingen reserv: om den går förlorad kan inget av det som spelats in någonsin öppnas.");
  }
}

// Without the pins nobody knows whose the keys are.
void unverified_openers(Document& page, const agreement::Terms& terms) {
  if (terms.reviewers.empty() && terms.union_recipients.empty()) {
    page.line("Nycklarna är parternas egna. Ange --pin för att se dem.");
    return;
  }
  page.line("De här nycklarna anges. Om parterna går i god för dem har inte kontrollerats (ange --pin):");
  for (const std::string& one : terms.union_recipients) page.item(fmt::format("fackets sida: {}", one));
  for (const std::string& one : terms.reviewers) page.item(fmt::format("arbetsgivarens sida: {}", one));
}

void access(Document& page, const agreement::Terms& terms, const agreement::Agreement* verified) {
  page.heading("Vem som kan öppna en inspelning");
  if (has_pictures(terms)) {
    page.line("Ingen på egen hand: det krävs en nyckel från fackets sida och en från arbetsgivarens.");
    if (verified == nullptr) {
      unverified_openers(page, terms);
    } else {
      layer(page, *verified, agreement::Layer::kUnion, terms.unions.size() == 1 ? "fackets" : "fackens");
      layer(page, *verified, agreement::Layer::kReviewers, "arbetsgivarens");
    }
    if (terms.see_own) {
      page.line(
          "Dina egna inspelningar kan du dessutom öppna själv. Nyckeln till dem ligger på din dator, och den "
          "som administrerar datorn kan komma åt den.");
    }
  }
  if (keeps_events(terms)) {
    page.line(fmt::format("{}: den som har nyckeln till {} och facket, tillsammans.",
                          terms.did_not_help ? "Vilken skärmbild som visades när, och vad du sade om stödet"
                                             : "Vilken skärmbild som visades när",
                          *terms.insight_recipient));
    if (verified != nullptr) {
      for (const agreement::Opener* one : openers_of(*verified, agreement::Layer::kInsight))
        page.item(opener_text(*one));
    }
  }
  if (!has_pictures(terms)) return;
  page.line(
      terms.ledger
          ? "Vem som begär att få öppna en inspelning, i vilket syfte och vem som godkänner det skrivs i en "
            "liggare som bara kan växa, innan något öppnas. Du kan se det för dina egna inspelningar."
          : "Ingen liggare är avtalad, så det syns inte vem som öppnar en inspelning: skyddet är att det "
            "krävs två sidor.");
}

void voices(Document& page, const agreement::Terms& terms) {
  if (terms.audio == agreement::Audio::kNone || !terms.ledger) return;
  page.heading("Ljud");
  page.line(terms.audio == agreement::Audio::kCustomer
                ? "Kundens röst, och ingen annan, får läggas bredvid en inspelnings bilder, ur det som "
                  "arbetsgivarens "
                  "telefonsystem ändå har spelat in."
                : "Bådas röster får läggas bredvid en inspelnings bilder, även handläggarens, ur det som "
                  "arbetsgivarens telefonsystem ändå har spelat in.");
  if (!has_pictures(terms)) {
    page.line("Inga bilder sparas enligt avtalet, och därför inget ljud bredvid dem.");
    return;
  }
  page.line(
      "Det förseglas som bilderna: samma två nycklar behövs för att höra det, och det förstörs med dem. Vad "
      "som sades "
      "medan handläggaren pausade finns i det; sidorna är tysta där.");
  if (terms.importers.empty()) {
    page.line("Ingen får lägga till det: avtalet nämner ingen importör.");
    return;
  }
  page.line("Bara dessa får lägga till det, och de kan inte öppna något:");
  for (const agreement::Importer& one : terms.importers) page.item(one.keys.name);
}

void keeping(Document& page, const agreement::Terms& terms) {
  page.heading("Hur länge den sparas");
  const std::string days = count_text(terms.retention_days, "dag", "dagar");
  page.line(terms.ledger
                ? fmt::format("{}. Därefter förstör centralen nycklarna till den, av sig självt.", days)
                : fmt::format("{}. Därefter ska den raderas. Ingen central gör det, så den som förvarar "
                              "inspelningarna måste göra det.",
                              days));
}

void results(Document& page, const agreement::Terms& terms) {
  page.heading("Vad det ska ge");
  page.line("Svar om systemet: var det hjälper, var det inte gör det och var tiden går åt.");
  page.line(keeps_events(terms)
                ? fmt::format("Resultat visas bara när de bygger på minst {} och minst {} samtal.",
                              count_text(terms.min_group, "handläggare", "handläggare"), terms.min_calls)
                : std::string("Ingen statistik: de händelser som den skulle bygga på sparas inte."));
}

void never(Document& page) {
  page.heading("Vad som aldrig görs");
  page.item("Ingen handläggare rangordnas, poängsätts eller får sin tid mätt.");
  page.item("Inga tangenttryckningar, ingen webbkamera, inga andra program och aldrig hela skärmen.");
  page.item("Ingen tittar på i realtid, och inget spelas in i hemlighet.");
  page.item("Inget spelas in före eller efter den avtalade tiden: det upphör av sig självt.");
  page.item(
      "Varje part kan säga upp avtalet på egen hand (insyn agreement withdraw). En dator slutar spela in "
      "inom en sekund efter att uppsägningen nått den, och inget spelas någonsin mer in enligt avtalet.");
}

void signatures(Document& page, const agreement::Agreement& agreement) {
  page.heading("Undertecknat");
  page.item(fmt::format("{}, för arbetsgivaren", agreement.employer().name));
  for (const note::PublicKeys& one : agreement.unions()) page.item(fmt::format("{}, för facket", one.name));
  page.line(fmt::format("Den undertecknade textens fingeravtryck (SHA-256): {}", to_hex(agreement.hash())));
}

}  // namespace
}  // namespace insyn::words::agreement_in_swedish

namespace insyn::words {

Document explain_in_swedish(const agreement::Terms& terms, const agreement::Agreement* signed_agreement) {
  Document page;
  page.heading(fmt::format("Avtal {}", terms.id));
  page.line(
      fmt::format("Mellan {} (arbetsgivare) och {} (fack).", terms.employer, listed(terms.unions, " och ")));
  if (signed_agreement == nullptr) page.line("Det här är villkoren; underskrifterna har inte kontrollerats.");
  agreement_in_swedish::not_done(page, terms);
  agreement_in_swedish::purpose(page, terms);
  agreement_in_swedish::what(page, terms);
  agreement_in_swedish::how_much(page, terms);
  agreement_in_swedish::screens(page, terms);
  agreement_in_swedish::when(page, terms);
  agreement_in_swedish::agent(page, terms);
  agreement_in_swedish::access(page, terms, signed_agreement);
  agreement_in_swedish::voices(page, terms);
  agreement_in_swedish::keeping(page, terms);
  agreement_in_swedish::results(page, terms);
  agreement_in_swedish::never(page);
  if (signed_agreement != nullptr) agreement_in_swedish::signatures(page, *signed_agreement);
  return page;
}

}  // namespace insyn::words
