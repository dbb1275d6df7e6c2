/** What a browser and the server have of a visitor, in numbers: for the address and the lists of /forget. */
import type { Holdings } from '../../assessment/holdings.ts';
import { isEmptyPlan } from '../../assessment/plan.ts';
import type { Removal } from '../../codec/database/removals.ts';
import { counted } from '../render/wording.ts';

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

const nothing: Tally = {
  assessments: 0,
  answers: 0,
  name: 0,
  snapshots: 0,
  contract: 0,
  moments: 0,
  copy: 0,
  teams: 0,
  benchmark: 0,
  room: 0,
  others: 0,
};

/** Whether the server holds anything of this visitor besides answers in teams. */
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

/** The tally without what is still to be removed on the server. */
export function without(rest: readonly Removal[], tally: Tally): Tally {
  const still = (what: Removal['what']) => rest.filter((one) => one.what === what).length;
  return {
    ...tally,
    copy: Math.max(0, tally.copy - still('copy')),
    teams: Math.max(0, tally.teams - still('team')),
    benchmark: Math.max(0, tally.benchmark - still('benchmark')),
    room: Math.max(0, tally.room - still('room')),
  };
}

/** The lines of a tally, for what is on the server. */
export function removalLines(removals: readonly Removal[]): string[] {
  const many = (what: Removal['what']) => removals.filter((one) => one.what === what).length;
  return tallyLines({
    ...nothing,
    copy: many('copy'),
    teams: many('team'),
    benchmark: many('benchmark'),
    room: many('room'),
  });
}

export function tallyLines(tally: Tally): string[] {
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

export function moreCookies(others: number): string {
  return `${counted(others, 'more cookie')}: kept aside, unreadable or empty`;
}
