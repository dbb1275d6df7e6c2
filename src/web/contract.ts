/** The contract as a document: the report's last own chapter, and what /plan prints. */
import type { Request } from 'express';
import { emptyGoal } from '../assessment/goals.ts';
import {
  type DayText,
  type GoalState,
  goalsKept,
  isEmptyPlan,
  type Plan,
  type PlanText,
} from '../assessment/plan.ts';
import { daysKept } from '../assessment/visitor.ts';
import type { Content } from '../content/content.ts';
import type { OwnChapter } from './report-page.ts';
import type { Site } from './site.ts';
import { dateText } from './wording.ts';

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
export const unreadablePlan =
  'There is a contract in this browser that cannot be read, because it carries a signature that this site does not know; it is kept aside if you save another.';

/** "1 March 2027"; empty for no day. */
export function dayInWords(day: DayText): string {
  return day === '' ? '' : dateText(dateOfText(day));
}

const dateOfText = (day: DayText) => new Date(`${day}T00:00:00Z`);

/** "21 November 2027", when the browser forgets it; empty when none is saved. */
export function planKeptUntil({ savedOn }: Plan): string {
  if (savedOn === '') return '';
  const until = dateOfText(savedOn);
  until.setUTCDate(until.getUTCDate() + daysKept);
  return dateText(until);
}

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
export function contractChapter({ deps, plan }: Site, req: Request): OwnChapter {
  const { sheet, unreadable } = plan.read(req);
  const title = contractTitle;
  return isEmptyPlan(sheet)
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
        page: contractView(sheet, deps.content),
      };
}
