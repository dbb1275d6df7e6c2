import type { Question } from '../../assessment/instrument.ts';
import type { RoomMoment, RoomText } from '../../assessment/live/cycle.ts';
import type { Spread } from '../../assessment/live/spread.ts';

/** What a live room said and agreed. Plain data, because it is copied to a worker thread. */
export interface LiveSheet {
  readonly name: string;
  /** The day of the room, in words. */
  readonly date: string;
  readonly statements: readonly {
    readonly question: Question;
    /** Undefined for a statement that was not revealed. */
    readonly spread: Spread | undefined;
    readonly note: string;
  }[];
  /** The moments of truth that the room mapped; undefined in a room that mapped none. */
  readonly cycle:
    | {
        readonly title: string;
        readonly moments: readonly Pick<RoomMoment, RoomText | 'matters' | 'dots'>[];
      }
    | undefined;
  readonly actions: readonly { readonly text: string; readonly owner: string; readonly due: string }[];
}
