/** What the facilitator of a live room changes. Everybody in the room may see it, so it raises the room's revision. */
import type { LiveSignals } from '../live/signals.ts';
import type { Run } from '../run.ts';
import { changeRoom, inLockedRoom, told } from './live-row.ts';

/** Each throws StorageAway. */
export interface LiveChangeStorage {
  /** Goes to another statement and ends the timer. Does nothing when the room is no longer at `from`, as after a double click. */
  readonly go: (id: string, from: number, to: number) => Promise<void>;
  readonly setTimer: (id: string, ends: number) => Promise<void>;
  readonly setNote: (id: string, place: number, note: string) => Promise<void>;
  /** Replaces the actions by what `change` makes of them. Two changes at the same time are made one after the other. */
  readonly changeActions: (id: string, change: (actions: string) => string) => Promise<void>;
  /** The same for the moments of truth. */
  readonly changeCycle: (id: string, change: (cycle: string) => string) => Promise<void>;
  readonly end: (id: string) => Promise<void>;
}

export function liveChangeStorage(run: Run, signals: LiveSignals): LiveChangeStorage {
  const change = (id: string, columns: Parameters<typeof changeRoom>[2], at?: number) =>
    told(
      signals,
      id,
      run((db) => changeRoom(db, id, columns, at)),
    );

  /** Replaces a text of the room by what `changed` makes of it. A text that stays the same is no change of the room. */
  const changeText = async (id: string, column: 'actions' | 'cycle', changed: (text: string) => string) => {
    await inLockedRoom(run, signals, id, async (tx, room) => {
      const text = changed(room[column]);
      return text !== room[column] && changeRoom(tx, id, { [column]: text });
    });
  };

  return {
    go: async (id, from, to) => {
      await change(id, { place: to, timer_ends: -1 }, from);
    },

    setTimer: async (id, ends) => {
      await change(id, { timer_ends: ends });
    },

    setNote: async (id, place, note) => {
      await run((db) =>
        db
          .updateTable('live_statement')
          .set({ note })
          .where('room_id', '=', id)
          .where('place', '=', place)
          .execute(),
      );
      await change(id, {});
    },

    changeActions: (id, changed) => changeText(id, 'actions', changed),
    changeCycle: (id, changed) => changeText(id, 'cycle', changed),

    end: async (id) => {
      await change(id, { closed: 1, timer_ends: -1 });
    },
  };
}
