/** /teams/round: a member sees the figures of their team's last round that is over. */
import type { Express } from 'express';
import { z } from 'zod';
import { counted } from '../../render/wording.ts';
import type { Site } from '../../site.ts';
import { notMember } from '../not-member.ts';
import { pastRounds, roundName, roundTable } from './team-rounds.ts';

const query = z.object({ team: z.string().catch('') });

export function teamRoundRoutes(app: Express, { deps, content, send, teams }: Site): void {
  if (!teams) return;
  app.get('/teams/round', async (req, res) => {
    const { team: id } = query.parse(req.query);
    const membership = teams.of(res.locals.jar).find((one) => one.team === id);
    if (!membership) throw notMember();
    const rounds = await teams.query((storage) => storage.teams.rounds(id));
    const [last] = pastRounds(
      rounds,
      (edition) => (edition === content.instrument.edition ? content : undefined),
      deps.config.teamThreshold,
    );
    send(req, res, 'pages/team-round', {
      layout: {
        title: 'Our team, last round',
        description: 'The averages of a team’s last round.',
        section: 'other' as const,
        styles: ['compare', 'results'],
        personal: true,
        indexed: false,
      },
      name: membership.name,
      round: last ? roundName(last) : 'last round',
      people: last && last.people > 0 ? counted(last.people, 'person', 'people') : '',
      table: last && roundTable(content, [{ name: roundName(last), results: last.results }]),
    });
  });
}
