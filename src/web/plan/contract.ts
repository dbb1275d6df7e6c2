/** The contract: the plan as a document. It is the last chapter of the report, and what /plan prints. */

import { emptyGoal } from '../../assessment/goals.ts';
import {
  type GoalState,
  goalsKept,
  isEmptyPlan,
  type Plan,
  type PlanText,
  planTexts,
} from '../../assessment/plan.ts';
import type { Content } from '../../content/content.ts';
import type { OwnChapter } from '../render/own-chapter.ts';
import { counted, dayInWords } from '../render/wording.ts';
import type { Site } from '../site.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { unreadableWorksheet } from '../visitor/notices.ts';

export const contractTitle = 'My contract for change';

/** The label in the form, which is the heading in the contract, and a hint: a good entry in a sentence. */
export const planWords: Readonly<Record<PlanText, { readonly title: string; readonly hint: string }>> = {
  less: {
    title: 'What gets less time instead',
    hint: 'Time for this has to come from somewhere: name a meeting, a report or a habit, and by how much you cut it.',
  },
  record: {
    title: 'How I record progress each week',
    hint: 'A count that takes a minute, and where it goes: “calls returned the same day, on the board by the door, every Friday”.',
  },
  support: {
    title: 'Who supports me, and how',
    hint: 'A name and a promise: “Priya asks me about it over coffee on Mondays”.',
  },
  momentum: {
    title: 'How I keep going when it gets busy',
    hint: 'A week will come in which nothing happens: write down the smallest step you will still take, and what brings you back.',
  },
  rewardOnTheWay: {
    title: 'A reward on the way',
    hint: 'Small, soon, and tied to a step you can see: “when the first goal is done, cake for the team”.',
  },
  rewardAtEnd: {
    title: 'A reward at the end',
    hint: 'Worth looking forward to, and shared with those who helped.',
  },
};

export const stateTitles: Readonly<Record<GoalState, string>> = {
  open: 'Open',
  'going-on': 'Going on',
  done: 'Done',
  dropped: 'Dropped',
};

/** The notice about a plan that cannot be read. */
export const unreadablePlan = unreadableWorksheet('contract');

const noGoals = Array.from({ length: goalsKept }, () => emptyGoal);

export function contractView(plan: Plan, { instrument }: Content) {
  const statements = new Map(instrument.questions.map(({ id, statements }) => [id, statements.us]));
  return {
    // Without goals, blank ones are printed, to be filled in by hand.
    goals: (plan.goals.length > 0 ? plan.goals : noGoals).map(({ text, owner, due, question, state }) => ({
      text,
      owner,
      due: dayInWords(due),
      state: text === '' ? '' : stateTitles[state],
      /** The statement is empty when the question is no longer asked; it then has no page to link to. */
      question: question && { id: question, statement: statements.get(question) ?? '' },
    })),
    texts: planTexts.map((name) => ({ title: planWords[name].title, text: plan[name] })),
    signing: [
      { title: 'Signed by', text: plan.signedBy },
      { title: 'Signed on', text: dayInWords(plan.signedOn) },
      { title: 'I take the mirror again on', text: dayInWords(plan.retakeOn) },
    ],
  };
}

/** Returns the chapter of the report; without a plan, an invitation to write one, on the screen only. */
export function contractChapter({ deps, plan }: Site, jar: CookieJar): OwnChapter {
  const { worksheet, unreadable } = plan.read(jar);
  const title = contractTitle;
  return isEmptyPlan(worksheet)
    ? {
        slug: 'contract',
        id: 'make-a-contract',
        title,
        line: 'Not written yet',
        screenOnly: true,
        view: 'partials/report/contract-invitation',
        page: { unreadable: unreadable ? unreadablePlan : '' },
      }
    : writtenContract(worksheet, deps.content, true);
}

/** Returns the chapter with a plan in it. @param isOwn the visitor's own contract, which they can change */
export function writtenContract(plan: Plan, content: Content, isOwn: boolean): OwnChapter {
  return {
    slug: 'contract',
    id: 'contract',
    title: contractTitle,
    line: counted(plan.goals.filter(({ text }) => text !== '').length, 'goal'),
    style: 'plan',
    view: 'partials/report/contract',
    page: { ...contractView(plan, content), isOwn },
  };
}
