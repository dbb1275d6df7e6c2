import type { Migration } from 'kysely/migration';
import { first } from './0001-first.ts';
import { upkeep } from './0002-upkeep.ts';
import { runningSums } from './0003-running-sums.ts';
import { liveRooms } from './0010-live-rooms.ts';
import { liveMoments } from './0012-live-moments.ts';

/** In order, by the names that the database remembers. A released migration is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-upkeep': upkeep,
  '0003-running-sums': runningSums,
  '0010-live-rooms': liveRooms,
  '0012-live-moments': liveMoments,
};
