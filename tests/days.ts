import { dayIn } from '../src/time-zone.ts';

/** The day of a moment in UTC, the time zone of the tests. */
export const dayOf = (moment: Date): number => dayIn('UTC', moment);
