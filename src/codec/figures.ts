/** A team's figures and each person's part in them, as JSON for the database. */
import { z } from 'zod';
import { noAnswers } from '../assessment/answers.ts';
import type { Instrument } from '../assessment/instrument.ts';
import {
  erased,
  type Figure,
  type FigureKey,
  type Figures,
  isPending,
  publish,
  type TeamResponse,
} from '../assessment/publishing.ts';
import { unpackAnswers } from './packed.ts';

const moment = z.object({ sum: z.number(), squares: z.number() });
const sums = z.object({ n: z.int(), items: z.array(moment), total: moment });
const pair = z.object({ me: sums, us: sums });
const figure: z.ZodType<Figure> = pair.extend({ turn: z.int(), groups: z.array(pair) });
const key = z.templateLiteral([z.enum(['q', 'c']), z.string()]) as z.ZodType<FigureKey>;
const figuresSchema = z.array(z.tuple([key, figure]));
const part = z
  .tuple([z.string(), z.string(), z.int(), z.int()])
  .transform(([me, us, meSince, usSince]) => ({ me, us, since: { me: meSince, us: usSince } }));
const shownSchema = z.array(z.tuple([key, part]));

export function encodeFigures(figures: Figures): string {
  return JSON.stringify([...figures]);
}

/** @throws z.ZodError for what `encodeFigures` did not make; an empty text is no figures */
export function decodeFigures(text: string): Figures {
  return new Map(text === '' ? [] : figuresSchema.parse(JSON.parse(text)));
}

export function encodeShown(shown: TeamResponse['shown']): string {
  return JSON.stringify([...shown].map(([name, { me, us, since }]) => [name, [me, us, since.me, since.us]]));
}

/** @throws z.ZodError for what `encodeShown` did not make; an empty text is nothing */
export function decodeShown(text: string): TeamResponse['shown'] {
  return new Map(text === '' ? [] : shownSchema.parse(JSON.parse(text)));
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
    responses: responses.map(({ answers }, i) => {
      const shown = next.shown[i] ?? new Map();
      return { shown: encodeShown(shown), pending: isPending(answers, shown, instrument) };
    }),
  };
}
