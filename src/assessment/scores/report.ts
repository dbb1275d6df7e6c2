import type { Answer, Answers } from '../answers.ts';
import { turnedAnswer } from '../counted.ts';
import type { Instrument, LensName, Question } from '../instrument.ts';
import { type Progress, progressOf } from '../progress.ts';
import { gapOf, type Standing, standingOf, totalOf } from '../standing.ts';
import { type Priority, prioritiesOf } from './priorities.ts';
import {
  type CompetencyScore,
  competencyScores,
  lensScores,
  lowestWeakRung,
  type PrincipleScore,
  principleScores,
  type ScaleScore,
  totalScore,
} from './scores.ts';

export interface AnsweredQuestion {
  readonly question: Question;
  /** As given. */
  readonly answer: Answer;
  /** As it counts: turned round for a reverse question. */
  readonly counts: Answer;
  /** Me + us as they count, 0 to 6; undefined when neither applies. */
  readonly total: number | undefined;
  readonly standing: Standing | undefined;
  /** Us minus me as they count; undefined unless both apply. */
  readonly gap: number | undefined;
}

/** Every number of the report. Sentences, charts, pages and files take theirs from here. */
export interface Report {
  readonly edition: number;
  readonly progress: Progress;
  readonly competencies: readonly CompetencyScore[];
  readonly principles: readonly PrincipleScore[];
  /** The sum of the principles' points; undefined unless all are final. */
  readonly total: { readonly points: number; readonly max: number } | undefined;
  readonly lenses: Readonly<Record<LensName, readonly ScaleScore[]>>;
  /** The lowest weak tier of the ladder, if any. */
  readonly weakRung: ScaleScore | undefined;
  readonly priorities: readonly Priority[];
  /** Answered questions in the recommended order. */
  readonly answered: readonly AnsweredQuestion[];
  /** Unanswered questions in the recommended order. */
  readonly open: readonly Question[];
}

export function buildReport(instrument: Instrument, answers: Answers): Report {
  const principles = principleScores(instrument, answers);
  const tiers = lensScores(instrument, answers, 'tier');
  const answered: AnsweredQuestion[] = [];
  const open: Question[] = [];
  for (const question of instrument.questions) {
    const answer = answers.get(question.id);
    if (!answer) open.push(question);
    else
      answered.push({
        question,
        answer,
        counts: turnedAnswer(question, answer),
        total: totalOf(question, answer),
        standing: standingOf(question, answer, instrument),
        gap: gapOf(question, answer),
      });
  }
  return {
    edition: instrument.edition,
    progress: progressOf(instrument, answers),
    competencies: competencyScores(instrument, answers),
    principles,
    total: totalScore(principles),
    lenses: {
      tier: tiers,
      level: lensScores(instrument, answers, 'level'),
      demand: lensScores(instrument, answers, 'demand'),
    },
    weakRung: lowestWeakRung(tiers, instrument),
    priorities: prioritiesOf(instrument, answers),
    answered,
    open,
  };
}
