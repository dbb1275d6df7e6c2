/** The contract: the plan as a document. It is the last chapter of the report, and what /plan prints. */

import { emptyGoal } from '../../assessment/goals.ts';
import { type GoalState, goalsKept, isEmptyPlan, type Plan, type PlanText } from '../../assessment/plan.ts';
import type { Content } from '../../content/content.ts';
import type { OwnChapter } from '../render/own-chapter.ts';
import { counted, dayInWords, unreadableWorksheet } from '../render/wording.ts';
import type { Site } from '../site.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';

export const contractTitle = 'My contract for change';

/** Labels of the form, and headings of the contract. */
export const textTitles: Readonly<Record<PlanText, string>> = {
  less: 'What gets less time instead',
  record: 'How I record progress each week',
  support: 'Who supports me, and how',
  momentum: 'How I keep going when it gets busy',
  rewardOnTheWay: 'A reward on the way',
  rewardAtEnd: 'A reward at the end',
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
    texts: Object.entries(textTitles).map(([id, title]) => ({ title, text: plan[id as PlanText] })),
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
