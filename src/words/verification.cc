#include "words/verification.h"

#include "recording/format/layout.h"

namespace insyn::words {
namespace {

using recording::Fault;
using recording::Finding;
using recording::Remark;

std::string consequence(Language language) {
  return language == Language::kEnglish
             ? "insyn export refuses the recording; with --damaged-ok it exports what is proven"
             : "insyn export vägrar; med --damaged-ok exporteras det som är bevisat";
}

bool is_of_a_chunk(const Finding& finding) {
  return finding.file != recording::kJournal && finding.fault != Fault::kNotOfItsKey &&
         !finding.file.starts_with("key.");
}

std::string of_journal_english(const Finding& finding) {
  return finding.fault == Fault::kMissing
             ? "it cannot be read, and without it no chunk is proven: " + finding.problem
             : finding.problem + "; no chunk is proven";
}

std::string of_journal_swedish(const Finding& finding) {
  return finding.fault == Fault::kMissing
             ? "den kan inte läsas, och utan den är inget stycke bevisat: " + finding.problem
             : finding.problem + "; inget stycke är bevisat";
}

std::string english(const Finding& finding) {
  switch (finding.fault) {
    case Fault::kMissing:
      return "it is listed and not there";
    case Fault::kCutShort:
      return fmt::format("it is cut short, {} bytes of {}", finding.length, finding.listed_length);
    case Fault::kTooLong:
      return fmt::format("it is {} bytes too long", finding.length - finding.listed_length);
    case Fault::kChanged:
      return "its content is not what is listed (changed, or from another recording)";
    case Fault::kSwapped:
      return fmt::format("it holds the content of {}", finding.other);
    case Fault::kForeign:
      return "the recording does not list it, so it does not belong here";
    case Fault::kUnreadable:
      return finding.problem;
    case Fault::kNotOfItsKey:
      return finding.of_another_recording ? "it closes another recording, so it proves nothing here"
                                          : finding.problem;
    case Fault::kKeyMissing:
      return "without it nobody can open what it was for any more (it was shredded?)";
    case Fault::kKeyExchanged:
      return "it is not the key file that the recording was begun with: do not open it, somebody has "
             "exchanged or damaged it";
  }
  return "";
}

std::string swedish(const Finding& finding) {
  switch (finding.fault) {
    case Fault::kMissing:
      return "den är förtecknad men finns inte";
    case Fault::kCutShort:
      return fmt::format("den är avkortad, {} byte av {}", finding.length, finding.listed_length);
    case Fault::kTooLong:
      return fmt::format("den är {} byte för lång", finding.length - finding.listed_length);
    case Fault::kChanged:
      return "innehållet är inte det förtecknade (ändrat, eller från en annan inspelning)";
    case Fault::kSwapped:
      return fmt::format("den har samma innehåll som {}", finding.other);
    case Fault::kForeign:
      return "inspelningen förtecknar den inte, så den hör inte hit";
    case Fault::kUnreadable:
      return finding.problem;
    case Fault::kNotOfItsKey:
      return finding.of_another_recording ? "den avslutar en annan inspelning och bevisar därför inget här"
                                          : finding.problem;
    case Fault::kKeyMissing:
      return "utan den kan ingen längre öppna det som den var till för (har den förstörts?)";
    case Fault::kKeyExchanged:
      return "det är inte den nyckelfil som inspelningen började med: öppna den inte, någon har bytt ut "
             "eller skadat den";
  }
  return "";
}

std::string english(const Remark& remark) {
  switch (remark.kind) {
    case Remark::Kind::kNotClosed:
      return "not closed: the recorder is still at work, or was cut off, and then the recording is complete "
             "by its journal; up to the last two seconds may be missing, and chunks removed from the end "
             "would not be noticed";
    case Remark::Kind::kJournalTorn:
      return "the journal's last line was being written when the recorder ended";
    case Remark::Kind::kBeingWritten:
      return remark.file + " was being written when the recorder ended";
    case Remark::Kind::kStrange:
      return remark.file + " does not belong to a recording; it was not looked at";
  }
  return "";
}

std::string swedish(const Remark& remark) {
  switch (remark.kind) {
    case Remark::Kind::kNotClosed:
      return "inte avslutad: inspelaren arbetar ännu, eller avbröts, och då är inspelningen fullständig "
             "enligt sin journal; upp till de två sista sekunderna kan saknas, och stycken som tagits bort "
             "från slutet skulle inte märkas";
    case Remark::Kind::kJournalTorn:
      return "journalens sista rad höll på att skrivas när inspelaren slutade";
    case Remark::Kind::kBeingWritten:
      return remark.file + " höll på att skrivas när inspelaren slutade";
    case Remark::Kind::kStrange:
      return remark.file + " hör inte till en inspelning; den har inte undersökts";
  }
  return "";
}

}  // namespace

std::string description_of(const Finding& finding, Language language) {
  const bool in_english = language == Language::kEnglish;
  if (finding.file == recording::kJournal) {
    return fmt::format("{}: {}", finding.file,
                       in_english ? of_journal_english(finding) : of_journal_swedish(finding));
  }
  return fmt::format("{}: {}", finding.file, in_english ? english(finding) : swedish(finding));
}

std::string sentence_of(const Finding& finding, Language language) {
  const std::string description = description_of(finding, language);
  return is_of_a_chunk(finding) ? description + "; " + consequence(language) : description;
}

std::string sentence_of(const Remark& remark, Language language) {
  return language == Language::kEnglish ? english(remark) : swedish(remark);
}

}  // namespace insyn::words
