/** A live room is found for a day after it was opened, and is removed within the hour after that. */
export const minutesADay = 24 * 60;

/** Returns the minutes since 1 January 1970 UTC, rounded down. */
export function minuteOf(date: Date): number {
  return Math.floor(date.getTime() / 60_000);
}

/** Rooms that were opened at this minute or before are gone. */
export function goneSince(now: Date): number {
  return minuteOf(now) - minutesADay;
}

/** Returns when the room is gone. @param openedAt a minute */
export function goneAt(openedAt: number): Date {
  return new Date((openedAt + minutesADay) * 60_000);
}

/** Returns the seconds since the room was opened, from which timers are counted. */
export function secondsOpen(openedAt: number, now: Date): number {
  return Math.floor(now.getTime() / 1_000) - 60 * openedAt;
}
