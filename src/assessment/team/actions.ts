/** What a team agreed to do. */
import type { QuestionId } from '../instrument.ts';

/** The most actions that a team keeps: a team that agrees on more seldom does them. */
export const mostActions = 7;
export const actionTextLimit = 200;
export const actionOwnerLimit = 60;

/** "open" until the team has looked at it in a later round. */
export const actionStates = ['open', 'done', 'going on', 'dropped'] as const;
export type ActionState = (typeof actionStates)[number];

export interface TeamAction {
  readonly what: string;
  /** A role or a name, as the team likes; may be empty. */
  readonly owner: string;
  /** "2027-01-31", or empty. */
  readonly due: string;
  /** The question it comes from; empty for none. */
  readonly question: QuestionId | '';
  readonly state: ActionState;
  /** The round in which it was written down. */
  readonly round: number;
  /** The last round in which the team said how it stands; before that, the round in which it was written down. */
  readonly reviewed: number;
}

/** The actions of earlier rounds that are neither done nor dropped, and that the team has not looked at in this round. */
export const toReview = (actions: readonly TeamAction[], round: number): readonly TeamAction[] =>
  actions.filter(({ state, reviewed }) => (state === 'open' || state === 'going on') && reviewed < round);
