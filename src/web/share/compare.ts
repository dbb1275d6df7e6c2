/** /compare: up to four shared reports side by side with the visitor's own. */
import type { Express } from 'express';
import { hasAnyScore } from '../../assessment/comparison/comparison.ts';
import { packAnswers } from '../../codec/packed/packed.ts';
import type { FieldError } from '../http/form.ts';
import { originOnly } from '../http/origin-only.ts';
import type { Site } from '../site.ts';
import { type Visit, visitOf } from '../visitor/visit.ts';
import { compareView, fieldOf, mostOthers } from './compare-view.ts';
import { isSharedFrom, linksOf, type OpenedReport, openShared } from './shared-reports.ts';

export function compareRoutes(app: Express, site: Site): void {
  const { content, send } = site;
  const { instrument } = content;

  app.get('/compare', (req, res) => {
    res.set(originOnly);
    const visit = visitOf(site, req, res);
    const pasted = linksOf.parse(req.query).map((link) => link.trim());
    const isAdding = req.query.add !== undefined;
    const links = fieldsFor(pasted, isAdding);
    const { others, errors, isUnopened } = opened(site, links, visit);
    if (pasted.length > 0 && !isAdding && pasted.every((link) => link === ''))
      errors.push({ field: fieldOf(0), text: 'Paste at least one link' });
    const left = pasted.slice(mostOthers).filter((link) => link !== '').length;
    const mine = visit.assessment && hasAnyScore(instrument, visit.answers) ? visit.assessment : undefined;
    const view = compareView(site, visit, { mine, others, links, errors, isUnopened, left, isAdding });
    send(req, res, 'pages/compare', view, errors.length > 0 ? 422 : 200);
  });
}

/** Returns a link for each field: those pasted without empty ones, and one empty field to begin with or when adding. */
function fieldsFor(pasted: readonly string[], isAdding: boolean): string[] {
  const links = pasted.slice(0, mostOthers).filter((link) => link !== '');
  return links.length === 0 || (isAdding && links.length < mostOthers) ? [...links, ''] : links;
}

/** Opens the links. One that cannot be opened, or was pasted before, has an error at its field. */
function opened(site: Site, links: readonly string[], { assessment }: Visit) {
  const others: OpenedReport[] = [];
  const errors: FieldError[] = [];
  let isUnopened = false;
  const places = new Map<string, number>();
  for (const [i, link] of links.entries()) {
    if (link === '') continue;
    const read = openShared(site, link);
    isUnopened ||= !read.ok;
    const fault = read.ok ? faultOf(read) : `${read.fault} ${read.advice}`;
    if (fault) errors.push({ field: fieldOf(i), text: fault });
    else if (read.ok) {
      places.set(contentOf(read), i);
      others.push(read);
    }
  }
  return { others, errors, isUnopened };

  function faultOf(read: OpenedReport): string {
    const before = places.get(contentOf(read));
    if (before !== undefined) return `This is the same report as in link ${before + 1}. Paste another.`;
    if (assessment && isSharedFrom(assessment, read.report))
      return 'This is your own report, which is in the comparison already. Paste a colleague’s.';
    return '';
  }
}

/** Equal for two links to the same report, also when different secrets signed them. */
function contentOf({ report: { person, group, level, answeredOn, answers } }: OpenedReport): string {
  return JSON.stringify([person, group, level, answeredOn, packAnswers(answers)]);
}
