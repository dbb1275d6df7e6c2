/** Finds live rooms: by the key of a link, by a code, or by the participant's cookie. A room of more than a day ago is not found. */
import type { Response } from 'express';
import { z } from 'zod';
import { goneSince } from '../../assessment/live/lifetime.ts';
import { encodeParticipant, livePersonId } from '../../codec/database/live-cookie.ts';
import { codeHashes, liveLinkHash, participantKey } from '../../codec/database/live-keys.ts';
import { keyIn } from '../../codec/database/team-keys.ts';
import type { Storage } from '../../storage/storage.ts';
import type { LiveLink, LiveRoom } from '../../storage/tables/live-rooms.ts';
import type { Dependencies } from '../dependencies.ts';
import { UnusableLink } from '../http/errors.ts';
import { linkFaultTitle } from '../render/wording.ts';
import { livePresence } from '../sync/live-presence.ts';
import type { TeamSync } from '../sync/team-sync.ts';
import { liveCookie, liveSeconds } from '../visitor/cookies.ts';

/** The most people in one room. A larger group cannot have one conversation. */
export const mostPeople = 300;

/** The key in a room's link, without what mail clients add; empty when there is no whole one. */
export const roomKey = z.string().transform(keyIn).catch('');

/** A participant and their room. */
export interface Presence {
  readonly room: LiveRoom;
  readonly person: string;
}

export class Rooms {
  readonly #deps: Dependencies;
  readonly #sync: TeamSync;

  constructor(deps: Dependencies, sync: TeamSync) {
    this.#deps = deps;
    this.#sync = sync;
  }

  /** Runs the query; fails at once while the database is away. @throws StorageAway */
  query<T>(run: (live: Storage['live']) => Promise<T>): Promise<T> {
    return this.#sync.query(({ live }) => run(live));
  }

  get #since(): number {
    return goneSince(this.#deps.now());
  }

  async find(link: LiveLink, key: string): Promise<LiveRoom | undefined> {
    if (key === '') return undefined;
    return this.query((live) => live.find(link, liveLinkHash(key), this.#since));
  }

  /** @throws UnusableLink, StorageAway */
  async open(link: LiveLink, key: string): Promise<LiveRoom> {
    const room = await this.find(link, key);
    if (room) return room;
    const isCut = key === '';
    throw new UnusableLink(
      linkFaultTitle(isCut ? 'cut-short' : 'unknown', 'This link leads to no live room'),
      isCut
        ? 'A part of the link is missing. Copy all of it, to its last letter.'
        : 'No live room has this link. A room is gone a day after it was opened.',
    );
  }

  /** The room that this browser has joined; undefined when it has joined none, or the room is gone. */
  async joined(res: Response): Promise<Presence | undefined> {
    const presence = livePresence(res.locals.jar);
    if (!presence) return undefined;
    const room = await this.query((live) => live.byId(presence.room, this.#since));
    return room && { room, person: presence.person };
  }

  /** Joins the open room of the code, and sets the cookie. @param once random, from the form */
  async join(res: Response, code: string, once: string): Promise<'joined' | 'unknown' | 'full'> {
    const hashes = codeHashes(code, this.#deps.secrets);
    const room = await this.query((live) => live.idByCode(hashes, this.#since));
    if (room === undefined) return 'unknown';
    const { secrets, newKey } = this.#deps;
    const key = livePresence(res.locals.jar)?.key ?? participantKey(once, secrets) ?? newKey();
    const participant = { key, room };
    const isIn = await this.query((live) => live.join(room, livePersonId(participant), mostPeople));
    if (!isIn) return 'full';
    res.locals.jar.set(liveCookie, encodeParticipant(participant), liveSeconds);
    return 'joined';
  }
}
