/**
 * The secret of a link that is to replace another, made when the page with the button is shown: the form that is sent twice
 * makes the same link twice. Signed and bound to one team and link, so that no secret of somebody's own choice is taken.
 */
import { z } from 'zod';
import { type Secrets, sign, verified } from './signature.ts';
import { teamKeyShape } from './team-keys.ts';

export type TeamLinkName = 'join' | 'results';

const purpose = 'service-mirror team link';
const shape = z.object({ team: z.string(), key: z.string().regex(teamKeyShape) });

export function replacementTicket(team: string, link: TeamLinkName, key: string, secrets: Secrets): string {
  return sign(JSON.stringify({ team, key }), `${purpose} ${link}`, secrets);
}

/** Undefined for what this site did not make for this link. */
export function replacementOf(
  ticket: string,
  link: TeamLinkName,
  secrets: Secrets,
): { readonly team: string; readonly key: string } | undefined {
  const text = verified(ticket, `${purpose} ${link}`, secrets);
  return text === undefined ? undefined : shape.parse(JSON.parse(text));
}
