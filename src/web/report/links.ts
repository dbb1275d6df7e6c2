/** The addresses of a report's pages: the result, its chapters, and everything on one page. */

/** The orders in which a chart can be shown. */
export const sorts = ['listed', 'gap', 'low'] as const;
export type Sort = (typeof sorts)[number];

const sortTitles: Readonly<Record<Sort, string>> = {
  listed: 'as listed',
  gap: 'widest gap',
  low: 'lowest',
};

export interface ReportLinks {
  /** The beginning of all addresses. Cached parts of the pages have it in their key. */
  readonly root: string;
  readonly result: string;
  /** Whether links to questions carry the list they came from: on the visitor's own report, to which they return. */
  readonly isOwn: boolean;
  readonly all: string;
  /** @param anchor of the chapter, or of a part of it; the page with everything links to this */
  readonly chapter: (slug: string, anchor?: string) => string;
  /** The address of a page in another order; the slug is empty for the result. */
  readonly sorted: (slug: string, sort: Sort) => string;
}

/**
 * @param root the address of the result: "/report"
 * @param options `query` is what every address of the report carries: "with=s1.…"; `isOwn` see `ReportLinks`
 */
export function linksUnder(root: string, { query = '', isOwn = false } = {}): ReportLinks {
  const at = (slug: string, more = '') => {
    const given = [query, more].filter((one) => one !== '').join('&');
    return `${root}${slug && `/${slug}`}${given && `?${given}`}`;
  };
  return {
    root: query ? at('') : root,
    result: at(''),
    isOwn,
    all: at('all'),
    chapter: (slug, anchor = '') => at(slug) + (anchor && `#${anchor}`),
    sorted: (slug, sort) => at(slug, sort === 'listed' ? '' : `sort=${sort}`),
  };
}

/** The links of the page with everything, on which a chapter is an anchor. @param anchors by slug */
export function linksWithin(links: ReportLinks, anchors: ReadonlyMap<string, string>): ReportLinks {
  return {
    ...links,
    root: `${links.root} all`,
    chapter: (slug, anchor = anchors.get(slug) ?? '') => `#${anchor}`,
  };
}

/** The links under a chart to its other orders. */
export function sortLinks(links: ReportLinks, slug: string, current: Sort, offered: readonly Sort[] = sorts) {
  return offered.map((sort) => ({
    title: sortTitles[sort],
    address: links.sorted(slug, sort),
    current: sort === current,
  }));
}
