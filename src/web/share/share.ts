/** /share makes a link that shows the visitor's report to others; shared.ts shows the report of such a link. */
import type { Express } from 'express';
import { z } from 'zod';
import { encodeShared } from '../../codec/links/share.ts';
import { dateText } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { levelName, visitOf } from '../visitor/visit.ts';

const tick = z.literal('yes').optional().catch(undefined);
const ticks = z.object({ person: tick, group: tick });

export function shareRoutes(app: Express, site: Site): void {
  const { deps, send, editions, url } = site;
  const { content } = deps;

  app.get('/share', (req, res) => {
    const visit = visitOf(site, req, res);
    const { assessment, progress, visitor, notices, savedUntil } = visit;
    const { person, group } = ticks.parse(req.query);
    const shown = {
      person: person ? visitor.name : '',
      group: group ? (assessment?.name ?? '') : '',
    };
    const token =
      assessment && progress.reportOpen
        ? encodeShared(
            {
              ...shown,
              level: assessment.level,
              answeredOn: assessment.changedOn,
              answers: assessment.answers,
            },
            editions,
            deps.secrets,
          )
        : '';
    send(req, res, 'pages/share', {
      layout: {
        title: 'Share my report',
        description: 'Make a link that shows your report to others, without your name unless you include it.',
        section: 'share' as const,
        styles: ['compare', 'link'],
        scripts: ['copy'],
        personal: true,
        indexed: false,
      },
      notices,
      savedUntil,
      progress,
      assessment: assessment && { id: assessment.id, name: assessment.name },
      level: levelName(content, assessment?.level),
      date: dateText(assessment?.changedOn ?? 0),
      person: visitor.name,
      include: shown,
      token,
      carries: namesCarried(shown),
      link: url(req, `/shared?with=${token}`),
    });
  });
}

/** Says in a sentence which names the link carries. */
function namesCarried({ person, group }: { readonly person: string; readonly group: string }): string {
  if (person && group) return 'It carries your name and your group’s name';
  if (person) return 'It carries your name';
  return group ? 'It carries your group’s name, not yours' : 'It carries no name';
}
