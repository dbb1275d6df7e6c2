/** The view model of /forget: what this browser holds for the site and, after a removal, what was removed. */
import type { Holdings } from '../../assessment/holdings.ts';
import { isEmptyMoments } from '../../assessment/moments.ts';
import { isEmptyPlan } from '../../assessment/plan.ts';
import type { Content } from '../../content/content.ts';
import type { Page } from '../render/page.ts';
import { counted } from '../render/wording.ts';
import { assessmentSummary } from '../visitor/assessment-summary.ts';
import { heldUntil } from '../visitor/holdings-view.ts';

/** Counts of what a browser holds, without answers and names, for the address of the page after a removal. */
export interface Tally {
  readonly assessments: number;
  readonly answers: number;
  /** 1 when there is a name for the report. */
  readonly name: number;
  readonly snapshots: number;
  /** 1 when there is a contract. */
  readonly contract: number;
  readonly moments: number;
  /** 1 when there is a copy on the server. */
  readonly copy: number;
  /** Teams that the browser belongs to. */
  readonly teams: number;
  /** 1 when there are scores in the benchmark. */
  readonly benchmark: number;
  /** 1 when the browser is in a live room. */
  readonly room: number;
  /** Cookies that are unreadable, set aside or empty. */
  readonly others: number;
}

/** Whether the server holds more of this visitor's than answers in teams. */
export interface OnServer {
  readonly copy: boolean;
  /** Whether the browser has the key of a contribution to the benchmark. */
  readonly benchmark: boolean;
  /** Whether the browser has joined a live room in the last day. */
  readonly room: boolean;
}

export function tallyOf(
  { visitor, plan, moments }: Holdings,
  teams: number,
  onServer: OnServer,
  others: number,
): Tally {
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  return {
    assessments: visitor.assessments.length,
    answers: sum(visitor.assessments.map(({ answers }) => answers.size)),
    name: visitor.name === '' ? 0 : 1,
    snapshots: sum(visitor.assessments.map(({ snapshots }) => snapshots.length)),
    contract: isEmptyPlan(plan) ? 0 : 1,
    moments: moments.moments.length,
    copy: onServer.copy ? 1 : 0,
    teams,
    benchmark: onServer.benchmark ? 1 : 0,
    room: onServer.room ? 1 : 0,
    others,
  };
}

function tallyLines(tally: Tally): string[] {
  const { assessments, answers, name, snapshots, contract, moments, copy, teams, benchmark, room, others } =
    tally;
  const line = (count: number, text: string) => (count > 0 ? [text] : []);
  return [
    ...line(assessments, `${counted(assessments, 'assessment')} with ${counted(answers, 'answer')}`),
    ...line(name, 'your name for the report'),
    ...line(snapshots, counted(snapshots, 'snapshot')),
    ...line(contract, 'your contract for change'),
    ...line(moments, `${counted(moments, 'moment')} of truth`),
    ...line(copy, 'the copy on this site'),
    ...line(teams, `your answers in ${counted(teams, 'team')}`),
    ...line(benchmark, 'your scores in this site’s benchmark'),
    ...line(room, 'your place in a live room'),
    ...line(others, moreCookies(others)),
  ];
}

function moreCookies(others: number): string {
  return `${counted(others, 'more cookie')}: kept aside, unreadable or empty`;
}

/**
 * @param teams the names of the teams that this browser belongs to
 * @param others the number of cookies that are unreadable, set aside or empty
 * @param cookies the number of all this site's cookies in the browser
 * @param removed what was just removed; undefined before a removal
 * @param answersUntil when the browser's cookie of answers expires; empty without answers
 */
export function forgetView(
  content: Content,
  { visitor, plan, moments }: Holdings,
  teams: readonly string[],
  onServer: OnServer,
  others: number,
  cookies: number,
  removed: Tally | undefined,
  answersUntil: string,
) {
  return {
    layout: {
      title: removed && cookies === 0 ? 'Everything is removed' : 'Forget me',
      description: 'What this browser holds for this site, and how to remove it.',
      section: 'other',
      scripts: removed ? ['forget'] : [],
      personal: true,
      indexed: false,
    },
    removed: removed && { lines: tallyLines(removed) },
    cookies,
    person: visitor.name,
    assessments: visitor.assessments.map((assessment) => ({
      ...assessmentSummary(content, assessment, visitor),
      snapshots: assessment.snapshots.length && counted(assessment.snapshots.length, 'snapshot'),
    })),
    contract: !isEmptyPlan(plan) && counted(plan.goals.length, 'goal'),
    moments: !isEmptyMoments(moments) && {
      cycle: moments.cycle,
      count: counted(moments.moments.length, 'moment'),
    },
    teams,
    onServer,
    others: others > 0 && moreCookies(others),
    savedUntil: heldUntil(answersUntil, { visitor, plan, moments }),
  } satisfies Page & Record<string, unknown>;
}
