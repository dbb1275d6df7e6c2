/** The report's chapter "Our team, last round", for members of teams that get the answers of the report. */
import type { Assessment } from '../../assessment/visitor.ts';
import { StorageFault } from '../../storage/away.ts';
import type { OwnChapter } from '../render/own-chapter.ts';
import type { Site } from '../site.ts';
import { hasMemberships } from '../sync/membership-cookies.ts';
import { lastRoundView } from '../sync/rounds/last-round.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';

/**
 * Returns no chapter for a visitor in no team, for whom the database is not asked, and none while no round with figures is over.
 * While the database cannot be used the report does without it.
 */
export async function teamChapter(
  { deps, content, teams }: Site,
  jar: CookieJar,
  { id }: Assessment,
): Promise<OwnChapter[]> {
  if (!teams || !hasMemberships(jar)) return [];
  const own = teams.of(jar).filter(({ assessment }) => assessment === id);
  const { teamThreshold } = deps.config;
  try {
    const found = await Promise.all(own.map((one) => lastRoundView(teams, one, content, teamThreshold)));
    const shown = found.flatMap((team) => team ?? []);
    if (shown.length === 0) return [];
    return [
      {
        slug: 'team',
        id: 'team',
        title: 'Our team, last round',
        line: shown.length === 1 ? (shown[0]?.round ?? '') : `${shown.length} teams`,
        style: 'rounds',
        view: 'partials/report/team',
        page: { teams: shown },
      },
    ];
  } catch (error) {
    if (error instanceof StorageFault) return [];
    throw error;
  }
}
