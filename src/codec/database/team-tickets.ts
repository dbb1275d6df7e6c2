/**
 * The secret of a link that replaces another one. It is made when the page with the button is shown, so that a form sent twice
 * makes the same link. It is signed and bound to one team and to the link it replaces, so that visitors cannot choose a
 * secret, and a form from the browser's history cannot restore a link that has been replaced since.
 */
import { z } from 'zod';
import { type Secrets, sign, verified } from '../signature.ts';
import { teamKeyShape } from './team-keys.ts';

export type TeamLinkName = 'join' | 'results';

const purpose = 'service-mirror team link';
const shape = z.object({ team: z.string(), replaces: z.string(), key: z.string().regex(teamKeyShape) });

export type Replacement = Readonly<z.output<typeof shape>>;

/** @param replacement `replaces` is the hash of the present link */
export function replacementTicket(
  { team, replaces, key }: Replacement,
  link: TeamLinkName,
  secrets: Secrets,
): string {
  return sign(JSON.stringify({ team, replaces, key }), `${purpose} ${link}`, secrets);
}

/** Returns undefined for anything that this site did not sign for this link. */
export function replacementOf(ticket: string, link: TeamLinkName, secrets: Secrets): Replacement | undefined {
  const text = verified(ticket, `${purpose} ${link}`, secrets);
  return text === undefined ? undefined : shape.parse(JSON.parse(text));
}
