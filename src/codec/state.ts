/**
 * A visitor's answers as the text of a cookie, which cookie-parser signs. The first word is the kind of the text, so that no
 * other signed text is taken for answers:
 *
 *     state   = "answers." version "." edition "." payload               ; only cookie-octets of RFC 6265
 *     payload = base64url(JSON { v?: id, d: saved on, n: name, c: current, a: [{ i: id, l: level, n: name, r: route,
 *               d: changed on, p: packed answers, s?: [{ d: taken on, e: edition, p: packed answers }, …] }, …] })
 *
 * The version comes before everything that may change with it. Encoding throws for what decoding would refuse. Decoding never
 * throws: it returns a visitor or the reason for refusing the text.
 */
import type { Assessment, Snapshot, Visitor } from '../assessment/visitor.ts';
import { packAnswers, unpackAnswers } from './packed/packed.ts';
import { isPayload, type Payload } from './payload.ts';

export { latestDay, nameLimit } from './payload.ts';
/** Version 1 was signed by this site's own code, before cookie-parser. It is recognised but not read. */
export const stateVersion = 2;
const kind = 'answers';

export type Unreadable = 'cut-short' | 'not-ours' | 'other-format' | 'other-edition' | 'damaged';

export type DecodedState =
  /** `id` is that of `encodeState`; empty when the state has none. */
  | { readonly ok: true; readonly visitor: Visitor; readonly id: string }
  /** `former` has what is in a state of an earlier edition. */
  | { readonly ok: false; readonly reason: Unreadable; readonly former?: FormerState };

/** Answers to an earlier edition that does not count here. A later one may count again when the site's content is updated. */
export interface FormerState {
  readonly edition: number;
  readonly visitor: Visitor;
}

/** Editions of the questions: `current` is written, `current` and `accepts` are read. */
export interface Editions {
  readonly current: number;
  readonly accepts: readonly number[];
}

/** @throws RangeError for a state that `decodeState` would refuse: too long a name, an assessment twice, a malformed id */
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

/**
 * Returns the text to sign.
 * @param id random, the same for as long as the answers are this visitor's: recent answers with another id do not count
 * @throws RangeError as `payloadOf`
 */
export function encodeState(visitor: Visitor, { current }: Editions, id = ''): string {
  const payload = { ...(id ? { v: id } : {}), ...payloadOf(visitor) };
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${kind}.${stateVersion}.${current}.${encoded}`;
}

/** @param text the text of a cookie whose signature was verified */
export function decodeState(text: string, { current, accepts }: Editions): DecodedState {
  const [found, version, edition, payload = '', ...rest] = text.split('.');
  if (found !== kind) return { ok: false, reason: 'not-ours' };
  if (version !== String(stateVersion)) return { ok: false, reason: 'other-format' };
  const json = rest.length === 0 ? jsonOf(payload) : undefined;
  const visitor = visitorFrom(json);
  if (![current, ...accepts].some((read) => String(read) === edition)) {
    const made = /^[1-9]\d{0,5}$/.test(edition ?? '') ? Number(edition) : undefined;
    const former = visitor && made !== undefined && made < current ? { edition: made, visitor } : undefined;
    return { ok: false, reason: 'other-edition', ...(former ? { former } : {}) };
  }
  return visitor ? { ok: true, visitor, id: idOf(json) } : { ok: false, reason: 'damaged' };
}

function idOf(json: unknown): string {
  const id = typeof json === 'object' && json !== null && 'v' in json ? json.v : '';
  return typeof id === 'string' ? id : '';
}

/** A value signed by cookie-parser: "s:", the text, a dot and 256 bits of base64 without padding. */
const signedShape = /^s:.*\.[A-Za-z0-9+/]{43}$/s;

/** Returns why a cookie's value could not be verified. @param value the value as sent, with its signature */
export function whyUnverified(value: string): Unreadable {
  // Cookies of version 1 began with their version.
  if (/^\d+\./.test(value)) return 'other-format';
  return signedShape.test(value) ? 'not-ours' : 'cut-short';
}

/** Returns undefined for anything but JSON in base64url. */
function jsonOf(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Returns the visitor of a payload, or undefined when `payloadOf` could not have made it. */
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

/** Whether no assessment is there twice, the current one exists, and snapshots are in order with at most one a day. */
export function isWhole({ assessments, current }: Visitor): boolean {
  const ids = new Set(assessments.map(({ id }) => id));
  const inOrder = assessments.every(({ snapshots }) =>
    snapshots.every(({ takenOn }, i) => i === 0 || takenOn > (snapshots[i - 1]?.takenOn ?? 0)),
  );
  return (
    inOrder && ids.size === assessments.length && (ids.has(current) || (current === '' && ids.size === 0))
  );
}
