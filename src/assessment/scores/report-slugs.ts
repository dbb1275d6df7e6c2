/** The addresses of the chapters about competencies. They come from the short titles, which an organisation may change. */
import type { Instrument } from '../instrument.ts';

/** The chapters that every report may have. A competency gets none of these addresses. */
export const fixedSlugs = [
  'all',
  'how-to-read',
  'where-to-start',
  'principles',
  'also-low',
  'strengths',
  'customers-eyes',
  'closing',
  'change',
  'team',
  'moments',
  'contract',
  'scores',
] as const;

/** Addresses of files and of former parts of the page. */
const taken = ['summary', 'open', 'reading', 'pdf', 'csv', 'json', 'xlsx'];

/** "Customer voice" becomes "customer-voice"; empty when there is no Latin letter and no digit in it. */
function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

const byInstrument = new WeakMap<Instrument, ReadonlyMap<string, string>>();

/** The slug of each competency by its id. No two are alike, and none is that of another chapter. */
export function competencySlugs(instrument: Instrument): ReadonlyMap<string, string> {
  let slugs = byInstrument.get(instrument);
  if (!slugs) {
    const used = new Set<string>([...fixedSlugs, ...taken]);
    slugs = new Map(
      instrument.competencies.map(({ id, short }, i) => {
        const wanted = slugOf(short) || slugOf(id) || `competency-${i + 1}`;
        let slug = wanted;
        for (let n = 2; used.has(slug); n++) slug = `${wanted}-${n}`;
        used.add(slug);
        return [id, slug];
      }),
    );
    byInstrument.set(instrument, slugs);
  }
  return slugs;
}
