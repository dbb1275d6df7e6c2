/** The card "What next" of the home page: one step, in words. */

import { dayOfText } from '../../assessment/days.ts';
import type { Goal } from '../../assessment/plan.ts';
import { isolated } from '../../direction.ts';
import { counted, dateText } from '../render/wording.ts';
import type { NextStep } from './next-step.ts';

export interface NextCard {
  readonly title: string;
  readonly text: string;
  /** By when and by whom; empty unless it is about a goal. */
  readonly note: string;
  /** What the button does, and the address it leads to. */
  readonly button: string;
  readonly address: string;
}

/** @param assessmentId of the current assessment */
export function nextCard(step: NextStep, assessmentId: string): NextCard {
  const note = step.kind === 'goal' ? goalNote(step.goal) : '';
  return { ...wordsOf(step, assessmentId), note };
}

function wordsOf(step: NextStep, assessmentId: string): Omit<NextCard, 'note'> {
  switch (step.kind) {
    case 'begin':
      return {
        title: 'Answer the first question',
        text: `Your report opens after ${counted(step.left, 'key question')}. You can stop at any question and carry on later.`,
        ...answering('Start', step),
      };
    case 'carry-on':
      return {
        title: 'Carry on',
        text: `${counted(step.left, 'key question is', 'key questions are')} left; then your report opens.`,
        ...answering('Carry on', step),
      };
    case 'answer-rest':
      return {
        title: 'Make your report firmer',
        text: `${counted(step.left, 'question is', 'questions are')} still open. With each answer, fewer scores are provisional.`,
        ...answering('Carry on', step),
      };
    case 'goal':
      return {
        title: dueTitle(step.daysLeft),
        text: isolated(step.goal.text) || 'A goal without words yet.',
        button: 'Look at my contract',
        address: '/plan',
      };
    case 'retake':
      return {
        title: step.planned ? 'Time to take it again' : 'Half a year has gone by',
        text: step.planned
          ? `Your contract names ${dateText(dayOfText(step.planned))} for it. Your answers are kept, so that you see what has changed.`
          : 'Take it again to see what has changed. Your answers are kept to compare with.',
        button: 'Take it again',
        address: `/start/${assessmentId}/retake`,
      };
    case 'read':
      return {
        title: 'Read your report',
        text: 'What your scores mean, where to start, and what may help.',
        button: 'Read my report',
        address: '/report',
      };
    case 'contract':
      return {
        title: 'Make your contract',
        text: 'A report alone changes nothing. Choose up to three goals, and who sees to each by when.',
        button: 'Make my contract for change',
        address: '/plan',
      };
  }
}

function answering(verb: string, { question: { id } }: { question: { id: string } }) {
  return { button: `${verb} with question ${id}`, address: `/questions/${id}` };
}

function dueTitle(daysLeft: number): string {
  if (daysLeft < 0) return `A goal is ${counted(-daysLeft, 'day')} overdue`;
  return daysLeft === 0 ? 'A goal is due today' : `A goal is due in ${counted(daysLeft, 'day')}`;
}

function goalNote({ owner, due }: Goal): string {
  return `Due on ${dateText(dayOfText(due))}.${owner ? ` ${isolated(owner)} sees to it.` : ''}`;
}
