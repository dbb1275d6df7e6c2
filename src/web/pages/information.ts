/** The pages that are the same for everyone: how it works, what is stored, who can use it, where it comes from. */
import type { Express } from 'express';
import { blockHtml } from '../../content/markdown.ts';
import { recentSeconds } from '../cookies.ts';
import { NotFound } from '../errors.ts';
import { termId } from '../glossary.ts';
import type { Site } from '../site.ts';

export function informationPages(app: Express, { deps, send }: Site): void {
  const { content } = deps;
  const { instrument, scale } = content;
  const sources = [
    ...new Set([...content.guidance.values()].flatMap((guidance) => guidance.sources)),
  ].toSorted();
  const layout = (title: string, description: string) => ({
    title,
    description,
    section: 'other' as const,
    personal: false,
    indexed: true,
  });
  app.get('/method', (req, res) =>
    send(req, res, 'pages/method', {
      layout: layout('How scores are worked out', 'Every formula, limit and band behind the report.'),
      instrument,
      scale,
      firstCompetency: instrument.competencies[0],
      firstPrinciple: instrument.principles[0],
      keyCount: instrument.questions.filter(({ key }) => key).length,
    }),
  );

  app.get('/privacy', (req, res) =>
    send(req, res, 'pages/privacy', {
      layout: layout('What is stored', 'What is stored where, for how long, and how to remove it.'),
      recentSeconds,
    }),
  );

  app.get('/accessibility', (req, res) =>
    send(req, res, 'pages/accessibility', {
      layout: layout(
        'Accessibility',
        'What this site does so that everyone can use it, and how it was checked.',
      ),
    }),
  );

  app.get('/glossary', (req, res) => {
    if (content.glossary.length === 0) throw new NotFound('This site has no glossary.');
    send(req, res, 'pages/glossary', {
      layout: layout('Glossary', 'What the words on these pages mean.'),
      terms: content.glossary.map(({ term, text }) => ({ id: termId(term), term, html: blockHtml(text) })),
    });
  });

  app.get('/about', (req, res) =>
    send(req, res, 'pages/about', {
      layout: layout('About Service Mirror', 'Where the ideas come from, and who owns them.'),
      sources,
    }),
  );
}
