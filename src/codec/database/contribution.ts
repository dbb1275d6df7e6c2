/**
 * A contribution to the benchmark: its key in a form and in the visitor's signed cookie, and its scores and counts as JSON
 * for the database.
 *
 *     form   = version "." key "." signature
 *     cookie = "benchmark." version "." key
 *     person = SHA-256(key)                     ; the database does not have the key
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type Contribution,
  type Counted,
  type GivenScores,
  type PictureKey,
  type Pictures,
  publishPictures,
} from '../../assessment/comparison/benchmark.ts';
import { type Instrument, perspectives } from '../../assessment/instrument.ts';
import { type Secrets, sign, verified } from '../signature.ts';

const purpose = 'service-mirror benchmark';
const version = '1';
const cookieVersion = '2';
const keyShape = /^[\w-]{22}$/;

/** Returns the text of the cookie, to be signed. */
export function encodeContributionCookie(key: string): string {
  return `benchmark.${cookieVersion}.${key}`;
}

/**
 * Returns the key, or undefined for anything that `encodeContributionCookie` could not have made.
 * @param text the text of a cookie whose signature was verified
 */
export function decodeContributionCookie(text: string): string | undefined {
  const [kind, made, key = '', ...rest] = text.split('.');
  return kind === 'benchmark' && made === cookieVersion && keyShape.test(key) && rest.length === 0
    ? key
    : undefined;
}

/** Returns the signed value of the form's field. */
export function encodeContributionKey(key: string, secrets: Secrets): string {
  return sign(`${version}.${key}`, purpose, secrets);
}

/** Returns the key, or undefined for anything that this site did not sign. */
export function decodeContributionKey(value: string, secrets: Secrets): string | undefined {
  const [made, key = '', ...rest] = verified(value, purpose, secrets)?.split('.') ?? [];
  return made === version && keyShape.test(key) && rest.length === 0 ? key : undefined;
}

/** Returns a contributor's id in the database, from which the key cannot be computed. */
export function contributorOf(key: string): string {
  return createHash('sha256').update(`${purpose} ${key}`).digest('base64url');
}

const points = z.int().min(0).nullable();
const scoresSchema = z.array(z.tuple([z.string(), points, points]));

export function encodeScores(scores: GivenScores): string {
  return JSON.stringify([...scores].map(([id, { me, us }]) => [id, me ?? null, us ?? null]));
}

/** @throws z.ZodError for what `encodeScores` did not make */
export function decodeScores(text: string): GivenScores {
  const rows = scoresSchema.parse(JSON.parse(text));
  return new Map(rows.map(([id, me, us]) => [id, { me: me ?? undefined, us: us ?? undefined }]));
}

const key = z.templateLiteral([z.enum(perspectives), ' ', z.string()]) as z.ZodType<PictureKey>;
const countedSchema = z.array(z.tuple([key, z.int(), z.int(), z.int()]));
const picturesSchema = z.array(
  z.tuple([key, z.object({ sizes: z.array(z.int()), shares: z.array(z.int()) })]),
);

export function encodeCounted(counted: Contribution['counted']): string {
  if (counted.size === 0) return '';
  return JSON.stringify([...counted].map(([name, { first, since, band }]) => [name, first, since, band]));
}

/** @throws z.ZodError for what `encodeCounted` did not make; an empty text means none */
export function decodeCounted(text: string): Contribution['counted'] {
  const rows = text === '' ? [] : countedSchema.parse(JSON.parse(text));
  return new Map(
    rows.map(([name, first, since, band]): [PictureKey, Counted] => [name, { first, since, band }]),
  );
}

export function encodePictures(pictures: Pictures): string {
  return JSON.stringify([...pictures]);
}

/** @throws z.ZodError for what `encodePictures` did not make; an empty text means none */
export function decodePictures(text: string): Pictures {
  return new Map(text === '' ? [] : picturesSchema.parse(JSON.parse(text)));
}

/** Runs `publishPictures` on stored values and returns values to store. */
export function publishStoredPictures(
  pictures: string,
  stored: readonly { readonly scores: string; readonly counted: string }[],
  instrument: Instrument,
): { pictures: string; counted: readonly string[] } {
  const contributions = stored.map(({ scores, counted }) => ({
    scores: decodeScores(scores),
    counted: decodeCounted(counted),
  }));
  const next = publishPictures(decodePictures(pictures), contributions, instrument);
  return { pictures: encodePictures(next.pictures), counted: next.counted.map(encodeCounted) };
}
