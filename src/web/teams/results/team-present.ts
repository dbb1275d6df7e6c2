/** /teams/results/present: the hour together, one question a screen. */
import type { Express } from 'express';
import { z } from 'zod';
import { questionReading, talkedOf } from '../../../assessment/team/team-talk.ts';
import { meanText, teamSentences, turnedFigures } from '../../../assessment/team/team-text.ts';
import { inlineHtml } from '../../../content/files/markdown.ts';
import { seeOther } from '../../http/finish.ts';
import type { Site } from '../../site.ts';
import { keyQuery, resultsPath } from './results-link.ts';
import type { TeamReader } from './team-reader.ts';

const screenQuery = z.object({ screen: z.coerce.number().int().catch(1) });

export function teamPresentRoutes(app: Express, { content, send, path }: Site, reader: TeamReader): void {
  app.get('/teams/results/present', async (req, res) => {
    const { key } = keyQuery.parse(req.query);
    const team = await reader.open(key);
    const { results } = await reader.look(team);
    if (!results) return seeOther(res, path(resultsPath(key)));
    const asked = reader.contentOf(team) ?? content;
    const { wide, low } = talkedOf(results);
    const questions = [...wide, ...low];
    // The first screen has the sentences of the summary, the last one leads to the actions.
    const count = questions.length + 2;
    const screen = Math.min(count, Math.max(1, screenQuery.parse(req.query).screen));
    const result = questions[screen - 2];
    const address = (of: number) => `/teams/results/present?key=${key}&screen=${of}`;
    send(req, res, 'pages/team-present', {
      layout: {
        title: `${team.name}, screen ${screen} of ${count}`,
        description: 'The results of a team, one question a screen.',
        section: 'other' as const,
        styles: ['compare', 'results'],
        personal: true,
        indexed: false,
      },
      key,
      name: team.name,
      screen,
      count,
      isLast: screen === count,
      sentences: screen === 1 ? teamSentences(results, asked.instrument) : [],
      question: result && {
        id: result.question.id,
        statement: result.question.statements.us,
        remark: turnedFigures(result.question),
        me: meanText(result.me),
        us: meanText(result.us),
        reading: questionReading(result),
        asks: (asked.guidance.get(result.question.id)?.askTogether ?? []).map((ask) => inlineHtml(ask)),
      },
      previous: screen > 1 ? address(screen - 1) : '',
      next: screen < count ? address(screen + 1) : '',
    });
  });
}
