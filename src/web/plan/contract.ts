/** The contract as a document: the report's last own chapter, and what /plan prints. */

import { emptyGoal } from '../../assessment/goals.ts';
import { type GoalState, goalsKept, isEmptyPlan, type Plan, type PlanText } from '../../assessment/plan.ts';
import type { Content } from '../../content/content.ts';
import type { OwnChapter } from '../render/own-chapter.ts';
import { dayInWords, unreadableWorksheet } from '../render/wording.ts';
import type { Site } from '../site.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';

export const contractTitle = 'My contract for change';

/** What the page asks, and the document says. */
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

/** The one sentence about a contract that cannot be read. */
export const unreadablePlan = unreadableWorksheet('contract');

const noGoals = Array.from({ length: goalsKept }, () => emptyGoal);

export function contractView(plan: Plan, { instrument }: Content) {
  const statements = new Map(instrument.questions.map(({ id, statement }) => [id, statement]));
  return {
    // Where none is written there is room to write them.
    goals: (plan.goals.length > 0 ? plan.goals : noGoals).map(({ text, owner, due, question, state }) => ({
      text,
      owner,
      due: dayInWords(due),
      state: text === '' ? '' : stateTitles[state],
      /** Without a statement it is of another edition, and there is no page to link to. */
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

/** The chapter, or on the screen an invitation to write one. */
export function contractChapter({ deps, plan }: Site, jar: CookieJar): OwnChapter {
  const { worksheet, unreadable } = plan.read(jar);
  const title = contractTitle;
  return isEmptyPlan(worksheet)
    ? {
        id: 'make-a-contract',
        title,
        screenOnly: true,
        view: 'partials/contract-invitation',
        page: { unreadable: unreadable ? unreadablePlan : '' },
      }
    : {
        id: 'contract',
        title,
        view: 'partials/contract-chapter',
        page: contractView(worksheet, deps.content),
      };
}
