/** The chapters of a report in their order. */
import type { OwnChapter } from '../../render/own-chapter.ts';
import type { Basis, Chapter } from './chapter.ts';
import { competencyChapters } from './competencies.ts';
import { customersChapter } from './lenses.ts';
import { alsoLowChapter, scoresChapter, strengthsChapter } from './lists.ts';
import { principlesChapter } from './principles.ts';
import { closingChapter, readingChapter, startChapter } from './start.ts';

/**
 * @param key what chapters about all answers depend on
 * @param own the chapters that are made of more than the answers
 */
export function chaptersOf(basis: Basis, key: string, own: readonly OwnChapter[]): Chapter[] {
  return [
    readingChapter(basis, key),
    startChapter(basis, key),
    principlesChapter(basis, key),
    ...competencyChapters(basis),
    ...closingChapter(basis),
    ...alsoLowChapter(basis, key),
    ...strengthsChapter(basis, key),
    customersChapter(basis, key),
    ...own.map(ownChapter),
    scoresChapter(basis, key),
  ];
}

function ownChapter({ slug, id, title, line, screenOnly, style, view, page }: OwnChapter): Chapter {
  return {
    slug,
    anchor: id,
    short: title,
    title,
    line,
    ...(screenOnly ? { screenOnly } : {}),
    ...(style ? { style } : {}),
    key: '',
    view,
    page: (shown) => ({ ...shown, ...page }),
  };
}
