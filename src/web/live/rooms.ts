/** Finds live rooms: by the key of a link, by a code, or by the participant's cookie. A room of more than a day ago is not found. */
import type { Response } from 'express';
import { goneSince } from '../../assessment/live/lifetime.ts';
import { encodeParticipant, livePersonId } from '../../codec/database/live-cookie.ts';
import { codeHashes, liveKeyShape, liveLinkHash } from '../../codec/database/live-keys.ts';
import type { Storage } from '../../storage/storage.ts';
import type { LiveLink, LiveRoom } from '../../storage/tables/live-rooms.ts';
import type { Dependencies } from '../dependencies.ts';
import { NotFound } from '../http/errors.ts';
import { livePresence } from '../sync/live-presence.ts';
import type { TeamSync } from '../sync/team-sync.ts';
import { liveCookie, liveSeconds } from '../visitor/cookies.ts';

/** People in one room; a larger one is not a conversation. */
export const mostPeople = 300;

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
    if (!liveKeyShape.test(key)) return undefined;
    return this.query((live) => live.find(link, liveLinkHash(key), this.#since));
  }

  /** @throws NotFound, StorageAway */
  async open(link: LiveLink, key: string): Promise<LiveRoom> {
    const room = await this.find(link, key);
    if (!room) throw new NotFound('No live room has this link. A room is gone a day after it was opened.');
    return room;
  }

  /** The room that this browser has joined; undefined when it has joined none, or the room is gone. */
  async joined(res: Response): Promise<Presence | undefined> {
    const presence = livePresence(res.locals.jar);
    if (!presence) return undefined;
    const room = await this.query((live) => live.byId(presence.room, this.#since));
    return room && { room, person: presence.person };
  }

  /** Joins the open room of the code, and sets the cookie. */
  async join(res: Response, code: string): Promise<'joined' | 'unknown' | 'full'> {
    const hashes = codeHashes(code, this.#deps.secrets);
    const room = await this.query((live) => live.idByCode(hashes, this.#since));
    if (room === undefined) return 'unknown';
    const participant = { key: livePresence(res.locals.jar)?.key ?? this.#deps.newKey(), room };
    const isIn = await this.query((live) => live.join(room, livePersonId(participant), mostPeople));
    if (!isIn) return 'full';
    res.locals.jar.set(liveCookie, encodeParticipant(participant), liveSeconds);
    return 'joined';
  }
}
