/** The view model of /start/:id/retake, after a GET and after a refused POST. */

import { textOfDay } from '../../assessment/days.ts';
import { progressOf } from '../../assessment/progress.ts';
import { isKept, type Obstacle } from '../../assessment/retake.ts';
import { type Assessment, type Snapshot, snapshotsKept } from '../../assessment/visitor.ts';
import type { Content } from '../../content/content.ts';
import { isolated } from '../../direction.ts';
import type { FieldError } from '../http/form.ts';
import { counted, dateText, dayInWords } from '../render/wording.ts';
import { groupName, type Visit } from '../visitor/visit.ts';
import { type OpenGoal, outcomes } from './retake-form.ts';

const outcomeTitles = { done: 'Done', 'going-on': 'Going on', dropped: 'Dropped' } as const;

/** A snapshot in lists and confirmations. */
export function snapshotSummary({ instrument, acceptedEditions }: Content, snapshot: Snapshot) {
  const { takenOn, edition, answers } = snapshot;
  return {
    /** Its day as in addresses: "2026-05-03". */
    day: textOfDay(takenOn),
    date: dateText(takenOn),
    answered: counted(answers.size, 'question'),
    edition,
    isCompared: edition === instrument.edition || acceptedEditions.includes(edition),
  };
}

export interface RetakeSituation {
  readonly assessment: Assessment;
  readonly obstacle: Obstacle | undefined;
  readonly goals: readonly OpenGoal[];
  /** The cookie has no space for another snapshot and a full set of answers. */
  readonly isFull: boolean;
}

/** @param values the values that were entered, by field */
export function retakeView(
  content: Content,
  visit: Visit,
  { assessment, obstacle, goals, isFull }: RetakeSituation,
  values: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
) {
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text ?? '';
  const { answered, of } = progressOf(content.instrument, assessment.answers);
  const [oldest] = assessment.snapshots;
  return {
    layout: {
      title: 'Take it again',
      description: 'Keep your answers of today as a snapshot, and begin anew.',
      section: 'report' as const,
      styles: ['retake'],
      personal: true,
      indexed: false,
    },
    notices: visit.notices,
    savedUntil: visit.savedUntil,
    errors,
    id: assessment.id,
    name: groupName(content, assessment),
    /** The day of the answers that become the snapshot, as in addresses. */
    day: textOfDay(assessment.changedOn),
    date: dateText(assessment.changedOn),
    answered,
    of,
    most: snapshotsKept,
    isKept: isKept(assessment, assessment.changedOn),
    isEmpty: assessment.answers.size === 0,
    snapshots: assessment.snapshots.length,
    obstacle: obstacle && {
      kind: obstacle.kind,
      ...snapshotSummary(content, obstacle.snapshot),
      checked: values.gone === textOfDay(obstacle.snapshot.takenOn),
    },
    space: isFull && { oldest: oldest && snapshotSummary(content, oldest) },
    goals: goals.map(({ goal, field }) => ({
      field,
      text: goal.text,
      about: [
        goal.owner && `Who sees to it: ${isolated(goal.owner)}`,
        goal.due && `by ${dayInWords(goal.due)}`,
      ]
        .filter((part) => part !== '')
        .join(', '),
      error: errorOf(field),
      outcomes: outcomes.map((id) => ({ id, title: outcomeTitles[id], checked: values[field] === id })),
    })),
    begin: values.begin ?? '',
    error: { gone: errorOf('gone'), begin: errorOf('begin') },
  };
}
