/** The file to carry on from (codec/links/file.ts), with the report. Both are documented in docs/file-format.md. */

import type { Answer } from '../../assessment/answers.ts';
import { textOfDay } from '../../assessment/days.ts';
import type { Holdings } from '../../assessment/holdings.ts';
import type { Instrument, LensName } from '../../assessment/instrument.ts';
import { priorityReason } from '../../assessment/scores/priority-sentences.ts';
import { buildReport, type Report } from '../../assessment/scores/report.ts';
import type { ScaleScore, Score } from '../../assessment/scores/scores.ts';
import type { Assessment } from '../../assessment/visitor.ts';
import { fileOf } from '../../codec/links/file.ts';

/**
 * One assessment as JSON. `readFile` reads it again, and ignores the report, which follows from the answers.
 * @param holdings what the browser holds; of its assessments only this one is in the file
 * @param ratings the names of ratings 0 to 3
 */
export function reportJson(
  holdings: Holdings,
  assessment: Assessment,
  instrument: Instrument,
  ratings: readonly string[],
): string {
  const visitor = { ...holdings.visitor, assessments: [assessment], current: assessment.id };
  const file = fileOf({ ...holdings, visitor }, instrument.edition);
  const report = buildReport(instrument, assessment.answers);
  const date = textOfDay(assessment.changedOn);
  return `${JSON.stringify({ ...file, report: reportInFile(report, date, instrument, ratings) }, null, 2)}\n`;
}

/** What does not exist is null, for example the total of a report that is not final. */
function reportInFile(report: Report, date: string, instrument: Instrument, ratings: readonly string[]) {
  const lens = (name: LensName) => report.lenses[name].map(scaleInFile);
  return {
    edition: report.edition,
    date,
    answered: report.progress.answered,
    of: report.progress.of,
    competencies: report.competencies.map(({ competency: { id, title }, me, us, gap, reading }) => ({
      id,
      title,
      me: scoreInFile(me),
      us: scoreInFile(us),
      gap: gap ?? null,
      reading: reading ?? null,
    })),
    principles: report.principles.map((principle) => ({
      ...scaleInFile(principle),
      workOnThis: principle.workOnThis,
    })),
    total: report.total ?? null,
    lenses: { tier: lens('tier'), level: lens('level'), demand: lens('demand') },
    weakRung: report.weakRung?.scale.id ?? null,
    priorities: report.priorities.map((priority) => ({
      id: priority.question.id,
      total: priority.total,
      reason: priorityReason(priority, instrument, ratings),
    })),
    questions: report.answered.map(({ question, answer, counts, total, gap, standing }) => ({
      id: question.id,
      reverse: question.reverse,
      ...ratingsIn(answer),
      counts: ratingsIn(counts),
      total: total ?? null,
      gap: gap ?? null,
      standing: standing ?? null,
    })),
    open: report.open.map(({ id }) => id),
    bands: instrument.bands.map(({ id, title, below }) => ({ id, title, below: below ?? null })),
  };
}

const ratingsIn = ({ me, us }: Answer) => ({ me, us });
const scaleInFile = ({ scale: { id, title }, us }: ScaleScore) => ({ id, title, us: scoreInFile(us) });

/** Without the share behind the points, which is a fraction that other programs would round in other ways. */
function scoreInFile(score: Score) {
  if (score.kind === 'none') return { kind: score.kind, rated: score.rated, open: score.open, of: score.of };
  const { kind, points, max, band, rated, of, lowest, highest } = score;
  return { kind, points, max, band: band.id, rated, of, lowest, highest };
}
