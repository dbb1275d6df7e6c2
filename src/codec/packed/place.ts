import type { QuestionId } from '../../assessment/instrument.ts';

interface Place {
  readonly principle: number;
  readonly item: number;
}

const shape = /^[1-9]\d{0,2}\.[1-9]\d{0,2}$/;
/** Only places up to 99.99 are cached, so that a hostile file cannot fill the memory. */
const highestCached = 99;
const places = new Map<QuestionId, Place>();

/** Parses a question id. Returns undefined for one that is not "principle.item" with numbers from 1 to 999. */
export function placeOf(id: QuestionId): Place | undefined {
  const known = places.get(id);
  if (known || !shape.test(id)) return known;
  const [principle = 0, item = 0] = id.split('.').map(Number);
  const place = { principle, item };
  if (principle <= highestCached && item <= highestCached) places.set(id, place);
  return place;
}
