#include "insight/output/report_csv.h"

#include <fmt/format.h>

namespace insyn::insight {
namespace {

// A text as a cell: quoted where it has to be, and with an apostrophe in front where a spreadsheet would take
// it for a formula.
std::string csv_cell(std::string_view text) {
  std::string safe;
  if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos)
    safe = "'";
  safe += text;
  if (safe.find_first_of(",\"\r\n;") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char character : safe)
    quoted += character == '"' ? std::string("\"\"") : std::string(1, character);
  return quoted + "\"";
}

// Cells as a line.
std::string csv_row(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) line += (line.empty() ? "" : ",") + cell;
  return line + "\r\n";
}

template <class T>
std::string number(const std::optional<T>& value) {
  return value ? fmt::format("{}", value->value()) : "";
}
template <class T>
std::string number(const T& value) {
  return fmt::format("{}", value.value());
}
template <class T>
std::string interval(const std::optional<Interval<T>>& of) {
  return of ? fmt::format("{},{},{}", of->estimate.value(), of->lower.value(), of->upper.value()) : ",,";
}

std::string place_text(const PlaceUse& place) {
  return csv_cell(place.activity == Activity::kScreen ? std::string_view(place.name)
                                                      : name_of(place.activity));
}

// "Start > Kund", without what a spreadsheet would take it for.
std::string way_text(const KindReport& kind, const std::vector<std::size_t>& places) {
  std::string way;
  for (const std::size_t place : places) {
    const PlaceUse& p = kind.places[place];
    way += (way.empty() ? "" : " > ") + (p.activity == Activity::kScreen ? p.name : name_of(p.activity));
  }
  return csv_cell(way);
}

std::string kinds_csv(const Report& report) {
  std::string csv =
      "kind,weeks,calls,handling_s,hold_s,steps,answered_percent,to_answer_s,after_answer_s,searched_percent,"
      "search_success_percent,article_used_percent,first_contact_percent\r\n";
  for (const KindReport& kind : report.kinds) {
    csv += csv_row({csv_cell(kind.kind), fmt::to_string(kind.weeks), number(kind.calls),
                    number(kind.handling), number(kind.hold), number(kind.steps), number(kind.answered),
                    number(kind.to_answer), number(kind.after_answer), number(kind.searched),
                    number(kind.found), number(kind.linked), number(kind.first_contact)});
  }
  return csv;
}

}  // namespace

std::map<std::string, std::string> report_csv(const Report& report) {
  std::map<std::string, std::string> files;
  files["kinds.csv"] = kinds_csv(report);
  std::string& frictions = files["frictions.csv"];
  frictions =
      "kind,what,screen,other_screen,exposed_calls,affected_calls,usual_percent,seconds,weeks,hours_a_"
      "week\r\n";
  for (const Friction& f : report.frictions) {
    frictions +=
        csv_row({csv_cell(report.kinds[f.kind].kind), friction_name(f.what), csv_cell(f.a), csv_cell(f.b),
                 number(f.exposed), number(f.affected), number(f.usual), number(f.seconds),
                 fmt::to_string(f.weeks), fmt::format("{:.2f}", f.hours_a_week())});
  }
  std::string& words = files["did_not_help.csv"];
  words = "kind,screen,calls,affected_calls\r\n";
  for (const AgentsWord& word : report.did_not_help)
    words += csv_row({csv_cell(report.kinds[word.kind].kind), csv_cell(word.screen), number(word.calls),
                      number(word.affected)});
  std::string& outcomes = files["outcomes.csv"];
  std::string& places = files["places.csv"];
  std::string& edges = files["edges.csv"];
  std::string& ways = files["ways.csv"];
  std::string& articles = files["articles.csv"];
  std::string& curves = files["curves.csv"];
  std::string& comparisons = files["comparisons.csv"];
  std::string& differences = files["differences.csv"];
  differences =
      "kind,by,first,second,what,places,first_percent,second_percent,points,points_lower,points_upper\r\n";
  outcomes = "kind,outcome,share_percent\r\n";
  places = "kind,place,calls,share_percent,dwell_s\r\n";
  edges = "kind,from,to,calls,seconds\r\n";
  ways = "kind,way,calls,share_percent,handling_s\r\n";
  articles = "kind,article,calls,open_s\r\n";
  curves = "kind,ending,seconds,percent,lower,upper\r\n";
  comparisons =
      "kind,by,first,second,first_calls,second_calls,handling_s,handling_lower,handling_upper,same_pace_s,"
      "same_pace_lower,same_pace_upper,to_answer_s,"
      "to_answer_lower,to_answer_upper,answered_points,answered_lower,answered_upper,solved_points,solved_"
      "lower,"
      "solved_upper\r\n";
  for (const KindReport& kind : report.kinds) {
    const std::string name = csv_cell(kind.kind);
    for (const OutcomeShare& o : kind.outcomes)
      outcomes += csv_row({name, name_of(o.outcome), number(o.share)});
    for (const PlaceUse& p : kind.places)
      places += csv_row({name, place_text(p), number(p.calls), number(p.share), number(p.dwell)});
    for (const EdgeUse& e : kind.edges)
      edges += csv_row({name, place_text(kind.places[e.from]), place_text(kind.places[e.to]), number(e.calls),
                        number(e.seconds)});
    for (const VariantUse& v : kind.variants)
      ways += csv_row({name, way_text(kind, v.places), number(v.calls), number(v.share), number(v.handling)});
    for (const ArticleUse& a : kind.articles)
      articles += csv_row({name, csv_cell(a.name), number(a.calls), number(a.open)});
    for (const auto& [curve, ending] :
         {std::pair(&kind.answer_curve, "answered"), std::pair(&kind.without_curve, "without")}) {
      for (const CurveStep& s : *curve)
        curves += csv_row({name, ending, number(s.time), number(s.share.estimate), number(s.share.lower),
                           number(s.share.upper)});
    }
    for (const Comparison& c : kind.comparisons) {
      comparisons +=
          csv_row({name, c.by == Comparison::kGroup ? "group" : "version", csv_cell(c.first),
                   csv_cell(c.second), number(c.first_calls), number(c.second_calls), interval(c.handling),
                   interval(c.same_pace), interval(c.to_answer), interval(c.answered), interval(c.solved)});
      for (const FlowDifference& f : c.flow) {
        differences += csv_row({name, c.by == Comparison::kGroup ? "group" : "version", csv_cell(c.first),
                                csv_cell(c.second), name_of(f.element), way_text(kind, f.places),
                                number(f.first), number(f.second), interval(std::optional(f.points))});
      }
    }
  }
  return files;
}

std::string examples_csv(const Report& report, const Examples& examples, const Log& log) {
  std::string csv = "kind,what,screen,other_screen,call\r\n";
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const Friction& friction = report.frictions[i];
    for (const std::uint32_t call : examples[i]) {
      csv += csv_row({csv_cell(report.kinds[friction.kind].kind), friction_name(friction.what),
                      csv_cell(friction.a), csv_cell(friction.b), csv_cell(log.ids.of(call))});
    }
  }
  return csv;
}

}  // namespace insyn::insight
