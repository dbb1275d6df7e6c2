/** What /plan shows: the form, the space that is left, and the contract as it is printed. */
import { emptyGoal } from '../../assessment/goals.ts';
import {
  emptyPlan,
  goalStates,
  isEmptyPlan,
  type Plan,
  type PlanText,
  planTexts,
} from '../../assessment/plan.ts';
import type { Content } from '../../content/content.ts';
import type { FieldError } from '../http/form.ts';
import type { Page } from '../render/page.ts';
import { worksheetUntil } from '../render/wording.ts';
import { spaceText } from '../visitor/space-text.ts';
import type { Visit } from '../visitor/visit.ts';
import type { KeptWorksheet, WorksheetStore } from '../visitor/worksheet-store.ts';
import { contractTitle, contractView, stateTitles, textTitles, unreadablePlan } from './contract.ts';
import { firstDay } from './plan-faults.ts';
import {
  draftOf,
  fingerprintOf,
  goalField,
  goalPlaces,
  type PlanFields,
  withoutEmptyGoals,
} from './plan-form.ts';
import { questionGroups, questionSources } from './plan-questions.ts';

/** What a good entry looks like, in a sentence. */
const hints: Readonly<Record<PlanText, string>> = {
  less: 'Time for this has to come from somewhere: name a meeting, a report or a habit, and by how much you cut it.',
  record:
    'A count that takes a minute, and where it goes: “calls returned the same day, on the board by the door, every Friday”.',
  support: 'A name and a promise: “Priya asks me about it over coffee on Mondays”.',
  momentum:
    'A week will come in which nothing happens: write down the smallest step you will still take, and what brings you back.',
  rewardOnTheWay:
    'Small, soon, and tied to a step you can see: “when the first goal is done, cake for the team”.',
  rewardAtEnd: 'Worth looking forward to, and shared with those who helped.',
};

export interface PlanPage {
  readonly content: Content;
  readonly visit: Visit;
  readonly store: WorksheetStore<Plan>;
  readonly kept: KeptWorksheet<Plan>;
  /** In days since 1 January 1970 UTC. */
  readonly today: number;
  readonly typed: PlanFields;
  readonly errors: readonly FieldError[];
  /** What has just been done; empty when nothing has. */
  readonly done: string;
}

export function planView({ content, visit, store, kept, today, typed, errors, done }: PlanPage) {
  const { worksheet: saved, unreadable } = kept;
  const field = (id: string) => ({
    id,
    value: typed[id] ?? '',
    error: errors.find((error) => error.field === id)?.text ?? '',
  });
  const isSaved = !isEmptyPlan(saved);
  const sources = questionSources(content, visit);
  return {
    layout: {
      title: contractTitle,
      description: 'Three goals, who sees to each and by when, and what will keep you at it.',
      section: 'plan',
      styles: ['fields', 'plan'],
      scripts: ['plan'],
      personal: true,
      indexed: false,
    },
    notices: [...visit.notices, ...(unreadable ? [unreadablePlan] : []), ...(done ? [done] : [])],
    errors,
    seen: fingerprintOf(saved),
    isSaved,
    keptUntil: worksheetUntil(saved),
    fill: fillState(visit, field('fill').error),
    goals: goalPlaces.map((place) => {
      const goalSaved = place <= saved.goals.length;
      const state = typed[goalField(place, 'state')] || emptyGoal.state;
      const stateField = field(goalField(place, 'state'));
      const hasState = goalSaved || stateField.error !== '';
      return {
        place,
        isSaved: goalSaved,
        hasState,
        /** What a goal takes in the cookie beside its words; its state is counted at the field where there is one. */
        cost: bytes({ ...emptyGoal, state: hasState ? '' : emptyGoal.state }),
        text: field(goalField(place, 'text')),
        owner: field(goalField(place, 'owner')),
        due: { ...field(goalField(place, 'due')), from: goalSaved ? '' : firstDay(today) },
        question: {
          ...field(goalField(place, 'question')),
          groups: questionGroups(sources, typed[goalField(place, 'question')] ?? ''),
          /** The page of the question it was saved with, if there is one. */
          page: sources.asked.find(({ id }) => id === saved.goals[place - 1]?.question)?.id ?? '',
        },
        state: {
          ...stateField,
          options: goalStates.map((id) => ({ id, title: stateTitles[id], chosen: id === state })),
        },
      };
    }),
    texts: Object.fromEntries(
      planTexts.map((id) => [id, { ...field(id), title: textTitles[id], hint: hints[id] }]),
    ),
    signedBy: field('signedBy'),
    signedOn: field('signedOn'),
    retakeOn: field('retakeOn'),
    save: field('save'),
    space: {
      /** For everything that may be typed; public/js/plan.js counts down from it. */
      whole: store.spaceLeft(emptyPlan),
      text: spaceText(store.spaceLeft(withoutEmptyGoals(draftOf(typed)))),
    },
    contract: contractView(saved, content),
  } satisfies Page & Record<string, unknown>;
}

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

/** Whether the priorities are known, and if not, where to go on. */
function fillState({ progress, assessment }: Visit, error: string) {
  const next = progress.keyLeft[0]?.id;
  return {
    open: progress.reportOpen,
    error,
    left: progress.keyLeft.length,
    next: assessment && next ? { address: `/questions/${next}`, id: next } : undefined,
  };
}
