/**
 * A visitor's state as one signed, cookie-safe string:
 *
 *     state   = version "." edition "." payload "." signature      ; all of RFC 6265's cookie-octet
 *     payload = base64url(JSON { d: saved on, n: name, c: current, a: [{ i: id, l: level, n: name, r: route,
 *               d: changed on, p: packed answers, s?: [{ d: taken on, e: edition, p: packed answers }, …] }, …] })
 *
 * Version first, so that a later format can tell an older one. Encoding is strict; decoding is total: any string at
 * all gives a visitor or the reason why not, and never throws (design, section 3).
 */
import type { Assessment, Snapshot, Visitor } from '../assessment/visitor.ts';
import { packAnswers, unpackAnswers } from './packed.ts';
import { isPayload, type Payload } from './payload.ts';
import { type Secrets, sign, signatureLength, verified } from './signature.ts';

export { latestDay, nameLimit } from './payload.ts';
export const stateVersion = 1;
/** Name, value and all: browsers drop a cookie of more than 4,096 bytes without a word. */
export const stateLimit = 3_800;
const purpose = 'service-mirror state';

export type Unreadable = 'cut-short' | 'not-ours' | 'other-format' | 'other-edition' | 'damaged';

export type DecodedState =
  | { readonly ok: true; readonly visitor: Visitor }
  | { readonly ok: false; readonly reason: Unreadable };

/** Which content the answers belong to: `current` is written, and read like those in `accepts`. */
export interface Editions {
  readonly current: number;
  readonly accepts: readonly number[];
}

/** @throws Error for a state that `decodeState` would refuse: too long a name, an assessment twice, a malformed id */
export function payloadOf(visitor: Visitor): Payload {
  const payload: Payload = {
    d: visitor.savedOn,
    n: visitor.name,
    c: visitor.current,
    a: visitor.assessments.map(({ id, level, name, route, changedOn, answers, snapshots }) => {
      const row = { i: id, l: level, n: name, r: route, d: changedOn, p: packAnswers(answers) };
      return snapshots.length === 0 ? row : { ...row, s: snapshots.map(rowOf) };
    }),
  };
  if (!isWhole(visitor)) throw new RangeError('the state is not whole');
  if (!isPayload(payload)) throw new RangeError('a name, an id or a day of the state is out of range');
  return payload;
}

function rowOf({ takenOn, edition, answers }: Snapshot) {
  return { d: takenOn, e: edition, p: packAnswers(answers) };
}

/** @throws Error as `payloadOf` */
export function encodeState(visitor: Visitor, editions: Editions, secrets: Secrets): string {
  const encoded = Buffer.from(JSON.stringify(payloadOf(visitor))).toString('base64url');
  return sign(`${stateVersion}.${editions.current}.${encoded}`, purpose, secrets);
}

export function decodeState(value: string, editions: Editions, secrets: Secrets): DecodedState {
  const signed = verified(value, purpose, secrets);
  if (signed === undefined) return { ok: false, reason: whyUnsigned(value) };
  const [version, edition, payload = ''] = signed.split('.');
  if (version !== String(stateVersion)) return { ok: false, reason: 'other-format' };
  if (![editions.current, ...editions.accepts].some((read) => String(read) === edition))
    return { ok: false, reason: 'other-edition' };
  const visitor = visitorFrom(jsonOf(payload));
  return visitor ? { ok: true, visitor } : { ok: false, reason: 'damaged' };
}

function whyUnsigned(value: string): Unreadable {
  const parts = value.split('.');
  if (/^\d+$/.test(parts[0] ?? '') && parts[0] !== String(stateVersion)) return 'other-format';
  return parts.length === 4 && parts[3]?.length === signatureLength ? 'not-ours' : 'cut-short';
}

/** Undefined for what is not JSON in base64url. */
function jsonOf(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The visitor of a payload, or undefined when `payloadOf` could not have made it. */
export function visitorFrom(json: unknown): Visitor | undefined {
  if (!isPayload(json)) return undefined;
  const { d: savedOn, n: name, c: current, a: rows } = json;
  const assessments: Assessment[] = [];
  for (const { i: id, l: level, n: label, r: route, d: changedOn, p: packed, s: earlier = [] } of rows) {
    const answers = unpackAnswers(packed);
    const snapshots = earlier.flatMap(({ d: takenOn, e: edition, p }) => {
      const then = unpackAnswers(p);
      return then ? [{ takenOn, edition, answers: then }] : [];
    });
    if (!answers || snapshots.length < earlier.length) return undefined;
    assessments.push({ id, level, name: label, route, answers, changedOn, snapshots });
  }
  const visitor = { name, assessments, current, savedOn };
  return isWhole(visitor) ? visitor : undefined;
}

/** Every assessment once, and the current one among them; the snapshots of each in order, one a day. */
export function isWhole({ assessments, current }: Visitor): boolean {
  const ids = new Set(assessments.map(({ id }) => id));
  const inOrder = assessments.every(({ snapshots }) =>
    snapshots.every(({ takenOn }, i) => i === 0 || takenOn > (snapshots[i - 1]?.takenOn ?? 0)),
  );
  return (
    inOrder && ids.size === assessments.length && (ids.has(current) || (current === '' && ids.size === 0))
  );
}
