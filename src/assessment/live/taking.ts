/** Taking a room's moments into one's own worksheet. */
import { blankMoment, type Moment, type Moments, momentsKept } from '../moments.ts';
import { type Cycle, cycleTitle, type RoomMoment, roomTexts } from './cycle.ts';

const taken = ({ name, should, now, measure }: RoomMoment): Moment => ({
  ...blankMoment,
  ...{ name, now, should, measure },
});

const isAlike = (own: Moment, moment: RoomMoment) => roomTexts.every((text) => own[text] === moment[text]);

/** Returns the moments of the room that are not in the worksheet. Taking twice adds nothing the second time. */
export function newIn(own: Moments, { moments }: Cycle): readonly RoomMoment[] {
  return moments.filter((moment) => !own.moments.some((one) => isAlike(one, moment)));
}

/** Returns the worksheet with the chosen moments after its own, in the order of the room's cycle. */
export function withTaken(own: Moments, cycle: Cycle, chosen: readonly string[]): Moments {
  const added = newIn(own, cycle).filter(({ id }) => chosen.includes(id));
  return {
    ...own,
    cycle: own.cycle || cycleTitle(cycle),
    moments: [...own.moments, ...added.map(taken)],
  };
}

/**
 * Returns the ids of the moments that fit, those that matter most first, then those with more dots.
 * @param fits whether the browser can keep such a worksheet
 */
export function fitting(
  own: Moments,
  cycle: Cycle,
  fits: (worksheet: Moments) => boolean,
): readonly string[] {
  const byWeight = newIn(own, cycle).toSorted(
    (a, b) => Number(b.matters) - Number(a.matters) || b.dots - a.dots,
  );
  const chosen: string[] = [];
  for (const { id } of byWeight) {
    const worksheet = withTaken(own, cycle, [...chosen, id]);
    if (worksheet.moments.length <= momentsKept && fits(worksheet)) chosen.push(id);
  }
  return chosen;
}
