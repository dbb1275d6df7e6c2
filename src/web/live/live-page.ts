/** What the pages of a live room have in common: their layout, the timer, the automatic refresh, and the code. */
import type { Request, Response } from 'express';
import { goneAt, secondsOpen } from '../../assessment/live/lifetime.ts';
import type { LiveRoom } from '../../storage/tables/live-rooms.ts';
import { dayIn, timeIn } from '../../time-zone.ts';
import { dateText } from '../render/wording.ts';
import { timeLeft } from './statement-view.ts';

/** Seconds after which a browser without scripts loads the page again. */
export const refreshSeconds = 10;

export function liveLayout(
  title: string,
  description: string,
  { refresh, scripts = ['live'] }: { refresh?: boolean; scripts?: readonly string[] } = {},
) {
  return {
    title,
    description,
    section: 'other' as const,
    styles: ['question', 'fields', 'live'],
    scripts,
    personal: true,
    indexed: false,
    ...(refresh ? { refresh: refreshSeconds } : {}),
  };
}

/** Whether the visitor has switched the automatic refresh off, which each address and form carries on. */
export function isRefreshOff(req: Request): boolean {
  const given: unknown = req.method === 'GET' ? req.query.refresh : req.body?.refresh;
  return given === 'off';
}

/** The address of the facilitator's page. */
export function roomAddress(req: Request, key: string): string {
  return `/live/room?key=${key}${isRefreshOff(req) ? '&refresh=off' : ''}`;
}

/** Allows the page's script to read the events, and the page again. No other page of the site opens connections. */
export function allowConnections(res: Response): void {
  const policy = res.getHeader('Content-Security-Policy');
  res.setHeader('Content-Security-Policy', `${policy};connect-src 'self'`);
}

/** Undefined without a timer. */
export function timerView(room: LiveRoom, now: Date) {
  if (room.timerEnds < 0) return undefined;
  const left = Math.max(0, room.timerEnds - secondsOpen(room.openedAt, now));
  return { left, text: timeLeft(left) };
}

/** "1 December 2026, 14:05 UTC" */
export function goneText({ openedAt }: LiveRoom, timeZone: string): string {
  const gone = goneAt(openedAt);
  return `${dateText(dayIn(timeZone, gone))}, ${timeIn(timeZone, gone)}`;
}

/** In two groups of three letters, as it is read aloud. */
export const spacedCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

/** The room's name for titles; a room without a name is "Live room". */
export const roomName = ({ name }: Pick<LiveRoom, 'name'>): string => name || 'Live room';
