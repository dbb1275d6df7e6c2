/** What /plan shows of one goal. */
import { emptyGoal } from '../../assessment/goals.ts';
import { questionOf } from '../../assessment/instrument.ts';
import { goalStates } from '../../assessment/plan.ts';
import type { Content } from '../../content/content.ts';
import { stateTitles } from './contract.ts';
import { firstDay } from './plan-faults.ts';
import { type FilledIn, type GoalField, goalField, goalPlaces, type PlanFields } from './plan-fields.ts';
import { goalFold } from './plan-folds.ts';
import { questionGroups, type questionSources } from './plan-questions.ts';
import { stepField, stepsFor, stepValue } from './plan-steps.ts';

/** @param place from 1 */
export function goalView(
  page: FilledIn & { readonly content: Content },
  sources: ReturnType<typeof questionSources>,
  place: number,
) {
  const { content, kept, today, typed, errors } = page;
  const saved = kept.worksheet.goals[place - 1];
  const field = (name: GoalField) => fieldView(goalField(place, name), typed, errors);
  const state = field('state');
  const hasState = saved !== undefined || state.error !== '';
  const question = field('question');
  return {
    place,
    fold: goalFold(page, place),
    isSaved: saved !== undefined,
    hasState,
    /** The bytes that a goal takes besides its texts. Where the page has a field for the state, that field counts it. */
    cost: Buffer.byteLength(
      JSON.stringify(Object.values({ ...emptyGoal, state: hasState ? '' : emptyGoal.state })),
    ),
    text: field('text'),
    steps: stepsOffered(content, sources, typed, place),
    owner: field('owner'),
    /** The earliest day that the field takes. A saved day may be in the past, a new one may not. */
    due: { ...field('due'), from: saved && saved.due < firstDay(today) ? '' : firstDay(today) },
    question: {
      ...question,
      groups: questionGroups(sources, question.value),
      /** The id of the saved question; empty when it is no longer asked, and so has no page. */
      page: sources.asked.find(({ id }) => id === saved?.question)?.id ?? '',
    },
    state: {
      ...state,
      options: goalStates.map((id) => ({
        id,
        title: stateTitles[id],
        chosen: id === (state.value || emptyGoal.state),
      })),
    },
  };
}

/** Returns the steps of the goal's question, or else of the priority that would fill it; undefined without either. */
function stepsOffered(
  content: Content,
  { priorities }: ReturnType<typeof questionSources>,
  typed: PlanFields,
  place: number,
) {
  const chosen = goalPlaces.map((other) => typed[goalField(other, 'question')] ?? '');
  const own = chosen[place - 1] ?? '';
  const left = priorities.filter(({ id }) => !chosen.includes(id));
  const withoutOne = goalPlaces.filter((other) => chosen[other - 1] === '');
  const question = own ? questionOf(content.instrument, own) : left[withoutOne.indexOf(place)];
  const steps = question ? stepsFor(content, question) : [];
  if (!question || steps.length === 0) return undefined;
  return {
    name: stepField(place),
    question: question.id,
    /** A goal with a text needs no step; they are folded. */
    folded: (typed[goalField(place, 'text')] ?? '') !== '',
    options: steps.map((text, index) => ({ text, value: stepValue(question, index) })),
  };
}

/** Returns a field with what was typed in it and its error; both may be empty. */
export function fieldView(
  id: string,
  typed: FilledIn['typed'],
  errors: FilledIn['errors'],
): { readonly id: string; readonly value: string; readonly error: string } {
  return {
    id,
    value: typed[id] ?? '',
    error: errors.find(({ field }) => field === id)?.text ?? '',
  };
}
