/** The moments of truth of a room, as all of its views show them. */
import {
  type Cycle,
  cycleTitle,
  mostMoments,
  type RoomMoment,
  type RoomText,
  roomTexts,
} from '../../../assessment/live/cycle.ts';
import { decodeCycle } from '../../../codec/database/live-texts.ts';
import { isolated } from '../../../direction.ts';
import type { LiveRoom } from '../../../storage/tables/live-rooms.ts';
import { counted } from '../../render/wording.ts';
import { screenSize } from './screen-size.ts';

/** What the form asks for, and the short names in lists and on the sheet. */
export const roomWords: Readonly<
  Record<RoomText, { readonly label: string; readonly hint: string; readonly short: string }>
> = {
  name: {
    label: 'What the customer does or meets',
    hint: 'One contact, in the words of the customer',
    short: 'Moment',
  },
  should: {
    label: 'What they expect',
    hint: 'The standard: what should happen each time',
    short: 'Standard',
  },
  now: { label: 'How it goes today', hint: 'What happens, not what the procedure says', short: 'Now' },
  measure: {
    label: 'How we would notice',
    hint: 'The measure: what we could count, see or hear',
    short: 'Measure',
  },
};

/** How many stages a room has: its statements, and then the moments of truth if it maps them. */
export const stagesOf = ({ statements, cycle }: Pick<LiveRoom, 'statements' | 'cycle'>): number =>
  statements.length + (cycle === '' ? 0 : 1);

/** The cycle while the room is at the moments of truth; undefined at a statement and in the lobby. */
export function cycleNow(room: LiveRoom): Cycle | undefined {
  return room.place === room.statements.length ? decodeCycle(room.cycle) : undefined;
}

/** The title of a cycle that nobody has named. */
export const untitled = 'Moments of truth';

const dotsText = (dots: number) => (dots > 0 ? counted(dots, 'dot') : '');

/** Returns the written texts of a moment besides its name. */
export function rowsOf(moment: RoomMoment) {
  return roomTexts
    .filter((text) => text !== 'name' && moment[text] !== '')
    .map((text) => ({ text, label: roomWords[text].short, lines: moment[text].split('\n') }));
}

export function cycleView(cycle: Cycle) {
  const { moments, phase } = cycle;
  const { customer, begins, ends } = cycle;
  const names = { customer: isolated(customer), begins: isolated(begins), ends: isolated(ends) };
  const title = cycleTitle({ ...cycle, ...names });
  return {
    /** For `site.words`, so that the direction of a name does not change the words around it. */
    title: title || untitled,
    isNamed: title !== '',
    phase,
    isFull: moments.length >= mostMoments,
    count: counted(moments.length, 'moment'),
    size: screenSize(moments),
    hasMarks: moments.some(({ matters }) => matters),
    moments: moments.map((moment, i) => ({
      id: moment.id,
      number: i + 1,
      name: moment.name,
      rows: rowsOf(moment),
      matters: moment.matters,
      dots: dotsText(moment.dots),
      isFirst: i === 0,
      isLast: i === moments.length - 1,
    })),
  };
}
