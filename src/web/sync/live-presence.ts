import { decodeParticipant, livePersonId, type Participant } from '../../codec/database/live-cookie.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { liveCookie } from '../visitor/cookies.ts';

/** Returns which live room this browser has joined, and as whom; the room may be gone. Undefined when it has joined none. */
export function livePresence(jar: CookieJar): (Participant & { readonly person: string }) | undefined {
  const participant = decodeParticipant(jar.verified(liveCookie) ?? '');
  return participant && { ...participant, person: livePersonId(participant) };
}
