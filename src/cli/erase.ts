/**
 * npm run erase -- link: deletes the one team or saved copy that the link belongs to, with everything in it, and prints what was
 * deleted as a line of JSON for the operator's records. The link itself is not printed.
 */
import { sealOf } from '../codec/database/copy.ts';
import { teamKeyShape, teamLinkHash } from '../codec/database/team-keys.ts';
import { decodeToken, tokenIn } from '../codec/links/token.ts';
import { secretsFrom } from '../codec/signature.ts';
import type { Storage } from '../storage/storage.ts';
import { command, fileArgument, Refusal } from './command.ts';
import { onStorage } from './on-storage.ts';

const nothing = 'Nothing was deleted:';

await command(async ({ database, cookieSecrets }) => {
  const link = fileArgument('npm run erase -- "the link of a team or of a saved copy"');
  await onStorage(database, async (storage) => {
    const [, key] = /[?&]key=([\w-]{22})(?![\w-])/.exec(link) ?? [undefined, teamKeyShape.exec(link)?.[0]];
    const erased = key ? await eraseTeam(storage, key) : await eraseCopy(storage, link, cookieSecrets);
    console.log(JSON.stringify({ time: new Date().toISOString(), msg: 'erased by the operator', ...erased }));
  });
});

async function eraseTeam(storage: Storage, key: string) {
  const hash = teamLinkHash(key);
  const team = (await storage.teams.find('join', hash)) ?? (await storage.teams.find('results', hash));
  if (!team)
    throw new Refusal(`${nothing} no team has this link. It may have been replaced, or the team deleted.`);
  await storage.teams.remove(team.id);
  return { kind: 'team', name: team.name, id: team.id };
}

async function eraseCopy(storage: Storage, link: string, cookieSecrets: readonly string[]) {
  if (cookieSecrets.length === 0)
    throw new Refusal(`${nothing} to read the link of a saved copy, set COOKIE_SECRETS as for the site.`);
  const found = tokenIn(link);
  // A link of any edition: it only names the copy.
  const editions = { current: Number(found.split('.')[1]), accepts: [] };
  const token = decodeToken('c', found, editions, secretsFrom(cookieSecrets));
  const json: unknown = token.ok ? token.json : undefined;
  const key = json && typeof json === 'object' && 'k' in json ? String(json.k) : '';
  if (!key) throw new Refusal(`${nothing} this is neither the link of a team nor that of a saved copy.`);
  const { id } = sealOf(key);
  if (!(await storage.copies.changes(id, 0)))
    throw new Refusal(`${nothing} there is no saved copy of this link. It may have been removed already.`);
  await storage.copies.remove(id);
  return { kind: 'saved copy', id };
}
