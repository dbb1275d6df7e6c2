/** A team's figures and each member's parts in them, as text for the database. */
import { z } from 'zod';
import { noAnswers } from '../../assessment/answers.ts';
import type { Instrument } from '../../assessment/instrument.ts';
import { publish } from '../../assessment/team/disclosure.ts';
import {
  erased,
  type Figure,
  type FigureKey,
  type Figures,
  type ShownPart,
  type TeamMember,
} from '../../assessment/team/team-figures.ts';
import { unpackAnswers } from '../packed/packed.ts';

const powerSums = z.object({ sum: z.number(), squares: z.number() });
const sums = z.object({ n: z.int(), items: z.array(powerSums), total: powerSums });
const pair = z.object({ me: sums, us: sums });
const figure: z.ZodType<Figure> = pair.extend({ turn: z.int(), groups: z.array(pair), split: z.boolean() });
const key = z.templateLiteral([z.enum(['q', 'c']), z.string()]) as z.ZodType<FigureKey>;
const figuresSchema = z.array(z.tuple([key, figure]));

export function encodeFigures(figures: Figures): string {
  return JSON.stringify([...figures]);
}

/** @throws z.ZodError for what `encodeFigures` did not make; an empty text means no figures */
export function decodeFigures(text: string): Figures {
  return new Map(text === '' ? [] : figuresSchema.parse(JSON.parse(text)));
}

/**
 *     shown = [ part *( " " part ) ]
 *     part  = figure "," me "," us "," since-me "," since-us
 *
 * This is not JSON, because a team of thousands has hundreds of thousands of parts, and all are read before a figure moves.
 */
export function encodeShown(shown: TeamMember['shown']): string {
  let text = '';
  for (const [name, { me, us, since }] of shown)
    text += `${text === '' ? '' : ' '}${name},${me},${us},${since.me},${since.us}`;
  return text;
}

const shownShape = /^(?:[qc][^ ,]+,[0-3x]*,[0-3x]*,\d+,\d+(?: (?=.)|$))*$/;

/** @throws RangeError for what `encodeShown` did not make; an empty text means no parts */
export function decodeShown(text: string): TeamMember['shown'] {
  if (!shownShape.test(text)) throw new RangeError('not the parts of a member in the figures');
  const shown = new Map<FigureKey, ShownPart>();
  if (text === '') return shown;
  for (const entry of text.split(' ')) {
    const comma = entry.indexOf(',');
    shown.set(entry.slice(0, comma) as FigureKey, keptPart(entry.slice(comma + 1)));
  }
  return shown;
}

const parts = new Map<string, ShownPart>();
const mostParts = 10_000;

/** Returns the same object for equal parts. Thousands of members share few different parts, so this saves memory. */
function keptPart(text: string): ShownPart {
  let part = parts.get(text);
  if (!part) {
    const [me = '', us = '', meSince, usSince] = text.split(',');
    part = { me, us, since: { me: Number(meSince), us: Number(usSince) } };
    if (parts.size >= mostParts) parts.clear();
    parts.set(text, part);
  }
  return part;
}

/** Returns the stored parts of a member who leaves. */
export function erasedShown(text: string): string {
  return encodeShown(erased(decodeShown(text)));
}

/** A member as stored: answers packed, `shown` encoded. */
interface StoredMember {
  readonly group: number;
  readonly answers: string;
  readonly shown: string;
  readonly hasLeft: boolean;
}

/** Runs `publish` on stored values and returns values to store, one for each member in `responses`. */
export function publishStored(
  figures: string,
  stored: readonly StoredMember[],
  instrument: Instrument,
  groups: number,
  threshold: number,
) {
  const members: TeamMember[] = stored.map(({ group, answers, shown, hasLeft }) => ({
    group,
    answers: (hasLeft ? undefined : unpackAnswers(answers)) ?? noAnswers,
    shown: decodeShown(shown),
  }));
  const next = publish(decodeFigures(figures), members, instrument, groups, threshold);
  return {
    figures: encodeFigures(next.figures),
    responses: members.map((_, i) => {
      const shown = next.shown[i] ?? new Map();
      return { shown: encodeShown(shown), pending: next.pending[i] ?? false };
    }),
  };
}
