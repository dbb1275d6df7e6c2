/** A team's figures and each person's part in them, as JSON for the database. */
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

const moment = z.object({ sum: z.number(), squares: z.number() });
const sums = z.object({ n: z.int(), items: z.array(moment), total: moment });
const pair = z.object({ me: sums, us: sums });
const figure: z.ZodType<Figure> = pair.extend({ turn: z.int(), groups: z.array(pair), split: z.boolean() });
const key = z.templateLiteral([z.enum(['q', 'c']), z.string()]) as z.ZodType<FigureKey>;
const figuresSchema = z.array(z.tuple([key, figure]));
export function encodeFigures(figures: Figures): string {
  return JSON.stringify([...figures]);
}

/** @throws z.ZodError for what `encodeFigures` did not make; an empty text is no figures */
export function decodeFigures(text: string): Figures {
  return new Map(text === '' ? [] : figuresSchema.parse(JSON.parse(text)));
}

/**
 *     shown = [ part *( " " part ) ]
 *     part  = figure "," me "," us "," since-me "," since-us
 *
 * Not as JSON: a team of thousands has hundreds of thousands of these, and all are read before a figure moves.
 */
export function encodeShown(shown: TeamMember['shown']): string {
  let text = '';
  for (const [name, { me, us, since }] of shown)
    text += `${text === '' ? '' : ' '}${name},${me},${us},${since.me},${since.us}`;
  return text;
}

const shownShape = /^(?:[qc][^ ,]+,[0-3x]*,[0-3x]*,\d+,\d+(?: (?=.)|$))*$/;

/** @throws RangeError for what `encodeShown` did not make; an empty text is nothing */
export function decodeShown(text: string): TeamMember['shown'] {
  if (!shownShape.test(text)) throw new RangeError('this is not what a person has in the figures');
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

/** Of most figures there are few different parts, and thousands of people have them: each is made once and kept. */
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

/** What stays of somebody who leaves. */
export function erasedShown(text: string): string {
  return encodeShown(erased(decodeShown(text)));
}

/** As stored: answers packed, `shown` encoded. */
interface Stored {
  readonly group: number;
  readonly answers: string;
  readonly shown: string;
  readonly hasLeft: boolean;
}

/** `publish` on what is stored. A response with nothing still to come is settled until it changes again. */
export function publishStored(
  figures: string,
  stored: readonly Stored[],
  instrument: Instrument,
  groups: number,
  threshold: number,
) {
  const responses = stored.map(({ group, answers, shown, hasLeft }) => ({
    group,
    answers: (hasLeft ? undefined : unpackAnswers(answers)) ?? noAnswers,
    shown: decodeShown(shown),
  }));
  const next = publish(decodeFigures(figures), responses, instrument, groups, threshold);
  return {
    figures: encodeFigures(next.figures),
    responses: responses.map((_, i) => {
      const shown = next.shown[i] ?? new Map();
      return { shown: encodeShown(shown), pending: next.pending[i] ?? false };
    }),
  };
}
