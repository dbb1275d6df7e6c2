/** What the pages of a report have in common, whether it is the visitor's own, the sample or a shared one. */
import type { Request } from 'express';
import { fixedSlugs } from '../../assessment/scores/report-slugs.ts';
import type { Layout } from '../render/page.ts';
import { type Sort, sorts } from './links.ts';
import type { OpenReport } from './report-page.ts';

export const resultStyles: readonly string[] = ['charts', 'report'];

/** The order that the address asks for. */
export function sortOf(req: Request): Sort {
  return sorts.find((sort) => sort === req.query.sort) ?? 'listed';
}

interface Styled {
  readonly chapter: { readonly style?: string | undefined };
}

/** The layout of a chapter's page, or of the page with everything. @param chapter its title, before that of the report */
export function chapterLayout(
  layout: Layout,
  { chapters }: { chapters: readonly Styled[] },
  chapter = '',
): Layout {
  const own = chapters.flatMap(({ chapter: { style } }) => style ?? []);
  return {
    ...layout,
    title: chapter ? `${chapter}, ${layout.title.toLowerCase()}` : layout.title,
    styles: [...resultStyles, 'tables', ...own],
  };
}

/**
 * The chapter at this address. `elsewhere` is the slug to redirect to, for the ids and anchors of earlier versions: "c-ES",
 * "ES" and "Leadership" lead to "leadership". It is empty for the result, which also stands in for a chapter that this report
 * does not have, such as the strengths where there are none.
 */
export function slugAt(req: Request, { chapters }: OpenReport): { slug: string; elsewhere?: string } {
  const slug = String(req.params.chapter);
  if (slug === 'all' || chapters.some((one) => one.slug === slug)) return { slug };
  const wanted = slug.toLowerCase();
  const found = chapters.find(
    (one) => one.slug === wanted || [wanted, `c-${wanted}`].includes(one.anchor.toLowerCase()),
  );
  if (found) return { slug, elsewhere: found.slug };
  if (wanted === 'all') return { slug, elsewhere: 'all' };
  if (wanted === 'open') return { slug, elsewhere: 'scores' };
  if (wanted === 'summary' || fixedSlugs.some((one) => one === wanted)) return { slug, elsewhere: '' };
  return { slug };
}
