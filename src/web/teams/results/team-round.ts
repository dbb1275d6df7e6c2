/** /teams/round: a member sees the figures of their team's last round that is over. */
import type { Express } from 'express';
import { z } from 'zod';
import type { Site } from '../../site.ts';
import { lastRoundView } from '../../sync/rounds/last-round.ts';
import { notMember } from '../not-member.ts';

const query = z.object({ team: z.string().catch('') });

export function teamRoundRoutes(app: Express, { deps, content, send, teams }: Site): void {
  if (!teams) return;
  app.get('/teams/round', async (req, res) => {
    const { team: id } = query.parse(req.query);
    const membership = teams.of(res.locals.jar).find((one) => one.team === id);
    if (!membership) throw notMember();
    send(req, res, 'pages/team-round', {
      layout: {
        title: 'Our team, last round',
        description: 'The averages of a team’s last round.',
        section: 'other' as const,
        styles: ['tables', 'rounds'],
        personal: true,
        indexed: false,
      },
      name: membership.name,
      team: await lastRoundView(teams, membership, content, deps.config.teamThreshold),
    });
  });
}
