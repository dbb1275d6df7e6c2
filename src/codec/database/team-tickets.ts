/**
 * The secret of a link that is to replace another, made when the page with the button is shown: the form that is sent twice
 * makes the same link twice. Signed and bound to one team and to the link it replaces, so that no secret of somebody's own
 * choice is taken, and a form from the browser's history does not bring back a link that was replaced since.
 */
import { z } from 'zod';
import { type Secrets, sign, verified } from '../signature.ts';
import { teamKeyShape } from './team-keys.ts';

export type TeamLinkName = 'join' | 'results';

const purpose = 'service-mirror team link';
const shape = z.object({ team: z.string(), replaces: z.string(), key: z.string().regex(teamKeyShape) });

export type Replacement = Readonly<z.output<typeof shape>>;

/** `replaces` is the hash of the link that stands now. */
export function replacementTicket(
  { team, replaces, key }: Replacement,
  link: TeamLinkName,
  secrets: Secrets,
): string {
  return sign(JSON.stringify({ team, replaces, key }), `${purpose} ${link}`, secrets);
}

/** Undefined for what this site did not make for this link. */
export function replacementOf(ticket: string, link: TeamLinkName, secrets: Secrets): Replacement | undefined {
  const text = verified(ticket, `${purpose} ${link}`, secrets);
  return text === undefined ? undefined : shape.parse(JSON.parse(text));
}
