/**
 * The benchmark: the distribution of all scores that visitors of this site added to it. These rules decide when a picture of
 * it is made anew, so that a person's scores cannot be read off by comparing the pictures before and after they came in:
 *
 * 1. A picture is made from at least `fewestContributions` people, and kept as it was shown.
 * 2. It is made anew only when the new one differs by at least `fewestChanges` people from every picture shown before: people
 *    who came, left or moved to another band since. The band in which each person was counted, and since when, is stored;
 *    where that does not tell whether a person differs, they count as the same.
 * 3. It shows shares in steps of `shareStep` per cent and the number of people in tens, so that differences between pictures
 *    are not exact.
 *
 * Each competency has one picture for me and one for us, and each follows the rules by itself. Known limit: by adding many
 * invented contributions one can learn what one other contribution holds, but not whose it is.
 */
import type { Answers } from '../answers.ts';
import { type Instrument, type Perspective, perspectives } from '../instrument.ts';
import { competencyScores, type Score } from '../scores/scores.ts';

/** The least number of people in a picture. */
export const fewestContributions = 30;
/** The least number of people by which two pictures differ. */
export const fewestChanges = 10;
/** Points in a band. The first band has one more, 0. */
export const bandWidth = 4;
/** Shares are rounded to this many per cent. */
export const shareStep = 5;

/** The points that a person adds, by competency id. */
export type GivenScores = ReadonlyMap<string, GivenPair>;
/** Undefined where there is no score that counts. */
export type GivenPair = Readonly<Record<Perspective, number | undefined>>;

/** A perspective and a competency id, for example "us ES". */
export type PictureKey = `${Perspective} ${string}`;

/** How a person is counted in a picture. */
export interface Counted {
  /** The number of the first picture with this person, from 1. */
  readonly first: number;
  /** The number of the picture since which the person has been in this band. */
  readonly since: number;
  /** Index of the band, or `outside` when the person has no score any more. */
  readonly band: number;
}

export const outside = -1;

export interface Contribution {
  readonly scores: GivenScores;
  readonly counted: ReadonlyMap<PictureKey, Counted>;
}

export interface Picture {
  /** The number of people in each picture so far; the last one is shown. */
  readonly sizes: readonly number[];
  /** The share of each band, in per cent. */
  readonly shares: readonly number[];
}

export type Pictures = ReadonlyMap<PictureKey, Picture>;

export interface PointBand {
  readonly from: number;
  readonly to: number;
}

/** Returns the bands of a scale: 0 to 4, 5 to 8, and so on. @param max the points of the scale */
export function bandsOf(max: number): PointBand[] {
  return Array.from({ length: Math.ceil(max / bandWidth) }, (_, i) => ({
    from: i === 0 ? 0 : i * bandWidth + 1,
    to: Math.min(max, (i + 1) * bandWidth),
  }));
}

/** Returns the index of the band that contains these points. */
export function bandIndex(points: number): number {
  return Math.max(0, Math.ceil(points / bandWidth) - 1);
}

/** Returns the points of a score that is final, or provisional with at least half of its questions rated. */
function given(score: Score): number | undefined {
  if (score.kind === 'none') return undefined;
  return score.kind === 'final' || 2 * score.rated >= score.of ? score.points : undefined;
}

/** Returns what a person with these answers adds. Leaves out competencies without a score that counts. */
export function scoresToGive(instrument: Instrument, answers: Answers): GivenScores {
  return new Map(
    competencyScores(instrument, answers).flatMap(({ competency, me, us }): [string, GivenPair][] => {
      const pair = { me: given(me), us: given(us) };
      return pair.me === undefined && pair.us === undefined ? [] : [[competency.id, pair]];
    }),
  );
}

/** Returns the number of people in the picture that is shown, rounded down to tens. */
export function peopleIn({ sizes }: Picture): number {
  return Math.floor((sizes.at(-1) ?? 0) / 10) * 10;
}

export function pictureKeys({ competencies }: Instrument): PictureKey[] {
  return competencies.flatMap(({ id }) => perspectives.map((who): PictureKey => `${who} ${id}`));
}

function bandNow(scores: GivenScores, key: PictureKey): number {
  const space = key.indexOf(' ');
  const points = scores.get(key.slice(space + 1))?.[key.slice(0, space) as Perspective];
  return points === undefined ? outside : bandIndex(points);
}

interface Place {
  readonly was: Counted | undefined;
  readonly band: number;
}

/** Returns, for each picture shown before, the least number of people by which one made now differs from it. */
function differences(places: readonly Place[], sizes: readonly number[]): number[] {
  // By picture: how many of its people are still here, how many of these were in another band, and how many came later.
  const here = sizes.map(() => 0);
  const moved = sizes.map(() => 0);
  let now = 0;
  let nowOfBefore = 0;
  const came = sizes.map(() => 0);
  for (const { was, band } of places) {
    if (band !== outside) now++;
    if (!was) continue;
    here[was.first - 1] = (here[was.first - 1] ?? 0) + 1;
    if (band !== outside) {
      nowOfBefore++;
      // No picture before their first one has this person.
      if (was.first >= 2) came[was.first - 2] = (came[was.first - 2] ?? 0) + 1;
    }
    if (was.band !== band) moved[was.since - 1] = (moved[was.since - 1] ?? 0) + 1;
  }
  runningSum(here);
  runningSum(moved);
  runningSum(came.reverse());
  came.reverse();
  return sizes.map((size, i) => {
    const gone = Math.max(0, size - (here[i] ?? 0));
    return gone + (moved[i] ?? 0) + (came[i] ?? 0) + (now - nowOfBefore);
  });
}

function runningSum(values: number[]): void {
  let sum = 0;
  for (const [i, value] of values.entries()) {
    sum += value;
    values[i] = sum;
  }
}

function sharesOf(places: readonly Place[], people: number, bands: number): number[] {
  const found = Array.from({ length: bands }, () => 0);
  for (const { band } of places) if (band !== outside) found[band] = (found[band] ?? 0) + 1;
  return found.map((count) => shareStep * Math.round((100 * count) / (people * shareStep)));
}

/**
 * Makes the pictures anew as far as the rules allow. Changes none of its arguments.
 * @param before as last shown; empty the first time
 * @returns the pictures, and for each contribution, in the order given, how it is counted from now on
 */
export function publishPictures(
  before: Pictures,
  contributions: readonly Contribution[],
  instrument: Instrument,
): { pictures: Pictures; counted: readonly Contribution['counted'][] } {
  const pictures = new Map(before);
  const counted = contributions.map((contribution) => new Map(contribution.counted));
  const bands = bandsOf(instrument.points.competency).length;
  for (const key of pictureKeys(instrument)) {
    const places = contributions.map(({ scores, counted: then }) => ({
      was: then.get(key),
      band: Math.min(bandNow(scores, key), bands - 1),
    }));
    const people = places.filter(({ band }) => band !== outside).length;
    const sizes = before.get(key)?.sizes ?? [];
    if (people < fewestContributions) continue;
    if (differences(places, sizes).some((difference) => difference < fewestChanges)) continue;
    pictures.set(key, { sizes: [...sizes, people], shares: sharesOf(places, people, bands) });
    const turn = sizes.length + 1;
    for (const [i, { was, band }] of places.entries())
      if (was && was.band !== band) counted[i]?.set(key, { ...was, since: turn, band });
      else if (!was && band !== outside) counted[i]?.set(key, { first: turn, since: turn, band });
  }
  return { pictures, counted };
}
