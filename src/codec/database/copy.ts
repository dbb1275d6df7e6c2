/**
 * A saved copy: everything a browser holds, in parts, so that each answer can be written separately, and encrypted, so that
 * the server that stores it cannot read it.
 *
 *     name   = "profile" / "a" SP assessment id / "q" SP assessment id SP question id / "s" SP assessment id / "plan" / "moments"
 *     value  = JSON, or empty for what was removed
 *     part   = HMAC(key, name)                        ; the same for the same name; it does not disclose the name without the key
 *     sealed = base64url(nonce, AES-256-GCM(key, JSON [name, value]))
 *
 * Only the visitor's cookie has the key; the database has a hash of it (docs/decisions/0010-saved-copies.md).
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../../assessment/answers.ts';
import type { Holdings } from '../../assessment/holdings.ts';
import { emptyMoments, isEmptyMoments } from '../../assessment/moments.ts';
import { emptyPlan, isEmptyPlan } from '../../assessment/plan.ts';
import type { CopyParts } from '../../assessment/reconcile.ts';
import type { Assessment } from '../../assessment/visitor.ts';
import { answerOf, letterOf } from '../packed/letters.ts';
import { payloadSchema } from '../payload.ts';
import { isWhole, payloadOf, visitorFrom } from '../state.ts';
import { momentsSchema, planSchema } from '../worksheets.ts';

export const copyKeyShape = /^[\w-]{22}$/;

const rowSchema = payloadSchema.shape.a.element;
/** Name, current assessment, the order of the assessments, and the edition that they answer. */
const profile = z.object({
  n: z.string(),
  c: z.string(),
  o: z.array(z.string()),
  e: z.int().min(1).optional(),
});
/** The edition of copies that do not name theirs: they were made before there was a second one. */
const firstEdition = 1;

/** @param edition the edition of the answers */
export function partsOf({ visitor, plan, moments }: Holdings, edition: number): CopyParts {
  const { n, c, a } = payloadOf(visitor);
  const parts = new Map<string, string>([
    ['profile', JSON.stringify({ n, c, o: a.map(({ i }) => i), e: edition })],
  ]);
  for (const [i, { i: id, l, n: label, r, d, s }] of a.entries()) {
    parts.set(`a ${id}`, JSON.stringify({ l, n: label, r, d }));
    for (const [question, answer] of visitor.assessments[i]?.answers ?? [])
      parts.set(`q ${id} ${question}`, letterOf(answer));
    if (s) parts.set(`s ${id}`, JSON.stringify(s));
  }
  if (!isEmptyPlan(plan)) parts.set('plan', JSON.stringify(plan));
  if (!isEmptyMoments(moments)) parts.set('moments', JSON.stringify(moments));
  return parts;
}

/** Returns the edition of the answers in a copy; undefined when these parts do not say, because the profile is not among them. */
export function editionOf(parts: CopyParts): number | undefined {
  const text = parts.get('profile');
  if (!text) return undefined;
  try {
    return profile.safeParse(JSON.parse(text)).data?.e ?? firstEdition;
  } catch {
    return firstEdition;
  }
}

/**
 * Returns the holdings of the parts. Ignores damaged parts, and answers without their assessment. Returns undefined when an
 * assessment is there twice.
 * @param savedOn in days since 1 January 1970
 */
export function holdingsOf(parts: CopyParts, savedOn: number): Holdings | undefined {
  const json = (name: string): unknown => {
    try {
      return JSON.parse(parts.get(name) ?? 'null');
    } catch {
      return null;
    }
  };
  const answers = new Map<string, Map<string, Answer>>();
  const ids: string[] = [];
  for (const [name, value] of parts) {
    const [kind, id = '', question = ''] = name.split(' ');
    if (kind === 'a') ids.push(id);
    const answer = kind === 'q' ? answerOf(value) : undefined;
    if (answer) answers.set(id, (answers.get(id) ?? new Map()).set(question, answer));
  }
  const assessments = ids.flatMap((id): Assessment[] => {
    const row = rowSchema.omit({ p: true, s: true, i: true }).safeParse(json(`a ${id}`));
    if (!row.success) return [];
    const earlier = visitorFrom({
      d: 0,
      n: '',
      c: 'x',
      a: [{ i: 'x', l: 'x', n: '', r: 'key', d: 0, p: '', s: json(`s ${id}`) ?? [] }],
    });
    const { l: level, n: name, r: route, d: changedOn } = row.data;
    const snapshots = earlier?.assessments[0]?.snapshots ?? [];
    return [{ id, level, name, route, changedOn, answers: answers.get(id) ?? new Map(), snapshots }];
  });
  const { n: name = '', c = '', o: order = [] } = profile.safeParse(json('profile')).data ?? {};
  const place = ({ id }: Assessment) => (order.includes(id) ? order.indexOf(id) : order.length);
  assessments.sort((a, b) => place(a) - place(b));
  const current = assessments.some(({ id }) => id === c) ? c : (assessments[0]?.id ?? '');
  const visitor = { name, current, assessments, savedOn };
  if (!isWhole(visitor)) return undefined;
  return {
    visitor,
    plan: planSchema.safeParse(json('plan')).data ?? emptyPlan,
    moments: momentsSchema.safeParse(json('moments')).data ?? emptyMoments,
  };
}

/** The encryption of a copy with its key. */
export interface CopySeal {
  /** The copy's name in the database. */
  readonly id: string;
  readonly seal: (name: string, value: string) => { part: string; value: string };
  /** Returns undefined for anything that was not sealed with this key. */
  readonly open: (sealed: string) => [name: string, value: string] | undefined;
}

const nonceBytes = 12;
const tagBytes = 16;
const opened = z.tuple([z.string(), z.string()]);

export function sealOf(key: string): CopySeal {
  const derived = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `service-mirror copy ${use}`, 32));
  const [sealing, naming] = [derived('seal'), derived('name')];
  return {
    id: createHash('sha256').update(`service-mirror copy ${key}`).digest('base64url'),
    seal: (name, value) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      const text = Buffer.concat([cipher.update(JSON.stringify([name, value]), 'utf8'), cipher.final()]);
      return {
        part: createHmac('sha256', naming).update(name).digest('base64url').slice(0, 22),
        value: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url'),
      };
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        });
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        const text =
          decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
        return opened.parse(JSON.parse(text));
      } catch {
        return undefined;
      }
    },
  };
}
