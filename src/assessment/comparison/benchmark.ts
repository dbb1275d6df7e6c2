/**
 * Where scores stand among all that were added to this site's benchmark, and when that picture may move, so that nobody's
 * scores can be read off by looking before and after they came in:
 *
 * 1. A picture is worked out from at least `fewestContributions` people, and kept as it was shown.
 * 2. It is worked out anew only when it then differs by at least `fewestChanges` people from every picture shown before:
 *    they have come, gone, or moved to another band since. Which band each person was counted in, and since when, is
 *    remembered; where that leaves open whether somebody differs, they count as the same.
 * 3. It tells shares in steps of `shareStep` per cent and the number of people in tens, so that sums of pictures do not
 *    come out even.
 *
 * Each competency has a picture for me and one for us, and each keeps to the rules by itself. What is not met: somebody who
 * adds many made-up contributions can learn what one more held, though not whose it was.
 */
import type { Answers } from '../answers.ts';
import { type Instrument, type Perspective, perspectives } from '../instrument.ts';
import { competencyScores, type Score } from '../scores/scores.ts';

export const fewestContributions = 30;
export const fewestChanges = 10;
/** Points of a band; the first has 0 besides. */
export const bandWidth = 4;
/** Per cent. */
export const shareStep = 5;

/** What somebody adds: points by competency id. */
export type GivenScores = ReadonlyMap<string, GivenPair>;
export type GivenPair = Readonly<Record<Perspective, number | undefined>>;

export type PictureKey = `${Perspective} ${string}`;

/** How somebody is counted in a picture. */
export interface Counted {
  /** The picture, counted from 1, that first had them. */
  readonly first: number;
  /** The picture since which they have been in this band. */
  readonly since: number;
  /** `outside` once they have no score there any more. */
  readonly band: number;
}

export const outside = -1;

export interface Contribution {
  readonly scores: GivenScores;
  readonly counted: ReadonlyMap<PictureKey, Counted>;
}

export interface Picture {
  /** Of how many people each picture so far was made, the one that is shown last. */
  readonly sizes: readonly number[];
  /** Per band, in per cent. */
  readonly shares: readonly number[];
}

export type Pictures = ReadonlyMap<PictureKey, Picture>;

export interface Band {
  readonly from: number;
  readonly to: number;
}

/** 0 to 4, 5 to 8, and so on. */
export function bandsOf(max: number): Band[] {
  return Array.from({ length: Math.ceil(max / bandWidth) }, (_, i) => ({
    from: i === 0 ? 0 : i * bandWidth + 1,
    to: Math.min(max, (i + 1) * bandWidth),
  }));
}

/** The index of the band that has these points. */
export function bandIndex(points: number): number {
  return Math.max(0, Math.ceil(points / bandWidth) - 1);
}

/** A provisional score counts once half of its questions are rated. */
function counts(score: Score): boolean {
  return score.kind === 'final' || (score.kind === 'provisional' && 2 * score.rated >= score.of);
}

const given = (score: Score) => (score.kind !== 'none' && counts(score) ? score.points : undefined);

/** What somebody with these answers would add; competencies without a score that counts are not in it. */
export function scoresToGive(instrument: Instrument, answers: Answers): GivenScores {
  return new Map(
    competencyScores(instrument, answers).flatMap(({ competency, me, us }): [string, GivenPair][] => {
      const pair = { me: given(me), us: given(us) };
      return pair.me === undefined && pair.us === undefined ? [] : [[competency.id, pair]];
    }),
  );
}

/** The number of people behind the picture that is shown, in full tens. */
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

/** At least how many people a picture made now would have otherwise than each one shown before. */
function differences(places: readonly Place[], sizes: readonly number[]): number[] {
  // Of picture i: how many of its people are still here, and how many of those it certainly had in another band.
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
      // Came after all pictures before its first.
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
 * The pictures after what was added, changed and taken back since, as far as the rules let them move.
 * @param before as shown last; empty the first time
 * @returns the pictures, and of each contribution, in the order given, how it is counted from now on
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
