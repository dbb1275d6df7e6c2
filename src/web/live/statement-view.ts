/** A statement of a room, its spread and its notes, as all views of the room show them. */

import { type Perspective, questionOf } from '../../assessment/instrument.ts';
import { type Counts, fromThreshold, spreadSentence, totalOf } from '../../assessment/live/spread.ts';
import { decodeSpread } from '../../codec/database/live-texts.ts';
import type { Content } from '../../content/content.ts';
import { inlineHtml } from '../../content/files/markdown.ts';
import type { LiveRoom } from '../../storage/tables/live-rooms.ts';

/** Us first: the room talks about us. */
const order: readonly Perspective[] = ['us', 'me'];

/** Returns undefined before the first statement. A question that the content no longer has keeps its id. */
export function statementView(content: Content, room: LiveRoom, place: number, threshold: number) {
  const stored = room.statements[place];
  if (!stored) return undefined;
  const question = questionOf(content.instrument, stored.question);
  const revealed = decodeSpread(stored.spread);
  const spread = revealed && fromThreshold(revealed, threshold);
  const { us = 'This statement is no longer part of the content.', me = us } = question?.statements ?? {};
  return {
    place,
    number: place + 1,
    of: room.statements.length,
    id: stored.question,
    us,
    /** Empty where me and us have the same sentence. */
    me: me === us ? '' : me,
    reverse: question?.reverse ?? false,
    note: stored.note,
    asks: (content.guidance.get(stored.question)?.askTogether ?? []).map((ask) => inlineHtml(ask)),
    /** Undefined before the reveal. */
    spread: spread && {
      rated: spread.rated,
      sides: order.map((perspective) => ({
        perspective,
        title: content.scale.perspectives[perspective].title,
        sentence: spreadSentence(spread[perspective], content.scale.ratings, threshold),
        rows: rowsOf(spread[perspective], content.scale.ratings),
      })),
    },
  };
}

/** The widths are in per cent of the longest bar. */
function rowsOf(counts: Counts | undefined, labels: readonly string[]) {
  const most = Math.max(1, ...(counts ?? []));
  return (counts ?? []).map((count, rating) => ({
    rating,
    label: labels[rating] ?? '',
    count,
    of: counts ? totalOf(counts) : 0,
    width: Math.round((100 * count) / most),
  }));
}

/** "2 min 10 s"; "10 s"; "Time is up" when none is left. */
export function timeLeft(seconds: number): string {
  if (seconds <= 0) return 'Time is up';
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return [minutes > 0 ? `${minutes} min` : '', rest > 0 ? `${rest} s` : ''].filter((part) => part).join(' ');
}
