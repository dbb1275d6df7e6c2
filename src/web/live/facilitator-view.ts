/** The view model of the facilitator's page. */
import { questionOf } from '../../assessment/instrument.ts';
import { codeOf, screenKeyOf } from '../../codec/database/live-keys.ts';
import {
  decodeActions,
  decodeCycle,
  decodeSpread,
  liveActionLimits,
  mostLiveActions,
} from '../../codec/database/live-texts.ts';
import type { LiveProgress } from '../../storage/tables/live-ratings.ts';
import type { LiveRoom } from '../../storage/tables/live-rooms.ts';
import type { FieldError } from '../http/form.ts';
import { qrCode } from '../render/qr-code.ts';
import { questionLabel } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { cycleNow, cycleView, stagesOf } from './cycle/cycle-view.ts';
import { goneText, liveLayout, roomName, spacedCode, timerView } from './live-page.ts';
import { noteLimit, timerMinutes } from './run-form.ts';
import { statementView } from './statement-view.ts';

/** What was entered in a form that was refused, and why. */
export interface RefusedRun {
  readonly note?: string;
  readonly action?: { readonly text: string; readonly owner: string; readonly due: string };
  readonly errors: readonly FieldError[];
}

interface FacilitatorPage {
  readonly key: string;
  readonly room: LiveRoom;
  readonly progress: LiveProgress;
  readonly isRefreshOff: boolean;
  readonly notices: readonly string[];
  /** Makes an absolute address of this site. */
  readonly url: (address: string) => string;
  readonly refused?: RefusedRun | undefined;
}

const blankAction = { text: '', owner: '', due: '' };

export function facilitatorView({ content, deps }: Site, page: FacilitatorPage) {
  const { key, room, progress, isRefreshOff, notices, refused } = page;
  const threshold = deps.config.teamThreshold;
  const screen = screenKeyOf(key);
  const code = codeOf(screen);
  const statement = statementView(content, room, room.place, threshold);
  const isAsking = !room.closed && statement?.spread === undefined;
  const cycle = cycleNow(room);
  const join = page.url(`/live?code=${code}`);
  return {
    layout: liveLayout('Lead a live room', 'The facilitator’s page of a live room.', {
      refresh: isAsking && !isRefreshOff && !refused,
      scripts: ['live', 'copy'],
    }),
    notices,
    errors: refused?.errors ?? [],
    error: Object.fromEntries((refused?.errors ?? []).map(({ field, text }) => [field, text])),
    key,
    name: roomName(room),
    closed: room.closed,
    events: `/live/events?key=${key}`,
    isRefreshOff,
    refreshes: isAsking,
    revision: room.revision,
    joined: progress.joined,
    rated: progress.rated,
    threshold,
    /** How many more must rate before the reveal. */
    missing: Math.max(0, threshold - progress.rated),
    timer: timerView(room, deps.now()),
    timerMinutes,
    cycle: cycle && cycleView(cycle),
    corrected: correctedAfter(room),
    gaveDots: progress.gaveDots,
    statement: statement && { ...statement, note: refused?.note ?? statement.note },
    noteLimit,
    place: room.place,
    next: room.place + 1 < stagesOf(room) ? room.place + 1 : undefined,
    nextIsCycle: room.place + 1 === room.statements.length,
    list: room.statements.map(({ question: id, spread }, place) => {
      const question = questionOf(content.instrument, id);
      return {
        place,
        label: question ? questionLabel(question, 70) : id,
        isRevealed: decodeSpread(spread) !== undefined,
        isCurrent: place === room.place,
      };
    }),
    /** The place of the moments of truth, in a room that maps them. */
    cyclePlace: room.cycle === '' ? undefined : room.statements.length,
    actions: decodeActions(room.actions),
    action: refused?.action ?? blankAction,
    actionLimits: liveActionLimits,
    mostActions: mostLiveActions,
    code: spacedCode(code),
    address: page.url('/live'),
    qr: room.closed ? undefined : qrCode(join),
    links: { facilitator: page.url(`/live/room?key=${key}`), screen: page.url(`/live/screen?key=${screen}`) },
    screen,
    gone: goneText(room, deps.config.timeZone),
  };
}

/** The moments of a room that has ended, which can still be corrected; undefined when it has none. */
function correctedAfter({ closed, cycle: stored }: LiveRoom) {
  const cycle = closed ? decodeCycle(stored) : undefined;
  return cycle && cycle.moments.length > 0 ? cycleView(cycle) : undefined;
}
