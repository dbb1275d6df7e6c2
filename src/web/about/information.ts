/** The pages that are the same for every visitor: /method, /privacy, /accessibility, /glossary and /about. */
import type { Express } from 'express';
import { type Answer, ratings, topRating } from '../../assessment/answers.ts';
import {
  bandsOf,
  fewestChanges,
  fewestContributions,
  shareStep,
} from '../../assessment/comparison/benchmark.ts';
import { bandText } from '../../assessment/comparison/benchmark-sentences.ts';
import type { Instrument, Question } from '../../assessment/instrument.ts';
import { scoreOf } from '../../assessment/scores/scores.ts';
import { step } from '../../assessment/team/disclosure.ts';
import { randomVariance } from '../../assessment/team/statistics.ts';
import { alphaFrom, intervalFrom } from '../../assessment/team/team-results.ts';
import { blockHtml } from '../../content/files/markdown.ts';
import { NotFound } from '../http/errors.ts';
import type { Site } from '../site.ts';
import { recentSeconds } from '../visitor/cookies.ts';

export function informationRoutes(app: Express, { deps, send }: Site): void {
  const { content } = deps;
  const { instrument, scale } = content;
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
      topRating,
      topTotal: 2 * topRating,
      hasTwo: instrument.questions.some(({ statements }) => statements.me !== statements.us),
      reverse: instrument.questions.flatMap(({ id, reverse }) => (reverse ? id : [])),
      example: exampleOf(instrument),
      teams: {
        threshold: deps.config.teamThreshold,
        step,
        points: instrument.points.competency,
        topRating,
        steps: ratings.length,
        uniform: randomVariance(ratings.length),
        alphaFrom,
        intervalFrom,
      },
      benchmark: {
        fewest: fewestContributions,
        changes: fewestChanges,
        shareStep,
        bands: bandsOf(instrument.points.competency).map(bandText).join(', '),
      },
    }),
  );

  app.get('/privacy', (req, res) =>
    send(req, res, 'pages/privacy', {
      layout: {
        ...layout('What is stored', 'What is stored where, for how long, and how to remove it.'),
        styles: ['tables'],
      },
      recentSeconds,
      fewestInBenchmark: fewestContributions,
      retentionDays: deps.config.retentionDays,
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
      terms: content.glossary.map(({ id, term, text }) => ({ id, term, html: blockHtml(text) })),
    });
  });

  app.get('/about', (req, res) =>
    send(req, res, 'pages/about', {
      layout: layout('About Service Mirror', 'Where the ideas come from, and who owns them.'),
      sources: content.sources,
    }),
  );
}

const plainOf = (questions: readonly Question[]) => questions.filter(({ reverse }) => !reverse);

/**
 * A worked example with three ratings, for the first competency with at least three questions that are not reverse;
 * undefined without one.
 */
function exampleOf(instrument: Instrument) {
  const ratings = [2, 3, 1] as const;
  const competency = instrument.competencies.find(
    ({ questions }) => plainOf(questions).length >= ratings.length,
  );
  if (!competency) return undefined;
  const { short: title, questions } = competency;
  const rated = plainOf(questions);
  const answers = new Map(
    ratings.map((rating, i): [string, Answer] => [rated[i]?.id ?? '', { me: rating, us: rating }]),
  );
  const score = scoreOf(questions, answers, 'us', 'competency', instrument);
  if (score.kind === 'none') return undefined;
  const sum = ratings.reduce<number>((total, rating) => total + rating, 0);
  return {
    title,
    ratings,
    sum,
    most: topRating * ratings.length,
    points: score.points,
    exact: instrument.points.competency * sum === score.points * topRating * ratings.length,
    of: questions.length,
  };
}
