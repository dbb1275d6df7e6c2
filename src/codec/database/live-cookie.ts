/**
 * A participant of a live room, as the text of a signed cookie. There is no name in it.
 *
 *     cookie = "live.1." key "." room
 *
 * The key is the browser's own and stays the same from room to room, so that somebody who comes back to a room is one person
 * there. The database has a hash of it that is different in every room.
 */
import { createHash } from 'node:crypto';
import { liveKeyShape } from './live-keys.ts';

export interface Participant {
  readonly key: string;
  /** The room's id. */
  readonly room: string;
}

const shape = /^live\.1\.([\w-]{22})\.([\w-]{22})$/;

/** @throws RangeError for a key or a room of another shape */
export function encodeParticipant({ key, room }: Participant): string {
  if (!liveKeyShape.test(key) || !liveKeyShape.test(room)) throw new RangeError('not a key');
  return `live.1.${key}.${room}`;
}

/** Returns undefined for any other text. */
export function decodeParticipant(text: string): Participant | undefined {
  const [, key, room] = shape.exec(text) ?? [];
  return key === undefined || room === undefined ? undefined : { key, room };
}

/** Returns the id under which the database has this person in their room. */
export function livePersonId({ key, room }: Participant): string {
  return createHash('sha256').update(`service-mirror live person ${room} ${key}`).digest('base64url');
}
