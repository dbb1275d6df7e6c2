/** The view model of /benchmark: how the scores spread, with the visitor's own marked, or only a count while there are too few. */
import {
  bandsOf,
  fewestContributions,
  type PictureKey,
  type Pictures,
  peopleIn,
  shareStep,
} from '../../assessment/comparison/benchmark.ts';
import { bandText, standingSentence } from '../../assessment/comparison/benchmark-sentences.ts';
import { perspectives } from '../../assessment/instrument.ts';
import { pointsOf } from '../../assessment/scores/score-text.ts';
import { competencyScores } from '../../assessment/scores/scores.ts';
import { distribution } from '../../charts/distribution.ts';
import type { Content } from '../../content/content.ts';
import type { Page } from '../render/page.ts';
import { counted } from '../render/wording.ts';
import type { PublishedBenchmark } from '../sync/contributions.ts';
import type { Visit } from '../visitor/visit.ts';

/** The lowest top of the charts' axis, in per cent: a lower one would exaggerate the differences of an even spread. */
const leastTop = 40;

export const benchmarkTitle = 'This site’s benchmark';

/** @param added whether this browser has added its scores */
export function benchmarkView(
  { instrument }: Content,
  { people, pictures }: PublishedBenchmark,
  { answers, progress, savedUntil, notices }: Visit,
  added: boolean,
) {
  const hasReport = progress.reportOpen;
  const bands = bandsOf(instrument.points.competency);
  const most = Math.max(leastTop, ...[...pictures.values()].flatMap(({ shares }) => shares));
  return {
    layout: {
      title: benchmarkTitle,
      description: 'How the scores that people added to this site spread, without names.',
      section: 'other',
      styles: ['charts', 'tables', 'benchmark'],
      personal: true,
      indexed: false,
    },
    notices,
    savedUntil,
    hasReport,
    added,
    people: people === 0 ? 'Nobody has' : counted(people, 'person has', 'people have'),
    needed: fewestContributions,
    shareStep,
    isShown: pictures.size > 0,
    behind: `at least ${fewestBehind(pictures)} people`,
    competencies: competencyScores(instrument, answers).map(({ competency, me, us }) => {
      const { id, short: title } = competency;
      const own = {
        me: hasReport ? pointsOf(me) : undefined,
        us: hasReport ? pointsOf(us) : undefined,
      };
      const of = (who: 'me' | 'us') => pictures.get(`${who} ${id}` satisfies PictureKey);
      const spread = (who: 'me' | 'us') => ({ shares: of(who)?.shares ?? [], points: own[who] });
      const both = { me: spread('me'), us: spread('us') };
      return {
        id,
        title,
        isShown: both.me.shares.length + both.us.shares.length > 0,
        sentences: perspectives.flatMap((who) => {
          const picture = of(who);
          return picture ? [standingSentence(who, picture, own[who], bands)] : [];
        }),
        chart: distribution(`${title}: how the scores spread`, both, bands, most),
        rows: bands.map((band, i) => ({
          band: bandText(band),
          me: shareText(both.me.shares[i]),
          us: shareText(both.us.shares[i]),
        })),
      };
    }),
  } satisfies Page & Record<string, unknown>;
}

/** The smallest number of people behind one of the pictures. */
function fewestBehind(pictures: Pictures): number {
  return Math.min(...[...pictures.values()].map(peopleIn));
}

const shareText = (share: number | undefined) => (share === undefined ? '–' : `${share} %`);
