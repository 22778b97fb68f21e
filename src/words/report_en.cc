#include "words/report.h"

namespace insyn::words {

const ReportWords& report_words(Language language) {
  return language == Language::kSwedish ? swedish_report() : english_report();
}

const ReportWords& english_report() {
  static constexpr ReportWords kWords = {
      .code = "en",
      .point = '.',
      .title = "Does the support system help?",
      .under_title = "Results under the agreement {0}",
      .registered =
          "Report {0} in the register {1}. Keep register.note: it shows which report was made "
          "before this one.",
      .contents = "Contents",
      .friction_title = "What costs time",
      .friction_intro =
          "Where something goes wrong clearly more often than is usual for its sort in this centre; the most "
          "hours first. {0} things were looked at. It is the system that is measured, and nobody in "
          "particular.",
      .no_friction = "Of {0} things that were looked at, none goes wrong clearly more often than is usual.",
      .hours_unit = "h a week",
      .no_result = "{0}: searches without a result",
      .no_article = "{0}: searches with results of which none is opened",
      .ping_pong = "{0}: to and fro between “{1}” and “{2}”",
      .quick_back = "{0}: back from “{1}” within ten seconds",
      .dead_end = "{0}: transferred or calling again after “{1}”",
      .arithmetic = "({0} calls − {2} % of {1}) × {3} ÷ {4} weeks = {5} h a week",
      .arithmetic_means =
          "Calls in which it happened, less as many as would be usual among those in which it could have, "
          "times the mean time that went into it.",
      .examples =
          "Examples of calls in which each happened are in examples.age. It takes both the union's key and "
          "the employer's to open it, like the recordings.",
      .did_not_help_title = "The system did not help",
      .did_not_help_intro =
          "What agents said themselves, with one click in the call. It is about the system, and the screen "
          "that "
          "was shown.",
      .did_not_help = "{0}: in {1} of {2} calls",
      .did_not_help_at = "{0}, at “{1}”: in {2} of {3} calls",
      .without_article_title = "Kinds of question without an article",
      .without_article_intro =
          "In none of their calls, or in only a few, an article is opened. Which of the two is not said.",
      .without_article = "{0}: {1} calls and {2} h of handling a week",
      .rarely_title = "Screens that are hardly used",
      .rarely_intro =
          "Screens that there are, and that no call, or only few, came by. Which of the two is not said.",
      .kinds_title = "Where time goes, and how the work flows",
      .kinds_intro =
          "For each kind of question by itself. There is no figure across kinds: it would change with their "
          "mix.",
      .kind = "Kind of question",
      .calls = "Calls",
      .a_week = "a week",
      .share = "Share",
      .handling = "Handling time",
      .hold = "on hold",
      .to_answer = "Until the answer",
      .after_answer = "after it",
      .answered = "With answer",
      .search_success = "Searches that lead to an article",
      .link_rate = "Article used",
      .first_contact = "Solved at once",
      .outcome = "Outcome",
      .steps = "Steps",
      .screen = "Place",
      .dwell = "Time there",
      .from = "From",
      .to = "To",
      .seconds_before = "Time before",
      .way = "Way",
      .article = "Article",
      .open = "Open for",
      .time = "Time",
      .hours = "Hours a week",
      .lower_upper = "95 % interval",
      .withheld = "–",
      .seconds_unit = "s",
      .flow_title = "How the work flows",
      .flow_intro =
          "{0}: what follows on what. Thicker lines are more calls; each says in how many, and the time "
          "before.",
      .ways_title = "Usual ways",
      .ways_intro = "Calls that came by the same places in the same order, each counted at its first visit.",
      .curve_title = "Time until the answer is on the screen",
      .curve_intro =
          "Cumulative incidence (Aalen–Johansen) with 95 % bands: calls that end without an answer compete, "
          "calls that are cut off count as long as they lasted.",
      .curve_answered = "Answer on the screen",
      .curve_without = "Ended without",
      .curve_axis = "minutes since the call began",
      .beside_title = "Kinds beside each other",
      .beside_intro =
          "Steps that two or more kinds have, and in what share of each kind's calls. Those in which kinds "
          "differ most come first. A dash: in too few calls, or none.",
      .step = "Step",
      .articles_title = "Articles",
      .no_articles = "No article is opened in enough calls of this kind to be shown.",
      .as_table = "As a table",
      .nothing_to_show = "Too few calls to show this.",
      .compare_title = "Did the change help?",
      .compare_intro =
          "Each kind by itself, versions and rollout groups beside each other. Differences in mean handling "
          "time, with 95 % intervals from drawing agents with all their calls a thousand times, so that many "
          "calls of few agents do not look like many agents.",
      .no_comparison = "No kind has enough calls of different groups or versions to compare.",
      .group = "Group",
      .version = "Version",
      .against = "{0} against {1}",
      .less_time = "{0}: calls with {1} took {2} to {3} less than with {4}.",
      .more_time = "{0}: calls with {1} took {2} to {3} longer than with {4}.",
      .nothing_clear =
          "None of the {0} comparisons differs by more than chance may. The intervals show how large a "
          "difference may have escaped.",
      .caution =
          "What may be concluded: that calls differ so. What may not: that the change alone is why. Versions "
          "follow on each other in time, and other things change too; groups that were not drawn by lot may "
          "have differed before.",
      .same_pace = "Handling time, own pace set apart",
      .points_unit = "points",
      .flow_differs_title = "Where calls go otherwise",
      .flow_differs_intro =
          "The share of calls that come by a place, take a step (at once from one place to the other) or a "
          "whole way, where the parts differ by more than chance may: a comparison's intervals hold together "
          "at 95 %.",
      .no_flow_differs = "No place, no step and no way differs clearly between groups or versions.",
      .step_or_way = "Place, step or way",
      .difference = "Difference",
      .solved = "Solved",
      .definitions_title = "What the measures mean",
      .definitions =
          "<dl><dt>Handling time</dt><dd>From the call's start to its end, hold included; the mean.</dd>"
          "<dt>Until the answer</dt><dd>From the call's start until the answer is on the screen: until the "
          "support system says so, or else until the last article is opened that is read for ten seconds or "
          "more, not left by going back, and not followed by another search. The mean of calls in which "
          "there is one.</dd>"
          "<dt>Searches that lead to an article</dt><dd>Of all searches: those with a result after which an "
          "article is opened as the next step.</dd>"
          "<dt>Article used (link rate)</dt><dd>Calls in which something was copied out of an article, or "
          "one was linked to the case.</dd>"
          "<dt>Solved at once (FCR)</dt><dd>Calls with the outcome “solved” that are no repeat of an earlier "
          "contact and are not repeated within seven days; of calls whose outcome is known and whose seven "
          "days have passed.</dd>"
          "<dt>Handling time, own pace set apart</dt><dd>The difference by a mixed model (restricted maximum "
          "likelihood) in which each agent has a pace of their own: what is left when slower agents happen "
          "to have taken more of one part's calls. Nobody's pace is told.</dd>"
          "<dt>Usual</dt><dd>The median over kinds and screens of the same sort of thing. Claimed is what "
          "happens at least half again as often, and by more than chance: one report in twenty may hold a "
          "false claim.</dd></dl>",
      .protection_title = "How people are protected in this",
      .protection =
          "<p>Every figure is about at least {1} calls of at least {0} agents of whom none has more than "
          "half, and so are the differences of any two figures; what is smaller is left out, and nothing "
          "says how much that is. Kinds come in batches of whole weeks, so that next week's report less this "
          "one is as well covered. Counts are rounded to {2}, shares to whole percent, times to seconds. A "
          "dash stands where a figure was withheld. No agent is in here, by name or by number, and there is "
          "nothing to choose by which one could be looked for.</p>",
      .activities = {"Screen", "Search", "Article", "Copy", "Link", "Back", "Answer", "Did not help"},
      .outcomes = {"Unknown", "Solved", "Unsolved", "Transferred", "Cut off"},
  };
  return kWords;
}

}  // namespace insyn::words
